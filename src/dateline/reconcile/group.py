"""Which claims are one incident: those of one moment in a report, and matching ones across reports."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Claim, Decision, Incident
from dateline.reconcile.settle import settle_incident


def reconcile(claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> tuple[Incident, ...]:
    """Incidents in the order of their ids' claims; any order of claims gives the same."""
    moments: dict[tuple[str, int], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        moments.setdefault((claim.report_id, claim.moment), []).append(claim)
    return tuple(settle_incident(group, moments) for _, group in sorted(moments.items()))
