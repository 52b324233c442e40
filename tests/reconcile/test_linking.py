"""Two reports of one incident are brought together, near misses are kept apart, and each match explains itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from invented_claims import claim_of

from dateline.reconcile import reconcile
from dateline.reconcile.account import make_account
from dateline.reconcile.scorer import explain_pair, load_weights, score_pair
from dateline.records import Claim, Incident

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/linking.toml").read_text("utf-8"))["case"]


def together(incidents: tuple[Incident, ...], a: Claim, b: Claim) -> bool:
    return any({a.id, b.id} <= set(incident.claim_ids) for incident in incidents)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_pair_of_accounts_is_one_incident_or_two(case: dict[str, Any]) -> None:
    a, b = claim_of("r1", **case["a"]), claim_of("r2", **case["b"])
    weights = load_weights()
    why = explain_pair(make_account([a]), make_account([b]), weights)
    assert together(reconcile([a, b]), a, b) == case["same"], why


def test_two_moments_of_one_report_stay_apart_even_when_all_else_is_equal() -> None:
    one: dict[str, Any] = {"day": "2024-03-05", "place": {"name": "Orvale"}, "side_a": ["Army"], "killed": 2}
    a, b = claim_of("r1", moment=0, **one), claim_of("r1", moment=1, **one)
    c = claim_of("r2", **one)
    incidents = reconcile([a, b, c])
    assert not together(incidents, a, b)
    assert together(incidents, a, c) != together(incidents, b, c)


def test_the_explanation_adds_up_to_the_score() -> None:
    case = CASES[0]
    a, b = make_account([claim_of("r1", **case["a"])]), make_account([claim_of("r2", **case["b"])])
    weights = load_weights()
    given = explain_pair(a, b, weights)
    assert sum(value for _, value in given) == pytest.approx(score_pair(a, b, weights), abs=0.01)
    assert {"prior", "same_day", "same_place", "near_killed"} <= {name for name, _ in given}


def test_a_sum_names_its_parts_and_is_not_counted_with_them() -> None:
    place = {"name": "Orvale"}
    parts = [claim_of("r1", moment=n, day=f"2024-03-0{n}", place=place) for n in (1, 2)]
    total = claim_of("r1", moment=0, day="2024-03-01", last="2024-03-02", place=place, sums=(1, 2), count=2)
    whole, *rest = reconcile([*parts, total])
    assert set(whole.sums) == {incident.id for incident in rest}
    assert whole.summed_count == 2


def test_a_sum_follows_its_part_into_an_incident_of_another_report() -> None:
    told: dict[str, Any] = {"day": "2024-03-01", "killed": 9, "side_a": ["Army"], "side_b": ["Dawn Front"]}
    told["place"] = {"name": "Orvale", "latitude": 10.0, "longitude": 20.0}
    part, elsewhere = claim_of("r2", moment=1, **told), claim_of("r1", **told)
    other = claim_of("r2", moment=2, day="2024-03-02", place={"name": "Belmar"})
    total = claim_of("r2", moment=0, day="2024-03-01", last="2024-03-02", sums=(1, 2))
    incidents = reconcile([part, elsewhere, other, total])
    joined = next(i for i in incidents if elsewhere.id in i.claim_ids)
    assert part.id in joined.claim_ids
    assert joined.id in next(i for i in incidents if total.id in i.claim_ids).sums


LEAD: dict[str, Any] = {"side_a": ["Dawn Front"], "side_b": ["Army"], "killed": 2, "day": "2024-03-06"}


@pytest.mark.parametrize(
    ("detail", "one"),
    [
        ({"day": "2024-03-05", "place": {"name": "Orvale"}}, True),
        ({"day": "2024-03-05", "place": {"name": "Orvale"}, "killed": 3}, False),
        ({"day": "2024-03-02", "place": {"name": "Orvale"}}, False),
        ({"day": "2024-03-05", "place": {"name": "Orvale"}, "side_b": ["Police"]}, False),
        ({"day": "2024-03-05", "place": {"name": "Orvale"}, "kind": "Peaceful protest"}, False),
        ({"day": "2024-03-05", "place": {"name": "Orvale"}, "background": True}, False),
        ({"day": "2024-03-05", "place": {"name": "Orvale"}, "sums": (0,), "count": 3}, False),
    ],
)
def test_a_lead_without_a_place_is_what_is_told_in_detail_below(detail: dict[str, Any], one: bool) -> None:
    told = [claim_of("r1", moment=0, **LEAD), claim_of("r1", moment=1, **(LEAD | detail))]
    assert (len(reconcile(told)) == 1) is one


def test_two_moments_with_places_of_their_own_stay_two() -> None:
    places = [{"name": "Orvale"}, {"name": "Belmar"}]
    told = [claim_of("r1", moment=n, **(LEAD | {"place": place})) for n, place in enumerate(places)]
    assert len(reconcile(told)) == 2
