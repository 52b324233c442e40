"""The full MUC-4 template: date, place, stage, kinds and numbers, from the product's own readings."""

from __future__ import annotations

import tomllib
from datetime import date as Day
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.errors import MissingData
from dateline.extract.fillers import Filler
from dateline.extract.mentions import PlaceMention, TimeMention, TollMention
from dateline.extract.toll import read_tolls
from dateline.extract.when import read_times
from dateline.extract.where import read_places
from dateline.places import Gazetteer, open_gazetteer
from dateline.records import Span
from dateline.text import Document
from evals.muc4_templates import Template

_STRINGS = {"PerpInd": "perp-ind-id", "PerpOrg": "perp-org-id", "Target": "phys-tgt-id", "Victim": "hum-tgt-name",
            "Weapon": "inc-instr-id"}  # fmt: skip
_REACH = 600


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Words of the slots' set values."""
    return tomllib.loads((Path(__file__).parent / "muc4_words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer | None:
    """The installed gazetteer, None when none is built."""
    try:
        return open_gazetteer()
    except MissingData:
        return None


def dateline_day(meta: dict[str, Any]) -> Day | None:
    """The day of the report's dateline ("4 FEB 90")."""
    try:
        return datetime.strptime(str(meta.get("date")).title(), "%d %b %y").date()
    except ValueError:
        return None


class Readings:
    """What the product reads in one report, once for all its templates."""

    def __init__(self, document: Document, meta: dict[str, Any], *, single: bool) -> None:
        places = gazetteer()
        self.document = document
        self.home = home_country(document.text, meta)
        self.single = single
        self.times: tuple[TimeMention, ...] = read_times(document)
        self.tolls: tuple[TollMention, ...] = read_tolls(document)
        self.places: tuple[PlaceMention, ...] = read_places(document, places) if places else ()


def build_key(template: Template, readings: Readings) -> dict[str, Any]:
    """The slots of one template."""
    spans = [m for fillers in template.fillers.values() for f in fillers for m in f.mentions[:1]]
    slots: dict[str, list[str]] = {"inc-type": [template.kind.upper()], "inc-stage": ["ACCOMPLISHED"]}
    for role, name in _STRINGS.items():
        slots[name] = [f'"{f.text.upper()}"' for f in template.fillers[role]]
    slots["inc-date"] = [_date(readings, spans)]
    slots["inc-loc"] = _place(readings, spans)
    slots["inc-instr-type"] = [
        f'{k}: "{f.text.upper()}"' for f in template.fillers["Weapon"] if (k := _instrument(f))
    ]
    slots |= _perpetrators(template, readings.document)
    slots |= _things(template.fillers["Target"], readings.document)
    slots |= _people(template, readings, spans)
    return {"slots": {name: [v for v in values if v] for name, values in slots.items() if any(values)}}


def _near(spans: list[Span], other: Span) -> int:
    return min((abs(s.start - other.start) for s in spans), default=other.start)


def _date(readings: Readings, spans: list[Span]) -> str:
    """The day nearest to the fillers, else "before the dateline"."""
    published = readings.document.report.published
    days = [t for t in readings.times if t.role == "event" and t.start and t.precision == "day" and t.end]
    days = [t for t in days if published is None or (t.end is not None and t.end <= published)]
    best = min(days, key=lambda t: (_near(spans, t.span), t.span), default=None)
    if best is not None and best.start and best.end and _near(spans, best.span) < _REACH:
        return _day(best.start) if best.start == best.end else f"{_day(best.start)} - {_day(best.end)}"
    return f"- {_day(published)}" if published else ""


def _day(day: Day) -> str:
    return day.strftime("%d %b %y").upper()


def home_country(text: str, meta: dict[str, Any]) -> str:
    """The country of the task that the text names most, its dateline counting as two names; "" for none."""
    folded = f" {text.lower()} "
    dateline = f" {str(meta.get('place') or '').lower()} "
    counts = {
        country: sum(
            folded.count(f"{name} ") + folded.count(f"{name},") + 2 * (f" {name} " in dateline)
            for name in names
        )
        for country, names in words()["countries"].items()
    }
    best = max(counts, key=lambda c: (counts[c], c))
    return best if counts[best] else ""


def _place(readings: Readings, spans: list[Span]) -> list[str]:
    """Country and town nearest to the fillers, in the country the text is about."""
    home = readings.home
    known = [
        p
        for p in readings.places
        if p.relation in ("at", "in", "near", "direction", "road") and _may_lie_in(p, home)
    ]
    best = min(known, key=lambda p: (_near(spans, p.span), p.span), default=None)
    if best is None or not home or _near(spans, best.span) > _REACH:
        return [home] if home else []
    kind = {"country": "", "admin1": "DEPARTMENT", "region": "DEPARTMENT"}.get(best.place.kind or "", "CITY")
    name = best.text.upper().strip(". ")
    return [home if not kind or name == home else f"{home}: {name} ({kind})"]


def _may_lie_in(mention: PlaceMention, country: str) -> bool:
    places = [mention.place.country, *(a.country for a in mention.place.alternatives)]
    return any((p or "").upper() == country for p in places)


def _instrument(filler: Filler) -> str:
    text = f" {filler.text} "
    for kind, names in words()["instruments"].items():
        if any(f" {name} " in text for name in names):
            return str(kind)
    return ""


def _perpetrators(template: Template, document: Document) -> dict[str, list[str]]:
    organisations, persons = template.fillers["PerpOrg"], template.fillers["PerpInd"]
    named = {w for f in (*organisations, *persons) for w in f.text.split()}
    if not named:
        return {}
    state = bool(named & set(words()["state"])) and not named & set(words()["rebel_marks"])
    return {
        "perp-inc-cat": ["STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"],
        "perp-org-conf": [f'{_certainty(f, document)}: "{f.text.upper()}"' for f in organisations],
    }


def _certainty(filler: Filler, document: Document) -> str:
    """How sure the report is of the organisation: claimed by it, accused by others, or told as fact."""
    said: set[str] = set()
    for span in filler.mentions:
        sentence = document.sentence_at(span.start)
        said |= {t.lower_ for t in document.tokens(sentence)}
    if said & set(words()["claimed"]):
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED" if said & set(words()["accused"]) else "REPORTED AS FACT"


def _things(targets: list[Filler], document: Document) -> dict[str, list[str]]:
    numbers, effects = [], []
    for filler in targets:
        sentence = document.sentence_at(filler.span.start)
        lemmas = {t.lemma_.lower() for t in document.tokens(sentence)}
        plural = any(w.endswith("s") for w in filler.text.split(" of ")[0].split()[-1:])
        numbers.append(f'{"PLURAL" if plural else "1"}: "{filler.text.upper()}"')
        effect = (
            "DESTROYED"
            if lemmas & set(words()["destroyed"])
            else "SOME DAMAGE"
            if lemmas & set(words()["damaged"])
            else ""
        )
        effects += [f'{effect}: "{filler.text.upper()}"'] if effect else []
    kinds = [f'{kind_of_thing(f.text)}: "{f.text.upper()}"' for f in targets]
    return {"phys-tgt-num": numbers, "phys-tgt-effect": effects, "phys-tgt-type": kinds}


def kind_of_thing(text: str) -> str:
    """The kind of a target by its words, "OTHER" for none that is known."""
    named = set(text.lower().split())
    found = (kind for kind, names in words()["kinds_of_things"].items() if named & set(names))
    return str(next(found, "OTHER"))


def _people(template: Template, readings: Readings, spans: list[Span]) -> dict[str, list[str]]:
    """Named victims, and the people whom a toll in the same sentences counts."""
    document = readings.document
    descriptions, kinds, numbers, effects = [], [], [], []
    for filler in template.fillers["Victim"]:
        name = filler.text.upper()
        numbers.append(f'1: "{name}"')
        kinds.append(f'{_kind_of(filler.span, document)}: "{name}"')
        if template.kind == "attack":
            effects.append(f'DEATH: "{name}"')
    inside = {document.sentence_at(s.start).index for s in spans}
    told = {filler.text for filler in template.fillers["Victim"]}
    for toll in readings.tolls:
        if toll.people is None or toll.outcome not in ("killed", "injured", "abducted") or toll.best == 0:
            continue
        people = _head_words(toll.people, document)
        if not people or toll.cumulative or any(people in t for t in told):
            continue
        if not readings.single and document.sentence_at(toll.span.start).index not in inside:
            continue
        text = people.upper()
        descriptions.append(f'"{text}"')
        kinds.append(f'{_kind_of(toll.people, document)}: "{text}"')
        numbers.append(f'{toll.best if toll.best is not None else "PLURAL"}: "{text}"')
        if toll.outcome != "abducted":
            effects.append(f'{"DEATH" if toll.outcome == "killed" else "INJURY"}: "{text}"')
        told.add(people)
    return {
        "hum-tgt-desc": descriptions,
        "hum-tgt-type": kinds,
        "hum-tgt-num": numbers,
        "hum-tgt-effect": effects,
    }


def _head_words(span: Span, document: Document) -> str:
    """The noun with its nearest modifiers, without numbers and articles; empty for names and bare numbers."""
    tokens = [t for t in document.doc if span.start <= t.idx < span.end and not t.is_punct]
    tokens = [
        t for t in tokens if t.tag_ not in ("DT", "CD", "PRP$", "IN", "RBR", "JJS", "RB") or t.tag_ == "NN"
    ]
    kept = [t.lower_ for t in tokens if t.tag_ in ("NN", "NNS", "JJ")][:3]
    return " ".join(kept) if any(t.tag_ in ("NN", "NNS") for t in tokens) else ""


def _kind_of(span: Span, document: Document) -> str:
    near = {
        t.lower_
        for t in document.doc.char_span(max(0, span.start - 40), span.end, alignment_mode="expand") or ()
    }
    for kind, names in words()["kinds_of_people"].items():
        if near & set(names):
            return str(kind)
    return "CIVILIAN"
