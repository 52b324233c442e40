"""Of a project's past what is asked for: incidents and claims as they stood after a line of the journal, and links.

Nothing else of the journal is read: the store knows which lines tell of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from dateline.reconcile.chronicle import Entry, Link, Standing, State
from dateline.reconcile.ledger import HISTORY, read_entries, read_links
from dateline.records import Claim, Incident
from dateline.stores.contract import Store
from dateline.stores.tellings import Linked, of_claim, of_incident, of_report


def read_some_links(store: Store, wanted: Sequence[Linked]) -> list[Link]:
    """These links, which follow each other, with what they tell."""
    if not wanted:
        return []
    lines = store.entries(HISTORY, among=range(wanted[0].first, wanted[-1].number + 1))
    at = {
        one.number: one.at for one in wanted
    }  # a link is no earlier than those before it, which are not read here
    return [replace(link, at=at[link.number]) for link in read_links(lines) if link.number in at]


def standing_before(store: Store, links: Sequence[Link], *, by: int) -> Standing:
    """The project after this line of the journal, as far as these links touch it."""
    entries = [entry for link in links for entry in link.entries]
    standing = Standing()
    standing.incidents = incidents_at(store, (entry.id for entry in entries), by=by)
    told = [entry.incident for entry in entries if entry.incident is not None]
    standing.claims = claims_at(store, _held_by([*standing.incidents.values(), *told]), by=by)
    return standing


def state_of(store: Store, ids: Iterable[str], *, by: int) -> State:
    """What the project said about these incidents after this line of the journal."""
    standing = Standing()
    standing.incidents = incidents_at(store, ids, by=by)
    standing.claims = claims_at(store, _held_by(standing.incidents.values()), by=by)
    return standing.state


def incidents_at(store: Store, ids: Iterable[str], *, by: int) -> dict[str, Incident]:
    """Those of these incidents that there were after this line of the journal."""
    told = store.tellings(map(of_incident, ids), by=by)
    found = {
        entry.id: entry.incident for name, entry in _entries(store, told) if of_incident(entry.id) == name
    }
    return {id: incident for id, incident in sorted(found.items()) if incident is not None}


def claims_at(store: Store, ids: Iterable[str], *, by: int) -> dict[str, Claim]:
    """Those of these claims that were held after this line of the journal, or before it, as they last were."""
    told = store.tellings(map(of_claim, ids), by=by)
    found = _entries(store, told)
    return {one.id: one for name, entry in found for one in entry.claims if of_claim(one.id) == name}


def incidents_of(store: Store, reports: Iterable[str], *, by: int) -> set[str]:
    """The ids of incidents that ever were, up to this line of the journal, made of these reports."""
    wanted = set(reports)
    told = store.every_telling(map(of_report, wanted), by=by)
    lines = store.entries(HISTORY, among={number for _, number in told})
    every = (entry for number, line in lines for entry in read_entries(number, line))
    return {one.id for one in every if one.incident and not wanted.isdisjoint(one.incident.report_ids)}


def _held_by(incidents: Iterable[Incident]) -> set[str]:
    return {id for incident in incidents for id in incident.claim_ids}


def _entries(store: Store, told: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Entry]]:
    """Each name with each entry that speaks of it in the line where it was last told of."""
    names: dict[int, set[str]] = {}
    for name, number in told:
        names.setdefault(number, set()).add(name)
    for number, line in store.entries(HISTORY, among=names):
        for entry in read_entries(number, line):
            spoken = {of_incident(entry.id), *(of_claim(claim.id) for claim in entry.claims)}
            yield from ((name, entry) for name in spoken & names[number])
