"""An incident as its page and its row in a list show it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.records import Actor, Attribution, Claim, Incident, Period, Place, Record, Settled, Toll
from dateline.stores.glances import killed_of
from dateline.web.views import words
from dateline.web.views.marks import Paragraph, claim_marks, mark_text

DEADLY = "killed"


class Brief(Record, frozen=True, kw_only=True):
    """One incident in a list."""

    id: str
    title: str
    kind: str
    event: str
    when: str
    start: str
    place: str
    where: str
    parties: str
    deaths: str
    dead: int | None
    checked: str
    sources: int
    reports: int
    background: bool
    is_sum: bool
    confidence: float


class Fact(Record, frozen=True, kw_only=True):
    """One settled value: label, value, how it was chosen, and what others said."""

    label: str
    group: str
    value: str
    rule: str
    basis: str
    confidence: float
    dissent: tuple[tuple[str, tuple[str, ...]], ...]
    aside: str = ""


class Voice(Record, frozen=True, kw_only=True):
    """What one claim adds to an incident: its report, its speakers, its words, its toll."""

    claim: Claim
    report_title: str
    outlet: str
    published: str
    speakers: tuple[Attribution, ...]
    quotes: tuple[Paragraph, ...]
    tolls: tuple[Toll, ...]
    side_a: tuple[Actor, ...]
    side_b: tuple[Actor, ...]


def make_brief(incident: Incident, heads: Mapping[str, Any]) -> Brief:
    """The incident as one row."""
    place = incident.location.value if incident.location else None
    dead = killed_of(incident)
    figure = next((one.value for one in incident.toll if one.value.outcome == DEADLY), None)
    sides = (words.actors_words(incident.side_a.value), words.actors_words(incident.side_b.value))
    parties = " against ".join(
        side for side in (sides[0], sides[1] or words.actors_words(incident.victims)) if side
    )
    return Brief(
        id=incident.id,
        title=words.incident_title(incident),
        kind=incident.sub_event_type.value,
        event=incident.event_type.value,
        when=words.period_words(incident.date.value),
        start=incident.date.value.start.isoformat() if incident.date.value.start else "",
        place=words.short_place(place) if place else "",
        where=", ".join(part for part in (place.admin1, place.country) if part) if place else "",
        parties=parties,
        deaths=words.range_words(figure) if figure else "",
        dead=dead,
        checked=words.checked_words(incident.verification.value),
        sources=incident.number_of_sources,
        reports=len(incident.report_ids),
        background=incident.background,
        is_sum=bool(incident.sums),
        confidence=incident.confidence,
    )


def list_facts(incident: Incident) -> tuple[Fact, ...]:
    """The settled values in the order of the codebook; a field nobody speaks of says so."""
    named: tuple[tuple[str, str, Settled[Any] | None], ...] = (
        ("What", "what", incident.sub_event_type),
        ("When", "when", incident.date),
        ("Where", "where", incident.location),
        ("Who acted", "who", incident.side_a if incident.side_a.value else None),
        ("Against whom", "who", incident.side_b if incident.side_b.value else None),
        *(("Toll", "toll", toll) for toll in incident.toll),
        ("Losses in words", "toll", incident.losses_stated),
        ("Checked", "check", incident.verification),
    )
    sides = (incident.side_a.value, incident.side_b.value)
    facts = [fact_of(label, group, settled, sides) for label, group, settled in named if settled is not None]
    plain = (
        ("Victims", "who", words.actors_words(incident.victims)),
        ("Things hit", "thing", "; ".join(words.target_words(one) for one in incident.targets)),
        ("Weapons", "thing", ", ".join(incident.weapons)),
        ("Acts", "what", ", ".join(incident.acts)),
    )
    extra = [
        Fact(label=label, group=group, value=value, rule="", basis="", confidence=1.0, dissent=())
        for label, group, value in plain
        if value
    ]
    return (*facts, *extra)


def fact_of(label: str, group: str, settled: Settled[Any], sides: Sequence[tuple[Actor, ...]]) -> Fact:
    """One settled value in words."""
    value = settled.value
    aside = words.precision_words(value) if isinstance(value, Place) else ""
    return Fact(
        label=label,
        group=group,
        value=words.value_words(value),
        rule=words.rule_words(settled.rule),
        basis=settled.basis,
        confidence=settled.confidence,
        dissent=group_dissent(settled.dissent),
        aside=words.side_words(value.side, *sides) if isinstance(value, Toll) else aside,
    )


def group_dissent(dissent: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What other claims say, each wording once, with the ids of all claims that say so."""
    grouped: dict[str, list[str]] = {}
    for told, claim in map(split_dissent, dissent):
        grouped.setdefault(_in_words(told), []).extend([claim] if claim else [])
    return tuple((told, tuple(claims)) for told, claims in grouped.items())


def _in_words(told: str) -> str:
    """A span of ISO days as a person says it; anything else as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d) - (\d{4}-\d\d-\d\d)", told)
    if not found:
        return words.phrase("checked", told) if told in words.phrases()["checked"] else told
    start, end = (date.fromisoformat(day) for day in found.groups())
    return words.period_words(Period(start=start, end=end, precision="day"))


def split_dissent(words_and_claim: str) -> tuple[str, str]:
    """What another claim says, and that claim's id where it is given in brackets at the end."""
    found = re.fullmatch(r"(.*?)\s*\[([0-9a-f]+)\]", words_and_claim, re.DOTALL)
    return (found[1], found[2]) if found else (words_and_claim, "")


def make_voice(claim: Claim, text: str, *, title: str, outlet: str | None, published: str) -> Voice:
    """What one claim adds, its sentences cut from the report with the words lit."""
    return Voice(
        claim=claim,
        report_title=title,
        outlet=outlet or "no outlet named",
        published=published,
        speakers=tuple(one.value for one in claim.attribution),
        quotes=mark_text(text, claim_marks(claim), within=claim.evidence),
        tolls=tuple(one.value for one in claim.toll),
        side_a=claim.actor.value if claim.actor else (),
        side_b=claim.recipient.value if claim.recipient else (),
    )


def cite(incident: Incident, *, project: str, day: str, address: str) -> str:
    """How to cite this incident as it stands today."""
    what = f"{words.incident_title(incident)}, {words.period_words(incident.date.value)}"
    return f"{what}. Incident {incident.id} of {project}, as of {day}. {address}"
