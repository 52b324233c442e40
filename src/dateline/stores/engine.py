"""Transactions of a store, the errors of databases in words, and the engine over a SQLite file (WAL, foreign keys)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool, QueuePool

from dateline.errors import DamagedStore

APPLICATION_ID = 0x646C6E65  # "dlne": tells our file from another program's
WAIT_MS = 30_000
BATCH = 500  # rows in memory, or values in a statement, at a time
T = TypeVar("T")

_REASONS = {
    "disk is full": (
        "the disk is full",
        "Free some space and run the command again; what was stored is safe.",
    ),
    "disk i/o error": (
        "the disk refused a write",
        "Check free space and the disk, then run the command again.",
    ),
    "readonly": ("the store cannot be written", "Make the folder writable, or work on a copy of it."),
    "unable to open": (
        "the store cannot be opened",
        "Check that the folder exists and may be read and written.",
    ),
    "is locked": (
        "another program has been writing for too long",
        "Wait for it or close it, then run again.",
    ),
    "malformed": ("the store's file is broken", "Restore a backup, or add the reports to a new project."),
    "not a database": ("the file is not a dateline store", "Restore a backup, or choose another folder."),
    "append-only": ("reports and decisions are never changed", "Add a new decision instead."),
    "no such table": ("the store lacks a table", "Restore a backup, or add the reports to a new project."),
    "no space left": ("the database's disk is full", "Free some space there; what was stored is safe."),
    "password authentication": (
        "the database refuses the password",
        "Set PGPASSWORD, or a line in ~/.pgpass.",
    ),
    "no password supplied": ("the database wants a password", "Set PGPASSWORD, or a line in ~/.pgpass."),
    "permission denied": (
        "the database refuses this user",
        "Ask its keeper for the right to read and write.",
    ),
    "read-only": ("the database cannot be written", "Use a server that takes writes."),
    "lock timeout": ("another program has been writing for too long", "Wait for it, then run again."),
    "connection to server": ("no database answers", "Check the address, and that the server runs."),
    "connection timeout": ("no database answers", "Check the address, and that the server runs."),
    "server closed": ("the database went away", "Check the server, then run again; what was stored is safe."),
    "terminating connection": ("the database went away", "Check the server, then run again."),
    "no such column": ("the store lacks a column", "Restore a backup, or add the reports to a new project."),
}


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turns the database's errors into DamagedStore with a reason and a remedy."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as fault:
        said = " ".join(str(getattr(fault, "orig", fault)).lower().split())
        for mark, (reason, remedy) in _REASONS.items():
            if mark in said:
                raise DamagedStore(reason, where=where, remedy=remedy) from fault
        raise DamagedStore(
            f"the database says: {said}", where=where, remedy="Run `dateline doctor` on the project."
        ) from fault


def open_engine(path: Path) -> tuple[sa.Engine, bool]:
    """An engine over this file, and whether it may be written; a read-only folder is read as it is."""
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    wal = path.with_name(path.name + "-wal")
    settled = not wal.exists() or wal.stat().st_size == 0
    target = path.resolve().as_uri()
    target += "?mode=rwc" if writable else "?mode=ro" + ("&immutable=1" if settled else "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            target, uri=True, timeout=WAIT_MS / 1000, isolation_level=None, check_same_thread=False
        )
        _set_up(connection, writable=writable)
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=QueuePool if writable else NullPool)
    event.listen(engine, "begin", _begin)
    return engine, writable


def _set_up(connection: sqlite3.Connection, *, writable: bool) -> None:
    """Settings of each connection. FULL: what is committed is on the disk, also after a power cut."""
    connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    if writable:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Any) -> None:
    """Begins a transaction; a writer takes its lock at once, so that two writers queue and never collide."""
    writes = connection.get_execution_options().get("dateline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: sa.Engine, where: str) -> Iterator[sa.Connection]:
    """One write transaction: all of it is stored, or nothing."""
    with in_words(where), engine.connect() as connection:
        connection = connection.execution_options(dateline_writes=True)
        with connection.begin():
            yield connection


def purge(engine: sa.Engine, where: str) -> None:
    """Nothing; what was deleted is in no page of the file, nor in its log: all of it is written anew."""
    with in_words(where):
        connection = engine.raw_connection()
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            (busy, *_), *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    if busy:
        raise DamagedStore(
            "another program is reading an earlier state, which still holds what was deleted",
            where=where,
            remedy="Close it and run the command again.",
        )


@contextmanager
def reading(engine: sa.Engine, where: str) -> Iterator[sa.Connection]:
    """One read transaction: a snapshot that other writers do not disturb."""
    with in_words(where), engine.connect() as connection:
        yield connection


def stream(connection: sa.Connection, query: sa.Select[Any], batch: int) -> Iterator[sa.Row[Any]]:
    """The rows, so many in memory at a time; the database's cursor is closed however the caller ends."""
    with connection.execute(query, execution_options={"yield_per": batch}) as found:
        yield from found


def chunks(items: list[T]) -> Iterator[list[T]]:
    """The items, some hundreds at a time: so many fit into one statement."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
