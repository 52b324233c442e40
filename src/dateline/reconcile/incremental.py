"""Linking one more report by touching only its neighbourhood, with the same outcome as linking all anew.

Groups are worked out apart for each connected component of likely pairs. A new account can change only the
components it has a likely pair with, so those are taken apart and grouped again, and nothing else is. A total
hangs together with its parts, for it names their incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from dateline.errors import DatelineError
from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.candidates import Key, keys_of
from dateline.reconcile.features import Features, pair_features
from dateline.reconcile.group import group_accounts, moments_of
from dateline.reconcile.reports import near_copies
from dateline.reconcile.retelling import is_retelling
from dateline.reconcile.rulings import rule_incidents, standing
from dateline.reconcile.scorer import Weights, load_weights, score_features
from dateline.reconcile.settle import incident_id, moment_id, settle_incident
from dateline.reconcile.story import Profile, sharing_words, story_features, story_of
from dateline.records import Claim, Decision, Incident, Record

WIDEST = 1_000  # accounts of one neighbourhood: from here linking all anew is no slower
MOST_COMPARED = 100_000  # pairs of accounts or of reports, some seconds: a crowd of copies has more


class TooWide(DatelineError):
    """So much hangs together that all must be linked anew."""


class Touched(Record, frozen=True, kw_only=True):
    """What one more report changed: ids that no longer stand as they were, and the incidents in their place."""

    replaced: tuple[str, ...]
    incidents: tuple[Incident, ...]


class Index(Protocol):
    """What is known of a project's accounts without holding them all."""

    def put(self, claims: Iterable[Claim], profiles: Iterable[Profile] = ()) -> list[Moment]:
        """The moments of these claims, of whole reports, now known."""

    def meeting(self, account: Account) -> Iterable[Moment]:
        """Moments that share a key with the account (candidates.keys_of); some that do not may be among them."""

    def claims_of(self, moment: Moment) -> Sequence[Claim]:
        """The claims of a moment, as ruled on."""

    def moments_in(self, report: str) -> Sequence[Moment]:
        """The moments of a report."""

    def moment_named(self, id: str) -> Moment | None:
        """The moment of a claim, or of an incident that was told first there."""

    def profile_of(self, report: str) -> Profile | None:
        """The profile of a report."""

    def sharing(self, profile: Profile) -> Iterable[Profile]:
        """Profiles that share rare words with this one; some that share too few may be among them."""


class MemoryIndex:
    """Everything held in memory."""

    def __init__(self, claims: Iterable[Claim] = (), profiles: Iterable[Profile] = ()) -> None:
        self._claims: dict[Moment, list[Claim]] = {}
        self._reports: dict[str, list[Moment]] = {}
        self._names: dict[str, Moment] = {}
        self._holders: dict[Key, list[Moment]] = {}
        self._profiles: dict[str, Profile] = {}
        self._words: dict[str, list[str]] = {}
        self.put(claims, profiles)

    def put(self, claims: Iterable[Claim], profiles: Iterable[Profile] = ()) -> list[Moment]:
        """The moments of these claims, now known."""
        moments = sorted(moments_of(claims).items())
        for moment, own in moments:
            account = make_account(own)
            self._claims[moment] = own
            self._reports.setdefault(moment[0], []).append(moment)
            self._names |= dict.fromkeys((*account.claim_ids, moment_id(account.claim_ids)), moment)
            for keys in keys_of(account):
                for key in keys:
                    self._holders.setdefault(key, []).append(moment)
        for profile in profiles:
            self._profiles[profile.report_id] = profile
            for word in profile.key_words:
                self._words.setdefault(word, []).append(profile.report_id)
        return [moment for moment, _ in moments]

    def meeting(self, account: Account) -> set[Moment]:
        """Moments that share a key with the account."""
        return {m for keys in keys_of(account) for key in keys for m in self._holders.get(key, ())}

    def claims_of(self, moment: Moment) -> list[Claim]:
        """The claims of a moment."""
        return self._claims[moment]

    def moments_in(self, report: str) -> list[Moment]:
        """The moments of a report."""
        return self._reports.get(report, [])

    def moment_named(self, id: str) -> Moment | None:
        """The moment of a claim, or of an incident that was told first there."""
        return self._names.get(id)

    def profile_of(self, report: str) -> Profile | None:
        """The profile of a report."""
        return self._profiles.get(report)

    def sharing(self, profile: Profile) -> list[Profile]:
        """Profiles that share a rare word with this one."""
        met = {report for word in profile.key_words for report in self._words.get(word, ())}
        return [self._profiles[report] for report in sorted(met)]


class Neighbourhood:
    """The accounts near new ones, as far as they were asked for, and the incidents they make together."""

    def __init__(self, index: Index, *, weights: Weights | None = None) -> None:
        self.index = index
        self._weights = weights or load_weights()
        self._accounts: dict[Moment, Account] = {}
        self._keys: dict[Moment, tuple[frozenset[Key], frozenset[Key]]] = {}
        self._stories: dict[str, Mapping[str, Features]] = {}
        self._compared = 0

    def add(
        self, claims: Iterable[Claim], decisions: Sequence[Decision] = (), profiles: Iterable[Profile] = ()
    ) -> Touched:
        """The incidents that the claims of new reports change or make; the index holds them afterwards.

        Rulings must be all of the project's: accounts they tie to the neighbourhood are taken in. TooWide is
        raised when more hangs together than is worth taking apart; the index holds the claims all the same.
        """
        known, self._compared = tuple(profiles), 0
        fresh = self.index.put(claims, known)
        self._stories.clear()
        ties = self._ties(decisions)
        near = self._component(fresh, ties)
        made = set(fresh)
        before = self._settle([moment for moment in near if moment not in made], decisions)
        after = self._settle(near, decisions)
        return Touched(
            replaced=tuple(sorted(id for id, one in before.items() if after.get(id) != one)),
            incidents=tuple(one for id, one in after.items() if before.get(id) != one),
        )

    def beside(self, moments: Iterable[Moment], decisions: Sequence[Decision] = ()) -> set[Moment]:
        """These moments, those of the same reports, and all that each of these hangs together with directly."""
        ties, self._compared = self._ties(decisions), 0
        own = set(moments)
        near = {other for moment in own for other in (*self._likely(moment), *ties.get(moment, ()))}
        return own | near | {one for moment in own for one in self.index.moments_in(moment[0])}

    def make(
        self, moments: Iterable[Moment], decisions: Sequence[Decision] = ()
    ) -> tuple[set[Moment], dict[str, Incident]]:
        """These moments with all that hang together with them, and by their id the incidents that they make."""
        ties = self._ties(decisions)
        found: set[Moment] = set()
        made: dict[str, Incident] = {}
        for moment in sorted(moments):
            if moment not in found:
                self._compared = 0
                near = self._component([moment], ties)
                found.update(near)
                made |= self._settle(near, decisions)
        return found, made

    def _account(self, moment: Moment) -> Account:
        if moment not in self._accounts:
            self._accounts[moment] = make_account(self.index.claims_of(moment))
            own, guest = keys_of(self._accounts[moment])
            self._keys[moment] = frozenset(own), frozenset(guest)
        return self._accounts[moment]

    def _component(self, moments: Iterable[Moment], ties: Mapping[Moment, set[Moment]]) -> list[Moment]:
        """These moments and all that hang together with them: by likely pairs, by rulings, as told with them."""
        waiting = list(moments)
        found = set(waiting)
        while waiting:
            moment = waiting.pop()
            for other in {*self._likely(moment), *ties.get(moment, ()), *self._told_with(moment)} - found:
                found.add(other)
                waiting.append(other)
            if len(found) > WIDEST:
                raise TooWide("too much hangs together", remedy="Link all anew.")
        return sorted(found)

    def _likely(self, moment: Moment) -> Iterable[Moment]:
        """The moments of other reports that may be the same incident."""
        account = self._account(moment)
        stories = self._story(moment[0])
        met = {
            other
            for other in self.index.meeting(account)
            if other[0] != moment[0] and self._meets(moment, other)
        }
        met |= {other for report in stories for other in self.index.moments_in(report)}
        self._count(len(met))
        for other in met:
            features = pair_features(account, self._account(other), stories.get(other[0]))
            if score_features(features, self._weights) >= self._weights.least:
                yield other

    def _count(self, pairs: int) -> None:
        self._compared += pairs
        if self._compared > MOST_COMPARED:
            raise TooWide("too many are alike", remedy="Link all anew.")

    def _meets(self, a: Moment, b: Moment) -> bool:
        """True when the two share a key that at least one of them owns."""
        self._account(b)
        (own, guest), (their_own, their_guest) = self._keys[a], self._keys[b]
        return not (own.isdisjoint(their_own) and own.isdisjoint(their_guest) and guest.isdisjoint(their_own))

    def _told_with(self, moment: Moment) -> set[Moment]:
        """The other moments of a report in which one is a total of others, and those that tell this one again."""
        moments = self.index.moments_in(moment[0])
        if any(claim.summed_moments for one in moments for claim in self.index.claims_of(one)):
            return set(moments)
        account = self._account(moment)
        return {one for one in moments if one != moment and is_retelling(account, self._account(one))}

    def _ties(self, decisions: Sequence[Decision]) -> dict[Moment, set[Moment]]:
        """Moments that a ruling of the same names together."""
        ties: dict[Moment, set[Moment]] = {}
        for one in standing(decisions):
            if one.judgement == "same" and one.value is not None:
                a, b = self.index.moment_named(one.subject), self.index.moment_named(one.value)
                if a is not None and b is not None:
                    ties.setdefault(a, set()).add(b)
                    ties.setdefault(b, set()).add(a)
        return ties

    def _settle(self, moments: Sequence[Moment], decisions: Sequence[Decision]) -> dict[str, Incident]:
        """The incidents of these moments by their id, with the rulings on them."""
        accounts = [self._account(moment) for moment in moments]
        reports = sorted({moment[0] for moment in moments})
        groups = group_accounts(accounts, decisions, stories=self._pairs_of(reports), weights=self._weights)
        members = [[claim for p in group for claim in self.index.claims_of(moments[p])] for group in groups]
        ids = [incident_id(group) for group in members]
        names = {moments[p]: id for id, group in zip(ids, groups, strict=True) for p in group}
        profiles = [profile for report in reports if (profile := self.index.profile_of(report)) is not None]
        copies = {id: copied[0] for copied in near_copies(profiles) if len(copied) > 1 for id in copied}
        settled = rule_incidents([settle_incident(group, names, copies) for group in members], decisions)
        return {one.id: one for one in settled}

    def _story(self, report: str) -> Mapping[str, Features]:
        """For a report those that tell a like story, with the features of each pair."""
        if report not in self._stories:
            profile = self.index.profile_of(report)
            found = self._alike(profile) if profile else {}
            self._stories[report] = found
        return self._stories[report]

    def _alike(self, profile: Profile) -> dict[str, Features]:
        near = list(self.index.sharing(profile))
        self._count(len(near))
        return {
            other.report_id: story_features(profile, other)
            for other in near
            if other.report_id != profile.report_id
            and sharing_words(profile, other)
            and story_of(profile, other) >= 0.0
        }

    def _pairs_of(self, reports: Sequence[str]) -> dict[tuple[str, str], Features]:
        here = set(reports)
        return {
            (report, other): features
            for report in reports
            for other, features in self._story(report).items()
            if other in here
        }
