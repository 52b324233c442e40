"""What an export tells of what it held back, on stderr, as a file and in the audit chain; what `redact` shows before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import h3

from dateline.stores import open_store

Run = Callable[..., tuple[int, str, str]]


def test_every_export_says_what_was_held_back_and_why(run: Run, project: str, tmp_path: Path) -> None:
    told = tmp_path / "held.json"
    arguments = ("export", "acled", "--preset", "public", "--held-back", str(told), "--project", project)
    code, _, err = run(*arguments)
    assert code == 0
    assert "held back (public): 1 speaker: a speaker can be found and hurt" in err
    found = json.loads(told.read_text(encoding="utf-8"))
    assert {one["kind"]: one["count"] for one in found["held_back"]} == {
        "exact place": 1, "quote": 1, "speaker": 1, "title and link": 1,
    }  # fmt: skip
    assert all(one["reason"] for one in found["held_back"])
    assert found["left_out"] == {}


def test_a_public_place_is_a_cell_or_a_unit(run: Run, project: str) -> None:
    arguments = ("export", "jsonl", "--preset", "public", "--project", project)
    place = json.loads(run(*arguments)[1])["place"]
    assert place["gazetteer_id"] == h3.latlng_to_cell(25.5, 96.5, 4)
    unit = json.loads(run(*arguments, "--area", "unit")[1])["place"]
    assert (unit["name"], unit["latitude"], unit["reason"]) == ("Kachin", None, "held back")
    code, _, err = run(*arguments, "--area", "village")
    assert code == 2
    assert "no area is called 'village'. Known: cell, unit." in err


def test_an_export_stands_in_the_audit_chain_with_its_digest(run: Run, project: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    run("export", "acled", "--preset", "partner", "--project", project, "-o", str(path))
    store = open_store(Path(project))
    entries = [json.loads(entry) for _, entry in store.entries("audit")]
    store.close()
    (facts,) = (one["facts"] for one in entries if one["did"] == "export")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert facts == {"format": "acled", "preset": "partner", "incidents": 1, "sha256": digest}


def test_redact_tells_each_incident_before_anything_leaves(run: Run, project: str) -> None:
    code, out, err = run("redact", "--project", project)
    assert code == 0
    assert "1 exact place, 1 quote, 1 speaker, 1 title and link" in " ".join(out.split())
    assert err.endswith("1 incident by the preset public\n")
    assert "a resident" not in out
    row = json.loads(run("redact", "--preset", "partner", "--json", "--project", project)[1])
    assert (row["incident"], [one["kind"] for one in row["held_back"]]) == (
        "i1",
        ["link", "quote", "speaker"],
    )
    assert (
        run("redact", "--preset", "internal", "--project", project)[2]
        == "1 incident by the preset internal\n"
    )


def test_what_is_newer_than_the_delay_is_left_out(run: Run, project: str) -> None:
    code, out, err = run("export", "jsonl", "--preset", "public", "--delay", "36500", "--project", project)
    assert (code, out) == (0, "")
    assert "1 recent incident: it is newer than the delay allows" in err


def test_a_profile_is_said_to_change_nothing_where_it_does_not(run: Run, project: str) -> None:
    note = "note: jsonl keeps every account as settled; a profile counts in acled and ged"
    assert note in run("export", "jsonl", "--profile", "acled-like", "--project", project)[2]
    assert "note:" not in run("export", "ged", "--profile", "ucdp-like", "--project", project)[2]
