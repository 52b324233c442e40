"""The audit chain: who did what and when, each entry holding the SHA-256 of the one before it.

An entry carries ids, counts and digests, never words of a report. It is written in the transaction of what it
tells of, so neither is ever there without the other.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.jsonl import decode, encode
from dateline.records import Record
from dateline.stores import tables
from dateline.stores.contract import FIRST, Head, Problem

STREAM = "audit"
_BROKEN = "Compare with a backup, or with a head noted elsewhere: something was changed from outside."
_acting: ContextVar[str | None] = ContextVar("acting", default=None)


class Entry(Record, frozen=True, kw_only=True):
    """One act: `facts` name what it was done to; `previous` is the digest of the entry before."""

    number: int
    previous: str
    at: datetime
    by: str
    did: str
    facts: dict[str, Any]


@contextmanager
def acting(name: str) -> Iterator[None]:
    """While this lasts, entries say that this person acts."""
    token = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(token)


def who_acts() -> str:
    """Who acts here: the person of `acting`, DATELINE_ANALYST, or the user of this machine."""
    try:
        return _acting.get() or os.environ.get("DATELINE_ANALYST") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def sha256(data: bytes) -> str:
    """SHA-256 of these bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest(*parts: bytes) -> str:
    """SHA-256 over the parts, each with its length before it."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def next_entry(last: tuple[int, bytes] | None, did: str, facts: dict[str, Any]) -> tuple[int, bytes]:
    """Number and bytes of the entry that follows this last one."""
    number, previous = (last[0] + 1, hashlib.sha256(last[1]).hexdigest()) if last else (1, FIRST)
    at = datetime.now(UTC)
    entry = Entry(number=number, previous=previous, at=at, by=who_acts(), did=did, facts=facts)
    return number, encode(entry)


def chain(connection: sa.Connection, did: str, **facts: Any) -> int:
    """The number of the new entry, written in the caller's transaction."""
    number, entry = next_entry(_last(connection), did, facts)
    connection.execute(tables.journal.insert(), {"stream": STREAM, "number": number, "entry": entry})
    return number


def head_of(connection: sa.Connection) -> Head:
    """The last entry of the chain in this database."""
    last = _last(connection)
    return Head(number=last[0], sha256=sha256(last[1])) if last else Head()


def _last(connection: sa.Connection) -> tuple[int, bytes] | None:
    journal = tables.journal
    of_chain = sa.select(journal.c.number, journal.c.entry).where(journal.c.stream == STREAM)
    found = connection.execute(of_chain.order_by(journal.c.number.desc()).limit(1)).first()
    return (found[0], found[1]) if found else None


def report_digests(row: dict[str, Any], notes: Iterable[str]) -> list[str]:
    """A stored report for the chain: its id, and the digests of its raw bytes, its text and all the rest."""
    rest = [row["data"], row["media_type"].encode(), row["origin"].encode("utf-8", "surrogatepass")]
    rest += [note.encode("utf-8", "surrogatepass") for note in notes]
    return [row["id"], row["raw_sha256"], row["text_sha256"], digest(*rest)]


def extraction_digest(extractor: str, set_asides: bytes, claims: Sequence[bytes]) -> str:
    """The digest of what was read in one report, over the bytes that are stored."""
    return digest(extractor.encode(), set_asides, *claims)


def read_chain(entries: Iterable[tuple[int, bytes]], broken: list[Problem]) -> Iterator[tuple[Entry, Head]]:
    """Each entry and the head up to it; what does not fit (a changed byte, a missing entry) goes to `broken`."""
    expected = Head()
    for number, data in entries:
        where = f"audit entry {number}"
        if number != expected.number + 1:
            missing = f"entries {expected.number + 1} to {number - 1} are missing"
            broken.append(Problem(where="audit chain", reason=missing, remedy=_BROKEN))
        head = Head(number=number, sha256=hashlib.sha256(data).hexdigest())
        try:
            entry = decode(data, Entry)
        except (msgspec.DecodeError, ValueError):
            broken.append(Problem(where=where, reason="the entry cannot be read", remedy=_BROKEN))
            expected = head
            continue
        if entry.number != number or (number == expected.number + 1 and entry.previous != expected.sha256):
            reason = "it does not follow from the entry before it: one of the two was changed"
            broken.append(Problem(where=where, reason=reason, remedy=_BROKEN))
        expected = head
        yield entry, head


def check_heads(noted: Iterable[Head], heads: dict[int, str]) -> Iterator[Problem]:
    """Heads noted earlier that the chain no longer leads through."""
    for head in noted:
        if head.number and head.number not in heads:
            reason = f"the chain ends before entry {head.number}, which was noted: entries are missing"
            yield Problem(where="audit chain", reason=reason, remedy=_BROKEN)
        elif head.number and heads[head.number] != head.sha256:
            reason = "it is not the entry that was noted"
            yield Problem(where=f"audit entry {head.number}", reason=reason, remedy=_BROKEN)


def parse_head(words: str) -> Head | None:
    """The head written as NUMBER:SHA256; None when it is not one."""
    number, _, sha256 = words.strip().partition(":")
    if not number.isdecimal() or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        return None
    return Head(number=int(number), sha256=sha256)
