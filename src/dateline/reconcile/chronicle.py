"""Every state the incidents of a project were in, link by link, so that any day's export can be made again.

A link tells only what it changed: incidents that are new, gone or not as they were, and claims that are not
held yet as they are now, for a better reader may replace them. Links are never rewritten; taken in order they
give the project as it stood after any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from dateline.reconcile.history import Difference, compare, rename_claims
from dateline.records import Claim, Incident, Record

Show = Callable[[Sequence[Incident], Callable[[str], Claim | None]], Sequence[Incident]]
"""Incidents, and their claims by id -> those incidents as somebody may see them; some may be missing."""


class Entry(Record, frozen=True, kw_only=True):
    """One incident from this link on; no incident = withdrawn, or merged or split into `now`."""

    id: str
    incident: Incident | None = None
    claims: tuple[Claim, ...] = ()
    now: tuple[str, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """What one linking of the project changed; `number` is that of its last line in the journal."""

    at: datetime
    entries: tuple[Entry, ...]
    number: int = 0


class State(Record, frozen=True, kw_only=True):
    """What a project said at one moment, in the order of ids."""

    incidents: tuple[Incident, ...] = ()
    claims: tuple[Claim, ...] = ()


class Standing:
    """The project as it stood after the links taken so far.

    `claims` are all that were ever held; `ceased` are ids that are no incident any more with those that took
    their place, `former` with the claims they held.
    """

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self.incidents: dict[str, Incident] = {}
        self.claims: dict[str, Claim] = {}
        self.ceased: dict[str, tuple[str, ...]] = {}
        self.former: dict[str, tuple[str, ...]] = {}
        self.at: datetime | None = None
        self.number = 0
        for link in links:
            self.take(link)

    def take(self, link: Link) -> None:
        """Nothing; the project stands as after this link, too."""
        for entry in link.entries:
            self.claims.update({claim.id: claim for claim in entry.claims})
            if entry.incident is None:
                gone = self.incidents.pop(entry.id, None)
                self.former[entry.id] = gone.claim_ids if gone else ()
                self.ceased[entry.id] = entry.now
            else:
                self.incidents[entry.id] = entry.incident
                self.ceased.pop(entry.id, None)
        self.at, self.number = link.at, link.number

    @property
    def state(self) -> State:
        """The incidents that stand and the claims they rest on."""
        incidents = tuple(self.incidents[id] for id in sorted(self.incidents))
        held = sorted({id for incident in incidents for id in incident.claim_ids} & self.claims.keys())
        return State(incidents=incidents, claims=tuple(self.claims[id] for id in held))

    def entries(self, after: Mapping[str, Incident], claims: Mapping[str, Claim]) -> Iterator[Entry]:
        """What a link to this state must tell, in the order of ids; `claims` are all, or those not held yet."""
        moved = self._successors(after, claims)
        for id in sorted({*self.incidents, *after}):
            incident = after.get(id)
            if incident is None:
                yield Entry(id=id, now=moved.get(id, ()))
                continue
            own = (claims[one] for one in incident.claim_ids if one in claims)
            fresh = tuple(claim for claim in own if self.claims.get(claim.id) != claim)
            if fresh or self.incidents.get(id) != incident:
                yield Entry(id=id, incident=incident, claims=fresh)

    def _successors(
        self, after: Mapping[str, Incident], claims: Mapping[str, Claim]
    ) -> dict[str, tuple[str, ...]]:
        """For each incident that ceases, those that hold its claims now, or the claims read from its words."""
        gone = [incident for id, incident in self.incidents.items() if id not in after]
        if not gone:
            return {}
        reports = {report for incident in gone for report in incident.report_ids}
        heirs = [one for one in after.values() if not reports.isdisjoint(one.report_ids)]
        return {
            id: change.after
            for change in compare(gone, heirs, renamed=self._renamed(gone, heirs, claims)).changes
            for id in change.before
        }

    def _renamed(
        self, before: Iterable[Incident], after: Iterable[Incident], claims: Mapping[str, Claim]
    ) -> dict[str, str]:
        old = [self.claims[id] for one in before for id in one.claim_ids if id in self.claims]
        ids = [id for one in after for id in one.claim_ids]
        new = [claim for id in ids if (claim := claims.get(id) or self.claims.get(id)) is not None]
        return rename_claims(old, new)

    def difference(self, link: Link, show: Show | None = None) -> Difference:
        """What this next link changes, and what each change adds to every total; `show` says what is seen of it."""
        before = [self.incidents[entry.id] for entry in link.entries if entry.id in self.incidents]
        after = [entry.incident for entry in link.entries if entry.incident is not None]
        fresh = {claim.id: claim for entry in link.entries for claim in entry.claims}
        renamed = self._renamed(before, after, fresh)
        if show is None:
            return compare(before, after, renamed=renamed)
        seen = show(before, self.claims.get)
        return compare(seen, show(after, {**self.claims, **fresh}.get), renamed=renamed)

    def follow(self, id: str) -> tuple[str, ...]:
        """The ids that a former id leads to today, through every merge and split; itself while it stands."""
        found, waiting, seen = set(), [id], set()
        while waiting:
            one = waiting.pop()
            if one in self.incidents:
                found.add(one)
            elif one not in seen:
                waiting.extend(self.ceased.get(one, ()))
            seen.add(one)
        return tuple(sorted(found))


def compare_states(before: State, after: State) -> Difference:
    """What changed between two releases or two days; a claim read anew is the claim of the same words."""
    return compare(before.incidents, after.incidents, renamed=rename_claims(before.claims, after.claims))
