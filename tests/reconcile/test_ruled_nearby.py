"""A ruling in a large project links anew what is near the claims ruled on, with the outcome of linking everything."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from invented_claims import START, TOWNS, claim_of, place_of

from dateline import past, pipeline
from dateline.jsonl import encode
from dateline.pipeline import link_claims, link_project
from dateline.reconcile import profile_report
from dateline.records import Arrival, Claim, Decision, Extraction, Incident, Period, Place, Report, Toll
from dateline.review import Judgement, Ruling, apply_rulings, make_decision, standing, undo_last, write_ruling
from dateline.stores import create_store
from dateline.stores.contract import Store
from dateline.stores.memory import MemoryStore

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
TALES = [
    "Quillon Varga met Threnody Ozmund near Kestrelbrook and Palimondo, then Wexcombe and Tarnsea. ",
    "Then Farouche Oldemar saw Zinnober Calthrop and Jessamy Vantongeren at Hollowmere by Brindlewick. ",
    "It rained.",
]
RULINGS = 100
DAYS = 24


@pytest.fixture(autouse=True)
def every_project_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LARGE", 0)


def claims_of(draw: random.Random, report: str) -> list[Claim]:
    """One to three moments of a report, some told by two claims, some with a total of the others."""
    day = START + timedelta(days=draw.randrange(DAYS))
    made = []
    for moment in range(draw.choice([1, 1, 2, 3])):
        told = {
            "kind": draw.choice(["Armed clash", "Attack"]),
            "day": (day - timedelta(days=draw.choice([0, 0, 1]))).isoformat(),
            "place": draw.choice(TOWNS),
            "side_a": ["Dawn Front"],
            "reported": day.isoformat(),
        }
        for killed in {draw.randrange(4), draw.randrange(4)}:
            made.append(claim_of(report, moment=moment, killed=killed, **told))
    if draw.random() < 0.2:
        made.append(claim_of(report, moment=9, reported=day.isoformat(), sums=(0,), count=2))
    return made


def add(store: Store, draw: random.Random, report: str) -> None:
    claims = claims_of(draw, report)
    text = draw.choice(TALES) * 12 + report
    read = Report(id=report, text=text, published=claims[0].reported)
    store.add_report(Arrival(report=read, raw=text.encode()))
    store.put_extraction(Extraction(report_id=report, extractor="test@1", claims=tuple(claims)))


class Analyst:
    """Rules at random, each ruling a minute after the one before."""

    def __init__(self, store: Store, draw: random.Random) -> None:
        self.store, self.draw, self.at = store, draw, NOON

    def rule(self) -> str:
        """What was ruled."""
        kinds: dict[str, Callable[[], Iterator[Decision | None]]] = {
            "accept": lambda: self._on_claim("accept"),
            "reject": lambda: self._on_claim("reject"),
            "edit": self._edit,
            "merge": lambda: self._link("same"),
            "split": lambda: self._link("different"),
            "undo": self._undo,
        }
        kind = self.draw.choice([*kinds, "edit", "undo"])
        for decision in kinds[kind]():
            if decision is not None:
                self.store.add_decision(decision)
        return kind

    def _make(self, judgement: Judgement, subject: str, **details: str | None) -> Decision:
        self.at += timedelta(minutes=1)
        return make_decision(judgement, subject, analyst="Ada", made_at=self.at, **details)

    def _claim(self) -> Claim:
        return self.draw.choice(list(self.store.claims()))

    def _on_claim(self, judgement: Judgement) -> Iterator[Decision]:
        yield self._make(judgement, self._claim().id)

    def _edit(self) -> Iterator[Decision]:
        killed, day = self.draw.randrange(5), START + timedelta(days=self.draw.randrange(DAYS))
        values: dict[str, Period | Place | Toll] = {
            "date": Period(start=day, end=day, precision="day"),
            "location": place_of(**self.draw.choice(TOWNS)),
            "toll.0": Toll(outcome="killed", side="unknown", low=killed, best=killed, high=killed),
        }
        field = self.draw.choice(sorted(values))
        yield self._make(
            "edit", self._claim().id, field=field, value=write_ruling(field, Ruling(value=values[field]))
        )

    def _link(self, judgement: Judgement) -> Iterator[Decision]:
        """Of claims, or of incidents as a whole; a split is of claims that stand together, where there are any."""
        incidents = list(self.store.incidents())
        one, other = self.draw.sample(incidents, 2)
        if judgement == "different":
            wide = [incident for incident in incidents if len(incident.report_ids) > 1]
            one = self.draw.choice(wide or incidents)
            yield self._make("different", one.claim_ids[0], value=one.claim_ids[-1])
        elif self.draw.random() < 0.5:
            yield self._make("same", one.claim_ids[0], value=other.claim_ids[0])
        else:
            yield self._make("same", one.id, value=other.id)

    def _undo(self) -> Iterator[Decision | None]:
        """The last ruling, or any that stands."""
        made = list(self.store.decisions())
        self.at += timedelta(minutes=1)
        held = standing(made)
        if held and self.draw.random() < 0.5:
            one = self.draw.choice(held)
            yield self._make("undo", one.subject, field=one.field, supersedes=one.id)
        else:
            yield undo_last(made, analyst="Ada", made_at=self.at)


def linked_at_once(store: Store) -> list[bytes]:
    """The incidents as linking everything gives them."""
    decisions = past.list_rulings(store)
    ruled = apply_rulings(store.claims(), decisions)
    made = link_claims(ruled, decisions, profiles=[profile_report(report) for report in store.reports()])
    return written(made)


def written(incidents: Iterator[Incident] | tuple[Incident, ...]) -> list[bytes]:
    return [encode(one) for one in sorted(incidents, key=lambda one: one.id)]


def test_after_each_of_a_hundred_rulings_all_is_as_if_linked_at_once(tmp_path: Path) -> None:
    draw, store = random.Random(4), MemoryStore()
    for number in range(24):
        add(store, draw, f"r{number:02}")
    assert link_project(store, tmp_path).whole
    analyst, whole = Analyst(store, draw), []
    for number in range(RULINGS):
        told = [analyst.rule() for _ in range(draw.choice([1, 1, 1, 3]))]
        if number % 10 == 0:
            add(store, draw, f"s{number:02}")
        whole.append(link_project(store, tmp_path).whole)
        assert written(store.incidents()) == linked_at_once(store), f"ruling {number}: {told}"
    assert list(store.incidents()) == list(past.find_moment(store, "9999-12-31").state.incidents)
    assert whole.count(True) == 0


def test_a_ruling_reads_only_what_is_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, store = random.Random(5), create_store(tmp_path)
    for number in range(30):
        add(store, draw, f"r{number:02}")
    link_project(store, tmp_path)
    claim = next(store.claims())
    store.add_decision(make_decision("reject", claim.id, analyst="Ada", made_at=NOON))
    read: list[str] = []
    one_by_one = store.claims
    monkeypatch.setattr(store, "reports", lambda *_: pytest.fail("all reports were read"))
    monkeypatch.setattr(store, "incidents", lambda *_: pytest.fail("all incidents were read"))
    monkeypatch.setattr(
        store, "claims", lambda among=None: one_by_one(read.append("all") if among is None else among)
    )
    assert link_project(store, tmp_path).whole is False
    assert read == []
    store.close()
