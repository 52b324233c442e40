"""Any record is kept whole, any query is answered, adding twice is adding once: in every store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UnusableInput
from dateline.plugins import list_plugins, load_plugin
from dateline.records import Arrival, Decision, Incident, Report
from dateline.stores import Hit, Store

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


# The team's store needs a running server: its contract is tried by tests/contracts and tests/stores.
KINDS = [kind for kind in list_plugins("stores") if kind != "postgres"]


@pytest.fixture(scope="module", params=KINDS)
def filled(request: pytest.FixtureRequest) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store: Store = load_plugin("stores", request.param)(Path(folder))
        for n, text in enumerate(("Rebels hit a post.", "ကချင်ပြည်နယ် တိုက်ပွဲ", "وقع الهجوم")):
            store.add_report(Arrival(report=Report(id=f"r{n}", text=text), raw=text.encode()))
        yield store
        store.close()


def empty(kind: str, folder: str) -> Store:
    store: Store = load_plugin("stores", kind)(Path(folder))
    return store


@given(
    query=st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.text("\"*()^:-+{}AND OR'%_\\ab ", max_size=20)
)
@QUICK
def test_no_query_fails(filled: Store, query: str) -> None:
    for hit in filled.search(query):
        assert isinstance(hit, Hit)
        report = filled.report(hit.report_id)
        assert report is not None
        assert hit.span is None or hit.span.end <= len(report.text)


@pytest.mark.parametrize("kind", KINDS)
@given(arrivals=st.lists(strategies.arrivals, max_size=4))
@settings(QUICK, max_examples=15)
def test_adding_twice_is_adding_once(kind: str, arrivals: list[Arrival]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = empty(kind, folder)
        for arrival in arrivals:
            add(store, arrival)
        once = list(store.reports()), [store.raw(report.id) for report in store.reports()]
        assert [add(store, arrival) for arrival in arrivals] == [False] * len(arrivals)
        assert (list(store.reports()), [store.raw(report.id) for report in store.reports()]) == once
        assert store.check() == ()
        store.close()


def add(store: Store, arrival: Arrival) -> bool:
    """True when it was new; an id with another text is refused, which is no change either."""
    try:
        return store.add_report(arrival)
    except UnusableInput:
        return False


@pytest.mark.parametrize("kind", KINDS)
@given(
    incidents=st.lists(strategies.incidents, max_size=3, unique_by=lambda i: i.id),
    decisions=st.lists(strategies.decisions, max_size=3, unique_by=lambda d: d.id),
)
@settings(QUICK, max_examples=15)
def test_incidents_and_decisions_come_back_whole(
    kind: str, incidents: list[Incident], decisions: list[Decision]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = empty(kind, folder)
        store.put_incidents(incidents)
        assert [store.add_decision(decision) for decision in decisions] == [True] * len(decisions)
        assert list(store.incidents()) == sorted(incidents, key=lambda incident: incident.id)
        assert list(store.decisions()) == decisions
        store.close()
