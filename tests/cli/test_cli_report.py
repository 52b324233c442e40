"""Situation reports, profiles and releases from the command line."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from dateline.plugins import list_plugins
from dateline.publish.dictionary import type_of

Run = Callable[..., tuple[int, str, str]]


def test_a_report_to_stdout_and_to_files(run: Run, project: str, tmp_path: Path) -> None:
    code, out, err = run("report", "2023-W04", "--project", project)
    assert code == 0
    assert out.startswith("<!DOCTYPE html>")
    assert "River Army" in out
    assert err == "1 incident, 0 that may belong to the period\n"
    assert run("report", "2023-01", "--project", project, "-o", str(tmp_path / "r.pdf"))[0] == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


def test_a_report_of_one_place_or_party(run: Run, project: str) -> None:
    assert "1 incident," in run("report", "2023-W04", "--project", project, "--place", "kachin")[2]
    assert "0 incidents" in run("report", "2023-W04", "--project", project, "--place", "Shan")[2]
    assert "1 incident," in run("report", "2023-W04", "--project", project, "--actor", "xxx-ra")[2]
    assert "0 incidents" in run("report", "2023-W04", "--project", project, "--actor", "Nobody")[2]


def test_a_choice_of_place_tells_no_more_than_the_report_shows(run: Run, project: str) -> None:
    """The public report knows the province only, so nobody can ask it for the village."""
    assert "1 incident," in run("report", "2023-W04", "--project", project, "--place", "Quen")[2]
    public = ("report", "2023-W04", "--project", project, "--preset", "public", "--place")
    assert "0 incidents" in run(*public, "Quen")[2]
    out = run(*public, "Kachin")[1]
    assert "2023-01-23 to 2023-01-29, in Kachin</small>" in out
    assert "Only incidents in Kachin, by the names that this report shows." in out


def test_only_what_is_of_the_period_is_counted_as_held_back(run: Run, project: str) -> None:
    assert "1 quote" in run("report", "2023-W04", "--project", project, "--preset", "public")[2]
    assert "held back" not in run("report", "2023-W20", "--project", project, "--preset", "public")[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "soon"], "'soon' is no period"),
        (["report", "2023-W04", "-o", "r.txt"], "no report is written as .txt"),
        (["release", "../x"], "'../x' cannot be a tag"),
        (["profile", "compare", "acled-like", "mine"], "no profile is called 'mine'"),
    ],
)
def test_what_cannot_be_written_is_said(run: Run, project: str, arguments: list[str], words: str) -> None:
    code, out, err = run(*arguments, "--project", project)
    assert (code, out) == (2, "")
    assert words in err


def test_two_profiles_side_by_side(run: Run, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run("profile", "compare", "acled-like", "casualty-recording", "--project", project)
    assert code == 0
    assert "the only account" in " ".join(out.split())
    assert "uncorroborated: one publisher" in " ".join(out.split())
    assert err == "dead in all: 2 by acled-like@1, 2 by casualty-recording@1 (best, else low)\n"


def test_profiles_are_listed_and_shown(run: Run) -> None:
    assert run("profile", "list")[1].splitlines()[0].startswith("acled-like  One conservative figure")
    assert json.loads(run("profile", "show", "ucdp-like")[1])["include"]["minimum_deaths"] == 1


def test_a_release_is_whole_and_never_written_over(run: Run, project: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    arguments = ("release", "2023-01", "--project", project, "-o", str(folder), "--date", "2023-02-01")
    assert run(*arguments)[0] == 0
    names = {path.name for path in folder.iterdir()}
    assert {"codebook.md", "dictionary.csv", "METHOD.md", "CITATION.cff", "LICENCE.txt"} <= names
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["exports"]) == sorted(list_plugins("exports"))
    assert manifest["exports"]["acled"]["profile"] == "acled-like@1"
    assert manifest["held_back"]["speaker"] == 1
    for line in (folder / "checksums.sha256").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        names.remove(name)
    assert names == {"checksums.sha256"}
    code, _, err = run(*arguments)
    assert code == 2
    assert "A release never changes" in err


def test_a_release_tells_its_delay_and_how_places_are_shown(run: Run, project: str, tmp_path: Path) -> None:
    whole, late = tmp_path / "whole", tmp_path / "late"
    run("release", "a", "--project", project, "-o", str(whole), "--date", "2023-02-01", "--area", "unit")
    run("release", "b", "--project", project, "-o", str(late), "--date", "2023-02-01", "--delay", "30")
    told = [(folder / "METHOD.md").read_text(encoding="utf-8") for folder in (whole, late)]
    assert "- places: units of administration, without a point" in told[0]
    assert "- places: cells of the H3 grid" in told[1]
    assert "- delay: nothing of the 30 days before 2023-02-01" in told[1]
    held = [
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["held_back"]
        for folder in (whole, late)
    ]
    assert (held[0]["exact place"], held[1]) == (1, {"recent incident": 1})
    place = json.loads((whole / "incidents-jsonl.jsonl").read_text(encoding="utf-8"))["place"]
    assert (place["name"], place["latitude"]) == ("Kachin", None)


def test_a_report_tells_what_it_held_back(run: Run, project: str) -> None:
    code, page, err = run("report", "2023-W04", "--project", project, "--preset", "public", "--area", "unit")
    assert code == 0
    assert "a resident" not in page
    assert "held back (public): 1 speaker: a speaker can be found and hurt" in err
    assert "0 incidents" in run("report", "2023-W04", "--project", project, "--delay", "36500")[2]


def test_the_same_release_has_the_same_bytes(run: Run, project: str, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "copy")
    for source, name in ((project, "a"), (str(tmp_path / "copy"), "b")):
        arguments = ("release", "t", "--project", source, "-o", str(tmp_path / name), "--date", "2023-02-01")
        assert run(*arguments, "--title", "Quen")[0] == 0
    assert (tmp_path / "a" / "checksums.sha256").read_bytes() == (
        tmp_path / "b" / "checksums.sha256"
    ).read_bytes()


def test_every_column_of_every_format_has_a_type_and_a_meaning(
    run: Run, project: str, tmp_path: Path
) -> None:
    run("release", "t", "--project", project, "-o", str(tmp_path / "t"))
    with (tmp_path / "t" / "dictionary.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["format"] for row in rows} == {*list_plugins("exports"), "xlsx, Claims"}
    assert all(row["meaning"] for row in rows)
    types = {(row["format"], row["column"]): row["type"] for row in rows}
    assert types["ged", "id"] == "integer"
    assert types["jsonl", "id"] == "string"
    assert types["xlsx", "date_start"] == types["hxl", "First day"] == "date"
    assert types["jsonl", "toll"] == "array"


def test_the_types_of_the_dictionary_are_those_of_the_files(run: Run, project: str, tmp_path: Path) -> None:
    """Each cell of the tables, each value of the lines of JSON, each column of the Parquet file."""
    run("release", "t", "--project", project, "-o", str(tmp_path / "t"), "--preset", "internal")
    kinds = {"integer": int, "number": float, "string": str, "date": date.fromisoformat}
    for name in ("acled", "ged"):
        with (tmp_path / "t" / f"incidents-{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column, cell in row.items():
                    if cell and (name, column) != ("ged", "id"):  # the invented incident's own id is no hash
                        kinds[type_of(name, column)](cell)
    json_kinds = {"string": str, "integer": int, "array": list, "object": dict, "boolean": bool, "date": str}
    for name, file in (("jsonl", "incidents-jsonl.jsonl"), ("plover", "incidents-plover.plover.jsonl")):
        for line in (tmp_path / "t" / file).read_text(encoding="utf-8").splitlines():
            for column, value in json.loads(line).items():
                assert value is None or isinstance(value, json_kinds[type_of(name, column)]), column
    arrow = {
        "string": "string",
        "integer": "int32",
        "number": "double",
        "date": "date32[day]",
        "boolean": "bool",
    }
    for field in parquet.read_schema(tmp_path / "t" / "incidents-geoparquet.parquet"):
        if field.name not in ("geometry", "reports"):
            assert str(field.type) == arrow[type_of("geoparquet", field.name)], field.name


def test_a_release_is_a_data_package_that_a_stranger_can_check(
    run: Run, project: str, tmp_path: Path
) -> None:
    folder = tmp_path / "t"
    run("release", "T-1", "--project", project, "-o", str(folder), "--title", "Quen & more")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package["version"]) == ("quen-more", "T-1")
    for one in package["resources"]:
        data = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    tables = {one["path"]: one["schema"]["fields"] for one in package["resources"] if "schema" in one}
    assert sorted(tables) == ["incidents-acled.csv", "incidents-ged.csv"]
    for path, fields in tables.items():
        heads = next(csv.reader((folder / path).read_text(encoding="utf-8").splitlines()))
        assert [field["name"] for field in fields] == heads
    readme = (folder / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in folder.iterdir()} - {"README.md"}
    assert [name for name in sorted(files) if f"`{name}`" not in readme and f" {name}`" not in readme] == []


def test_the_citation_names_tag_and_licence(run: Run, project: str, tmp_path: Path) -> None:
    run("release", "t-1", "--project", project, "-o", str(tmp_path / "t"), "--title", 'A "quoted" title')
    lines = (tmp_path / "t" / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith(" "))
    assert tomllib.loads(f"title = {pairs['title']}")["title"] == 'A "quoted" title'
    assert (pairs["version"], pairs["license"]) == ('"t-1"', '"CC-BY-4.0"')


def test_a_release_that_failed_can_be_made_again(run: Run, project: str) -> None:
    folder = Path(project) / "releases" / "r1"
    for wrong, words in (
        (("--preset", "none"), "no preset is called 'none'"),
        (("--date", "soon"), "--date: 'soon' is not a day. Write it as 2023-01-27."),
    ):
        code, _, err = run("release", "r1", "--project", project, *wrong)
        assert (code, folder.exists()) == (2, False)
        assert words in err
    assert run("release", "r1", "--project", project)[0] == 0
    assert [path.name for path in folder.parent.iterdir()] == ["r1"]
