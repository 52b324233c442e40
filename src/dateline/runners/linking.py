"""Parts -> incidents as a job of blocks and groups, here or on a cluster: the incidents of linking all at once.

Claims stay where they were loaded; what comes here are numbers of accounts, likely pairs and ids. The pieces follow
from the parts alone, never from the workers, so that the same parts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from dateline.reconcile import blocks
from dateline.reconcile.account import Account, Moment
from dateline.reconcile.blocks import Grouped, Stories
from dateline.reconcile.reports import group_copies
from dateline.reconcile.story import Profile, profile_report
from dateline.records import Claim, Decision, Incident
from dateline.review import apply_rulings, standing
from dateline.stores.parts import read_extractions

ACCOUNTS_A_PIECE = 2_000
_COPY_PIECES = 16
Shard = tuple[blocks.Told, list[Profile]]


class Crew(Protocol):
    """Who does the work: a cluster's client, or this process."""

    def submit(self, work: Callable[..., Any], *given: Any, pure: bool = ...) -> Any:
        """What will be the outcome; outcomes may be given to other work."""

    def gather(self, outcomes: list[Any]) -> list[Any]:
        """The outcomes themselves."""


class Here:
    """This process, which does all work at once."""

    def submit(self, work: Callable[..., Any], *given: Any, pure: bool = True) -> Any:
        """The outcome."""
        return work(*given)

    def gather(self, outcomes: list[Any]) -> list[Any]:
        """The same."""
        return outcomes


def link_parts(
    crew: Crew, addresses: Sequence[str], decisions: Sequence[Decision] = ()
) -> Iterator[tuple[Incident, ...]]:
    """The incidents of all parts, piece by piece; a report that lies in several parts counts once."""
    shards = _load(crew, addresses, decisions)
    accounts = [crew.submit(_accounts_of, shard) for shard in shards]
    profiles = [crew.submit(_profiles_of, shard) for shard in shards]
    ranges = _ranges(crew, accounts)
    stories = _stories(crew, profiles)
    pairs = _pairs(crew, accounts, stories, ranges)
    likely = list(_likely(crew, accounts, pairs, stories, ranges))
    ties = _ties(crew, accounts, decisions)
    numbers = [blocks.number_of(shard, at + n) for shard, at, count in ranges.values() for n in range(count)]
    bound = [*((a, b) for _, a, b in likely), *ties]
    pieces = list(_pack(blocks.components(sorted(numbers), bound)))
    copies = _copies(crew, profiles)
    yield from _settle(crew, shards, pieces, likely, stories, ranges, copies, decisions)


def _load(crew: Crew, addresses: Sequence[str], decisions: Sequence[Decision]) -> list[Any]:
    """The shards, each report in one of them: the first that holds it."""
    seen: set[str] = set()
    shards = []
    for address, ids in zip(
        addresses, crew.gather([crew.submit(_report_ids, one) for one in addresses]), strict=True
    ):
        known = frozenset(seen.intersection(ids))
        seen.update(ids)
        shards.append(crew.submit(_read_shard, address, known, tuple(decisions)))
    return shards


def _report_ids(address: str) -> list[str]:
    return [report.id for report, _ in read_extractions(address)]


def _read_shard(address: str, known: frozenset[str], decisions: Sequence[Decision]) -> Shard:
    claims: list[Claim] = []
    profiles: dict[str, Profile] = {}
    for report, extraction in read_extractions(address):
        if report.id not in known and report.id not in profiles:
            claims += extraction.claims
            profiles[report.id] = profile_report(report)
    return blocks.tell(apply_rulings(claims, decisions)), list(profiles.values())


def _accounts_of(shard: Shard) -> list[Account]:
    return blocks.make_accounts(shard[0])


def _profiles_of(shard: Shard) -> list[Profile]:
    return shard[1]


Ranges = dict[str, tuple[int, int, int]]  # of each report: its shard, the first of its accounts, how many


def _ranges(crew: Crew, accounts: Sequence[Any]) -> Ranges:
    found: Ranges = {}
    for shard, reports in enumerate(crew.gather([crew.submit(_reports_of, one) for one in accounts])):
        for place, report in enumerate(reports):
            _, first, count = found.get(report, (shard, place, 0))
            found[report] = (shard, first, count + 1)
    return found


def _reports_of(accounts: Sequence[Account]) -> list[str]:
    return [account.moment[0] for account in accounts]


def _dealt(crew: Crew, dealt: Sequence[Any], work: Callable[..., Any], *, named: bool = True) -> list[Any]:
    """What the work gives for each block, from what every shard dealt to it; a block of one is left out."""
    sizes: dict[Any, dict[int, int]] = {}
    for shard, found in enumerate(crew.gather([crew.submit(_sizes, one) for one in dealt])):
        for block, size in found.items():
            sizes.setdefault(block, {})[shard] = size
    outcomes = []
    for block, held in sorted(sizes.items()):
        if sum(held.values()) > 1:
            given = [crew.submit(_hand, dealt[shard], block) for shard in held]
            outcomes.append(crew.submit(work, block, given) if named else crew.submit(work, given))
    return crew.gather(outcomes)


def _sizes(dealt: dict[Any, list[Any]]) -> dict[Any, int]:
    return {block: len(held) for block, held in dealt.items()}


def _hand(dealt: dict[Any, list[Any]], block: Any) -> list[Any]:
    return dealt[block]


def _stories(crew: Crew, profiles: Sequence[Any]) -> Stories:
    dealt = [crew.submit(blocks.deal_profiles, one) for one in profiles]
    found: Stories = {}
    for some in _dealt(crew, dealt, blocks.find_stories):
        found |= some
    without = [
        one for some in crew.gather([crew.submit(blocks.undated, p) for p in profiles]) for one in some
    ]
    if without:
        words = frozenset(word for profile in without for word in profile.key_words)
        met = crew.gather([crew.submit(blocks.hold_words, one, words) for one in profiles])
        found |= blocks.find_undated_stories(without, [profile for some in met for profile in some])
    return found


def _pairs(crew: Crew, accounts: Sequence[Any], stories: Stories, ranges: Ranges) -> Any:
    """Pairs of numbers worth scoring, each once."""
    import numpy as np

    dealt = [crew.submit(blocks.deal_accounts, shard, one) for shard, one in enumerate(accounts)]
    told = [
        (first, second)
        for a, b in stories
        if a < b and a in ranges and b in ranges
        for first in _numbers(ranges[a])
        for second in _numbers(ranges[b])
    ]
    met = [*_dealt(crew, dealt, blocks.meet), np.array(told, dtype=np.int64).reshape(-1, 2)]
    return np.unique(np.concatenate(met), axis=0)


def _numbers(of_report: tuple[int, int, int]) -> Iterator[int]:
    shard, first, count = of_report
    return (blocks.number_of(shard, first + n) for n in range(count))


def _likely(
    crew: Crew, accounts: Sequence[Any], pairs: Any, stories: Stories, ranges: Ranges
) -> Iterator[tuple[float, int, int]]:
    """The likely pairs with their scores; each two shards are scored together."""
    import numpy as np

    told: dict[tuple[int, int], Stories] = {}
    for (a, b), features in stories.items():
        if a in ranges and b in ranges:
            told.setdefault((ranges[a][0], ranges[b][0]), {})[a, b] = features
    shards, places = blocks.place_of(pairs)
    jobs = []
    for first, second in np.unique(shards, axis=0).tolist():
        rows = np.flatnonzero((shards[:, 0] == first) & (shards[:, 1] == second))
        given = (accounts[first], accounts[second], places[rows], told.get((first, second), {}))
        jobs.append((rows, crew.submit(blocks.score_pairs, *given)))
    for (rows, _), found in zip(jobs, crew.gather([job for _, job in jobs]), strict=True):
        for score, row in found:
            a, b = pairs[rows[row]].tolist()
            yield score, a, b


def _ties(crew: Crew, accounts: Sequence[Any], decisions: Sequence[Decision]) -> list[tuple[int, int]]:
    """Pairs that hang together whatever their score: leads told again, and what was ruled the same."""
    ruled = [one for one in standing(decisions) if one.judgement == "same" and one.value is not None]
    ids = frozenset(id for one in ruled for id in (one.subject, one.value or ""))
    ties: list[tuple[int, int]] = []
    held: dict[str, int] = {}
    for shard, (retold, lies) in enumerate(crew.gather([crew.submit(blocks.bind, a, ids) for a in accounts])):
        ties += [(blocks.number_of(shard, a), blocks.number_of(shard, b)) for a, b in retold]
        held |= {id: blocks.number_of(shard, place) for id, place in lies.items()}
    more = [(held.get(one.subject), held.get(one.value or "")) for one in ruled]
    return [*ties, *((a, b) for a, b in more if a is not None and b is not None)]


def _copies(crew: Crew, profiles: Sequence[Any]) -> dict[str, str]:
    """For a near-copy the report it is a copy of."""
    dealt = [crew.submit(blocks.deal_sketches, one, _COPY_PIECES) for one in profiles]
    pairs = set().union(*_dealt(crew, dealt, blocks.meet_copies, named=False))
    ids = frozenset(id for pair in pairs for id in pair)
    found = crew.gather([crew.submit(_among, one, ids) for one in profiles])
    groups = group_copies([profile for some in found for profile in some], pairs)
    return {id: group[0] for group in groups if len(group) > 1 for id in group}


def _among(profiles: Iterable[Profile], ids: frozenset[str]) -> list[Profile]:
    return [profile for profile in profiles if profile.report_id in ids]


def _pack(found: Iterable[list[int]]) -> Iterator[list[int]]:
    """The components in pieces of some thousand accounts; no component is cut."""
    piece: list[int] = []
    for component in found:
        if piece and len(piece) + len(component) > ACCOUNTS_A_PIECE:
            yield piece
            piece = []
        piece += component
    if piece:
        yield piece


def _settle(
    crew: Crew,
    shards: Sequence[Any],
    pieces: Sequence[list[int]],
    likely: Iterable[tuple[float, int, int]],
    stories: Stories,
    ranges: Ranges,
    copies: dict[str, str],
    decisions: Sequence[Decision],
) -> Iterator[tuple[Incident, ...]]:
    piece_of = {number: n for n, piece in enumerate(pieces) for number in piece}
    pairs: list[list[tuple[float, int, int]]] = [[] for _ in pieces]
    for one in likely:
        pairs[piece_of[one[1]]].append(one)
    reports: list[set[str]] = [set() for _ in pieces]
    for report, held in ranges.items():
        for number in _numbers(held):
            reports[piece_of[number]].add(report)
    alike: dict[str, list[str]] = {}
    for a, b in stories:
        alike.setdefault(a, []).append(b)
    grouped = []
    for n, piece in enumerate(pieces):
        told = {(a, b): stories[a, b] for a in reports[n] for b in alike.get(a, ()) if b in reports[n]}
        picked = _picked(crew, shards, piece)
        grouped.append(crew.submit(_group, picked, pairs[n], told, tuple(decisions)))
    names: dict[Moment, str] = {}
    totals: list[tuple[Moment, ...]] = []
    for ids, moments, wanted in crew.gather([crew.submit(_outline, one) for one in grouped]):
        names |= {moment: id for id, held in zip(ids, moments, strict=True) for moment in held}
        totals.append(wanted)
    for n, one in enumerate(grouped):
        incident_of = {moment: names[moment] for moment in totals[n] if moment in names}
        copied = {report: copies[report] for report in reports[n] if report in copies}
        (settled,) = crew.gather(
            [crew.submit(blocks.settle_piece, one, incident_of, copied, tuple(decisions))]
        )
        yield settled


def _picked(crew: Crew, shards: Sequence[Any], piece: Iterable[int]) -> list[Any]:
    """The claims of these accounts, each shard's own."""
    places: dict[int, list[int]] = {}
    for number in piece:
        shard, place = blocks.place_of(number)
        places.setdefault(shard, []).append(place)
    return [crew.submit(_pick, shards[shard], shard, held) for shard, held in sorted(places.items())]


def _pick(shard: Shard, number: int, places: Sequence[int]) -> dict[int, list[Claim]]:
    return {blocks.number_of(number, place): shard[0][place] for place in places}


def _group(
    picked: Iterable[dict[int, list[Claim]]],
    likely: Sequence[tuple[float, int, int]],
    stories: Stories,
    decisions: Sequence[Decision],
) -> Grouped:
    told = {number: claims for some in picked for number, claims in some.items()}
    return blocks.group_piece(told, likely, stories, decisions)


def _outline(grouped: Grouped) -> tuple[Any, Any, Any]:
    """What a piece tells of itself: ids, moments, and the moments it totals."""
    return grouped.ids, grouped.moments, grouped.totals
