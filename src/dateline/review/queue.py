"""Which claims wait for a person, the doubtful and grave ones first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from dateline.codebook import EventType
from dateline.records import Claim, Decision, Record
from dateline.review.fields import readings_of
from dateline.review.judgements import standing

State = Literal["open", "accepted", "rejected"]


class Ticket(Record, frozen=True, kw_only=True):
    """One claim in the queue: how doubtful, how grave, and its rank by both."""

    claim_id: str
    report_id: str
    doubt: float
    importance: float

    @property
    def rank(self) -> float:
        """Doubt times importance."""
        return self.doubt * self.importance


def doubt_of(claim: Claim) -> float:
    """0..1: how likely it is that something on the card is wrong; the weakest field weighs most."""
    weakest = min((reading.confidence for _, reading in readings_of(claim)), default=0.0)
    return 1.0 - 0.5 * claim.confidence - 0.5 * weakest


def importance_of(claim: Claim) -> float:
    """From 0.2 upwards: deaths weigh by their logarithm, background and sums weigh little."""
    deaths = sum(one.value.best or one.value.low or 0 for one in claim.toll if one.value.outcome == "killed")
    weight = 1.0 + math.log10(1 + deaths)
    if claim.event_type.value in (EventType.STRATEGIC, EventType.PROTESTS):
        weight *= 0.6
    return weight * (0.3 if claim.background or claim.summed_moments else 1.0)


def rank_claims(claims: Iterable[Claim]) -> tuple[Ticket, ...]:
    """A ticket for each claim, highest rank first; ties in the order of report, moment and id."""
    waiting = [
        (claim.report_id, claim.moment, claim.id, doubt_of(claim), importance_of(claim)) for claim in claims
    ]
    tickets = [
        Ticket(claim_id=claim_id, report_id=report_id, doubt=doubt, importance=importance)
        for report_id, _, claim_id, doubt, importance in sorted(waiting)
    ]
    return tuple(sorted(tickets, key=lambda ticket: -ticket.rank))


def states_of(decisions: Iterable[Decision]) -> dict[str, State]:
    """Claims that a standing ruling accepted or rejected as a whole; all others are open."""
    states: dict[str, State] = {}
    for decision in standing(decisions):
        if decision.field is None and decision.judgement == "accept":
            states[decision.subject] = "accepted"
        elif decision.field is None and decision.judgement == "reject":
            states[decision.subject] = "rejected"
    return states
