"""Linking in pieces, for many machines: what one piece does, with the outcome of linking everything at once.

Reports lie in shards. Accounts that share a key of time meet in a block, reports of neighbouring months in another;
what is likely there hangs together in components, and a component is grouped and settled alone. An account is known by
its shard and its place in it, as one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any

from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.candidates import Key, candidate_pairs, keys_of
from dateline.reconcile.cluster import group_pairs, start_groups
from dateline.reconcile.features import Features, pair_features
from dateline.reconcile.group import moments_of
from dateline.reconcile.reports import copy_pairs, holding_numbers
from dateline.reconcile.retelling import retold_pairs
from dateline.reconcile.rulings import linking_rulings, rule_incidents
from dateline.reconcile.scorer import load_weights, score_features
from dateline.reconcile.settle import incident_id, moment_id, settle_incident
from dateline.reconcile.story import FAR_DAYS, MOST_NEXT, Profile, alike_reports
from dateline.records import Claim, Decision, Incident, Record

Told = list[list[Claim]]  # the claims of each moment of a shard, in the order of the moments
Stories = dict[tuple[str, str], Features]
Block = tuple[str, int]
_DAYS_A_BLOCK = 16
_STORY_DAYS = FAR_DAYS + 1
_SHIFT = 32


def number_of(shard: int, place: int) -> int:
    """The number of an account."""
    return shard << _SHIFT | place


def place_of(number: Any) -> tuple[Any, Any]:
    """The shard and the place of the account with this number; of an array of numbers, arrays of both."""
    return number >> _SHIFT, number & ((1 << _SHIFT) - 1)


def tell(claims: Iterable[Claim]) -> Told:
    """The claims of a shard by their moments."""
    return [own for _, own in sorted(moments_of(claims).items())]


def make_accounts(told: Told) -> list[Account]:
    """The accounts of a shard."""
    return [make_account(own) for own in told]


def block_of(key: Key) -> Block:
    """The block in which all accounts that hold a key meet."""
    kind, number = str(key[0]), int(key[1])  # type: ignore[call-overload]
    return (kind, number // _DAYS_A_BLOCK) if kind == "D" else (kind, number)


def deal_accounts(shard: int, accounts: Sequence[Account]) -> dict[Block, list[tuple[int, Account]]]:
    """The accounts of a shard, numbered, by the blocks in which they meet others."""
    dealt: dict[Block, list[tuple[int, Account]]] = {}
    for place, account in enumerate(accounts):
        own, guest = keys_of(account)
        for block in sorted({block_of(key) for key in (*own, *guest)}):
            dealt.setdefault(block, []).append((number_of(shard, place), account))
    return dealt


def meet(block: Block, dealt: Iterable[Sequence[tuple[int, Account]]]) -> Any:
    """Pairs of numbers of accounts that share a key of this block, the one told first leading."""
    import numpy as np

    held = sorted((one for some in dealt for one in some), key=lambda one: one[1].moment)
    numbers = np.array([number for number, _ in held], dtype=np.int64)

    def keys(account: Account) -> tuple[list[Key], list[Key]]:
        own, guest = keys_of(account)
        return [key for key in own if block_of(key) == block], [
            key for key in guest if block_of(key) == block
        ]

    pairs = candidate_pairs([account for _, account in held], keys)
    return numbers[pairs].reshape(-1, 2)


def deal_profiles(profiles: Iterable[Profile]) -> dict[int, list[Profile]]:
    """Dated profiles by two months of publication, each also with the two before it, where earlier ones look ahead."""
    dealt: dict[int, list[Profile]] = {}
    for profile in profiles:
        if profile.published is not None:
            block = profile.published // _STORY_DAYS
            for one in (block - 1, block):
                dealt.setdefault(one, []).append(profile)
    return dealt


def find_stories(block: int, dealt: Iterable[Sequence[Profile]]) -> Stories:
    """Features of pairs of reports that tell a like story, the earlier of which lies in this block."""
    held = {profile.report_id: profile for some in dealt for profile in some}
    found = alike_reports(list(held.values()))

    def begins_here(pair: tuple[str, str]) -> bool:
        return min(held[id].published or 0 for id in pair) // _STORY_DAYS == block

    return {pair: features for pair, features in found.items() if begins_here(pair)}


def undated(profiles: Iterable[Profile]) -> list[Profile]:
    """The profiles without a day, which meet those of any."""
    return [profile for profile in profiles if profile.published is None]


def hold_words(profiles: Iterable[Profile], words: frozenset[str]) -> list[Profile]:
    """The dated profiles that one without a day may meet: of each word the first of the shard."""
    holders: dict[str, list[Profile]] = {}
    for profile in profiles:
        if profile.published is not None:
            for word in words.intersection(profile.key_words):
                holders.setdefault(word, []).append(profile)
    first = (nsmallest(MOST_NEXT, held, key=_when) for held in holders.values())
    return list({one.report_id: one for some in first for one in some}.values())


def _when(profile: Profile) -> tuple[int, str]:
    return profile.published or 0, profile.report_id


def find_undated_stories(without: Sequence[Profile], dated: Iterable[Profile]) -> Stories:
    """Features of pairs of which at least one has no day."""
    ids = {profile.report_id for profile in without}
    found = alike_reports([*without, *dated])
    return {pair: features for pair, features in found.items() if not ids.isdisjoint(pair)}


def deal_sketches(profiles: Iterable[Profile], pieces: int) -> dict[int, list[tuple[int, str]]]:
    """The numbers by which near-copies are found, and who holds them, by piece."""
    dealt: dict[int, list[tuple[int, str]]] = {}
    for profile in profiles:
        for number in holding_numbers(profile):
            dealt.setdefault(number % pieces, []).append((number, profile.report_id))
    return dealt


def meet_copies(dealt: Iterable[Iterable[tuple[int, str]]]) -> set[tuple[str, str]]:
    """Pairs of reports that may be near-copies, of one piece."""
    return copy_pairs(holder for some in dealt for holder in some)


def score_pairs(
    first: Sequence[Account], second: Sequence[Account], places: Any, stories: Stories
) -> list[tuple[float, int]]:
    """The likely ones among pairs of places in two shards: the score, and which of the pairs it is."""
    weights = load_weights()
    likely = []
    for row, (a, b) in enumerate(places.tolist()):
        one, other = first[a], second[b]
        score = score_features(
            pair_features(one, other, stories.get((one.moment[0], other.moment[0]))), weights
        )
        if score >= weights.least:
            likely.append((score, row))
    return likely


def bind(accounts: Sequence[Account], ids: frozenset[str]) -> tuple[list[tuple[int, int]], dict[str, int]]:
    """Places in a shard that hang together whatever their score: leads told again; and where ruled claims lie."""
    held = {
        id: place
        for place, account in enumerate(accounts)
        for id in (*account.claim_ids, moment_id(account.claim_ids))
        if id in ids
    }
    return list(retold_pairs(accounts)), held


class Grouped(Record, frozen=True, kw_only=True):
    """Some incidents before they are settled: their claims, their ids, the moments in them, and those they total."""

    groups: tuple[tuple[Claim, ...], ...]
    ids: tuple[str, ...]
    moments: tuple[tuple[Moment, ...], ...]
    totals: tuple[Moment, ...]


def group_piece(
    told: Mapping[int, list[Claim]],
    likely: Iterable[tuple[float, int, int]],
    stories: Stories,
    decisions: Sequence[Decision],
) -> Grouped:
    """The incidents of some components, whole: accounts by number, and all likely pairs among them."""
    order = sorted(told, key=lambda number: (told[number][0].report_id, told[number][0].moment))
    position = {number: place for place, number in enumerate(order)}
    accounts = [make_account(told[number]) for number in order]
    weights = load_weights()
    same, different = linking_rulings(accounts, decisions)

    def score(a: int, b: int) -> float:
        story = stories.get((accounts[a].moment[0], accounts[b].moment[0]))
        return score_features(pair_features(accounts[a], accounts[b], story), weights)

    found = group_pairs(
        start_groups([account.moment[0] for account in accounts]),
        [(value, position[a], position[b]) for value, a, b in likely],
        least=weights.least,
        score=score,
        same=[*same, *retold_pairs(accounts)],
        different=different,
    )
    members = [[claim for place in group for claim in told[order[place]]] for group in found]
    return Grouped(
        groups=tuple(map(tuple, members)),
        ids=tuple(incident_id(group) for group in members),
        moments=tuple(tuple(accounts[place].moment for place in group) for group in found),
        totals=tuple(sorted(_totalled(members))),
    )


def _totalled(members: Iterable[Iterable[Claim]]) -> set[Moment]:
    return {
        (claim.report_id, moment) for group in members for claim in group for moment in claim.summed_moments
    }


def settle_piece(
    grouped: Grouped,
    incident_of: Mapping[Moment, str],
    copies: Mapping[str, str],
    decisions: Sequence[Decision],
) -> tuple[Incident, ...]:
    """The incidents, in the order of their first moment."""
    settled = [settle_incident(group, incident_of, copies) for group in grouped.groups]
    return rule_incidents(settled, decisions) if decisions else tuple(settled)


def components(numbers: Iterable[int], pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """The numbers in groups that hang together by these pairs, each in order."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        top = number
        while root.get(top, top) != top:
            top = root[top]
        while root.get(number, number) != top:
            root[number], number = top, root[number]
        return top

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        root[second] = first
    held: dict[int, list[int]] = {}
    for number in numbers:
        held.setdefault(find(number), []).append(number)
    yield from held.values()
