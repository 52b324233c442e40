"""Adding reports one at a time gives what linking them all at once gives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import START, claim_of, told

from dateline.reconcile import reconcile
from dateline.reconcile.incremental import Neighbourhood, Window
from dateline.records import Claim


@given(st.lists(told(), max_size=9, unique_by=lambda claim: claim.id))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_report_at_a_time_is_all_at_once(claims: list[Claim]) -> None:
    index = Neighbourhood()
    standing: dict[str, tuple[str, ...]] = {}
    for report in sorted({claim.report_id for claim in claims}):
        touched = index.add([claim for claim in claims if claim.report_id == report])
        for id in touched.replaced:
            del standing[id]
        standing.update({incident.id: incident.claim_ids for incident in touched.incidents})
    assert standing == {incident.id: incident.claim_ids for incident in reconcile(claims)}


def test_a_report_touches_only_its_neighbourhood() -> None:
    near: dict[str, Any] = {
        "day": START.isoformat(),
        "place": {"name": "Orvale"},
        "side_a": ["Army"],
        "killed": 2,
    }
    far = [
        claim_of(
            f"f{n}", day=(START + timedelta(days=40 + 9 * n)).isoformat(), place={"name": "Belmar"}, killed=n
        )
        for n in range(5)
    ]
    index = Neighbourhood([*far, claim_of("r1", **near)])
    touched = index.add([claim_of("r2", **near)])
    assert [len(incident.claim_ids) for incident in touched.incidents] == [2]
    assert touched.replaced == (touched.incidents[0].id,)


def test_claims_are_fetched_by_window_and_no_others() -> None:
    near: dict[str, Any] = {
        "day": START.isoformat(),
        "place": {"name": "Orvale"},
        "side_a": ["Army"],
        "killed": 2,
    }
    asked: list[Window] = []

    def fetch(window: Window) -> list[Claim]:
        asked.append(window)
        return [claim_of("r1", **near)]

    touched = Neighbourhood(fetch=fetch).add([claim_of("r2", **near)])
    assert [incident.report_ids for incident in touched.incidents] == [("r1", "r2")]
    day = timedelta(days=1)
    assert asked == [Window(start=START - day, end=START + day, country="Ostria")]
