"""A store in memory, and invented reports with their claims, for the tests of the pages."""

from __future__ import annotations

from datetime import date

from dateline.actors import Party
from dateline.codebook import EVENT_TYPE_OF, SubEventType
from dateline.places import Pack
from dateline.records import (
    Actor,
    Arrival,
    Attribution,
    Claim,
    Decision,
    Extraction,
    Incident,
    NotIncident,
    Period,
    Place,
    Reading,
    Report,
    Span,
    Toll,
    content_id,
)
from dateline.stores.memory import MemoryStore as RealMemoryStore
from dateline.web.reference import Reference

TEXT = (
    "Rebels of the Tavan Front overran a police post in Orlen on Tuesday evening, "
    "a shopkeeper told the Tavan Herald.\n\n"
    "Two officers were killed, she said. “There is shooting almost every night,” she added.\n\n"
    "At least 14 people died in May when a jet bombed the market of Sefa, residents said."
)


class MemoryStore(RealMemoryStore):
    """The store in memory, with its dictionaries to look into."""

    @property
    def held(self) -> dict[str, Arrival]:
        return self._arrivals

    @property
    def read(self) -> dict[str, Extraction]:
        return self._extractions

    @property
    def made(self) -> dict[str, Incident]:
        return self._incidents

    @property
    def ruled(self) -> list[Decision]:
        return list(self._decisions.values())


def at(text: str, words: str) -> tuple[Span, ...]:
    """Where these words first stand."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def make_report(text: str = TEXT, **fields: object) -> Report:
    """An invented report."""
    given = {
        "id": "r1",
        "headline": "Post falls in Orlen",
        "outlet": "Tavan Herald",
        "published": date(2024, 6, 6),
    }
    return Report(**{**given, "text": text, **fields})  # type: ignore[arg-type]


def make_claims(report: Report, *, extractor: str = "invented@1") -> tuple[Claim, ...]:
    """The two claims of the invented report."""
    text = report.text
    shopkeeper = Attribution(original="a shopkeeper", kind="resident", via=("Tavan Herald",))
    sefa = Place(as_written="Sefa", name="Sefa", country="Tavan", reason="two places have this name")
    rebels = Actor(as_written="Rebels of the Tavan Front", name="Tavan Front", actor_id="tav-front", inter=2)
    first = Claim(
        id=content_id(report.id, "0"),
        report_id=report.id,
        extractor=extractor,
        moment=0,
        reported=report.published,
        evidence=(Span(0, text.index("\n")), *at(text, "Two officers were killed, she said.")),
        event_type=_said(EVENT_TYPE_OF[SubEventType.NON_STATE_OVERTAKES], text, "overran"),
        sub_event_type=_said(SubEventType.NON_STATE_OVERTAKES, text, "overran"),
        acts=_said(("overrun",), text, "overran"),
        actor=_said((rebels,), text, "Rebels of the Tavan Front"),
        recipient=_said((Actor(as_written="police", name="Police of Tavan", inter=1),), text, "police"),
        location=_said(
            Place(
                as_written="Orlen", name="Orlen", kind="town", country="Tavan", admin1="North Tavan",
                latitude=25.61, longitude=96.31, radius_km=2.0, where_prec=1,
                gazetteer="invented", gazetteer_id="7",
            ),
            text, "Orlen", sure=0.7,
        ),
        date=_said(
            Period(start=date(2024, 6, 4), end=date(2024, 6, 4), precision="day", time_of_day="evening"),
            text, "on Tuesday evening", sure=0.96,
        ),
        toll=(_said(Toll(outcome="killed", side="b", low=2, best=2, high=2), text, "Two officers"),),
        attribution=(_said(shopkeeper, text, "a shopkeeper"),),
        confidence=0.9,
    )  # fmt: skip
    second = Claim(
        id=content_id(report.id, "1"),
        report_id=report.id,
        extractor=extractor,
        moment=1,
        reported=report.published,
        evidence=at(text, TEXT.rpartition("\n")[2]),
        event_type=_said(EVENT_TYPE_OF[SubEventType.AIR_STRIKE], text, "bombed"),
        sub_event_type=_said(SubEventType.AIR_STRIKE, text, "bombed"),
        acts=_said(("air strike",), text, "bombed"),
        location=_said(sefa, text, "Sefa"),
        date=_said(Period(start=date(2024, 5, 1), end=date(2024, 5, 31), precision="month"), text, "in May"),
        toll=(_said(Toll(outcome="killed", side="civilians", low=14), text, "At least 14 people"),),
        attribution=(_said(Attribution(original="residents", kind="resident"), text, "residents"),),
        background=True,
        confidence=0.6,
    )  # fmt: skip
    return (first, second)


class InventedReader:
    """Reads the invented report, and nothing in others."""

    identity = "invented@1"

    def read(self, report: Report) -> Extraction:
        claims = make_claims(report) if "Tavan Front" in report.text else ()
        return Extraction(report_id=report.id, extractor=self.identity, claims=claims)


class NoReference(Reference):
    """No gazetteer and no parser: words mean themselves. One party and one place are known."""

    def look_up(self, name: str) -> tuple[Place, ...]:
        place = self.place("p7", as_written=name)
        return (place,) if place and name == "Karo" else ()

    def place(self, identifier: str, *, as_written: str) -> Place | None:
        known = Place(
            as_written=as_written,
            name="Karo",
            country="Tavan",
            latitude=1.5,
            longitude=2.5,
            gazetteer_id="p7",
        )
        return known if identifier == "p7" else None

    def packs(self) -> tuple[Pack, ...]:
        return (Pack(name="invented", version="1", source="this test", licence="Apache-2.0", places=1),)

    def parties(self) -> tuple[Party, ...]:
        return (
            Party(actor_id="tav-front", name="Tavan Front", inter=2, iso3="TAV", since=2019, aliases=("TF",)),
        )

    def party_names(self) -> tuple[str, ...]:
        return ("Tavan Front",)

    def actor(self, name: str) -> Actor:
        return Actor(as_written=name, name=name, actor_id="tav-front" if name == "Tavan Front" else None)

    def take(self, report: Report, span: Span, name: str) -> None:
        return None


def make_store(*reports: Report) -> MemoryStore:
    """A store with these reports (or the invented one) read and linked."""
    from dateline.pipeline import relink

    store = MemoryStore()
    for report in reports or (make_report(),):
        store.add_report(Arrival(report=report, raw=f"{report.id}\n{report.text}".encode()))
        claims = make_claims(report) if "Tavan Front" in report.text else ()
        asides = (
            [NotIncident(span=span, kind="habit") for span in at(report.text, "almost every night")]
            if claims
            else []
        )
        store.put_extraction(
            Extraction(
                report_id=report.id, extractor="invented@1", claims=claims, not_incidents=tuple(asides)
            )
        )
    relink(store)
    return store


def _said(value: object, text: str, words: str, *, sure: float = 0.9) -> Reading:  # type: ignore[type-arg]
    return Reading(value=value, raw=words, spans=at(text, words), rule="invented", confidence=sure)
