"""Linking one more report by touching only its neighbourhood, with the same outcome as linking all anew.

Groups are worked out apart for each connected component of likely pairs. A new account can change only the
components it has a likely pair with, so those are taken apart and grouped again, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day

from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.candidates import Key, keys_of
from dateline.reconcile.features import Features, pair_features
from dateline.reconcile.group import group_accounts, moments_of
from dateline.reconcile.rulings import linking_rulings
from dateline.reconcile.scorer import Weights, load_weights, score_features
from dateline.reconcile.settle import incident_id, settle_incident
from dateline.records import Claim, Decision, Incident, Record

_LAST_DAY = Day.max.toordinal()


class Touched(Record, frozen=True, kw_only=True):
    """What one more report changed: ids that no longer stand as they were, and the incidents in their place."""

    replaced: tuple[str, ...]
    incidents: tuple[Incident, ...]


class Window(Record, frozen=True, kw_only=True):
    """Days (inclusive) and the country in which the neighbours of an account lie; None = not bounded."""

    start: Day | None = None
    end: Day | None = None
    country: str | None = None


def window_of(claims: Sequence[Claim]) -> Window:
    """Where a store must look for the neighbours of one account: a day more on both sides, its country.

    An undated account lies in the month before its report.
    """
    account = make_account(claims)
    first, last = account.first_day, account.last_day
    if first is None and account.reported is not None:
        first, last = account.reported - 31, account.reported
    places = [claim.location.value for claim in claims if claim.location]
    return Window(
        start=Day.fromordinal(max(1, first - 1)) if first is not None else None,
        end=Day.fromordinal(min(_LAST_DAY, last + 1)) if last is not None else None,
        country=next((place.country for place in places if place.country), None),
    )


class Neighbourhood:
    """An index of the accounts of a project by their keys of day and place.

    With `fetch`, claims are asked for as they are needed, one window at a time, and the rest stays on disk.
    `stories` gives for a report those that tell a like story, with the features of each pair.
    """

    def __init__(
        self,
        claims: Iterable[Claim] = (),
        *,
        fetch: Callable[[Window], Iterable[Claim]] | None = None,
        stories: Callable[[str], Mapping[str, Features]] | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._weights = weights or load_weights()
        self._fetch = fetch
        self._stories_of = stories
        self._stories: dict[str, Mapping[str, Features]] = {}
        self._moments: dict[str, list[Moment]] = {}
        self._fetched: set[Window] = set()
        self._accounts: dict[Moment, Account] = {}
        self._claims: dict[Moment, list[Claim]] = {}
        self._owners: dict[Key, set[Moment]] = {}
        self._guests: dict[Key, set[Moment]] = {}
        self.put(claims)

    def put(self, claims: Iterable[Claim]) -> list[Account]:
        """The accounts these claims make, now in the index."""
        added = []
        for moment, own in sorted(moments_of(claims).items()):
            account = make_account(own)
            if moment not in self._accounts:
                self._moments.setdefault(moment[0], []).append(moment)
            self._accounts[moment], self._claims[moment] = account, own
            for index, keys in zip((self._owners, self._guests), keys_of(account), strict=True):
                for key in keys:
                    index.setdefault(key, set()).add(moment)
            added.append(account)
        return added

    def likely(self, account: Account) -> list[Account]:
        """The accounts of other reports that may be the same incident, the nearest in order first."""
        self._load(account)
        own, guest = keys_of(account)
        met: set[Moment] = set()
        for key in own:
            met |= self._owners.get(key, set()) | self._guests.get(key, set())
        for key in guest:
            met |= self._owners.get(key, set())
        for report in self._story(account.moment[0]):
            met.update(self._moments.get(report, ()))
        rivals = [self._accounts[m] for m in sorted(met) if m[0] != account.moment[0]]
        return [one for one in rivals if self._score(account, one) >= self._weights.least]

    def _load(self, account: Account) -> None:
        """Nothing comes back; claims of whole moments that are near the account are in the index."""
        if self._fetch is None:
            return
        window = window_of(self._claims[account.moment])
        if window not in self._fetched:
            self._fetched.add(window)
            near = [c for c in self._fetch(window) if (c.report_id, c.moment) not in self._accounts]
            self.put(near)

    def component(self, accounts: Sequence[Account], decisions: Sequence[Decision] = ()) -> list[Account]:
        """These accounts and all that hang together with them by likely pairs or by a ruling of the same."""
        ties = self._ties(decisions)
        found = {account.moment: account for account in accounts}
        waiting = list(accounts)
        while waiting:
            account = waiting.pop()
            tied = [self._accounts[moment] for moment in ties.get(account.moment, ())]
            for other in (*self.likely(account), *tied):
                if other.moment not in found:
                    found[other.moment] = other
                    waiting.append(other)
        return [found[moment] for moment in sorted(found)]

    def _ties(self, decisions: Sequence[Decision]) -> dict[Moment, list[Moment]]:
        if not any(decision.judgement == "same" for decision in decisions):
            return {}
        moments = sorted(self._accounts)
        same, _ = linking_rulings([self._accounts[moment] for moment in moments], decisions)
        ties: dict[Moment, list[Moment]] = {}
        for a, b in same:
            ties.setdefault(moments[a], []).append(moments[b])
            ties.setdefault(moments[b], []).append(moments[a])
        return ties

    def add(self, claims: Iterable[Claim], decisions: Sequence[Decision] = ()) -> Touched:
        """The incidents that these new claims change or make; the index holds the claims afterwards.

        Rulings must be all of the project's: accounts they tie to the neighbourhood are taken in.
        """
        fresh = self.put(claims)
        near = self.component(fresh, decisions)
        made = {account.moment for account in fresh}
        before = [account for account in near if account.moment not in made]
        old, _ = self._settle(before, decisions)
        new, incidents = self._settle(near, decisions)
        kept = {incident.id: incident for incident in incidents}
        return Touched(
            replaced=tuple(sorted(id for id in old if id not in kept or old[id] != new.get(id))),
            incidents=tuple(one for one in incidents if old.get(one.id) != new[one.id]),
        )

    def _settle(
        self, accounts: list[Account], decisions: Sequence[Decision]
    ) -> tuple[dict[str, tuple[str, ...]], list[Incident]]:
        """Claims of each incident by its id, and the incidents; sums refer to what is in the neighbourhood."""
        groups = group_accounts(accounts, decisions, stories=self._pairs_of(accounts))
        members = [[c for p in group for c in self._claims[accounts[p].moment]] for group in groups]
        ids = [incident_id(group) for group in members]
        names = {accounts[p].moment: id for id, group in zip(ids, groups, strict=True) for p in group}
        incidents = [settle_incident(group, names) for group in members]
        return {one.id: one.claim_ids for one in incidents}, incidents

    def _score(self, a: Account, b: Account) -> float:
        story = self._story(a.moment[0]).get(b.moment[0])
        return score_features(pair_features(a, b, story), self._weights)

    def _story(self, report: str) -> Mapping[str, Features]:
        if self._stories_of is None:
            return {}
        if report not in self._stories:
            self._stories[report] = self._stories_of(report)
        return self._stories[report]

    def _pairs_of(self, accounts: Sequence[Account]) -> dict[tuple[str, str], Features]:
        reports = {account.moment[0] for account in accounts}
        return {
            (report, other): features
            for report in sorted(reports)
            for other, features in self._story(report).items()
            if other in reports
        }
