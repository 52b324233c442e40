"""The sample reports that ship: each is listed, each can be read, and they show what the list says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORTS = sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".md")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[dict[str, Any]]]:
    """A function from the name of a sample to its lines; all are read once."""
    import contextlib
    import io

    found: dict[str, list[dict[str, Any]]] = {}
    for path in REPORTS:
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            assert main(["read", "--json", str(path)]) == 0
        found[path.name] = [json.loads(line) for line in stream.getvalue().splitlines()]
    return lambda name: next(lines for file, lines in found.items() if file.startswith(name))


def test_the_list_names_every_sample_and_says_that_all_is_invented() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert len(REPORTS) >= 8
    assert "invented" in page.split("\n\n")[1]
    for path in REPORTS:
        assert f"| `{path.name}` |" in page
        assert "invented" not in path.read_text(encoding="utf-8")


def test_every_sample_has_a_day_a_title_and_but_one_an_incident(read: Any) -> None:
    for path in REPORTS:
        for line in read(path.name):
            assert line["report"]["published"]
            assert line["report"]["title"]
            assert bool(line["incidents"]) == (not path.name.startswith("04"))


def test_the_same_clash_has_two_tolls_in_two_papers(read: Any) -> None:
    (first,), (second,) = read("01"), read("02")
    clash = next(one for one in first["incidents"] if one["date_start"] == one["date_end"] == "2023-03-08")
    other = second["incidents"][0]
    assert clash["date_start"] == other["date_start"]
    assert clash["place"]["name"] == other["place"]["name"]
    dead = [{toll["best"] for toll in one["toll"] if toll["outcome"] == "killed"} for one in (clash, other)]
    assert 4 in dead[0]
    assert 7 in dead[1]


def test_a_total_names_its_parts(read: Any) -> None:
    (line,) = read("01")
    ids = {one["id"] for one in line["incidents"]}
    (total,) = [one for one in line["incidents"] if one["sums"]]
    assert set(total["sums"]) < ids
    assert total["id"] not in total["sums"]


def test_the_older_strike_is_background_and_the_denial_is_seen(read: Any) -> None:
    (line,) = read("05")
    older = [one for one in line["incidents"] if one["background"]]
    assert [(one["date_start"], one["date_precision"]) for one in older] == [("2022-12-01", "month")]


def test_a_digest_is_three_incidents_in_three_countries(read: Any) -> None:
    digest = read("06")[0]
    countries = {one["place"]["country"] for one in digest["incidents"] if one["place"]}
    assert countries == {"Mali", "Nigeria", "Burkina Faso"}
