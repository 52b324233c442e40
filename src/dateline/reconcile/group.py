"""Which claims are one incident: those of one moment in a report, and matching ones across reports."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reconcile.settle import Moment, incident_id, settle_incident
from dateline.records import Claim, Decision, Incident


def reconcile(claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> tuple[Incident, ...]:
    """Incidents in the order of their first report and moment; any order of claims gives the same."""
    moments: dict[Moment, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        moments.setdefault((claim.report_id, claim.moment), []).append(claim)
    groups = [moments[moment] for moment in sorted(moments)]
    incident_of = {moment: incident_id(moments[moment]) for moment in moments}
    return tuple(settle_incident(group, incident_of) for group in groups)
