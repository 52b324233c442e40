"""Numbers for people told of by a common noun: scores, grammar, articles, fillers beside, the same noun again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler
from dateline.records import Span

_PARTS = ("nsubjpass", "dobj", "pobj", "nsubj", "compound")
_NAMES = ("NNP", "NNPS")
_MENTIONS = 6
_BEFORE, _NEAR = 25, 250  # characters from a filler to the people it may be, and to those it stands near
_FEWEST = -9.0
_OPENINGS = (
    frozenset(["a", "an"]),
    frozenset(["the"]),
    frozenset(["this", "these", "those"]),
    frozenset(["his", "her", "their", "its", "my", "our"]),
)
_FIGURE, _SOME, _BARE = len(_OPENINGS), len(_OPENINGS) + 1, len(_OPENINGS) + 2
_COUNTED = frozenset(
    ["several", "many", "some", "various", "numerous", "few", "other", "more", "dozens"]
)  # words that tell of several without a figure


@dataclass(frozen=True, slots=True)
class Phrases:
    """The same words wherever they stand in a text: each place, and the linear score of each."""

    text: str
    spans: tuple[Span, ...]
    scores: tuple[float, ...]


def head_of(text: str) -> str:
    """The last word of a phrase."""
    return text.split()[-1] if text.split() else ""


def phrase_rows(
    doc: Any, groups: Sequence[Phrases], fillers: Sequence[Filler], heads: dict[str, list[int]]
) -> list[list[float]]:
    """One row for each group of one text; `fillers` are all that were found in it, unlikely ones too."""
    tops = [max((f.probability for f in fillers if f.role == role), default=0.0) for role in ROLES]
    return [
        [*_own(doc, g, heads), *_openings(doc, g), *_beside(g, fillers), *tops, *_others(g, groups)] for g in groups
    ]  # fmt: skip


def _own(doc: Any, group: Phrases, heads: dict[str, list[int]]) -> list[float]:
    """Its scores, its words, and its grammar where it scores best."""
    met, right = heads.get(head_of(group.text), (0, 0))
    best = group.spans[max(range(len(group.spans)), key=lambda at: group.scores[at])]
    piece = doc.char_span(best.start, best.end, alignment_mode="expand")
    named = piece.end < len(doc) and doc[piece.end].tag_ in _NAMES
    return [
        max(group.scores), sum(group.scores) / len(group.scores), min(group.scores), len(group.spans), met,
        right / (met + 2), right, group.text.endswith("s"), group.spans[0].start, best.start, len(doc.text),
        len(group.text.split()), any(t.tag_ == "CD" for t in (*piece.root.children, *piece)),
        *(piece.root.dep_ == part for part in _PARTS), named,
    ]  # fmt: skip


def _openings(doc: Any, group: Phrases) -> list[float]:
    """How the first mention opens, and how many mentions open in each way: "a", "the", "six", "several"."""
    found = [
        _opening(doc.char_span(s.start, s.end, alignment_mode="expand").root) for s in group.spans[:_MENTIONS]
    ]
    return [found[0], *(found.count(kind) for kind in range(_BARE))]


def _opening(head: Any) -> int:
    if any(t.tag_ == "CD" and t.i < head.i for t in head.children):
        return _FIGURE
    for kind, listed in enumerate((*_OPENINGS, None, _COUNTED)):
        if listed and any(t.lower_ in listed for t in head.children):
            return kind
    return _BARE


def _beside(group: Phrases, fillers: Sequence[Filler]) -> Iterator[float]:
    """For each role the likeliest filler that these people are, then the likeliest near them."""
    own, near = dict.fromkeys(ROLES, 0.0), dict.fromkeys(ROLES, 0.0)
    words = set(group.text.split())
    for f in fillers:
        start = f.span.start
        if any(abs(start - s.start) < _NEAR for s in group.spans):
            near[f.role] = max(near[f.role], f.probability)
        if head_of(f.text) in words and any(s.start - _BEFORE <= start <= s.end for s in group.spans):
            own[f.role] = max(own[f.role], f.probability)
    yield from own.values()
    yield from near.values()


def _others(group: Phrases, groups: Sequence[Phrases]) -> list[float]:
    """How it scores among the text's other groups, those with the same noun and those with words of it."""
    head, words, score = head_of(group.text), set(group.text.split()), max(group.scores)
    others = [(o, max(o.scores)) for o in groups if o is not group]
    same = [v for o, v in others if head_of(o.text).rstrip("s") == head.rstrip("s")]
    return [
        len(same), max(same, default=_FEWEST), sum(v > score for v in same),
        any(head in o.text.split()[:-1] for o, _ in others), sum(v > score for _, v in others),
        max((v for _, v in others), default=_FEWEST),
        sum(v > score and bool(words & set(o.text.split())) for o, v in others),
    ]  # fmt: skip
