"""How the figures came about, counted from what the project holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from dateline.publish.profiles import Profile
from dateline.records import Claim, Decision, Incident, Record
from dateline.review import State
from dateline.web.held import Head
from dateline.web.views.words import phrase


class Counted(Record, frozen=True, kw_only=True):
    """The figures of the page of method."""

    reports: int
    outlets: int
    undated: int
    first: date | None
    last: date | None
    claims: int
    extractors: tuple[tuple[str, int], ...]
    bases: dict[str, int]
    speakers: tuple[tuple[str, int], ...]
    unnamed: int
    of_parties: int
    hedged: int
    incidents: int
    one_report: int
    disputed: int
    verified: tuple[tuple[str, int], ...]
    abstained: int
    sums: int
    background: int
    accepted: int
    rejected: int
    rulings: int
    analysts: int
    unread: int


def count_method(
    heads: Iterable[Head],
    claims: Mapping[str, Claim],
    incidents: Iterable[Incident],
    states: Mapping[str, State],
    decisions: Iterable[Decision],
) -> Counted:
    """Everything the page says in numbers."""
    heads, made, ruled = list(heads), list(incidents), list(decisions)
    read = list(claims.values())
    days = [head.published for head in heads if head.published]
    speakers = [one.value for claim in read for one in claim.attribution]
    judged = Counter(states.values())
    return Counted(
        reports=len(heads),
        outlets=len({head.outlet for head in heads if head.outlet}),
        undated=len(heads) - len(days),
        first=min(days, default=None),
        last=max(days, default=None),
        claims=len(read),
        extractors=tuple(Counter(claim.extractor for claim in read).most_common()),
        bases=dict(Counter(_bases(read))),
        speakers=tuple(Counter(one.kind for one in speakers).most_common()),
        unnamed=sum(not claim.attribution for claim in read),
        of_parties=sum(one.party_to_conflict for one in speakers),
        hedged=sum(one.hedged for one in speakers),
        incidents=len(made),
        one_report=sum(len(one.report_ids) == 1 for one in made),
        disputed=sum(_disputed(one) for one in made),
        verified=tuple(Counter(one.verification.value for one in made).most_common()),
        abstained=sum(one.location is None or one.location.value.latitude is None for one in made),
        sums=sum(bool(one.sums) for one in made),
        background=sum(one.background for one in made),
        accepted=judged.get("accepted", 0),
        rejected=judged.get("rejected", 0),
        rulings=len(ruled),
        analysts=len({one.analyst for one in ruled}),
        unread=len({head.id for head in heads} - {claim.report_id for claim in read}),
    )


def inclusion_words(profile: Profile) -> tuple[str, ...]:
    """What the coding rules take in and leave out, in sentences."""
    rules = profile.include
    least = rules.minimum_deaths
    told = [
        f"{name}_{'yes' if getattr(rules, name) else 'no'}" for name in ("totals", "undated", "background")
    ]
    deaths = phrase("include", "deaths" if least else "no_deaths").format(n=least)
    return (*(phrase("include", key) for key in told), deaths)


def _bases(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        for held in (claim.date, claim.location, claim.actor):
            yield held.basis if held else "empty"


def _disputed(incident: Incident) -> bool:
    settled = (incident.date, incident.location, incident.sub_event_type, incident.side_a, *incident.toll)
    return any(one.dissent for one in settled if one)
