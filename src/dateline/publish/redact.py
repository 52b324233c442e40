"""What leaves the team: one function over items that runs before every format, page and report.

`internal` holds nothing back. `partner` generalises speakers and masks what would reach a person. `public`
keeps only words of the codebook, the roster and the gazetteer: nothing that a report itself worded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Literal

from dateline.errors import DatelineError
from dateline.publish import redact_partner, redact_public
from dateline.publish.areas import Area
from dateline.publish.generalising import SMALLEST
from dateline.publish.items import Item
from dateline.publish.wire import Line

Preset = Literal["internal", "partner", "public"]
PRESETS: tuple[Preset, ...] = ("internal", "partner", "public")
# Why each kind is held back; every kind that is counted stands here.
REASONS = {
    "speaker": "a speaker can be found and hurt; the kind of source is shown instead",
    "name": "a private person is named; the class of person is shown, and a name only by decision",
    "quote": "the words of a report may name or describe people",
    "exact place": "an exact point can guide an attack; the area is shown instead",
    "target": "the words for a thing hit may point at its owner",
    "title and link": "a title may name people, and a link leads to the whole text",
    "link": "a link leads to the whole text",
    "site": "clinics, schools, shelters and camps are shown by their area only",
    "e-mail": "it reaches a person",
    "phone number": "it reaches a person",
    "account": "it reaches a person",
    "web address": "it may lead to a person",
    "coordinates": "an exact point written in a text",
    "small count": "a few living people of one place can be told apart; a range is shown instead",
    "recent incident": "it is newer than the delay allows",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a preset leaves open: how places are shown, what is too new, which counts are small, released names.

    `names` are those that may be shown, by the id of their incident.
    """

    area: Area = "cell"
    newest: Day | None = None
    smallest: int = SMALLEST
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class HeldBack(Line, frozen=True, kw_only=True):
    """How often one kind was held back, and why."""

    kind: str
    count: int
    reason: str


Redaction = Callable[[Item, Rules, Counter[str]], Item]
_REDACTIONS: dict[str, Redaction] = {
    "internal": lambda item, rules, held: item,
    "partner": lambda item, rules, held: redact_partner.redact(
        item, held, names=rules.names.get(item.incident.id, ())
    ),
    "public": lambda item, rules, held: redact_public.redact(
        item, held, area=rules.area, smallest=rules.smallest, names=rules.names.get(item.incident.id, ())
    ),
}


def redact_items(
    items: Iterable[Item], preset: str, held: Counter[str], rules: Rules | None = None
) -> Iterator[Item]:
    """Items as this preset lets them out, in their order; `held` counts what was held back by kind."""
    check_preset(preset)
    rules, redact = rules or Rules(), _REDACTIONS[preset]
    return (redact(item, rules, held) for item in hold_recent(items, rules.newest, held))


def check_preset(preset: str) -> None:
    """Nothing; DatelineError names the known presets where there is no such one."""
    if preset not in _REDACTIONS:
        raise DatelineError(f"no preset is called {preset!r}", remedy=f"Known: {', '.join(PRESETS)}.")


def hold_recent(items: Iterable[Item], newest: Day | None, held: Counter[str]) -> Iterator[Item]:
    """Items of the day `newest` and before; later ones, and those of unknown date told later, are counted."""
    if newest is None:
        yield from items
        return
    for item in items:
        told = [head.published for head in item.reports if head.published]
        day = item.incident.date_end or item.incident.date_start or max(told, default=None)
        if day is not None and day <= newest:
            yield item
        else:
            held["recent incident"] += 1


def held_back(held: Mapping[str, int]) -> tuple[HeldBack, ...]:
    """What was held back, kind by kind, each with its reason; kinds of which there was nothing are left out."""
    return tuple(
        HeldBack(kind=kind, count=count, reason=REASONS[kind])
        for kind, count in sorted(held.items())
        if count
    )
