"""What leaves the team: one function over items that runs before every format, page and report.

`internal` holds nothing back. `partner` generalises speakers and masks what would reach a person. `public`
keeps only words of the codebook, the roster and the gazetteer: nothing that a report itself worded.
Places are made coarse, never moved: a point stands for its whole cell, and the radius says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day
from typing import Literal

import msgspec

from dateline.codebook import geo_precision_of
from dateline.errors import DatelineError
from dateline.publish.items import Item, Quote
from dateline.publish.patterns import mask_sites, mask_text, names_site
from dateline.publish.wire import ClaimLine, IncidentLine, ReportHead, SourceLine
from dateline.records import Actor, Place, Toll, content_id

Preset = Literal["internal", "partner", "public"]
PRESETS: tuple[Preset, ...] = ("internal", "partner", "public")
CELL_DEGREES = 0.5  # about 55 km: the size of a township, so that a cell names no village
_CELL_RADIUS_KM = 40.0
_CLASS_NAMES = {
    1: "State forces", 2: "Rebel group", 3: "Armed group", 4: "Communal militia", 5: "Rioters",
    6: "Protesters", 7: "Civilians", 8: "External forces",
}  # fmt: skip
# Why each kind is held back; every kind that is counted stands here.
REASONS = {
    "speaker": "a speaker can be found and hurt; the kind of source is shown instead",
    "quote": "the words of a report may name or describe people",
    "exact place": "an exact point can guide an attack; the area is shown instead",
    "target": "the words for a thing hit may point at its owner",
    "title and link": "a title may name people, and a link leads to the whole text",
    "link": "a link leads to the whole text",
    "site": "clinics, schools, shelters and camps are shown by their area only",
    "e-mail": "it reaches a person",
    "phone number": "it reaches a person",
    "web address": "it may lead to a person",
    "coordinates": "an exact point written in a text",
    "recent incident": "it is newer than the delay allows",
}
_replace = msgspec.structs.replace
Cleaner = Callable[[str], str]


def redact_items(items: Iterable[Item], preset: str, held: Counter[str]) -> Iterator[Item]:
    """Items as this preset lets them out, in their order; `held` counts what was held back by kind."""
    presets: dict[str, Callable[[Item, Counter[str]], Item]] = {
        "internal": lambda item, _: item,
        "partner": _for_partner,
        "public": _for_public,
    }
    if preset not in presets:
        raise DatelineError(f"no preset is called {preset!r}", remedy=f"Known: {', '.join(PRESETS)}.")
    return (presets[preset](item, held) for item in items)


def hold_recent(items: Iterable[Item], newest: Day | None, held: Counter[str]) -> Iterator[Item]:
    """Items of the day `newest` and before; later ones, and those of unknown date told later, are counted."""
    for item in items:
        told = [head.published for head in item.reports if head.published]
        day = item.incident.date_end or item.incident.date_start or max(told, default=None)
        if newest is None or (day is not None and day <= newest):
            yield item
        else:
            held["recent incident"] += 1


def coarse_place(place: Place) -> Place:
    """The area a place lies in, by name and by the cell of a fixed grid; no finer word is kept."""
    admin = place.admin2 or place.admin1
    told = place.where_prec or 1
    known = place.latitude is not None and place.longitude is not None and told < 6
    by_name = 3 if place.admin2 else 4 if place.admin1 else 6
    where_prec = max(3 if known else by_name, told)  # a cell is as large as a second-order unit
    name = admin or place.country or "undisclosed"
    return Place(
        as_written=name,
        name=name,
        kind="area",
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        latitude=_cell(place.latitude) if known else None,
        longitude=_cell(place.longitude) if known else None,
        radius_km=max(_CELL_RADIUS_KM, place.radius_km or 0.0) if known else None,
        where_prec=where_prec,
        geo_precision=geo_precision_of(where_prec),
        reason=None if known else "held back",
    )


def _cell(degrees: float | None) -> float | None:
    """The middle of the grid cell this coordinate falls in."""
    if degrees is None:
        return None
    return (degrees // CELL_DEGREES) * CELL_DEGREES + CELL_DEGREES / 2


def _for_partner(item: Item, held: Counter[str]) -> Item:
    """Speakers by kind, patterns and named sites masked, quotes held; parties and places keep their names."""
    line = item.incident
    clean = _cleaner(item, held)
    held["speaker"] += len(line.sources)
    held["quote"] += len(item.quotes)
    held["link"] += sum(head.url is not None for head in item.reports)
    incident = _replace(
        line,
        sources=_by_kind(line.sources, clean=clean),
        place=_partner_place(line.place, clean, held),
        side_a=_clean_actors(line.side_a, clean),
        side_b=_clean_actors(line.side_b, clean),
        victims=_public_actors(line.victims),
        targets=tuple(_replace(one, as_written=clean(one.as_written)) for one in line.targets),
        toll=_clean_toll(line.toll),
        reports=tuple(clean(head.id) for head in item.reports),
        claims=tuple(_partner_claim(claim, clean) for claim in _claims(item)),
    )
    reports = tuple(
        _replace(
            head,
            id=clean(head.id),
            title=_clean(head.title, clean),
            url=None,
            outlet=_clean(head.outlet, clean),
        )
        for head in item.reports
    )
    return _replace(item, incident=incident, reports=reports, quotes=_no_quotes())


def _cleaner(item: Item, held: Counter[str]) -> Cleaner:
    """A function that takes this item's speakers, and what would reach a person or a site, out of a text.

    A body that speaks and also acts ("the army") is no secret: it stays.
    """
    told = {source.as_written for source in item.incident.sources}
    told |= {source.as_written for claim in _claims(item) for source in claim.sources}
    acting = [words for one in _parties(item.incident) for words in (one.name, one.as_written)]
    secret = {words for words in told if words and not any(words in party for party in acting)}
    speakers = sorted(secret, key=lambda words: (-len(words), words))

    def clean(text: str) -> str:
        for speaker in speakers:
            if speaker in text:
                held["speaker"] += 1
                text = text.replace(speaker, "[speaker]")
        return mask_sites(mask_text(text, held), held)

    return clean


def _partner_claim(claim: ClaimLine, clean: Cleaner) -> ClaimLine:
    return _replace(
        claim,
        report=clean(claim.report),
        place=_clean(claim.place, clean),
        sources=_by_kind(claim.sources, clean=clean),
        toll=_clean_toll(claim.toll),
    )


def _partner_place(place: Place | None, clean: Cleaner, held: Counter[str]) -> Place | None:
    """The place with its words cleaned; only its area where it is a clinic, a school, a shelter or a camp."""
    if place is None:
        return None
    if any(names_site(words) for words in (place.site, place.as_written, place.name, place.kind)):
        held["site"] += 1
        return coarse_place(place)
    return _replace(
        place,
        as_written=clean(place.as_written),
        name=clean(place.name),
        site=_clean(place.site, clean),
        reason=_clean(place.reason, clean),
        alternatives=tuple(_replace(one, name=clean(one.name)) for one in place.alternatives),
    )


def _for_public(item: Item, held: Counter[str]) -> Item:
    """Only words of the codebook, the roster and the gazetteer, at the size of an area."""
    line = item.incident
    held["speaker"] += len(line.sources)
    held["quote"] += len(item.quotes)
    held["exact place"] += line.place is not None
    held["target"] += len(line.targets)
    held["title and link"] += len(item.reports)
    place = coarse_place(line.place) if line.place else None
    incident = _replace(
        line,
        time_of_day=None,
        place=place,
        side_a=_public_actors(line.side_a),
        side_b=_public_actors(line.side_b),
        victims=_public_actors(line.victims),
        targets=(),
        toll=_clean_toll(line.toll),
        sources=_by_kind(line.sources),
        evidence={},
        reports=tuple(_public_id(head.id) for head in item.reports),
        claims=tuple(_public_claim(claim, place) for claim in _claims(item)),
    )
    heads = tuple(_public_head(head, held) for head in item.reports)
    return _replace(item, incident=incident, reports=heads, quotes=_no_quotes())


def _public_claim(claim: ClaimLine, place: Place | None) -> ClaimLine:
    return _replace(
        claim,
        report=_public_id(claim.report),
        place=place.name if place and claim.place else None,
        toll=_clean_toll(claim.toll),
        sources=_by_kind(claim.sources),
        evidence={},
    )


def _public_head(head: ReportHead, held: Counter[str]) -> ReportHead:
    outlet = mask_text(head.outlet, held) if head.outlet else None
    return _replace(head, id=_public_id(head.id), title=None, url=None, outlet=outlet)


def _public_id(report_id: str) -> str:
    """A report's own id may name people; its hash does not."""
    return content_id("report", report_id)


def _public_actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Parties the roster knows keep their name; all others are told by their class only."""
    shown = []
    for actor in actors:
        name = actor.name if actor.actor_id else _CLASS_NAMES.get(actor.inter or 0, "Unnamed party")
        shown.append(Actor(as_written=name, name=name, actor_id=actor.actor_id, inter=actor.inter))
    return tuple(dict.fromkeys(shown))


def _clean_actors(actors: Iterable[Actor], clean: Cleaner) -> tuple[Actor, ...]:
    return tuple(_replace(one, as_written=clean(one.as_written), name=clean(one.name)) for one in actors)


def _clean_toll(toll: Iterable[Toll]) -> tuple[Toll, ...]:
    """Numbers without the words: those may name the dead."""
    return tuple(_replace(one, as_written="") for one in toll)


def _by_kind(sources: Iterable[SourceLine], *, clean: Cleaner | None = None) -> tuple[SourceLine, ...]:
    """Speakers by the kind they are, each kind once; with a cleaner the chain of outlets is kept."""
    shown = [
        _replace(one, as_written=one.kind, via=tuple(clean(outlet) for outlet in one.via) if clean else ())
        for one in sources
    ]
    return tuple(dict.fromkeys(shown))


def _parties(line: IncidentLine) -> list[Actor]:
    """Parties that the roster knows."""
    return [actor for actor in (*line.side_a, *line.side_b) if actor.actor_id]


def _claims(item: Item) -> tuple[ClaimLine, ...]:
    claims = item.incident.claims
    return claims if isinstance(claims, tuple) else ()


def _clean(text: str | None, clean: Cleaner) -> str | None:
    return clean(text) if text else text


def _no_quotes() -> tuple[Quote, ...]:
    return ()
