"""The feed of changes: what each link did to incidents and totals, all of it or only the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from dateline.past.excerpts import read_some_links, standing_before
from dateline.reconcile.chronicle import Link, Show, Standing
from dateline.reconcile.history import Change
from dateline.reconcile.ledger import HISTORY, read_links
from dateline.records import Record, content_id
from dateline.stores.contract import Store
from dateline.stores.tellings import Linked

_AT_A_TIME = 64  # links looked at together


class Happening(Record, frozen=True, kw_only=True):
    """One change of the feed: its place in it, when it was linked, and what it did to incidents and totals."""

    id: str
    at: datetime
    change: Change


def list_changes(
    store: Store, since: datetime | None = None, *, show: Show | None = None
) -> Iterator[Happening]:
    """Everything that changed, link by link, the oldest first; the totals of each link add up to its difference.

    `show` says what of an incident is seen (see `Lens`); a change of which nothing is seen is none. From a moment on,
    only what the links since then touch is read.
    """
    if since is None:
        return _told(Standing(), read_links(store.entries(HISTORY)), show)
    links = list(store.links(since=since))[::-1]
    some = (links[at : at + _AT_A_TIME] for at in range(0, len(links), _AT_A_TIME))
    return (one for stretch in some for one in _happened(store, stretch, show))


def latest_changes(
    store: Store,
    number: int,
    *,
    before: str = "",
    since: datetime | None = None,
    show: Show | None = None,
) -> list[Happening]:
    """So many of the last changes, the newest first; with `before`, the id of a change, those earlier than that one."""
    place, _, _ = before.partition(".")
    by = int(place) if place.isdecimal() else None
    links, found, size = store.links(since=since, by=by), list[Happening](), 8
    while len(found) < number and (stretch := list(islice(links, size))):
        found += list(_happened(store, stretch[::-1], show))[::-1]
        at = next((at for at, one in enumerate(found) if one.id == before), None)
        found = found if at is None else found[at + 1 :]
        size = max(1, min(2 * size, _AT_A_TIME, number - len(found)))
    return found[:number]


def _happened(store: Store, stretch: Sequence[Linked], show: Show | None) -> Iterator[Happening]:
    """What some links, which follow each other, changed."""
    links = read_some_links(store, stretch)
    standing = standing_before(store, links, by=stretch[0].first - 1)
    return _told(standing, links, show)


def _told(standing: Standing, links: Iterable[Link], show: Show | None) -> Iterator[Happening]:
    for link in links:
        yield from _happenings(standing, link, show)
        standing.take(link)


def _happenings(standing: Standing, link: Link, show: Show | None) -> Iterator[Happening]:
    for number, change in enumerate(standing.difference(link, show).changes, 1):
        if show is None:
            yield Happening(id=f"{link.number}.{number}", at=link.at, change=change)
        elif _says_something(change):  # others may be seen later: a number would not stay the same
            own = content_id(*change.before, "", *change.after)[:12]
            yield Happening(id=f"{link.number}.{own}", at=link.at, change=change)


def _says_something(change: Change) -> bool:
    return change.kind != "changed" or bool(
        change.fields or change.totals or change.reports_joined or change.reports_left
    )
