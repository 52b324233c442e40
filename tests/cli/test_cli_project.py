"""The commands on a project: what they print, and how they end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import invented
import pytest

from dateline.records import Arrival, Extraction, Report
from dateline.stores import open_store

Run = Callable[..., tuple[int, str, str]]


def test_init_twice_leaves_the_project_as_it_is(run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "new")
    assert run("init", folder)[0] == 0
    before = (tmp_path / "new" / "dateline.toml").read_bytes()
    code, out, err = run("init", folder)
    assert (code, out) == (0, "")
    assert "project ready" in err
    assert (tmp_path / "new" / "dateline.toml").read_bytes() == before


def test_show_prints_an_incident_with_its_quote(
    run: Run, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    code, out, _ = run("show", "i1", "--project", project)
    assert code == 0
    for words in (
        "Non-state actor",
        "2023-01-25, evening",
        "Quen, Kachin",
        "River Army",
        "2 killed",
        "reported",
    ):
        assert words in " ".join(out.split())
    assert "i1 | Rebels of the River Army overran a police post" in " ".join(out.split())


def test_show_json_is_the_export_line(run: Run, project: str) -> None:
    shown = run("show", "i1", "--project", project, "--json")[1]
    exported = run("export", "jsonl", "--project", project)[1]
    assert json.loads(shown) == json.loads(exported)
    assert json.loads(shown)["claims"][0]["id"] == "c1"


def test_why_names_the_rule_and_the_words(run: Run, project: str) -> None:
    code, out, _ = run("why", "i1", "sub_event_type", "--project", project)
    start = invented.TEXT.index("overran")
    assert code == 0
    assert out.splitlines() == [
        "sub_event_type: Non-state actor overtakes territory",
        "  chosen by: the only reading (stated, 1.00)",
        "  from claims: c1",
        "  claim c1 in report r1: Non-state actor overtakes territory",
        f"    read from “overran” [{start}-{start + 7}], by overrun",
        "    stated, confidence 1.00",
    ]


def test_why_says_so_where_nothing_is_said(run: Run, project: str) -> None:
    code, out, err = run("why", "i1", "losses_stated", "--project", project)
    assert (code, out) == (0, "")
    assert err == "nothing is said of losses stated in this incident's reports\n"


def test_find_gives_the_report_and_the_words_around(run: Run, project: str) -> None:
    code, out, err = run("find", "police", "post", "--project", project)
    assert (code, err) == (0, "1 report\n")
    assert out.startswith("r1  River Army takes a post\n")


def test_export_to_a_file_says_what_was_held_back(run: Run, project: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    code, out, err = run("export", "acled", "--project", project, "--preset", "public", "-o", str(target))
    assert (code, out) == (0, "")
    assert "1 incident written" in err
    assert "held back (public): 1 speaker" in err
    (row,) = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8")))
    assert (row["actor1"], row["actor2"], row["location"]) == ("River Army", "State forces", "Kachin")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_doctor_counts_and_names_the_plugins(run: Run, project: str) -> None:
    code, out, _ = run("doctor", "--json", "--project", project)
    found = json.loads(out)
    assert {kind: found[kind] for kind in ("reports", "claims", "incidents", "decisions")} == {
        "reports": 1,
        "claims": 1,
        "incidents": 1,
        "decisions": 0,
    }
    assert code == (1 if found["problems"] else 0)
    assert {"acled", "geojson", "jsonl"} <= set(found["plugins"]["exports"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "nothing"], "'nothing' is no incident. Run `dateline show` for their ids"),
        (["why", "i1", "colour"], "no field is called 'colour'. Known: date, event_type"),
        (["export", "papyrus"], "no exports plug-in is called 'papyrus'. Known: acled"),
        (
            ["export", "acled", "--preset", "secret"],
            "no preset is called 'secret'. Known: internal, partner, public",
        ),
        (["export", "acled", "-o", "/nowhere/at/all.csv"], "No such file or directory"),
        (["show", "--nonsense"], "No such option"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, project: str, arguments: list[str], words: str
) -> None:
    where = ["--project", project] if arguments != ["nonsense"] else []
    code, out, err = run(*arguments, *where)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_no_project_is_a_clear_end(run: Run, tmp_path: Path) -> None:
    for command in (["show"], ["link"], ["export", "jsonl"], ["doctor"], ["find", "x"], ["add", "x.txt"]):
        code, _, err = run(*command, "--project", str(tmp_path))
        assert code == 2
        assert "there is no dateline project here" in err


def test_what_the_system_refuses_is_told_with_its_path(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    code, out, err = run("init", str(taken))
    assert (code, out) == (2, "")
    assert err == f"dateline: {taken}: file exists. Check the path, and who may write there.\n"


def test_a_place_list_of_ones_own_becomes_a_pack_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PACKS", str(tmp_path / "packs"))
    own = tmp_path / "quen.csv"
    own.write_text("name,latitude,longitude,country\nLower Quen,10.5,20.5,XK\n", encoding="utf-8")
    code, out, err = run("gazetteer", "add", str(own))
    assert (code, out) == (0, "")
    assert err.startswith("pack quen: 1 place, in ")
    assert "Lower Quen" in run("gazetteer", "test", "Lower", "Quen")[1]
    code, _, err = run("gazetteer", "add", str(own))
    assert (code, "there is a pack called quen already" in err) == (2, True)
    assert run("gazetteer", "add", str(own), "--replace")[0] == 0
    code, _, err = run("gazetteer", "add", str(tmp_path / "none.csv"))
    assert (code, "none.csv: no such file" in err) == (2, True)


def test_what_was_set_aside_is_found_marked_and_listed(run: Run, project: str) -> None:
    dull = Report(id="dull", text="The police post sells rice now, traders said.", headline="Rice")
    with open_store(Path(project)) as store:  # type: ignore[attr-defined]
        store.add_report(Arrival(report=dull, raw=b"dull"))
        store.put_extraction(Extraction(report_id="dull", extractor="screen@1"))
    _, out, err = run("find", "police", "post", "--project", project)
    assert (out.count("dull  Rice  (set aside unread)"), err) == (1, "2 reports\n")
    _, out, err = run("find", "police", "post", "--set-aside", "--project", project)
    assert (out.splitlines()[0], err) == ("dull  Rice  (set aside unread)", "1 report\n")
    _, out, err = run("find", "--set-aside", "--project", project)
    assert ("The police post sells rice now" in out, err) == (True, "1 report\n")
    code, _, err = run("find", "--project", project)
    assert (code, err) == (2, "dateline: no words to look for. Give some, or --set-aside.\n")
