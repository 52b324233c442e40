"""Rulings of analysts on what is the same incident and what is not; undone ones no longer hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.reconcile.account import Account
from dateline.records import Decision

Pair = tuple[int, int]


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The rulings in force, in the order they were made: neither superseded nor undone, nor an undoing."""
    made = sorted(decisions, key=lambda one: (one.made_at, one.id))
    gone = {one.supersedes for one in made if one.supersedes}
    return tuple(one for one in made if one.judgement != "undo" and one.id not in gone)


def linking_rulings(
    accounts: Sequence[Account], decisions: Iterable[Decision]
) -> tuple[list[Pair], list[Pair]]:
    """Pairs of positions ruled the same, and ruled different; `subject` and `value` are ids of claims.

    Of two rulings on one pair the later one holds. Rulings on claims that are not there are passed over here
    and shown by `lost_rulings`.
    """
    held = {id: position for position, account in enumerate(accounts) for id in account.claim_ids}
    last: dict[Pair, str] = {}
    for decision in standing(decisions):
        if decision.judgement not in ("same", "different") or decision.value is None:
            continue
        first, second = held.get(decision.subject), held.get(decision.value)
        if first is not None and second is not None and first != second:
            pair = (min(first, second), max(first, second))
            last.pop(pair, None)
            last[pair] = decision.judgement
    same = [pair for pair, judgement in last.items() if judgement == "same"]
    different = [pair for pair, judgement in last.items() if judgement == "different"]
    return same, different
