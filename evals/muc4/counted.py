"""People told of by a figure alone beside others: "two shoppers were killed and 35 wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.mentions import TollMention
from dateline.records import Span
from evals.muc4.described import Described
from evals.muc4.figures import rounded
from evals.muc4.values import words

_BARE = ("NUM", "ADJ", "DET")  # how a figure, "several" and "many" are parsed where no noun follows
_BEFELL = {"killed": "DEATH", "injured": "INJURY"}


@dataclass(frozen=True, slots=True)
class Counted:
    """People of whom only a figure is told: the words for those they are like, or "others"; how many; what befell them.

    `own` where these words are their own and not those of the people beside.
    """

    text: str
    number: str
    effect: str
    own: bool


def counted_beside(
    doc: Any, described: Sequence[Described], told: Sequence[Span], tolls: Sequence[TollMention]
) -> Iterator[Counted]:
    """Several people whom the reader of tolls holds for more of these described ones, each figure and fate once.

    `told` are the mentions of all who are told of already.
    """
    seen: set[tuple[str, str]] = set()
    for toll in tolls:
        beside = next(
            (d for d in described if toll.alike and any(map(toll.alike.overlaps, d.mentions))), None
        )
        if beside is None or not _tells_more(toll, told):
            continue
        head = _head(doc, toll)
        others = head.lower_ in words()["counted"]["others"]
        if not others and head.pos_ not in _BARE:
            continue
        number = rounded(doc, [toll.people or toll.span], toll.best) if toll.best else "PLURAL"
        if (number, toll.outcome) not in seen:
            seen.add((number, toll.outcome))
            yield Counted(head.lower_ if others else beside.text, number, _BEFELL[toll.outcome], others)


def _tells_more(toll: TollMention, told: Sequence[Span]) -> bool:
    """True for several people dead or hurt, none told of already or among others."""
    if toll.people is None or toll.outcome not in _BEFELL or toll.best in (0, 1):
        return False
    return not (toll.subset or toll.cumulative or any(map(toll.people.overlaps, told)))


def _head(doc: Any, toll: TollMention) -> Any:
    span = toll.people or toll.span
    return doc.char_span(span.start, span.end, alignment_mode="expand").root
