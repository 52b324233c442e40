"""Sentences made of names and frames, and how many of them are read right: places, counts of the dead, sides, acts.

A name that is read in one frame and not in another shows a gap of the reader that no coded report need hold. Words and
rules have been mended by what they showed, so they flatter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import product
from typing import Any

from dateline.records import Claim, Report

PUBLISHED = date(2024, 6, 13)
_OPENING = re.compile(r"(?:^|(?<=\. ))[a-z]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the frame that it was made of, and whether what is read in it is right."""

    text: str
    frame: str
    is_right: Callable[[list[Claim]], bool]

    @property
    def report(self) -> Report:
        """The sentence as a report of one day."""
        return Report(id="frame", text=self.text, published=PUBLISHED)


def sentences(kind: str) -> Iterator[Sentence]:
    """The sentences of one kind: "places", "dead", "sides" or "acts"."""
    text = (files(__name__) / "frames.toml").read_text(encoding="utf-8")
    yield from KINDS[kind](tomllib.loads(text)[kind])


def _of_places(table: dict[str, Any]) -> Iterator[Sentence]:
    for frame, name in product(table["frames"], table["names"]):
        yield Sentence(_opened(frame.format(name)), frame, _is_placed)


def _of_dead(table: dict[str, Any]) -> Iterator[Sentence]:
    for frame, told in product(table["frames"], table["lists"]):
        yield Sentence(_opened(frame.format(told["told"])), frame, _counts(told["dead"]))


def _of_sides(table: dict[str, Any]) -> Iterator[Sentence]:
    never = {tuple(pair) for pair in table["never"]}
    for frame, doer, struck in product([*table["frames"], *table["mutual"]], table["doers"], table["struck"]):
        if (doer["told"], struck["told"]) not in never:
            text = _opened(frame.format(doer=doer["told"], struck=struck["told"]))
            yield Sentence(text, frame, _has_sides(doer["held"], struck["held"], frame in table["mutual"]))


def _of_acts(table: dict[str, Any]) -> Iterator[Sentence]:
    for told in table["told"]:
        for sentence in told["sentences"]:
            yield Sentence(sentence, " or ".join(told["kinds"]), _is_act(told["kinds"]))


KINDS = {"places": _of_places, "dead": _of_dead, "sides": _of_sides, "acts": _of_acts}


def _is_placed(claims: list[Claim]) -> bool:
    return any(claim.location is not None and bool(claim.location.value.name) for claim in claims)


def _is_act(kinds: list[str]) -> Callable[[list[Claim]], bool]:
    def is_right(claims: list[Claim]) -> bool:
        told = [claim.sub_event_type.value for claim in claims]
        return len(told) == 1 and told[0] in kinds

    return is_right


def _counts(dead: int) -> Callable[[list[Claim]], bool]:
    def is_right(claims: list[Claim]) -> bool:
        killed = [t.value for claim in claims for t in claim.toll if t.value.outcome == "killed"]
        return len(claims) == 1 and sum(toll.best or 0 for toll in killed) == dead

    return is_right


def _has_sides(doer: list[str], struck: list[str], mutual: bool) -> Callable[[list[Claim]], bool]:
    def is_right(claims: list[Claim]) -> bool:
        if len(claims) != 1:
            return False
        a, b = _names(claims[0].actor), _names(claims[0].recipient)
        there = _holds(a, doer) and _holds(b, struck)
        return there or (mutual and _holds(a, struck) and _holds(b, doer))

    return is_right


def _names(side: Any) -> str:
    return " ".join(f"{actor.name} {actor.as_written}" for actor in side.value).lower() if side else ""


def _holds(side: str, words: list[str]) -> bool:
    return any(word in side for word in words)


def _opened(text: str) -> str:
    return _OPENING.sub(lambda first: first[0].upper(), text)
