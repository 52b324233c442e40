"""Why a total fell: releases, differences, days past, and ids that lead on after a merge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from invented_claims import claim_of

from dateline.errors import DatelineError
from dateline.reconcile import reconcile
from dateline.reconcile.chronicle import (
    State,
    compare_states,
    follow,
    new_entries,
    read_release,
    state_at,
    write_release,
)
from dateline.reconcile.history import compare, count_totals, rename_claims, tombstones
from dateline.records import Claim, Decision

MONDAY = datetime(2024, 3, 11, 9, tzinfo=UTC)
ORVALE: dict[str, Any] = {
    "day": "2024-03-05",
    "place": {"name": "Orvale", "latitude": 10.0, "longitude": 20.0},
    "side_a": ["Dawn Front"],
    "side_b": ["Army"],
}
BELMAR: dict[str, Any] = {"day": "2024-03-09", "place": {"name": "Belmar"}, "killed": 6}


def state(*claims: Claim, decisions: tuple[Decision, ...] = ()) -> State:
    return State(incidents=reconcile(claims, decisions), claims=tuple(sorted(claims, key=lambda c: c.id)))


def same(a: Claim, b: Claim) -> Decision:
    return Decision(id="d1", judgement="same", subject=a.id, value=b.id, analyst="Ada", made_at=MONDAY)


def test_a_correction_that_lowers_a_toll_explains_the_fall_of_the_total() -> None:
    first = claim_of("r1", killed=20, reported="2024-03-06", **ORVALE)
    correction = claim_of("r2", killed=12, reported="2024-03-08", **ORVALE)
    difference = compare_states(state(first), state(first, correction))
    (change,) = difference.changes
    assert change.kind == "changed"
    assert change.before == change.after
    assert change.totals == {"killed": -8}
    assert change.reports_joined == ("r2",)
    assert [field.field for field in change.fields] == ["toll"]
    assert change.fields[0].rule == "toll.latest"
    assert difference.after["killed"] - difference.before["killed"] == -8


def test_a_ruling_that_two_incidents_are_one_is_told_as_a_merge() -> None:
    a, b = claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR)
    before, after = state(a, b), state(a, b, decisions=(same(a, b),))
    difference = compare_states(before, after)
    (change,) = difference.changes
    assert change.kind == "merged"
    assert change.totals == {"incidents": -1, "incidents: Battles": -1, "killed": -6}
    (stone,) = tombstones(difference)
    assert stone.now == change.after
    assert compare_states(after, before).changes[0].kind == "split"


def test_an_incident_keeps_its_id_as_later_reports_join() -> None:
    first = claim_of("r1", killed=20, reported="2024-03-06", **ORVALE)
    later = claim_of("r2", killed=12, reported="2024-03-08", **ORVALE)
    assert state(first).incidents[0].id == state(first, later).incidents[0].id


def test_added_and_withdrawn_incidents_carry_their_totals() -> None:
    a, b = claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR)
    difference = compare(state(a).incidents, state(b).incidents)
    assert {change.kind: change.totals["killed"] for change in difference.changes} == {
        "added": 6,
        "withdrawn": -5,
    }


def test_a_sum_is_not_counted_beside_its_parts() -> None:
    parts = [
        claim_of("r1", moment=n, killed=3, day=f"2024-03-0{n}", place={"name": "Orvale"}) for n in (1, 2)
    ]
    total = claim_of("r1", killed=6, day="2024-03-01", last="2024-03-02", sums=(1, 2))
    assert count_totals(reconcile([*parts, total]))["killed"] == 6


def test_a_day_past_is_given_back_as_it_was() -> None:
    a, b = claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR)
    states = [state(), state(a), state(a, b), state(a, b, decisions=(same(a, b),))]
    entries = []
    for day, (before, after) in enumerate(pairwise(states)):
        entries += list(new_entries(before, after, at=MONDAY + timedelta(days=day)))
    for day, then in enumerate(states[1:]):
        held = state_at(reversed(entries), MONDAY + timedelta(days=day, hours=1))
        assert sorted(held.incidents, key=lambda i: i.id) == sorted(then.incidents, key=lambda i: i.id)
        assert held.claims == then.claims
    assert state_at(entries, MONDAY - timedelta(days=1)) == State(incidents=(), claims=())
    gone = [entry.id for entry in entries if entry.incident is None]
    assert [follow(id, entries) for id in gone] == [(states[3].incidents[0].id,)]


def test_a_release_reads_back_and_a_changed_one_is_refused() -> None:
    held = state(claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR))
    lines = list(write_release("march", held, made_at=MONDAY))
    head, read = read_release(lines)
    assert (head.tag, head.totals["killed"], head.incidents) == ("march", 11, 2)
    assert set(read.incidents) == set(held.incidents) or sorted(i.id for i in read.incidents) == sorted(
        i.id for i in held.incidents
    )
    assert list(write_release("march", read, made_at=MONDAY)) == lines
    with pytest.raises(DatelineError, match="changed after it was made"):
        read_release([lines[0], lines[1].replace(b"Orvale", b"Belmar"), *lines[2:]])


def test_a_better_reader_renames_claims_and_the_change_is_not_told_as_new() -> None:
    old = claim_of("r1", killed=5, **ORVALE)
    new = claim_of("r1", killed=7, **ORVALE)
    renamed = rename_claims([old], [new])
    assert renamed == {old.id: new.id}
    difference = compare(state(old).incidents, state(new).incidents, renamed=renamed)
    assert [(change.kind, change.totals) for change in difference.changes] == [("changed", {"killed": 2})]
