"""Items with a secret planted in every place where a report's own words can stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import invented
import msgspec

from dateline.publish.items import Item, make_items
from dateline.records import (
    Actor,
    Alternative,
    Attribution,
    Place,
    Reading,
    Report,
    Settled,
    Span,
    Target,
    Toll,
)

replace = msgspec.structs.replace

# Eight kinds of secret, each with a way to write number n of it.
KINDS = {
    "speaker": "Naw Speaker{n}say",
    "victim": "Maung Victim{n}nge",
    "phone": "+95 9 42{n:03d} 77{n:03d}",
    "e-mail": "source{n}.hill@mail{n}.example",
    "coordinates": "25.{n:03d}71, 96.{n:03d}43",
    "clinic": "Saint Velka{n} Clinic",
    "link": "https://pages.example/secret-{n}",
    "handle": "handle{n}of",
}


def secrets(n: int) -> dict[str, str]:
    """One secret of each kind; no two numbers share any."""
    return {kind: pattern.format(n=n) for kind, pattern in KINDS.items()}


def planted_item(plants: dict[str, str], *, n: int = 0) -> Item:
    """An incident whose report, claim and settled values carry the plants wherever words are kept."""
    every = " ".join(plants.values())
    report, claim = _report(every, plants, n), invented.make_claim()
    actor = Actor(as_written=f"men of {plants['handle']}", name=f"band of {every}", inter=3)
    known = Actor(as_written="rebels", name="River Army", actor_id="xxx-ra", inter=2)
    victim = Actor(as_written=f"{plants['victim']} {every}", name=plants["victim"], inter=7)
    place = Place(
        as_written=f"the house of {every}",
        name=f"Hamlet {plants['clinic']}",
        kind="village",
        country="Myanmar",
        admin1="Kachin",
        admin2="Mohnyin",
        latitude=25.6128431,
        longitude=96.3121787,
        radius_km=0.4,
        site=f"{plants['clinic']} {every}",
        where_prec=1,
        geo_precision=1,
        alternatives=(Alternative(name=every, latitude=25.6128431, longitude=96.3121787),),
    )
    toll = Toll(
        outcome="killed", side="civilians", low=1, best=1, high=1, as_written=f"{plants['victim']} {every}"
    )
    source = Attribution(original=plants["speaker"], kind="resident", via=(f"page of {every}",), quoted=True)
    claim = replace(
        claim,
        id=f"c{n}",
        report_id=report.id,
        evidence=(Span(0, len(report.text)),),
        location=_read(place),
        toll=(_read(toll),),
        attribution=(_read(source),),
    )
    incident = replace(
        invented.make_incident(claim),
        id=f"i{n}",
        report_ids=(report.id,),
        side_a=Settled(value=(known, actor)),
        side_b=Settled(value=(actor,)),
        victims=(victim,),
        targets=(Target(as_written=f"the shop of {every}", fate="burned"),),
        location=Settled(value=place),
        toll=(Settled(value=toll),),
        sources=(source,),
    )
    (item,) = make_items([incident], [claim], {report.id: report}.get)
    return item


def _read(value: Any) -> Reading[Any]:
    return Reading(value=value, spans=(Span(0, 5),))


def _report(every: str, plants: dict[str, str], n: int) -> Report:
    return Report(
        id=f"report-{plants['handle']}-{n}",
        text=f"Caption of {every} / {every}\n\n“I saw it,” said {every}. Write to {every}.",
        outlet="Riverbank News",
        url=f"https://riverbank.example/{plants['handle']}?of={plants['e-mail']}",
        headline=f"What {every} saw",
        published=date(2023, 1, 27),
    )
