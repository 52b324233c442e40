"""The keyboard table: one file says which key does what on which page; pages, help and tests read it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from dateline.records import Record


class Key(Record, frozen=True, kw_only=True):
    """One key: where it works (`everywhere` or a page), what it does, and the words for it in the help."""

    key: str
    on: str
    does: str
    says: str


@cache
def list_keys() -> tuple[Key, ...]:
    """The table, in the order the help shows it."""
    raw = files("dateline.web").joinpath("static/keys.json").read_bytes()
    return msgspec.json.decode(raw, type=tuple[Key, ...])


def find_clashes(keys: tuple[Key, ...]) -> tuple[tuple[Key, Key], ...]:
    """Pairs that fire on the same key of the same page; `everywhere` meets every page."""
    pairs = [(one, other) for i, one in enumerate(keys) for other in keys[i + 1 :]]
    return tuple(
        (one, other)
        for one, other in pairs
        if one.key == other.key and (one.on == other.on or "everywhere" in (one.on, other.on))
    )
