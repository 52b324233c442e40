"""A large project links new reports by what is near them, with the outcome of linking everything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import START, claim_of, told

from dateline import past, pipeline
from dateline.nearby import NAME, Nearby, News
from dateline.pipeline import link_project, relink
from dateline.reconcile import incremental
from dateline.records import Arrival, Claim, Decision, Extraction, Report
from dateline.stores import create_store
from dateline.stores.contract import Store
from dateline.stores.memory import MemoryStore

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
TALES = [
    "Quillon Varga met Threnody Ozmund near Kestrelbrook and Palimondo, then Wexcombe and Tarnsea. ",
    "Then Farouche Oldemar saw Zinnober Calthrop and Jessamy Vantongeren at Hollowmere by Brindlewick. ",
]
NEAR: dict[str, Any] = {
    "day": START.isoformat(),
    "place": {"name": "Orvale"},
    "side_a": ["Army"],
    "killed": 2,
}


@pytest.fixture(autouse=True)
def every_project_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LARGE", 0)


def add(store: Store, report: str, claims: list[Claim], tale: str = "It rained.") -> None:
    text = tale * 12 + report
    store.add_report(Arrival(report=Report(id=report, text=text, published=START), raw=text.encode()))
    store.put_extraction(Extraction(report_id=report, extractor="test@1", claims=tuple(claims)))


def same(number: int, a: Claim, b: Claim) -> Decision:
    return Decision(id=f"d{number}", judgement="same", subject=a.id, value=b.id, analyst="Ada", made_at=NOON)


@given(st.lists(told(), min_size=2, max_size=9, unique_by=lambda claim: claim.id), st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_report_by_report_is_everything_at_once(
    tmp_path_factory: pytest.TempPathFactory, claims: list[Claim], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("near")
    store = MemoryStore()
    ways = []
    for number, report in enumerate(sorted({claim.report_id for claim in claims})):
        own = [claim for claim in claims if claim.report_id == report]
        add(store, report, own, data.draw(st.sampled_from(TALES)))
        if data.draw(st.integers(0, 3)) == 0:
            store.add_decision(same(number, claims[0], own[0]))
        ways.append(link_project(store, folder).whole)
        here, in_journal = list(store.incidents()), past.find_moment(store, "9999-12-31").state.incidents
        assert here == list(in_journal)
        assert here == sorted(relink(store), key=lambda one: one.id)
    assert ways[0] is True


@pytest.fixture
def linked(tmp_path: Path) -> Store:
    store = create_store(tmp_path)
    for number in range(3):
        add(
            store,
            f"f{number}",
            [claim_of(f"f{number}", day=f"2023-0{number + 1}-01", place={"name": "Belmar"})],
        )
    add(store, "r1", [claim_of("r1", reported="2024-03-02", **NEAR)])
    assert link_project(store, tmp_path).whole
    return store


def test_a_new_report_changes_one_incident_and_reads_no_other(linked: Store, tmp_path: Path) -> None:
    add(linked, "r2", [claim_of("r2", reported="2024-03-03", **NEAR)])
    done = link_project(linked, tmp_path)
    assert (done.whole, done.incidents, done.claims) == (False, 1, 2)
    assert [change.change.kind for change in past.list_changes(linked)][-1] == "changed"
    assert link_project(linked, tmp_path).incidents == 0
    linked.close()


@pytest.mark.parametrize("cause", ["forgotten", "reread", "crowd", "broken", "gone"])
def test_what_it_cannot_vouch_for_is_linked_anew(
    linked: Store, tmp_path: Path, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [claim_of("r2", reported="2024-03-03", **NEAR)]
    if cause == "forgotten":
        linked.forget("f1", "asked to")
    if cause == "reread":
        anew = claim_of("r1", reported="2024-03-02", **(NEAR | {"killed": 3}))
        linked.put_extraction(Extraction(report_id="r1", extractor="test@2", claims=(anew,)))
    if cause == "crowd":
        monkeypatch.setattr(incremental, "WIDEST", 1)
    if cause == "broken":
        (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    if cause == "gone":
        (tmp_path / NAME).unlink()
    add(linked, "r2", claims)
    assert link_project(linked, tmp_path).whole
    assert list(linked.incidents()) == sorted(relink(linked), key=lambda one: one.id)
    add(linked, "r3", [claim_of("r3", day="2020-01-01", place={"name": "Far Daro"})])
    assert link_project(linked, tmp_path).whole is False
    linked.close()


def test_the_file_holds_no_words(linked: Store, tmp_path: Path) -> None:
    held = (tmp_path / NAME).read_bytes()
    assert b"r1" in held
    for word in (b"Orvale", b"orvale", b"Army", b"army", b"rained"):
        assert word not in held
    linked.close()


def test_a_link_that_was_broken_off_leaves_the_file_as_it_was(linked: Store, tmp_path: Path) -> None:
    nearby = Nearby(tmp_path / NAME, linked)
    nearby.begin()
    nearby.put([claim_of("r9", **NEAR)])
    nearby.give_up()
    assert nearby.moments_in("r9") == []
    assert nearby.news() == News()
    nearby.close()
    linked.close()
