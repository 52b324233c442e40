"""The full MUC-4 template: date, place, stage, kinds and numbers, from the product's own readings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime
from functools import lru_cache
from typing import Any

from dateline.errors import MissingData
from dateline.extract.fillers.reading import Filler
from dateline.extract.mentions import PlaceMention, TimeMention, TollMention
from dateline.extract.toll.reading import read_tolls
from dateline.extract.when.reading import read_times
from dateline.extract.where.reading import read_places
from dateline.places import Gazetteer, open_gazetteer
from dateline.records import Claim, Report, Span
from dateline.text import Document, parse_report
from evals.muc4.case import restore_case
from evals.muc4.described import load_judge as load_described
from evals.muc4.ground import gap_to, read_ground
from evals.muc4.named import country_named, read_scene, within_name
from evals.muc4.once import told_once
from evals.muc4.parties import (
    Teller,
    read_described,
    tell_instruments,
    tell_people,
    tell_perpetrators,
    tell_things,
)
from evals.muc4.templates import Template, is_bare, with_somebody
from evals.muc4.values import Linear, load_linear, words
from evals.muc4.where import Asked, load_judge, place_of

_STRINGS = {"PerpInd": "perp-ind-id", "PerpOrg": "perp-org-id", "Target": "phys-tgt-id", "Victim": "hum-tgt-name",
            "Weapon": "inc-instr-id"}  # fmt: skip
_REACH = 350  # characters; date over the folds 48.6 up to 600, 49.3 up to 350
# A wrong kind costs the whole template, a broader one half a slot. Over the folds of the training half, all slots:
# always the likeliest kind 44.4, from .6 on 44.9, .75 45.2, .9 45.6
SURE = 0.9


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer | None:
    """The installed gazetteer, None when none is built."""
    try:
        return open_gazetteer()
    except MissingData:
        return None


def document_of(line: dict[str, Any], *, listed: bool = True) -> Document:
    """The parsed report of a line, its capitals restored, by the list of names too where `listed`."""
    published = dateline_day(line.get("meta") or {})
    return parse_report(
        Report(id=line["id"], text=restore_case(line["text_gtt"], listed=listed), published=published)
    )


def dateline_day(meta: dict[str, Any]) -> Day | None:
    """The day of the report's dateline ("4 FEB 90")."""
    try:
        return datetime.strptime(str(meta.get("date")).title(), "%d %b %y").date()
    except ValueError:
        return None


class Readings:
    """What the product reads in one report, once for all its templates."""

    def __init__(
        self,
        document: Document,
        meta: dict[str, Any],
        *,
        fillers: Sequence[Filler] = (),
        claims: Sequence[Claim] = (),
        linear: Linear | None = None,
    ) -> None:
        places = gazetteer()
        self.document = document
        self.linear = linear or load_linear()
        self.people = read_described(document, self.linear, fillers)
        likely = load_described().least
        self.described = [p for p in self.people if p.score >= likely]
        self.times: tuple[TimeMention, ...] = read_times(document)
        self.tolls: tuple[TollMention, ...] = read_tolls(document)
        found: tuple[PlaceMention, ...] = read_places(document, places) if places else ()
        placed = [m for m in found if not within_name(document.doc, m.span)]
        home = home_country(document.text, meta) or country_named(placed)
        self.ground = read_ground(document.doc, self.times, found, home)
        dateline = str(meta.get("place") or "")
        self.scene = read_scene(document.doc, placed, home, dateline, self.ground, claims=claims)


def build_keys(templates: Sequence[Template], readings: Readings) -> list[dict[str, Any]]:
    """The slots of each template of one report that tells whom or what was harmed or who did it.

    A report that names nothing harmed likely has its likeliest people.
    """
    full = [with_somebody(t, readings.people) for t in templates]
    templates = [told_once(readings.document.doc, t) for t in full if not is_bare(t)]
    firsts = [_firsts(t) for t in templates]
    return [
        _build_key(t, firsts[n], [s for k, spans in enumerate(firsts) if k != n for s in spans], readings)
        for n, t in enumerate(templates)
    ]


def _firsts(template: Template) -> list[Span]:
    """The first mention of each thing that a template names; of each that it describes where it names none.

    An organisation, which a text often names far from what it did, counts where there is nothing else.
    """
    named = {role: [m for f in fillers for m in f.mentions[:1]] for role, fillers in template.fillers.items()}
    bodies = named.pop("PerpOrg", [])
    spans = [m for mentions in named.values() for m in mentions]
    return spans or [m for d in template.described for m in d.mentions[:1]] or bodies


def _every(template: Template) -> list[Span]:
    """Every mention of what a template names and describes."""
    named = [m for fillers in template.fillers.values() for f in fillers for m in f.mentions]
    return named + [m for d in template.described for m in d.mentions]


def _build_key(
    template: Template, spans: list[Span], others: list[Span], readings: Readings
) -> dict[str, Any]:
    teller = Teller(readings.document, readings.linear, template.kind, readings.scene.home)
    slots: dict[str, list[str]] = {"inc-type": [kind_told(template)]}
    slots["inc-stage"] = [teller.value("inc-stage", spans) if spans else "ACCOMPLISHED"]
    for role, name in _STRINGS.items():
        slots[name] = [f'"{f.text.upper()}"' for f in template.fillers[role]]
    slots["inc-date"] = [_date(readings, spans)]
    asked = Asked(tuple(spans), tuple(_every(template)), tuple(others))
    slots["inc-loc"] = [place_of(readings.scene, asked, load_judge())]
    slots |= tell_instruments(template.fillers["Weapon"], teller, spans)
    slots |= tell_perpetrators(template, teller, spans, readings.ground)
    slots |= tell_things(template.fillers["Target"], teller)
    slots |= tell_people(template.fillers["Victim"], template.described, teller, readings.tolls)
    return {"slots": {name: [v for v in values if v] for name, values in slots.items() if any(values)}}


def kind_told(template: Template) -> str:
    """The kind of an incident; where that is not sure the broader ATTACK, which holds every other kind."""
    return template.kind.upper() if template.chance >= SURE else "ATTACK"


def _date(readings: Readings, spans: list[Span]) -> str:
    """The day nearest to the fillers, else "before the dateline"."""
    published = readings.document.report.published
    days = [t for t in readings.times if t.role == "event" and t.start and t.precision == "day" and t.end]
    days = [t for t in days if published is None or (t.end is not None and t.end <= published)]
    best = min(days, key=lambda t: (gap_to(spans, t.span), t.span), default=None)
    if best is not None and best.start and best.end and gap_to(spans, best.span) < _REACH:
        return _day(best.start) if best.start == best.end else f"{_day(best.start)} - {_day(best.end)}"
    return f"- {_day(published)}" if published else ""


def _day(day: Day) -> str:
    return day.strftime("%d %b %y").upper()


@lru_cache(maxsize=1)
def _at_home() -> dict[str, re.Pattern[str]]:
    """The names by which a text tells each country without naming it."""
    table: dict[str, list[str]] = words()["at_home"]
    return {
        country: re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") for country, names in table.items()
    }


def home_country(text: str, meta: dict[str, Any]) -> str:
    """The country of the task that the text names most, its dateline and each name at home as two; "" for none."""
    folded = f" {text.lower()} "
    dateline = f" {str(meta.get('place') or '').lower()} "
    counts = {
        country: sum(
            folded.count(f"{name} ") + folded.count(f"{name},") + 2 * (f" {name} " in dateline)
            for name in names
        )
        + 2 * len(_at_home()[country].findall(folded))
        for country, names in words()["countries"].items()
    }
    best = max(counts, key=lambda c: (counts[c], c))
    return best if counts[best] else ""
