"""Adding reports one at a time gives what linking them all at once gives, and touches only what is near."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import START, claim_of, told

from dateline.reconcile import incremental, profile_report, reconcile
from dateline.reconcile.incremental import MemoryIndex, Neighbourhood, TooWide
from dateline.reconcile.story import Profile
from dateline.records import Claim, Decision, Incident, Report

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
WORDS = [
    "Quillon Varga Threnody Ozmund Kestrelbrook Palimondo Wexcombe Tarnsea",
    "Quillon Varga Threnody Ozmund Kestrelbrook Palimondo Wexcombe Tarnsea Brindlewick",
    "Farouche Oldemar Zinnober Calthrop Jessamy Vantongeren Hollowmere",
]
NEAR: dict[str, Any] = {
    "day": START.isoformat(),
    "place": {"name": "Orvale"},
    "side_a": ["Army"],
    "killed": 2,
}


@st.composite
def projects(draw: st.DrawFn) -> tuple[list[Claim], list[Profile], list[Decision]]:
    """Claims of a small world, profiles of some of its reports, and rulings on some of its claims."""
    claims = draw(st.lists(told(), max_size=9, unique_by=lambda claim: claim.id))
    profiles = []
    for report in sorted({claim.report_id for claim in claims}):
        text = draw(st.sampled_from(WORDS))
        profiles.append(
            profile_report(Report(id=report, text=f"The people of {text} met {text}.", published=START))
        )
    decisions = []
    if claims:
        for number in range(draw(st.integers(0, 3))):
            a, b = (draw(st.sampled_from(claims)) for _ in range(2))
            judgement = draw(st.sampled_from(["same", "different"]))
            at = NOON + timedelta(minutes=number)
            decisions.append(
                Decision(
                    id=f"d{number}", judgement=judgement, subject=a.id, value=b.id, analyst="Ada", made_at=at
                )
            )
    return claims, profiles, decisions


@given(projects())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_report_at_a_time_is_all_at_once(
    project: tuple[list[Claim], list[Profile], list[Decision]],
) -> None:
    claims, profiles, decisions = project
    near = Neighbourhood(MemoryIndex())
    here: dict[str, Incident] = {}
    for profile in profiles:
        own = [claim for claim in claims if claim.report_id == profile.report_id]
        touched = near.add(own, decisions, [profile])
        for id in touched.replaced:
            del here[id]
        here |= {incident.id: incident for incident in touched.incidents}
    assert here == {one.id: one for one in reconcile(claims, decisions, profiles=profiles)}


def test_a_report_touches_only_its_neighbourhood() -> None:
    far = [
        claim_of(
            f"f{n}", day=(START + timedelta(days=40 + 9 * n)).isoformat(), place={"name": "Belmar"}, killed=n
        )
        for n in range(5)
    ]
    near = Neighbourhood(MemoryIndex([*far, claim_of("r1", **NEAR)]))
    touched = near.add([claim_of("r2", **NEAR)])
    assert [len(incident.claim_ids) for incident in touched.incidents] == [2]
    assert touched.replaced == (touched.incidents[0].id,)


def test_a_total_names_the_incident_its_part_has_joined() -> None:
    older = claim_of("r0", reported="2024-03-01", **NEAR)
    part = claim_of("r1", moment=0, reported="2024-03-02", **NEAR)
    total = claim_of("r1", moment=1, day="2024-02-20", last="2024-03-02", killed=9, sums=(0,), count=4)
    near = Neighbourhood(MemoryIndex([part, total]))
    touched = near.add([older])
    assert {one.id: one for one in touched.incidents} == {
        one.id: one for one in reconcile([older, part, total])
    }
    assert [one.sums for one in touched.incidents if one.sums] == [
        tuple(one.id for one in touched.incidents if older.id in one.claim_ids)
    ]


def test_a_crowd_that_hangs_together_is_left_to_linking_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental, "WIDEST", 5)
    near = Neighbourhood(MemoryIndex([claim_of(f"r{n}", **NEAR) for n in range(8)]))
    with pytest.raises(TooWide):
        near.add([claim_of("r9", **NEAR)])
