"""The audit chain: no byte of what came in, and no entry, can be changed or taken away without being found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.jsonl import decode
from dateline.records import Arrival, Decision, Extraction, Report
from dateline.stores import Store, create_store, open_store
from dateline.stores.audit import STREAM, Entry, acting, parse_head
from dateline.stores.contract import Head
from dateline.stores.witness import add_witness, read_witness


def add(store: Store, number: int) -> None:
    report = Report(id=f"r{number}", text=f"Rebels overran post {number}.", headline="A post falls")
    store.add_report(Arrival(report=report, raw=report.text.encode(), notes=("no date",)))
    store.put_extraction(Extraction(report_id=report.id, extractor="stub@1"))


def rule(store: Store, number: int) -> None:
    made_at = datetime(2024, 3, 4, 5, number, tzinfo=UTC)
    store.add_decision(
        Decision(id=f"d{number}", judgement="note", subject="c1", analyst="ana", made_at=made_at)
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three reports, two rulings, one line of history, one export."""
    store = create_store(tmp_path / "project")
    for number in range(3):
        add(store, number)
    rule(store, 0)
    rule(store, 1)
    store.append("history", b'{"entries":[]}')
    with acting("ana"):
        store.record("export", format="acled", preset="public", incidents=0)
    store.close()
    return tmp_path / "project"


@pytest.fixture
def changed(project: Path) -> Iterator[sqlite3.Connection]:
    """The project's database in the hands of somebody who took the triggers away."""
    with closing(sqlite3.connect(project / "dateline.sqlite", isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def found(project: Path, *noted: Head) -> list[str]:
    store = open_store(project)
    problems, _ = store.verify(noted)
    store.close()
    assert all(one.where and one.remedy for one in problems)
    return [f"{one.where}: {one.reason}" for one in problems]


def test_every_act_stands_in_the_chain_with_who_did_it(project: Path) -> None:
    store = open_store(project)
    entries = [decode(data, Entry) for _, data in store.entries(STREAM)]
    store.close()
    assert [one.did for one in entries] == [*("add", "read") * 3, "rule", "rule", "journal", "export"]
    assert entries[-1].by == "ana"
    assert entries[-1].facts == {"format": "acled", "preset": "public", "incidents": 0}
    assert [one.number for one in entries] == list(range(1, 11))
    assert found(project) == []


def test_what_is_known_or_refused_leaves_no_entry(project: Path) -> None:
    store = open_store(project)
    before = store.head()
    add_again = Arrival(report=Report(id="r1", text="Rebels overran post 1."), raw=b"Rebels overran post 1.")
    assert store.add_report(add_again) is False
    rule(store, 1)
    assert store.head() == before
    store.close()


def test_the_chain_holds_no_word_of_a_report(project: Path) -> None:
    store = open_store(project)
    held = b"".join(data for _, data in store.entries(STREAM)).lower()
    store.close()
    for word in (b"rebels", b"overran", b"post", b"falls"):
        assert word not in held


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE reports SET text = text || ' ' WHERE id = 'r1'", "report r1: the text changed since it came in"),
        ("UPDATE reports SET data = CAST(replace(data, 'falls', 'holds') AS BLOB) WHERE id = 'r1'", "report r1: what is known of it"),
        ("UPDATE reports SET origin = 'elsewhere' WHERE id = 'r1'", "report r1: what is known of it"),
        ("UPDATE notes SET note = 'two dates' WHERE report_id = 'r1'", "report r1: what is known of it"),
        ("UPDATE raws SET packed = x'789c030000000001'", "report r0: the raw bytes changed since it came in"),
        ("UPDATE raws SET packed = x'00'", "report r2: the raw bytes changed since it came in"),
        ("DELETE FROM reports WHERE id = 'r2'", "report r2: it came in and is not there"),
        ("UPDATE reports SET id = 'r9' WHERE id = 'r2'", "report r9: it stands in no entry of the audit chain"),
        ("UPDATE decisions SET data = replace(data, 'ana', 'bob') WHERE id = 'd1'", "ruling d1: it changed"),
        ("DELETE FROM decisions WHERE id = 'd1'", "ruling d1: it was made and is not there"),
        ("UPDATE extractions SET extractor = 'stub@2'", "report r0: its claims changed since they were read"),
        ("DELETE FROM extractions WHERE report_id = 'r0'", "report r0: its claims are gone"),
        ("UPDATE journal SET entry = x'7b7d' WHERE stream = 'history'", "history entry 1: it changed"),
        ("DELETE FROM journal WHERE stream = 'history'", "history entry 1: it was written and is gone"),
        ("DELETE FROM journal WHERE stream = 'audit' AND number = 1", "audit chain: entries 1 to 1 are missing"),
        ("DELETE FROM journal WHERE stream = 'audit' AND number IN (4, 5)", "audit chain: entries 4 to 5 are missing"),
        ("UPDATE journal SET entry = CAST(replace(entry, 'public', 'secret') AS BLOB) WHERE number = 10", None),
        ("UPDATE journal SET entry = x'ff' WHERE stream = 'audit' AND number = 5", "audit entry 5: the entry cannot be read"),
        ("UPDATE journal SET number = 11 WHERE stream = 'audit' AND number = 10", "audit chain: entries 10 to 10"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(
    project: Path, changed: sqlite3.Connection, statement: str, reason: str | None
) -> None:
    store = open_store(project)
    head = store.head()
    store.close()
    changed.execute(statement)
    problems = found(project, head)
    assert any(
        one.startswith(reason or "audit entry 10: it is not the entry that was noted") for one in problems
    )


def test_an_entry_taken_out_and_the_rest_numbered_anew_is_found(
    project: Path, changed: sqlite3.Connection
) -> None:
    changed.execute("DELETE FROM journal WHERE stream = 'audit' AND number = 9")
    changed.execute("UPDATE journal SET number = 9 WHERE stream = 'audit' AND number = 10")
    problems = found(project)
    assert (
        "audit entry 9: it does not follow from the entry before it: one of the two was changed" in problems
    )


def test_a_chain_cut_short_is_found_by_the_heads_noted_beside_it(
    project: Path, changed: sqlite3.Connection
) -> None:
    store = open_store(project)
    add_witness(project, store.head())
    store.close()
    changed.execute("DELETE FROM journal WHERE stream = 'audit' AND number = 10")
    assert found(project, *read_witness(project)) == [
        "audit chain: the chain ends before entry 10, which was noted: entries are missing"
    ]


def test_no_byte_of_the_chain_can_be_changed(project: Path, changed: sqlite3.Connection) -> None:
    """Every byte of every entry in turn."""
    store = open_store(project)
    head = store.head()
    chain = list(store.entries(STREAM))
    for number, data in chain:
        for at in range(0, len(data), 7):
            other = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            statement = "UPDATE journal SET entry = ? WHERE stream = 'audit' AND number = ?"
            changed.execute(statement, (other, number))
            assert store.verify([head])[0], (number, at)
            changed.execute(statement, (data, number))
    assert store.verify([head])[0] == ()
    store.close()


def test_a_store_without_a_chain_enters_one_as_it_is_found(tmp_path: Path) -> None:
    from dateline.stores import engine, migrations, rows, tables

    create_store(tmp_path).close()
    (tmp_path / "dateline.sqlite").unlink()
    opened, _ = engine.open_engine(tmp_path / "dateline.sqlite")
    report = Report(id="r1", text="Rebels overran a post.")
    arrival = Arrival(report=report, raw=report.text.encode(), notes=("no date",))
    with engine.writing(opened, "here") as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        migrations.migrate(connection, where="here", to=3)
        connection.execute(tables.raws.insert(), rows.raw_row(arrival))
        connection.execute(tables.reports.insert(), rows.report_row(arrival))
        connection.execute(tables.notes.insert(), rows.note_rows(arrival))
    opened.dispose()
    store = open_store(tmp_path)
    assert [decode(data, Entry).did for _, data in store.entries(STREAM)] == ["adopt"]
    assert store.verify()[0] == ()
    store.close()


def test_a_head_is_read_as_it_is_written() -> None:
    head = Head(number=12, sha256="ab" * 32)
    assert parse_head(f" {head}\n") == head
    assert [parse_head(words) for words in ("", "12", "12:xyz", "x:" + "ab" * 32, "1:" + "AB" * 32)] == [
        None
    ] * 5
