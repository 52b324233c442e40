"""An answer of the resolver -> the Place record of a claim."""

from __future__ import annotations

from dateline.codebook import geo_precision_of
from dateline.places.answers import Answer
from dateline.places.gazetteer import Entry, Gazetteer
from dateline.places.precision import area_of, holder_of
from dateline.records import TAKEN_TO_LIE, Alternative, Place


def describe_place(
    answer: Answer,
    gazetteer: Gazetteer,
    *,
    as_written: str,
    name: str,
    kind: str | None = None,
    relation: str = "at",
    distance_km: float | None = None,
    bearing: str | None = None,
) -> Place:
    """The Place record: with an area, or without coordinates and with the reason."""
    alternatives = tuple(_alternative(entry, chance, gazetteer) for entry, chance in answer.others)
    entry = answer.entry
    area = area_of(entry, relation, distance_km=distance_km, bearing=bearing) if entry else None
    if entry is None or area is None:
        return Place(
            as_written=as_written, name=name, kind=kind, reason=answer.reason, alternatives=alternatives
        )
    return Place(
        as_written=as_written,
        name=entry.name,
        kind=entry.kind,
        country=country_name(entry, gazetteer),
        admin1=_unit_name(entry, 1),
        admin2=_unit_name(entry, 2),
        admin3=_unit_name(entry, 3),
        latitude=area.point[0],
        longitude=area.point[1],
        radius_km=area.radius_km,
        gazetteer=entry.pack,
        gazetteer_id=entry.id,
        where_prec=area.where_prec,
        geo_precision=geo_precision_of(area.where_prec),
        reason=_borrowed(entry),
        alternatives=alternatives,
    )


def _borrowed(entry: Entry) -> str | None:
    """What to say of a unit whose area is that of the unit around it."""
    holder = holder_of(entry) if entry.point is None else None
    return f"{entry.name} has no point in the gazetteer; as wide as {holder.name}" if holder else None


def describe_within(
    unit: Entry, answer: Answer, gazetteer: Gazetteer, *, as_written: str, name: str, kind: str | None = None
) -> Place:
    """A place that no pack knows, as wide as the unit that the text puts it in; the reason says so."""
    says = f"{answer.reason}; placed as wide as {unit.name}, which the text names around it"
    return _unknown(unit, "in", says, answer, gazetteer, as_written=as_written, name=name, kind=kind)


def describe_near(
    unit: Entry, answer: Answer, gazetteer: Gazetteer, *, as_written: str, name: str, kind: str | None = None
) -> Place:
    """A place that cannot be placed, taken to lie where most names around it do; the reason says so."""
    says = f"{answer.reason}; {TAKEN_TO_LIE} {unit.name}, as most places around it in the text"
    return _unknown(unit, "near", says, answer, gazetteer, as_written=as_written, name=name, kind=kind)


def _unknown(
    unit: Entry,
    relation: str,
    says: str,
    answer: Answer,
    gazetteer: Gazetteer,
    *,
    as_written: str,
    name: str,
    kind: str | None,
) -> Place:
    area = area_of(unit, relation)
    return Place(
        as_written=as_written,
        name=name,
        kind=kind,
        country=country_name(unit, gazetteer),
        admin1=_unit_name(unit, 1),
        admin2=_unit_name(unit, 2),
        admin3=_unit_name(unit, 3),
        latitude=area.point[0] if area else None,
        longitude=area.point[1] if area else None,
        radius_km=area.radius_km if area else None,
        where_prec=area.where_prec if area else None,
        geo_precision=geo_precision_of(area.where_prec) if area else None,
        reason=says if area else answer.reason,
        alternatives=tuple(_alternative(entry, chance, gazetteer) for entry, chance in answer.others),
    )


def country_name(entry: Entry, gazetteer: Gazetteer) -> str | None:
    """The name of the country that holds the place."""
    if entry.country is None:
        return None
    country = gazetteer.country(entry.country)
    return country.name if country else entry.country


def _unit_name(entry: Entry, level: int) -> str | None:
    unit = entry.unit(level)
    return unit.name if unit else None


def _alternative(entry: Entry, chance: float, gazetteer: Gazetteer) -> Alternative:
    return Alternative(
        name=entry.name,
        gazetteer_id=entry.id,
        country=country_name(entry, gazetteer),
        admin1=_unit_name(entry, 1),
        latitude=entry.lat,
        longitude=entry.lon,
        probability=chance,
    )
