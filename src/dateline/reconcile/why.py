"""Why the accounts of one incident were brought together, or why two incidents were not, feature by feature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.group import moments_of
from dateline.reconcile.scorer import explain_pair, load_weights, match_probability, score_pair
from dateline.reconcile.story import Profile, story_features
from dateline.records import Claim, Record


class PairReason(Record, frozen=True, kw_only=True):
    """Two accounts, how likely they are one incident, and what each feature gave in log odds."""

    first: Moment
    second: Moment
    probability: float
    log_odds: float
    given: tuple[tuple[str, float], ...]


def why_together(claims: Iterable[Claim], profiles: Iterable[Profile] = ()) -> tuple[PairReason, ...]:
    """Every pair of accounts of different reports among these claims, in order."""
    accounts = [make_account(own) for _, own in sorted(moments_of(claims).items())]
    known = {profile.report_id: profile for profile in profiles}
    return tuple(
        _reason(a, b, known)
        for position, a in enumerate(accounts)
        for b in accounts[position + 1 :]
        if a.moment[0] != b.moment[0]
    )


def why_apart(
    first: Sequence[Claim], second: Sequence[Claim], profiles: Iterable[Profile] = ()
) -> tuple[PairReason, ...]:
    """The pairs across two incidents, the likeliest first; none when both come from one report alone."""
    known = {profile.report_id: profile for profile in profiles}
    left, right = (
        [make_account(own) for _, own in sorted(moments_of(side).items())] for side in (first, second)
    )
    pairs = [_reason(a, b, known) for a in left for b in right if a.moment[0] != b.moment[0]]
    return tuple(sorted(pairs, key=lambda pair: (-pair.log_odds, pair.first, pair.second)))


def _reason(a: Account, b: Account, profiles: dict[str, Profile]) -> PairReason:
    weights = load_weights()
    one, other = profiles.get(a.moment[0]), profiles.get(b.moment[0])
    story = story_features(one, other) if one is not None and other is not None else {}
    story = story if story.get("story", -1.0) >= 0.0 else {}
    odds = score_pair(a, b, weights, story)
    return PairReason(
        first=a.moment,
        second=b.moment,
        probability=round(match_probability(odds, weights), 4),
        log_odds=round(odds, 3),
        given=explain_pair(a, b, weights, story),
    )
