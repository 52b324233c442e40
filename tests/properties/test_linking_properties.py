"""What must hold of linking whatever the claims: order, repetition, rulings, totals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_claims import told

from dateline.reconcile import reconcile
from dateline.reconcile.history import compare
from dateline.records import Claim, Decision, Incident

QUICK = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)


claims_lists = st.lists(told(), max_size=9, unique_by=lambda claim: claim.id)


def ruling(judgement: str, subject: str, value: str, number: int, supersedes: str | None = None) -> Decision:
    return Decision(
        id=f"d{number}",
        judgement=judgement,
        subject=subject,
        value=value,
        analyst="Ada",
        made_at=NOON + timedelta(minutes=number),
        supersedes=supersedes,
    )


def holder(incidents: tuple[Incident, ...], claim: Claim) -> str:
    return next(incident.id for incident in incidents if claim.id in incident.claim_ids)


@given(claims_lists, st.randoms(use_true_random=False))
@QUICK
def test_any_order_of_claims_gives_the_same_incidents(claims: list[Claim], random: Any) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert reconcile(shuffled) == reconcile(claims)


@given(claims_lists)
@QUICK
def test_linking_the_same_claims_twice_is_linking_them_once(claims: list[Claim]) -> None:
    assert reconcile([*claims, *claims]) == reconcile(claims)


@given(claims_lists)
@QUICK
def test_each_claim_is_in_one_incident_and_moments_of_a_report_stay_apart(claims: list[Claim]) -> None:
    incidents = reconcile(claims)
    assert sorted(id for incident in incidents for id in incident.claim_ids) == sorted(c.id for c in claims)
    assert len({incident.id for incident in incidents}) == len(incidents)
    moments = {claim.id: (claim.report_id, claim.moment) for claim in claims}
    for incident in incidents:
        held = {moments[id] for id in incident.claim_ids}
        assert len({report for report, _ in held}) == len(held)


@given(claims_lists.filter(lambda claims: len(claims) > 1), st.data())
@QUICK
def test_a_ruling_of_different_is_never_undone(claims: list[Claim], data: st.DataObject) -> None:
    moments = {(claim.report_id, claim.moment): claim for claim in claims}
    if len(moments) < 2:
        return
    a, b, c = (moments[data.draw(st.sampled_from(sorted(moments)))] for _ in range(3))
    if (a.report_id, a.moment) == (b.report_id, b.moment):
        return
    rulings = [
        ruling("different", a.id, b.id, 1),
        ruling("same", a.id, c.id, 2),
        ruling("same", c.id, b.id, 3),
    ]
    incidents = reconcile(claims, rulings[:1])
    assert holder(incidents, a) != holder(incidents, b)
    if len({a.id, b.id, c.id}) == 3 and (c.report_id, c.moment) not in {
        (a.report_id, a.moment),
        (b.report_id, b.moment),
    }:
        incidents = reconcile(claims, rulings)
        assert holder(incidents, a) != holder(incidents, b)


@given(claims_lists.filter(lambda claims: len(claims) > 1))
@QUICK
def test_a_ruling_of_same_holds_until_it_is_undone(claims: list[Claim]) -> None:
    a, b = claims[0], claims[-1]
    same, undo = ruling("same", a.id, b.id, 1), ruling("undo", a.id, "", 2, supersedes="d1")
    joined = reconcile(claims, [same])
    assert holder(joined, a) == holder(joined, b)
    assert reconcile(claims, [same, undo]) == reconcile(claims)


@given(claims_lists)
@QUICK
def test_notes_and_rulings_on_what_is_not_there_change_nothing(claims: list[Claim]) -> None:
    rulings = [ruling("same", "gone", "lost", 1), ruling("different", "gone", "lost", 2)]
    rulings += [ruling("note", claim.id, "", 3 + n) for n, claim in enumerate(claims)]
    assert reconcile(claims, rulings) == reconcile(claims)


@given(claims_lists, claims_lists)
@QUICK
def test_every_unit_of_a_total_is_explained_by_a_change(first: list[Claim], second: list[Claim]) -> None:
    before, after = reconcile(first), reconcile(second)
    difference = compare(before, after)
    for name in {*difference.before, *difference.after}:
        moved = sum(change.totals.get(name, 0) for change in difference.changes)
        assert difference.before.get(name, 0) + moved == difference.after.get(name, 0)
    named = [id for change in difference.changes for id in change.before]
    assert len(named) == len(set(named))


@given(claims_lists)
@QUICK
def test_nothing_changes_between_a_state_and_itself(claims: list[Claim]) -> None:
    assert compare(reconcile(claims), reconcile(list(reversed(claims)))).changes == ()


@given(claims_lists)
@QUICK
def test_low_best_high_do_not_fall_and_hold_every_figure(claims: list[Claim]) -> None:
    by_id = {claim.id: claim for claim in claims}
    for incident in reconcile(claims):
        figures = [r.value.best for id in incident.claim_ids for r in by_id[id].toll]
        for settled in incident.toll:
            toll = settled.value
            numbers = [toll.low, toll.best, toll.high]
            assert None not in numbers
            assert numbers == sorted(numbers, key=int)
            assert toll.best in figures
