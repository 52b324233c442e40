"""Figures that count the dead and the hurt in one: "70 people were killed or wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.codebook import Outcome
from dateline.extract.mentions import TollMention
from dateline.extract.toll.triggers import HarmWords

_OTHER: dict[Outcome, Outcome] = {"killed": "injured", "injured": "killed"}


def told_as_either(
    tokens: Sequence[Any], mentions: Sequence[TollMention], words: HarmWords
) -> list[TollMention]:
    """The mentions; a figure of people "killed or wounded" bounds both from above and tells neither.

    Such a figure runs from 0 to its number without a best, once for the killed and once for the injured.
    """
    joined = list(_joined(tokens, words))
    kept: list[TollMention] = []
    bounded: set[tuple[int, Outcome]] = set()
    for mention in mentions:
        pair = next((p for p in joined if _is_told_by(mention, p)), None)
        count = mention.high if mention.high is not None else mention.best or mention.low
        if pair is None or count is None or mention.outcome not in _OTHER:
            kept.append(mention)
            continue
        for outcome in (mention.outcome, _OTHER[mention.outcome]):
            if (pair[0], outcome) in bounded:
                continue
            bounded.add((pair[0], outcome))
            kept.append(
                msgspec.structs.replace(
                    mention, outcome=outcome, low=0, best=None, high=count, rule="toll.either", confidence=0.6
                )
            )
    return kept


def _is_told_by(mention: TollMention, pair: tuple[int, int]) -> bool:
    """True where one of the two words is the trigger, or stands right behind the people: "left 70 dead or hurt"."""
    people = mention.people or mention.span
    return mention.trigger.start in pair or 0 < pair[0] - people.end <= len(", ")


def _joined(tokens: Sequence[Any], words: HarmWords) -> Iterator[tuple[int, int]]:
    """The offsets of the two words of "killed or wounded", "dead or hurt"."""
    for first, middle, second in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if middle.lower_ not in {"or", "and/or"}:
            continue
        outcomes = {_outcome(first, words), _outcome(second, words)}
        if outcomes == set(_OTHER):
            yield first.idx, second.idx


def _outcome(token: Any, words: HarmWords) -> Outcome | None:
    return (
        words.done_to.get(token.lemma_) or words.done_to.get(token.lower_) or words.states.get(token.lower_)
    )
