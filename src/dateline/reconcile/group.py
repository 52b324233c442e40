"""Which claims are one incident: those of one moment in a report, and matching ones across reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.candidates import candidate_pairs
from dateline.reconcile.cluster import group_pairs, start_groups
from dateline.reconcile.features import Features, pair_features
from dateline.reconcile.reports import near_copies
from dateline.reconcile.retelling import retold_pairs
from dateline.reconcile.rulings import linking_rulings, rule_incidents
from dateline.reconcile.scorer import Weights, load_weights, score_features
from dateline.reconcile.settle import incident_id, order_claims, settle_incident
from dateline.reconcile.story import Profile, alike_reports
from dateline.records import Claim, Decision, Incident

ReportPair = tuple[str, str]


def reconcile(
    claims: Iterable[Claim], decisions: Sequence[Decision] = (), *, profiles: Iterable[Profile] = ()
) -> tuple[Incident, ...]:
    """Incidents in the order of their first report and moment; any order of claims gives the same.

    `profiles` of the reports (story.profile_report) let rare shared names and wording speak for a match.
    """
    known = tuple(profiles)
    moments = moments_of(claims)
    order = sorted(moments)
    accounts = [make_account(moments[moment]) for moment in order]
    groups = group_accounts(accounts, decisions, stories=alike_reports(known))
    members = [[claim for position in group for claim in moments[order[position]]] for group in groups]
    ids = [incident_id(group) for group in members]
    incident_of = {order[p]: id for id, group in zip(ids, groups, strict=True) for p in group}
    copies = {id: copied[0] for copied in near_copies(known) if len(copied) > 1 for id in copied}
    incidents = [settle_incident(group, incident_of, copies) for group in members]
    return rule_incidents(incidents, decisions) if decisions else tuple(incidents)


def moments_of(claims: Iterable[Claim]) -> dict[Moment, list[Claim]]:
    """The claims of each moment of each report, the one that is told first leading; a claim counts once."""
    moments: dict[Moment, list[Claim]] = {}
    for claim in {claim.id: claim for claim in claims}.values():
        moments.setdefault((claim.report_id, claim.moment), []).append(claim)
    return {moment: order_claims(own) for moment, own in moments.items()}


def group_accounts(
    accounts: Sequence[Account],
    decisions: Sequence[Decision] = (),
    *,
    stories: Mapping[ReportPair, Features] | None = None,
    weights: Weights | None = None,
) -> list[list[int]]:
    """Positions of accounts that are one incident, grouped; `stories` are features of pairs of reports."""
    weights = weights or load_weights()
    same, different = linking_rulings(accounts, decisions)
    score = _Scorer(accounts, stories or {}, weights)
    groups = start_groups([account.moment[0] for account in accounts])
    if len({account.moment[0] for account in accounts}) > 1:
        pairs = ((score(a, b), a, b) for a, b in _pairs(accounts, stories or {}))
        likely = [pair for pair in pairs if pair[0] >= weights.least]
    else:
        likely = []
    same = [*same, *retold_pairs(accounts)]
    return group_pairs(groups, likely, least=weights.least, score=score, same=same, different=different)


class _Scorer:
    """Scores of pairs of positions, with what their reports share."""

    def __init__(
        self, accounts: Sequence[Account], stories: Mapping[ReportPair, Features], weights: Weights
    ) -> None:
        self._accounts, self._stories, self._weights = accounts, stories, weights

    def __call__(self, a: int, b: int) -> float:
        first, second = self._accounts[a], self._accounts[b]
        story = self._stories.get((first.moment[0], second.moment[0]))
        return score_features(pair_features(first, second, story), self._weights)


def _pairs(accounts: Sequence[Account], stories: Mapping[ReportPair, Features]) -> Iterable[tuple[int, int]]:
    """Candidates by day and place, then all pairs of accounts of two reports that tell a like story."""
    import numpy as np

    found = candidate_pairs(accounts)
    by_report: dict[str, list[int]] = {}
    for position, account in enumerate(accounts):
        by_report.setdefault(account.moment[0], []).append(position)
    more = [
        (min(a, b), max(a, b))
        for first, second in stories
        for a in by_report.get(first, ())
        for b in by_report.get(second, ())
    ]
    if more:
        found = np.unique(np.concatenate([found, np.array(more, dtype=np.int64)]), axis=0)
    return map(tuple, found.tolist())
