"""Whatever ends the program, every report that was stored is there once, and the store is whole."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from dateline.records import Arrival, Decision, Extraction, Report
from dateline.stores import Store, create_store, open_store

KILLS = int(os.environ.get("DATELINE_KILLS", "20"))


@contextmanager
def adding(project: Path, first: int) -> Iterator[tuple[int, IO[bytes]]]:
    """A process that adds numbered reports for ever, and says each id once it is stored."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        try:
            add_for_ever(project, first, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        yield process, said


def add_for_ever(project: Path, first: int, writer: int) -> None:
    store = open_store(project)
    for number in itertools.count(first):
        add(store, f"r{number:06}")
        store.put_extraction(Extraction(report_id=f"r{number:06}", extractor="stub@1"))
        os.write(writer, f"r{number:06}\n".encode())


def kill_after(process: int, said: IO[bytes], seconds: float, *, begun: int = 1) -> list[str]:
    """The ids that the process said were stored before it was killed, some time after the first few."""
    lines = [said.readline() for _ in range(begun)]
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    lines += said.readlines()
    os.waitpid(process, 0)
    return [line.decode().strip() for line in lines if line.endswith(b"\n")]


def test_a_killed_add_loses_nothing_that_was_stored(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Kill -9 at random moments, run after run on the same store."""
    record_property("tried", f"{KILLS:,} kills while adding")
    rng = random.Random(7)
    create_store(tmp_path).close()
    stored: list[str] = []
    for _ in range(KILLS):
        with adding(tmp_path, len(stored)) as (process, said):
            stored += kill_after(process, said, rng.uniform(0.0, 0.05))
        store = open_store(tmp_path)
        ids = [report.id for report in store.reports()]
        # One more than was said may be there: killed after the commit and before the word.
        assert ids[: len(stored)] == stored
        assert len(ids) - len(stored) in (0, 1)
        store.close()
        stored = ids
    store = open_store(tmp_path)
    assert store.check() == ()
    assert len(set(stored)) == len(stored) == store.counts().reports
    assert len(list(store.unread("stub@1"))) <= KILLS
    store.close()


def test_two_processes_add_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    create_store(tmp_path).close()
    with adding(tmp_path, 0) as one, adding(tmp_path, 100_000) as two:
        said = [kill_after(*one, 0.1, begun=6), kill_after(*two, 0.0, begun=6)]
    store = open_store(tmp_path)
    ids = {report.id for report in store.reports()}
    assert all(len(ids_said) > 5 for ids_said in said)
    assert {report_id for ids_said in said for report_id in ids_said} <= ids
    assert store.check() == ()
    store.close()


def test_a_write_is_kept_through_a_power_cut(tmp_path: Path) -> None:
    """The files as they lie on the disk after a commit, copied while the program runs, hold the report."""
    store = create_store(tmp_path / "project")
    add(store, "r1")
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (tmp_path / "project").iterdir():
        if not file.name.endswith("-shm"):  # memory, which the power cut takes
            (copy / file.name).write_bytes(file.read_bytes())
    store.close()
    cut = open_store(copy)
    assert [report.id for report in cut.reports()] == ["r1"]
    assert cut.check() == ()
    cut.close()


@pytest.mark.parametrize("lost", [1, 100, 2000, 5000])
def test_a_write_half_on_the_disk_is_as_if_it_never_was(tmp_path: Path, lost: int) -> None:
    """The last bytes of the write-ahead log are missing: what was committed before is whole."""
    store = create_store(tmp_path / "project")
    for n in range(5):
        add(store, f"r{n}")
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (tmp_path / "project").iterdir():
        if not file.name.endswith("-shm"):
            data = file.read_bytes()
            (copy / file.name).write_bytes(data[:-lost] if file.name.endswith("-wal") else data)
    store.close()
    cut = open_store(copy)
    ids = [report.id for report in cut.reports()]
    assert ids == [f"r{n}" for n in range(len(ids))]
    assert 0 < len(ids) < 5
    assert cut.check() == ()
    cut.close()


def add(store: Store, report_id: str) -> None:
    report = Report(id=report_id, text=f"Rebels overran post {report_id}.")
    assert store.add_report(Arrival(report=report, raw=report.text.encode()))


@pytest.mark.parametrize("table", ["reports", "raws", "decisions", "journal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_reports_raw_bytes_decisions_and_the_journal_cannot_be_changed_by_hand(
    tmp_path: Path, table: str, statement: str
) -> None:
    store = create_store(tmp_path)
    add(store, "r1")
    store.add_decision(
        Decision(
            id="d1", judgement="same", subject="i1", analyst="ana", made_at=datetime(2024, 3, 4, tzinfo=UTC)
        )
    )
    store.append("audit", b"entry")
    store.close()
    connection = sqlite3.connect(tmp_path / "dateline.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} are append-only"):
        connection.execute(statement.format(table))
    connection.close()
