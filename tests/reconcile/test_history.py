"""Why a total fell: differences, links one after the other, ids that lead on after a merge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from invented_claims import claim_of

from dateline.reconcile import reconcile
from dateline.reconcile.chronicle import Link, Standing, State, compare_states
from dateline.reconcile.history import compare, count_totals, rename_claims
from dateline.reconcile.ledger import read_links, write_lines
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
    incidents = sorted(reconcile(claims, decisions), key=lambda one: one.id)
    return State(incidents=tuple(incidents), claims=tuple(sorted(claims, key=lambda c: c.id)))


def link(standing: Standing, after: State, day: int = 0) -> Link:
    incidents, claims = ({one.id: one for one in part} for part in (after.incidents, after.claims))
    entries = tuple(standing.entries(incidents, claims))
    return Link(at=MONDAY + timedelta(days=day), entries=entries)


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
    (change,) = compare_states(before, after).changes
    assert change.kind == "merged"
    assert change.totals == {"incidents": -1, "incidents: Battles": -1, "killed": -6}
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


def test_links_taken_in_order_give_every_state_back() -> None:
    a, b = claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR)
    states = [state(a), state(a, b), state(a, b, decisions=(same(a, b),)), state(a)]
    standing = Standing()
    for day, then in enumerate(states):
        standing.take(link(standing, then, day))
        assert standing.state == then
        assert list(standing.entries({i.id: i for i in then.incidents}, {c.id: c for c in then.claims})) == []


def test_an_id_that_was_merged_leads_to_the_one_that_took_it_in_and_a_withdrawn_one_to_none() -> None:
    a, b = claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR)
    two, one = state(a, b), state(a, b, decisions=(same(a, b),))
    standing = Standing([link(Standing(), two)])
    standing.take(link(standing, one, 1))
    (kept,) = one.incidents
    (merged,) = [incident.id for incident in two.incidents if incident.id != kept.id]
    assert standing.follow(merged) == (kept.id,) == standing.follow(kept.id)
    standing.take(link(standing, state(), 2))
    assert standing.follow(merged) == ()


def test_a_claim_is_written_once_until_it_changes() -> None:
    first = claim_of("r1", killed=20, reported="2024-03-06", **ORVALE)
    later = claim_of("r2", killed=12, reported="2024-03-08", **ORVALE)
    standing = Standing([link(Standing(), state(first))])
    (entry,) = link(standing, state(first, later)).entries
    assert [claim.id for claim in entry.claims] == [later.id]


def test_a_better_reader_renames_claims_and_the_change_is_not_told_as_new() -> None:
    old, new = claim_of("r1", killed=5, **ORVALE), claim_of("r1", killed=7, **ORVALE)
    assert rename_claims([old], [new]) == {old.id: new.id}
    difference = compare_states(state(old), state(new))
    assert [(change.kind, change.totals) for change in difference.changes] == [("changed", {"killed": 2})]
    standing = Standing([link(Standing(), state(old))])
    reread = link(standing, state(new), 1)
    assert [change.kind for change in standing.difference(reread).changes] == ["changed"]
    standing.take(reread)
    assert standing.follow(state(old).incidents[0].id) == (state(new).incidents[0].id,)


def test_a_link_reads_back_from_its_lines_and_one_cut_off_never_happened() -> None:
    held = state(claim_of("r1", killed=5, **ORVALE), claim_of("r2", **BELMAR))
    made = link(Standing(), held)
    lines = list(write_lines(made.entries, at=MONDAY))
    cut = lines[0].replace(b'"last":true', b'"last":false')
    journal = list(enumerate([cut, *lines, cut], 1))
    (read,) = read_links(journal)
    assert (read.entries, read.at, read.number) == (made.entries, MONDAY, 2)
    assert list(write_lines((), at=MONDAY)) == []
