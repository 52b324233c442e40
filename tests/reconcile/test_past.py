"""The journal of a store: states come back, releases keep their tag, two writers lose nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import claim_of, told

from dateline import past
from dateline.errors import DamagedStore, DatelineError
from dateline.past import journal
from dateline.reconcile import ledger, reconcile
from dateline.reconcile.chronicle import compare_states
from dateline.reconcile.history import count_totals
from dateline.records import Arrival, Claim, Extraction, Report
from dateline.stores import create_store
from dateline.stores.contract import Store
from dateline.stores.memory import MemoryStore

MONDAY = datetime(2024, 3, 11, 9, tzinfo=UTC)
ORVALE: dict[str, Any] = {"day": "2024-03-05", "place": {"name": "Orvale"}, "side_a": ["Dawn Front"]}
A = claim_of("r1", killed=20, reported="2024-03-06", **ORVALE)
B = claim_of("r2", killed=12, reported="2024-03-08", **ORVALE)
C = claim_of("r3", day="2024-01-01", place={"name": "Belmar"}, killed=3)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else create_store(tmp_path / "project")


def link(store: Store, claims: list[Claim], *, at: datetime) -> None:
    """Nothing; the store holds these claims and the incidents they make."""
    for report in sorted({claim.report_id for claim in claims}):
        store.add_report(
            Arrival(report=Report(id=report, text=f"It rained on {report}."), raw=report.encode())
        )
        own = tuple(claim for claim in claims if claim.report_id == report)
        store.put_extraction(Extraction(report_id=report, extractor="test@1", claims=own))
    past.keep_incidents(store, reconcile(claims), at=at)


def test_any_moment_comes_back_as_the_store_was_then(store: Store) -> None:
    states = []
    for day, claims in enumerate([[A], [A, C], [A, B, C]]):
        link(store, claims, at=MONDAY + timedelta(days=day))
        states.append(past.find_moment(store, "now").state)
    for day, then in enumerate(states):
        assert past.find_moment(store, (MONDAY + timedelta(days=day)).date().isoformat()).state == then
    assert past.find_moment(store, "2024-03-12T08:59").state == states[0]
    assert past.find_moment(store, "2024-03-10").state.incidents == ()


def test_linking_again_without_a_change_writes_nothing(store: Store) -> None:
    link(store, [A, B], at=MONDAY)
    before = list(store.entries(ledger.HISTORY))
    link(store, [A, B], at=MONDAY + timedelta(days=1))
    assert list(store.entries(ledger.HISTORY)) == before


def test_a_release_keeps_its_state_and_its_tag_is_taken_once(store: Store) -> None:
    link(store, [A, C], at=MONDAY)
    number, frozen = past.freeze(store)
    made = past.record_release(store, "march", number, preset="public", sha256="00", at=MONDAY)
    link(store, [A, B, C], at=MONDAY)
    assert past.find_moment(store, "march").state == frozen
    assert made.totals == count_totals(frozen.incidents)
    assert made.totals["killed"] == 23
    with pytest.raises(DatelineError, match="release 'march' of 2024-03-11 already"):
        past.record_release(store, "march", number, preset="public", sha256="00")
    with pytest.raises(DatelineError, match=r"'april' is neither a release nor a day. Releases: march"):
        past.find_moment(store, "april")


def test_the_feed_explains_every_unit_of_every_total(store: Store) -> None:
    for day, claims in enumerate([[A, C], [A, B, C], [B]]):
        link(store, claims, at=MONDAY + timedelta(days=day))
    store.put_incidents(reconcile([B]))
    feed = list(past.list_changes(store))
    assert sum(one.change.totals.get("killed", 0) for one in feed) == 12
    assert [(one.id, one.change.kind) for one in feed][:3] == [
        ("1.1", "added"),
        ("1.2", "added"),
        ("2.1", "changed"),
    ]
    assert feed[2].change.totals == {"killed": -8}
    late = list(past.list_changes(store, MONDAY + timedelta(days=2)))
    assert [one.id for one in late] == [one.id for one in feed if one.id.startswith("3.")]


def test_the_feed_as_lines_and_as_atom_tells_the_same_changes(store: Store) -> None:
    link(store, [A], at=MONDAY)
    link(store, [A, B], at=MONDAY + timedelta(days=1))
    feed = list(past.list_changes(store))
    assert [json.loads(line)["id"] for line in past.write_lines(feed)] == ["1.1", "2.1"]
    written = past.write_atom(feed, title="Ostria", address="http://localhost/changes.atom")
    assert written == past.write_atom(
        past.list_changes(store), title="Ostria", address="http://localhost/changes.atom"
    )
    names = {"a": "http://www.w3.org/2005/Atom"}
    root = Xml.fromstring(written)
    assert [one.text for one in root.findall("a:entry/a:id", names)] == [
        "http://localhost/changes.atom#2.1",
        "http://localhost/changes.atom#1.1",
    ]
    assert root.findtext("a:updated", namespaces=names) == "2024-03-12T09:00:00Z"
    content = root.findtext("a:entry/a:content", namespaces=names) or ""
    assert "toll: 20 killed → 12 (12-20) killed, by toll.latest" in content


def test_another_writer_between_the_lines_of_a_link_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_LINE_BYTES", 1)
    append = store.append
    interrupted = []

    def meddle(stream: str, entry: bytes, *, after: int | None = None) -> int:
        if stream == ledger.HISTORY and len(interrupted) == 1:
            interrupted.append(append(stream, entry.replace(b'"part":2', b'"part":1')))
        if stream != ledger.HISTORY:
            return append(stream, entry, after=after)
        interrupted.append(append(stream, entry, after=after))
        return interrupted[-1]

    monkeypatch.setattr(store, "append", meddle)
    link(store, [A, C], at=MONDAY)
    assert interrupted == [1, 2, 0, 3]
    assert past.find_moment(store, "2024-03-11").state == past.find_moment(store, "now").state


def test_a_link_cut_off_by_a_crash_is_told_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_LINE_BYTES", 1)
    append: Callable[..., int] = store.append

    def crash(stream: str, entry: bytes, *, after: int | None = None) -> int:
        if b'"part":2' in entry:
            raise KeyboardInterrupt
        return append(stream, entry, after=after)

    with monkeypatch.context() as broken:
        broken.setattr(store, "append", crash)
        with pytest.raises(KeyboardInterrupt):
            link(store, [A, C], at=MONDAY)
    assert past.find_moment(store, "2024-03-11").state.incidents == ()
    link(store, [A, C], at=MONDAY)
    assert len(past.find_moment(store, "2024-03-11").state.incidents) == 2


def test_a_clock_that_was_put_back_does_not_shuffle_the_past(store: Store) -> None:
    link(store, [A], at=MONDAY)
    link(store, [A, B], at=MONDAY - timedelta(days=30))
    assert len(past.find_moment(store, "2024-03-11").state.claims) == 2
    assert past.find_moment(store, "2024-03-01").state.incidents == ()


def test_a_broken_line_is_named() -> None:
    store = MemoryStore()
    store.append(ledger.HISTORY, b"{]")
    with pytest.raises(DamagedStore, match="history, line 1: the journal cannot be read"):
        journal.read_past(store)


@given(st.lists(st.lists(told(), max_size=5, unique_by=lambda claim: claim.id), max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_states_feed_and_differences_agree_whatever_is_linked(steps: list[list[Claim]]) -> None:
    store = MemoryStore()
    totals: dict[str, int] = {}
    for day, claims in enumerate(steps):
        store = MemoryStore() if not day else store
        link(store, claims, at=MONDAY + timedelta(days=day))
    for one in past.list_changes(store):
        for name, number in one.change.totals.items():
            totals[name] = totals.get(name, 0) + number
    standing = journal.read_past(store)
    assert {name: n for name, n in sorted(totals.items()) if n} == count_totals(standing.incidents.values())
    assert standing.state.incidents == tuple(store.incidents())


def all_paths(store: Store) -> None:
    """Nothing; what is read in part says what the whole journal says, whatever is asked for."""
    feed = list(past.list_changes(store))
    days = sorted({one.at for one in feed})
    for day in days:
        assert list(past.list_changes(store, day)) == [one for one in feed if one.at >= day]
    paged: list[past.Happening] = []
    while page := past.latest_changes(store, 2, before=paged[-1].id if paged else ""):
        paged += page
    assert paged == feed[::-1]
    names = [*(day.date().isoformat() for day in days), "2000-01-01", "now"]
    for first in names:
        for second in names:
            found = past.compare_moments(store, first, second)
            states = [past.find_moment(store, name).state for name in (first, second)]
            assert found.difference == compare_states(*states), (first, second)


@given(st.lists(st.lists(told(), max_size=5, unique_by=lambda claim: claim.id), max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_part_of_the_past_is_as_in_the_whole(steps: list[list[Claim]]) -> None:
    store = MemoryStore()
    for day, claims in enumerate(steps):
        link(store, claims, at=MONDAY + timedelta(days=day))
    all_paths(store)


STEPS = [
    [A, C],
    [A, B, C],
    [B],
    [B, claim_of("r1", moment=1, killed=21, reported="2024-03-06", **ORVALE)],
    [],
]


@pytest.mark.parametrize("line_bytes", [1, 1_000_000])
def test_a_part_of_the_past_is_found_in_every_store(
    store: Store, monkeypatch: pytest.MonkeyPatch, line_bytes: int
) -> None:
    monkeypatch.setattr(ledger, "_LINE_BYTES", line_bytes)
    for day, claims in enumerate(STEPS):
        link(store, claims, at=MONDAY + timedelta(days=day))
    all_paths(store)
    store.forget("r2", "asked for")
    all_paths(store)
    link(store, [C], at=MONDAY + timedelta(days=9))
    all_paths(store)


def test_a_difference_of_now_tells_what_no_link_tells_yet(store: Store) -> None:
    link(store, [A], at=MONDAY)
    assert past.moments.find_point(store, "now").number == 1
    store.put_incidents(reconcile([A, C]))
    assert past.moments.find_point(store, "now").number is None
    compared = past.compare_moments(store, "2024-03-11", "now")
    assert [one.kind for one in compared.difference.changes] == ["added"]
    past.keep_incidents(store, reconcile([A, C]), at=MONDAY + timedelta(days=1))
    assert past.compare_moments(store, "2024-03-11", "now").difference == compared.difference
