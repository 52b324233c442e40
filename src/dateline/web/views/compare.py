"""Two states of the project side by side: every total, and the changes that account for its difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.past.words import field_line
from dateline.reconcile.history import Change, Difference
from dateline.records import Record

ORDER = ("withdrawn", "merged", "split", "regrouped", "changed", "added")


class Total(Record, frozen=True, kw_only=True):
    """One total before and after, and how many changes move it."""

    name: str
    before: int
    after: int
    changes: int

    @property
    def difference(self) -> int:
        """What the changes add up to."""
        return self.after - self.before


class Told(Record, frozen=True, kw_only=True):
    """One change in words: which incidents became which, what differs, what it adds to the totals."""

    kind: str
    about: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    fields: tuple[str, ...]
    totals: tuple[tuple[str, int], ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def list_totals(difference: Difference) -> list[Total]:
    """Every total that is there before or after, those that differ most first."""
    totals = [
        Total(
            name=name,
            before=difference.before.get(name, 0),
            after=difference.after.get(name, 0),
            changes=sum(name in change.totals for change in difference.changes),
        )
        for name in {*difference.before, *difference.after}
    ]
    return sorted(totals, key=lambda one: (":" in one.name, -abs(one.difference), one.name))


def list_told(changes: Iterable[Change], *, moving: str = "") -> list[Told]:
    """The changes in words, by kind; only those that move one total where it is named, the largest first."""
    wanted = [one for one in changes if not moving or moving in one.totals]
    ranked = sorted(
        wanted, key=lambda one: (-abs(one.totals.get(moving, 0)), ORDER.index(one.kind), one.about)
    )
    return [tell(change) for change in ranked]


def tell(change: Change) -> Told:
    """One change in words."""
    return Told(
        kind=change.kind,
        about=change.about,
        before=change.before,
        after=change.after,
        fields=tuple(field_line(field) for field in change.fields),
        totals=_plain_first(change.totals),
        joined=change.reports_joined,
        left=change.reports_left,
    )


def _plain_first(totals: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(totals.items(), key=lambda pair: (":" in pair[0], pair[0])))
