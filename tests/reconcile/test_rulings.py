"""Rulings of analysts outrank scores, are superseded and undone, and are shown when they find nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from invented_claims import claim_of

from dateline.reconcile import reconcile
from dateline.reconcile.rulings import LostRuling, lost_rulings, standing
from dateline.records import Decision, Toll

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
ORVALE: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale", "latitude": 10.0, "longitude": 20.0},
    "side_a": ["Dawn Front"],
    "side_b": ["Army"],
    "killed": 4,
}
A, B = claim_of("r1", **ORVALE), claim_of("r2", **ORVALE)
C = claim_of("r3", day="2024-01-01", place={"name": "Belmar"})


def rule(judgement: str, subject: str, minute: int = 0, **given: Any) -> Decision:
    id = f"{judgement}-{minute}"
    return Decision(
        id=id,
        judgement=judgement,
        subject=subject,
        analyst="Ada",
        made_at=NOON + timedelta(minutes=minute),
        **given,
    )


def test_different_parts_what_scores_join_and_same_joins_what_they_part() -> None:
    assert len(reconcile([A, B, C])) == 2
    assert len(reconcile([A, B, C], [rule("different", A.id, value=B.id)])) == 3
    assert len(reconcile([A, B, C], [rule("same", A.id, value=C.id)])) == 1


def test_the_later_of_two_rulings_on_a_pair_holds() -> None:
    apart, together = rule("different", A.id, 1, value=B.id), rule("same", B.id, 2, value=A.id)
    assert len(reconcile([A, B], [together, apart])) == 1
    assert len(reconcile([A, B], [apart])) == 2


def test_an_incident_id_stands_for_what_was_told_first() -> None:
    joined, other = reconcile([A, B, C])[0].id, reconcile([C])[0].id
    assert len(reconcile([A, B, C], [rule("same", joined, value=other)])) == 1


def test_undoing_an_undoing_leaves_the_first_ruling_in_force() -> None:
    first = rule("different", A.id, 1, value=B.id)
    undo = rule("undo", A.id, 2, supersedes=first.id)
    again = rule("undo", A.id, 3, supersedes=undo.id)
    assert [one.id for one in standing([first, undo])] == []
    assert [one.id for one in standing([first, undo, again])] == [first.id]


def test_a_value_of_an_analyst_stands_first_and_what_was_read_is_kept() -> None:
    (incident,) = reconcile([A])
    value = json.dumps({"outcome": "killed", "side": "unknown", "low": 6, "best": 6, "high": 6})
    (ruled,) = reconcile([A], [rule("value", incident.id, field="toll.killed.unknown", value=value)])
    assert ruled.toll[0].value == Toll(outcome="killed", side="unknown", low=6, best=6, high=6)
    assert (ruled.toll[0].basis, ruled.toll[0].rule) == ("analyst", "decision value-0")
    assert ruled.toll[0].dissent == ("4-4-4 killed [toll.only]",)


def test_an_incident_rejected_is_left_out_and_comes_back_when_undone() -> None:
    (incident,) = reconcile([A])
    no = rule("reject", incident.id, 1)
    assert reconcile([A], [no]) == ()
    assert reconcile([A], [no, rule("undo", incident.id, 2, supersedes=no.id)]) == (incident,)


def test_rulings_without_effect_are_shown_with_the_reason() -> None:
    gone = rule("same", A.id, 1, value="vanished")
    first, second = rule("same", A.id, 2, value=B.id), rule("same", B.id, 3, value=C.id)
    apart = rule("different", A.id, 4, value=C.id)
    rulings = [gone, first, second, apart]
    lost = lost_rulings(rulings, reconcile([A, B, C], rulings))
    assert lost == (
        LostRuling(decision_id=gone.id, subject=A.id, reason="gone"),
        LostRuling(decision_id=second.id, subject=B.id, reason="overruled"),
    )
