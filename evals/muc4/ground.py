"""How two harmed things of a MUC-4 report lie to each other: their days, their towns, the words between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from dateline.extract.fillers.reading import Filler
from dateline.extract.mentions import PlaceMention, TimeMention
from dateline.records import Span

_WEEK = 7
_MENTIONS = 6
_PLACED = 3  # mentions whose days and towns count
_UNPLACED = ("origin", "launch", "dateline", "demonym", "other")
_FURTHER = frozenset(["another", "other", "also", "second", "third", "additional", "more", "addition", "too"])
_APART = frozenset(
    ["meanwhile", "separate", "separately", "elsewhere", "similar", "similarly", "later", "earlier", "different",
     "previous", "previously", "recent", "recently", "subsequently", "last"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text tells where: the start, paragraph and lemmas of each sentence, days and towns by sentence."""

    starts: tuple[int, ...]
    paragraphs: tuple[int, ...]
    lemmas: tuple[frozenset[str], ...]
    days: tuple[tuple[int, Day, Day], ...]
    places: tuple[tuple[int, str], ...]


def read_ground(doc: Any, times: Sequence[TimeMention], places: Sequence[PlaceMention], home: str) -> Ground:
    """What one text tells of days and places, by sentence."""
    starts, paragraphs, lemmas, paragraph = [], [], [], 0
    for sent in doc.sents:
        starts.append(sent.start_char)
        paragraphs.append(paragraph)
        lemmas.append(frozenset(t.lemma_.lower() for t in sent))
        paragraph += "\n\n" in sent.text_with_ws
    at = tuple(starts) or (0,)
    days = tuple(
        (sentence_of(at, t.span.start), t.start, t.end)
        for t in times
        if t.role == "event" and t.start and t.end and (t.end - t.start).days <= _WEEK
    )
    towns = tuple(
        (sentence_of(at, p.span.start), p.text.lower())
        for p in places
        if p.relation not in _UNPLACED and p.text.lower() != home.lower()
    )
    return Ground(at, tuple(paragraphs) or (0,), tuple(lemmas) or (frozenset(),), days, towns)


def sentence_of(starts: Sequence[int], offset: int) -> int:
    """The number of the sentence that holds this offset."""
    return max(0, bisect_right(starts, offset) - 1)


def gap_to(spans: Sequence[Span], other: Span) -> int:
    """Characters from the nearest of some words to others; from the start of the text where there are none."""
    return min((abs(span.start - other.start) for span in spans), default=other.start)


def ground_row(doc: Any, one: Filler, other: Filler, ground: Ground) -> list[float]:
    """One row of numbers for two harmed things, the one that is named first taken as the first."""
    first, second = sorted((one, other), key=lambda f: (f.mentions[0].start, f.text))
    p, q = min(
        ((m, n) for m in first.mentions[:_MENTIONS] for n in second.mentions[:_MENTIONS]),
        key=lambda pair: abs(pair[0].start - pair[1].start),
    )
    x, y = sorted((sentence_of(ground.starts, p.start), sentence_of(ground.starts, q.start)))
    later = ground.lemmas[y]
    between = frozenset().union(*ground.lemmas[x + 1 : y + 1])
    return [
        first.group < 0, second.group < 0, first.probability, second.probability,
        *_days(first, second, ground), *_places(first, second, ground),
        bool(later & _FURTHER), bool(later & _APART), bool(between & _FURTHER), bool(between & _APART),
        y - x, ground.paragraphs[y] - ground.paragraphs[x], _head(doc, first) == _head(doc, second),
        len({d for _, d, _ in ground.days}), len({n for _, n in ground.places}), len(ground.starts),
        sum(x < s <= y for s, _, _ in ground.days), sum(x < s <= y for s, _ in ground.places),
    ]  # fmt: skip


def _head(doc: Any, filler: Filler) -> str:
    span: Span = filler.mentions[0]
    return str(doc.char_span(span.start, span.end, alignment_mode="expand").root.lemma_.lower())


def _days(one: Filler, other: Filler, ground: Ground) -> list[float]:
    """How many have a day nearby, whether one day holds for both, how many days lie between."""
    a, b = (_near(f, [(s, (d, e)) for s, d, e in ground.days], ground) for f in (one, other))
    if not a or not b:
        return [bool(a) + bool(b), -1.0, -1.0]
    gaps = [max(0, (d - h).days, (g - e).days) for d, e in a for g, h in b]
    return [2.0, float(min(gaps) == 0), float(min(gaps))]


def _places(one: Filler, other: Filler, ground: Ground) -> list[float]:
    """How many have a town nearby, whether one is the same, how many there are."""
    a, b = (_near(f, ground.places, ground) for f in (one, other))
    if not a or not b:
        return [bool(a) + bool(b), -1.0, 0.0]
    return [2.0, float(bool(set(a) & set(b))), float(len(set(a) | set(b)))]


def _near(filler: Filler, told: Sequence[tuple[int, Any]], ground: Ground) -> list[Any]:
    """What is told in the sentences that name it, else in the last sentence of its paragraph that tells any."""
    found = []
    for mention in filler.mentions[:_PLACED]:
        at = sentence_of(ground.starts, mention.start)
        own = [value for s, value in told if s == at]
        before = [s for s, _ in told if s < at and ground.paragraphs[at] - ground.paragraphs[s] <= 1]
        found += own or [value for s, value in told if before and s == max(before)]
    return found
