"""Links and releases as lines of a store's journal, which only grows.

A link that changed much is written in several lines. One that another writer broke into, or that a crash cut
off, has no last line: it never happened, and the next link tells what it would have told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from dateline.errors import DamagedStore
from dateline.reconcile.chronicle import Entry, Link
from dateline.records import Record

T = TypeVar("T")
HISTORY, RELEASES = "history", "release"
_LINE_BYTES = 1_000_000  # of what was said before, a line is the least that is read


class Line(Record, frozen=True, kw_only=True):
    """One line of a link: the first has part 1, the last is marked."""

    at: datetime
    part: int
    last: bool
    entries: tuple[Entry, ...]


class Release(Record, frozen=True, kw_only=True):
    """What was said under one name: the link it was made after, its totals, and the hash of its checksums."""

    tag: str
    made_at: datetime
    history: int
    incidents: int
    totals: dict[str, int]
    preset: str
    sha256: str


def write_lines(entries: Iterable[Entry], *, at: datetime) -> Iterator[bytes]:
    """The lines of one link; none when nothing changed."""
    held: list[Entry] = []
    part, size = 1, 0
    for entry in entries:
        if size > _LINE_BYTES:
            yield msgspec.json.encode(Line(at=at, part=part, last=False, entries=tuple(held)))
            part, held, size = part + 1, [], 0
        held.append(entry)
        size += len(msgspec.json.encode(entry))
    if held:
        yield msgspec.json.encode(Line(at=at, part=part, last=True, entries=tuple(held)))


def read_links(lines: Iterable[tuple[int, bytes]]) -> Iterator[Link]:
    """The links in their order; lines of a link without an end are passed over.

    A link is no earlier than the one before it, whatever the clock said that wrote it.
    """
    entries: list[Entry] = []
    part, at = 0, datetime.min.replace(tzinfo=UTC)
    for number, text in lines:
        line = _decode(text, Line, HISTORY, number)
        if line.part == 1:
            entries, part = [], 0
        if line.part != part + 1:
            continue
        part = line.part
        entries += line.entries
        if line.last:
            at = max(at, line.at)
            yield Link(at=at, entries=tuple(entries), number=number)
            entries, part = [], 0


def read_entries(number: int, text: bytes) -> tuple[Entry, ...]:
    """What one line of a link tells."""
    return _decode(text, Line, HISTORY, number).entries


def write_release(release: Release) -> bytes:
    """The line of one release."""
    return msgspec.json.encode(release)


def read_releases(lines: Iterable[tuple[int, bytes]]) -> Iterator[Release]:
    """The releases in the order they were made."""
    return (_decode(text, Release, RELEASES, number) for number, text in lines)


def _decode(text: bytes, type_: type[T], stream: str, number: int) -> T:
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.MsgspecError as fault:
        raise DamagedStore(
            f"the journal cannot be read: {fault}",
            where=f"{stream}, line {number}",
            remedy="Restore a backup.",
        ) from fault
