"""Every store knows where its journal tells of what: links by their places, and the last line that speaks of an id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import invented
from msgspec.structs import replace

from dateline.past import keep_change, keep_incidents
from dateline.records import Arrival, Extraction
from dateline.stores import Store
from dateline.stores.tellings import HISTORY, of_claim, of_incident, of_report

MONDAY = datetime(2024, 3, 11, 9, tzinfo=UTC)
CLAIM = invented.make_claim()
INCIDENT = invented.make_incident(CLAIM)
OTHER = replace(
    invented.make_incident(replace(CLAIM, id="c9", report_id="r9")), id="other", report_ids=("r9",)
)


def fill(store: Store) -> None:
    """Nothing; one incident was linked, then another beside it, then the first with an act, then the second went."""
    report = invented.make_report()
    store.add_report(Arrival(report=report, raw=report.text.encode()))
    store.put_extraction(Extraction(report_id=report.id, extractor="stub@1", claims=(CLAIM,)))
    keep_incidents(store, [INCIDENT], at=MONDAY)
    keep_incidents(store, [INCIDENT, OTHER], at=MONDAY + timedelta(days=1))
    keep_change(store, (), [replace(INCIDENT, acts=("overrun",))], at=MONDAY - timedelta(days=5))
    keep_change(store, ["other"], (), at=MONDAY + timedelta(days=3))


def test_links_are_found_by_their_moment_and_their_place(store: Store) -> None:
    fill(store)
    links = list(store.links())
    assert [one.number for one in links] == [4, 3, 2, 1]
    assert [one.at for one in links] == [
        MONDAY + timedelta(days=days) for days in (3, 1, 1, 0)
    ]  # never back in time
    assert [one.totals["incidents"] for one in links] == [1, 2, 2, 1]
    assert [one.current for one in links] == [True, False, False, False]
    assert [one.number for one in store.links(since=MONDAY + timedelta(days=1))] == [4, 3, 2]
    assert [one.number for one in store.links(until=MONDAY + timedelta(days=2))] == [3, 2, 1]
    assert [one.number for one in store.links(after=1, by=3)] == [3, 2]


def test_lines_are_found_by_what_they_tell_of(store: Store) -> None:
    fill(store)
    first, claim = of_incident(INCIDENT.id), of_claim(CLAIM.id)
    names = [first, of_incident("other"), claim, of_report("r9"), of_incident("unknown")]
    assert dict(store.tellings(names, by=4)) == {
        first: 3, of_incident("other"): 4, claim: 1, of_report("r9"): 2,
    }  # fmt: skip
    assert dict(store.tellings(names, by=2)) == {
        first: 1, of_incident("other"): 2, claim: 1, of_report("r9"): 2,
    }  # fmt: skip
    assert list(store.every_telling([first], by=4)) == [(first, 1), (first, 3)]
    assert [number for number, _ in store.entries(HISTORY, among=[3, 1, 9])] == [1, 3]


def test_incidents_that_no_link_tells_of_yet_are_known(store: Store) -> None:
    fill(store)
    store.put_incidents([INCIDENT])
    assert next(store.links()).current is False
    keep_incidents(store, [INCIDENT], at=MONDAY + timedelta(days=4))
    assert next(store.links()).current is True
    keep_incidents(store, [INCIDENT], at=MONDAY + timedelta(days=5))
    assert next(store.links()).current is True


def test_what_is_forgotten_is_in_no_total(store: Store) -> None:
    fill(store)
    store.forget(invented.make_report().id, "asked for")
    assert [one.totals.get("incidents", 0) for one in store.links()] == [0, 1, 1, 0]
    assert not next(store.links()).current
    store.append(HISTORY, b'{"linked":1}')  # a line that nobody can read tells of nothing
    assert len(list(store.links())) == 4
