"""Two moments of a project compared: of what the journal tells between them, or of all that both said."""

from __future__ import annotations

from msgspec.structs import replace

from dateline.past.excerpts import incidents_of, read_some_links, state_of
from dateline.past.lens import Lens
from dateline.past.moments import Point, find_point, state_at
from dateline.reconcile.chronicle import State, compare_states
from dateline.reconcile.history import Difference
from dateline.records import Record
from dateline.stores.contract import Store
from dateline.stores.tellings import Totals


class Comparison(Record, frozen=True, kw_only=True):
    """Two moments, and what changed from the first to the second."""

    first: Point
    second: Point
    difference: Difference


def compare_moments(store: Store, first: str, second: str, lens: Lens | None = None) -> Comparison:
    """What changed from one release or day to another; through a lens, what of it is seen.

    Only incidents that changed in between are read. Totals seen through a lens are of everything, which is read whole,
    and so is a project that was stored without being linked.
    """
    a, b = find_point(store, first), find_point(store, second)
    if lens is None and a.number is not None and b.number is not None:
        return Comparison(first=a, second=b, difference=_between(store, a.number, b.number))
    states = [state_at(store, one) for one in (a, b)]
    if lens is not None:
        states = [lens.show_state(one) for one in states]
    return Comparison(first=a, second=b, difference=compare_states(*states))


def _between(store: Store, a: int, b: int) -> Difference:
    early, late = sorted((a, b))
    stretch = list(store.links(after=early, by=late))[::-1]
    touched = {entry.id for link in read_some_links(store, stretch) for entry in link.entries}
    before, after = (state_of(store, touched, by=number) for number in (a, b))
    if reports := _read_anew(before, after):
        touched |= incidents_of(store, reports, by=late)
        before, after = (state_of(store, touched, by=number) for number in (a, b))
    found = compare_states(before, after)
    return replace(found, before=_totals(store, a), after=_totals(store, b))


def _read_anew(before: State, after: State) -> set[str]:
    """The reports of claims that are gone: another incident may hold the claims of the same words now."""
    kept = {claim.id for claim in after.claims}
    return {claim.report_id for claim in before.claims if claim.id not in kept}


def _totals(store: Store, number: int) -> Totals:
    link = next(store.links(by=number), None)
    return link.totals if link else {}
