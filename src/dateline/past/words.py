"""A change in words: what became of which incident, field by field, and what it adds to every total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from dateline.reconcile.history import Change, FieldChange

NOTHING = "nothing"
_ID_SIGNS = 8


def change_title(change: Change) -> str:
    """`merged: 3fa2b1c0, 77e0d9aa → 3fa2b1c0 (Armed clash, Orvale, 2024-03-05)`."""
    before, after = (", ".join(id[:_ID_SIGNS] for id in ids) for ids in (change.before, change.after))
    one_side = change.kind == "changed" or not before or not after
    ids = after or before if one_side else f"{before} → {after}"
    return f"{change.kind}: {ids}" + (f" ({change.about})" if change.about else "")


def change_lines(change: Change) -> Iterator[str]:
    """What differs, the reports that joined or left, and the totals, a line each."""
    for field in change.fields:
        yield field_line(field)
    for word, reports in (("joined by", change.reports_joined), ("left by", change.reports_left)):
        if reports:
            yield f"{word} report {', '.join(reports)}"
    if change.totals:
        yield f"totals: {totals_words(change.totals)}"


def field_line(field: FieldChange) -> str:
    """`toll: 20 killed → 12 killed, by toll.latest`; of several values those that differ."""
    before, after = msgspec.json.decode(field.before), msgspec.json.decode(field.after)
    if isinstance(before, list) and isinstance(after, list):
        same = [one for one in before if one in after]
        before, after = ([one for one in values if one not in same] for values in (before, after))
    told = f"{field.field}: {value_words(field.field, before)} → {value_words(field.field, after)}"
    return told + (f", by {field.rule}" if field.rule else "")


def totals_words(totals: Mapping[str, int]) -> str:
    """`incidents -1, killed -8`."""
    return ", ".join(f"{name} {number:+,}" for name, number in totals.items())


def value_words(field: str, value: Any) -> str:
    """The value of a field, as plain data, in a few words."""
    if value in (None, [], ""):
        return NOTHING
    words = _WORDS.get(field, _plain)
    return "; ".join(words(one) for one in value) if isinstance(value, list) else words(value)


def _toll(toll: dict[str, Any]) -> str:
    numbers = [toll[name] for name in ("low", "best", "high")]
    best = toll["best"] if toll["best"] is not None else "some"
    spread = {n for n in numbers if n is not None}
    told = f"{best} ({min(spread)}-{max(spread)})" if len(spread) > 1 else str(best)
    side = "" if toll["side"] == "unknown" else f" of {toll['side']}"
    return f"{told} {toll['outcome']}{side}"


def _period(period: dict[str, Any]) -> str:
    start, end = period["start"], period["end"]
    return f"{start} to {end}" if end and end != start else start or "unknown"


def _named(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda value: str(value[key])


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


_WORDS: dict[str, Callable[[Any], str]] = {
    "toll": _toll,
    "date": _period,
    "location": _named("name"),
    "side_a": _named("name"),
    "side_b": _named("name"),
    "victims": _named("name"),
    "targets": _named("as_written"),
    "sources": _named("original"),
}
