"""What every store lists and counts for the inbox and the front page."""

from __future__ import annotations

from datetime import date

from contract_records import TEXT, arrival, claim, extraction, incident
from msgspec.structs import replace

from dateline.records import Extraction
from dateline.stores import IncidentFilter, Store


def test_what_the_screen_set_aside_is_listed_apart(store: Store) -> None:
    store.add_reports([arrival(name, f"Story {name}.") for name in ("r1", "r2", "r3")])
    store.put_extractions(
        Extraction(report_id=id, extractor=by) for id, by in (("r1", "screen@1"), ("r2", "rules@1"))
    )
    assert store.latest(limit=9, by="screen") == ("r1",)
    assert store.latest(limit=9, by="rules", outlet="") == ("r2",)
    assert store.latest(limit=9, by="screen", offset=1) == store.latest(limit=9, by="s_reen") == ()
    assert store.readers(["r1", "r2", "r3", "r9"]) == {"r1": "screen@1", "r2": "rules@1"}


def test_reports_are_listed_by_day_and_counted_by_outlet(store: Store) -> None:
    first, second = date(2024, 3, 1), date(2024, 3, 2)
    given = (("a", "Herald", first), ("b", None, None), ("c", "Times", second), ("d", "Herald", first))
    for report_id, outlet, day in given:
        store.add_report(arrival(report_id, f"{TEXT} {report_id}", outlet=outlet, published=day))
    assert store.latest(limit=9) == ("c", "d", "a", "b")
    assert store.latest(limit=2, offset=1) == ("d", "a")
    assert store.latest(limit=9, outlet="Herald") == ("d", "a")
    assert store.latest(limit=9, outlet="") == ("b",)
    assert set(store.printed()) == {("", None, 1), ("Herald", first, 2), ("Times", second, 1)}


def test_totals_can_be_asked_for_alone(store: Store) -> None:
    store.add_report(arrival())
    store.put_extraction(extraction("r1", claim()))
    store.put_incidents([incident("i1"), replace(incident("i2"), sums=("i1",))])
    assert [one.id for one in store.incidents(IncidentFilter(total=True))] == ["i2"]
    assert [one.id for one in store.incidents(IncidentFilter(total=False))] == ["i1"]
    assert store.count(IncidentFilter(total=False)) == 1
