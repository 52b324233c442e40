"""The mentions of one stretch of a report, found without looking at all the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Protocol, TypeVar

from dateline.records import Span
from dateline.text import Document


class Spanned(Protocol):
    """Whatever stands somewhere in the text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


M = TypeVar("M", bound=Spanned)
LONGEST = 1_000  # characters of a mention: what begins further before a stretch does not reach into it


def inside(mentions: Sequence[M], span: Span) -> list[M]:
    """Those of the mentions, given in the order of the text, that lie inside the stretch."""
    first = bisect_left(mentions, span.start, key=_start)
    last = bisect_left(mentions, span.end + 1, key=_start, lo=first)
    return [mention for mention in mentions[first:last] if span.covers(mention.span)]


def around(mentions: Sequence[M], span: Span) -> list[M]:
    """Those of the mentions, given in the order of the text, that hold the whole stretch."""
    first = bisect_left(mentions, span.start - LONGEST, key=_start)
    last = bisect_left(mentions, span.start + 1, key=_start, lo=first)
    return [mention for mention in mentions[first:last] if mention.span.covers(span)]


def overlapping(mentions: Sequence[M], span: Span) -> list[M]:
    """Those of the mentions, given in the order of the text, that share a character with the stretch."""
    first = bisect_left(mentions, span.start - LONGEST, key=_start)
    last = bisect_left(mentions, span.end, key=_start, lo=first)
    return [mention for mention in mentions[first:last] if mention.span.overlaps(span)]


def back_from(mentions: Sequence[M], offset: int) -> Iterator[M]:
    """Those of the mentions, given in the order of the text, that have ended here, the last of them first."""
    for at in range(bisect_left(mentions, offset + 1, key=_start) - 1, -1, -1):
        if mentions[at].span.end <= offset:
            yield mentions[at]


def shortly_before(document: Document, mentions: Sequence[M], offset: int, *, sentences: int) -> list[M]:
    """Those that have ended here and began no more than so many sentences back, in the order of the text."""
    here = document.sentence_at(offset).index
    near = takewhile(
        lambda mention: here - document.sentence_at(mention.span.start).index <= sentences,
        back_from(mentions, offset),
    )
    return list(near)[::-1]


class Covered:
    """Stretches of a report, in any order, to be asked about many others."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def overlaps(self, span: Span) -> bool:
        """True when one of them shares a character with the stretch."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start


def _start(mention: Spanned) -> int:
    return mention.span.start
