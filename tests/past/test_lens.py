"""What the feed of changes and a difference tell outside: no more than an export of the same preset."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import invented
import pytest
from msgspec.structs import replace

from dateline.cli import main
from dateline.errors import DatelineError
from dateline.past import keep_incidents, lens_of, list_changes
from dateline.publish.redact import Rules
from dateline.records import Arrival, Extraction, Incident, Settled, Target, Toll
from dateline.stores import create_store, open_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, stdout and stderr of one command."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run_command


@pytest.fixture
def incident() -> Incident:
    return invented.make_incident(invented.make_claim())


@pytest.fixture
def folder(tmp_path: Path, incident: Incident) -> Path:
    """A project in which one incident was linked, then its target was told, then two injured civilians."""
    store, report = create_store(tmp_path / "project"), invented.make_report()
    store.add_report(Arrival(report=report, raw=report.text.encode("utf-8")))
    claim = invented.make_claim()
    store.put_extraction(Extraction(report_id=report.id, extractor="rules@1", claims=(claim,)))
    keep_incidents(store, [incident])
    hit = replace(incident, targets=(Target(as_written="the house of the teacher"),))
    keep_incidents(store, [hit])
    hurt = Toll(outcome="injured", side="civilians", low=2, best=2, high=2, as_written="two sisters")
    keep_incidents(store, [replace(hit, toll=(*hit.toll, Settled(value=hurt, claim_ids=("c1",))))])
    store.close()
    return tmp_path / "project"


def lines(run: Run, folder: Path, *more: str) -> list[dict[str, object]]:
    code, out, _ = run("changes", "--json", "--project", str(folder), *more)
    assert code == 0
    return [json.loads(line)["change"] for line in out.splitlines()]


def test_a_change_of_which_nothing_is_seen_is_not_told(run: Run, folder: Path) -> None:
    assert [one["kind"] for one in lines(run, folder)] == ["added", "changed", "changed"]
    assert [one["kind"] for one in lines(run, folder, "--preset", "public")] == ["added", "changed"]


def test_the_public_feed_has_areas_classes_and_ranges(run: Run, folder: Path) -> None:
    made, changed = lines(run, folder, "--preset", "public")
    assert made["about"] == "Non-state actor overtakes territory, Kachin, 2023-01-25"
    assert made["totals"]["killed"] == 2
    assert made["reports_joined"] != ["r1"]
    (toll,) = changed["fields"]
    told = [one for one in json.loads(toll["after"]) if one["outcome"] == "injured"]
    assert [(one["low"], one["best"], one["high"], one["as_written"]) for one in told] == [(1, None, 2, "")]
    assert "injured" not in changed["totals"]


def test_an_internal_feed_is_as_it_was(run: Run, folder: Path) -> None:
    store = open_store(folder)
    assert lens_of(store, "internal") is None
    assert len(list(list_changes(store))) == 3
    store.close()
    assert lines(run, folder, "--preset", "internal") == lines(run, folder)


def test_what_was_held_back_is_told_with_its_reason(run: Run, folder: Path, tmp_path: Path) -> None:
    held = tmp_path / "held.json"
    command = ("changes", "--preset", "public", "--project", str(folder), "--held-back", str(held))
    assert "held back (public): 5 exact place: an exact point can guide an attack" in run(*command)[2]
    told = json.loads(held.read_text(encoding="utf-8"))
    assert {"kind": "target", "count": 3} in [
        {name: one[name] for name in ("kind", "count")} for one in told["held_back"]
    ]
    store = open_store(folder)
    entries = [json.loads(line) for _, line in store.entries("audit")]
    store.close()
    assert entries[-1]["did"] == "changes"
    assert entries[-1]["facts"] == {"preset": "public", "changes": 2}


def test_what_is_too_new_is_in_no_feed(folder: Path) -> None:
    store = open_store(folder)
    lens = lens_of(store, "internal", Rules(newest=date(2023, 1, 24)))
    assert lens is not None
    assert list(list_changes(store, show=lens.show)) == []
    store.close()
    assert lens.held["recent incident"] == 5


def test_no_such_preset_is_refused_before_anything_is_read(run: Run, folder: Path) -> None:
    store = open_store(folder)
    with pytest.raises(DatelineError, match="no preset is called 'secret'"):
        lens_of(store, "secret")
    store.close()
    code, out, err = run("changes", "--preset", "secret", "--project", str(folder))
    assert (code, out) == (2, "")
    assert err == "dateline: no preset is called 'secret'. Known: internal, partner, public.\n"


def test_a_difference_is_shown_through_the_same_preset(run: Run, folder: Path) -> None:
    inside = run("diff", "2000-01-01", "now", "--json", "--project", str(folder))[1]
    outside = run("diff", "2000-01-01", "now", "--json", "--preset", "public", "--project", str(folder))[1]
    assert "Quen" in inside
    assert "Quen" not in outside
    totals, change = (json.loads(line) for line in outside.splitlines())
    assert totals["sum_of_changes"] == change["totals"]
    assert "injured" not in change["totals"]
