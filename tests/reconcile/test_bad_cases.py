"""Nothing is lost and nothing is doubled: no days, days far off, crowds of reports, two people ruling at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from invented_claims import claim_of

from dateline.reconcile import reconcile
from dateline.reconcile.account import make_account
from dateline.reconcile.candidates import candidate_pairs
from dateline.reconcile.rulings import lost_rulings
from dateline.records import Decision

ORVALE: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale", "latitude": 10.0, "longitude": 20.0},
    "side_a": ["Dawn Front"],
    "side_b": ["Army"],
    "killed": 4,
}
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)


def test_no_claims_are_no_incidents() -> None:
    assert reconcile([]) == ()


def test_a_claim_without_day_place_or_party_is_an_incident_of_its_own() -> None:
    claims = [claim_of("r1"), claim_of("r2")]
    assert [incident.claim_ids for incident in reconcile(claims)] == [(claims[0].id,), (claims[1].id,)]


def test_a_day_thirty_years_off_stays_alone() -> None:
    off = ORVALE | {"day": "1994-03-05"}
    assert len(reconcile([claim_of("r1", **ORVALE), claim_of("r2", **off)])) == 2


def test_a_period_of_a_century_costs_few_comparisons() -> None:
    wide = claim_of("r1", day="1900-01-01", last="1999-12-31", place={"name": "Orvale"})
    assert len(reconcile([wide, claim_of("r2", **ORVALE)])) == 2


def test_ten_thousand_reports_of_one_day_and_place_cost_forty_comparisons_each() -> None:
    accounts = [make_account([claim_of(f"r{n:05d}", **ORVALE)]) for n in range(10_000)]
    assert len(candidate_pairs(accounts)) <= 40 * len(accounts)


def test_a_crowd_of_reports_of_one_day_and_place_is_one_incident() -> None:
    (incident,) = reconcile([claim_of(f"r{n:04d}", **ORVALE) for n in range(320)])
    assert len(incident.claim_ids) == 320


def test_a_report_without_a_date_joins_by_what_it_says_of_the_day() -> None:
    dated, undated = claim_of("r1", reported="2024-03-06", **ORVALE), claim_of("r2", **ORVALE)
    assert len(reconcile([dated, undated])) == 1


def test_two_people_ruling_at_once_leave_one_ruling_in_force_and_the_other_shown() -> None:
    a, b = claim_of("r1", **ORVALE), claim_of("r2", **ORVALE)
    rulings = [
        Decision(id=id, judgement=judgement, subject=a.id, value=b.id, analyst=who, made_at=NOON)
        for id, judgement, who in (("d1", "same", "Ada"), ("d2", "different", "Ben"))
    ]
    incidents = reconcile([a, b], rulings)
    assert incidents == reconcile([b, a], list(reversed(rulings)))
    assert len(incidents) == 2
    assert [(lost.decision_id, lost.reason) for lost in lost_rulings(rulings, incidents)] == [
        ("d1", "overruled")
    ]
