"""A forgotten report: no word of it is left in any file of the project, and the chain still verifies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from invented import make_claim, make_incident, make_report
from postgres_server import settings_for

from dateline.errors import DatelineError, UnusableInput
from dateline.plugins import list_plugins, load_plugin
from dateline.records import Arrival, Claim, Decision, Extraction, Place, Report
from dateline.review import Ruling, write_ruling
from dateline.stores import Store, backup_project, create_store, open_store, restore_project

SECRET = "Zarobel"  # a word that stands in the forgotten report alone
NOTE = "asked Zarobel's cousin"
OTHER = Report(
    id="r2", text="Rebels of the River Army overran a post, an officer said. " + "It rained. " * 20
)


def told_claim() -> Claim:
    claim = make_claim()
    assert claim.actor
    named = msgspec.structs.replace(claim.actor.value[0], as_written=f"men of {SECRET}")
    actor = msgspec.structs.replace(claim.actor, value=(named,))
    return msgspec.structs.replace(claim, actor=actor)


def told_place() -> Place:
    return Place(as_written=SECRET, name=SECRET)


def fill(store: Store) -> None:
    """One report that is to be forgotten, with claim, incident, rulings and history, and one to be kept."""
    report = msgspec.structs.replace(
        make_report(), text=make_report().text + f" {SECRET} fled.", headline=SECRET
    )
    raw = f"<p>{report.text}</p>".encode()
    store.add_report(Arrival(report=report, raw=raw, notes=(f"by {SECRET}",)))
    store.add_report(Arrival(report=OTHER, raw=OTHER.text.encode()))
    claim = told_claim()
    kept = msgspec.structs.replace(claim, id="c2", report_id="r2", actor=None)
    store.put_extraction(Extraction(report_id="r1", extractor="stub@1", claims=(claim,)))
    store.put_extraction(Extraction(report_id="r2", extractor="stub@1", claims=(kept,)))
    store.put_incidents([make_incident(claim)])
    value = write_ruling("location", Ruling(value=told_place(), raw=SECRET))
    at = datetime(2024, 3, 4, tzinfo=UTC)
    store.add_decision(
        Decision(
            id="d1",
            judgement="edit",
            subject="c1",
            field="location",
            value=value,
            analyst="ana",
            made_at=at,
            note=NOTE,
        )
    )
    store.add_decision(
        Decision(id="d2", judgement="same", subject="c2", value="c1", analyst="ana", made_at=at, note=NOTE)
    )
    store.add_decision(
        Decision(id="d3", judgement="note", subject="c2", analyst="ana", made_at=at, note="kept")
    )
    entry = {"id": "i1", "incident": make_incident(claim), "claims": [claim, kept], "now": []}
    store.append("history", msgspec.json.encode({"at": at, "part": 1, "last": True, "entries": [entry]}))


@pytest.fixture(params=list(list_plugins("stores")))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgres":
        settings = settings_for(request.getfixturevalue("postgres"))
        (tmp_path / "dateline.toml").write_text(settings, encoding="utf-8")
    opened: Store = load_plugin("stores", request.param)(tmp_path)
    fill(opened)
    yield opened
    opened.close()


def test_all_of_it_is_gone_and_the_rest_stays(store: Store) -> None:
    stone = store.forget("r1", "asked for by the family")
    assert (stone.report_id, stone.reason) == ("r1", "asked for by the family")
    assert store.tombstones() == (stone,)
    assert store.report("r1") is None
    assert store.raw("r1") is None
    assert store.extraction("r1") is None
    assert list(store.incidents()) == []
    assert store.search(SECRET) == ()
    assert [report.id for report in store.reports()] == ["r2"]
    assert [claim.id for claim in store.claims()] == ["c2"]
    assert [hit.report_id for hit in store.search("officer")] == ["r2"]
    assert store.check() == ()
    assert store.verify()[0] == ()


def test_rulings_keep_who_and_when_and_lose_their_words(store: Store) -> None:
    store.forget("r1", "asked for")
    one, two, three = store.decisions()
    assert (one.judgement, one.subject, one.analyst) == ("edit", "c1", "ana")
    assert SECRET not in msgspec.json.encode([one, two]).decode()
    assert two.value == "c1"
    assert three.note == "kept"


def test_the_past_tells_it_no_more_and_keeps_the_others(store: Store) -> None:
    store.forget("r1", "asked for")
    ((_, line),) = store.entries("history")
    (entry,) = msgspec.json.decode(line)["entries"]
    assert entry["incident"] is None
    assert [claim["id"] for claim in entry["claims"]] == ["c2"]


def test_it_is_not_taken_in_again(store: Store) -> None:
    raw = store.raw("r1")
    assert raw is not None
    store.forget("r1", "asked for")
    for arrival in (
        Arrival(report=Report(id="other", text="x"), raw=raw),
        Arrival(report=Report(id="r1", text="y"), raw=b"y"),
    ):
        with pytest.raises(UnusableInput, match=r"the report 'r1' was forgotten on .* \(asked for\)"):
            store.add_report(arrival)


def test_forgetting_twice_changes_nothing_and_the_unknown_is_refused(store: Store) -> None:
    stone = store.forget("r1", "asked for")
    head = store.head()
    assert store.forget("r1", "again") == stone
    assert store.head() == head
    with pytest.raises(DatelineError, match="there is no report 'r9'"):
        store.forget("r9", "asked for")


def test_what_is_primary_is_locked_again(tmp_path: Path) -> None:
    import sqlite3

    store = create_store(tmp_path)
    fill(store)
    store.forget("r1", "asked for")
    store.close()
    connection = sqlite3.connect(tmp_path / "dateline.sqlite")
    for table in ("reports", "raws", "decisions", "journal", "tombstones", "notes"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} are append-only"):
            connection.execute(f"DELETE FROM {table} WHERE 1") if table != "notes" else connection.execute(
                "INSERT INTO notes VALUES ('r2', 0, 'x')"
            ) and connection.execute("DELETE FROM notes")
    connection.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_file_of_the_project_holds_a_word_of_it(tmp_path: Path) -> None:
    project = tmp_path / "project"
    store = create_store(project)
    fill(store)
    assert SECRET.encode() in bytes_of(project)
    assert SECRET.lower().encode() in bytes_of(project)  # the search index
    store.forget("r1", "asked for")
    for word in (SECRET, SECRET.lower(), "zarob"):
        assert word.encode() not in bytes_of(project), word
    store.close()
    backup_project(project, tmp_path / "after.backup")
    assert SECRET.encode() not in (tmp_path / "after.backup").read_bytes()
    restore_project(tmp_path / "after.backup", tmp_path / "again")
    again = open_store(tmp_path / "again")
    assert again.verify()[0] == ()
    assert [stone.report_id for stone in again.tombstones()] == ["r1"]
    again.close()


def test_a_reader_who_holds_an_earlier_state_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.errors import DamagedStore
    from dateline.stores import engine

    monkeypatch.setattr(engine, "WAIT_MS", 50)
    store = create_store(tmp_path)
    fill(store)
    reading = store.reports()
    next(reading)
    with pytest.raises(DamagedStore, match=r"another program|database table is locked|has been writing"):
        store.forget("r1", "asked for")
    reading.close()  # type: ignore[attr-defined]
    store.forget("r1", "asked for")
    assert SECRET.encode() not in bytes_of(tmp_path)
    store.close()
