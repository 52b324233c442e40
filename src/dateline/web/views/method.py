"""How the figures came about, counted from what the project holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dateline.publish.profiles import Profile
from dateline.records import Decision, Record
from dateline.review import State
from dateline.stores.glances import Glance, Hearing
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


class _Read:
    """What was read in the reports, counted as they are told one by one."""

    def __init__(self, hearings: Iterable[Hearing]) -> None:
        self.reports = self.claims = self.unnamed = self.of_parties = self.hedged = 0
        self.extractors: Counter[str] = Counter()
        self.bases: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        for one in hearings:
            self.reports += one.claims > 0
            self.claims += one.claims
            self.unnamed += one.unnamed
            self.bases.update(one.bases)
            if one.claims:
                self.extractors[one.extractor] += one.claims
            for _, kind, party, hedged in one.heard:
                self.speakers[kind] += 1
                self.of_parties += party
                self.hedged += hedged


def count_method(
    printed: Iterable[tuple[str, date | None, int]],
    hearings: Iterable[Hearing],
    glances: Sequence[Glance],
    states: Mapping[str, State],
    decisions: Iterable[Decision],
) -> Counted:
    """Everything the page says in numbers."""
    press, ruled, read = list(printed), list(decisions), _Read(hearings)
    days = [day for _, day, _ in press if day]
    reports = sum(number for _, _, number in press)
    judged = Counter(states.values())
    return Counted(
        reports=reports,
        outlets=len({outlet for outlet, _, _ in press if outlet}),
        undated=sum(number for _, day, number in press if not day),
        first=min(days, default=None),
        last=max(days, default=None),
        claims=read.claims,
        extractors=tuple(read.extractors.most_common()),
        bases=dict(read.bases),
        speakers=tuple(read.speakers.most_common()),
        unnamed=read.unnamed,
        of_parties=read.of_parties,
        hedged=read.hedged,
        incidents=len(glances),
        one_report=sum(len(one.reports) == 1 for one in glances),
        disputed=sum(one.disputed for one in glances),
        verified=tuple(Counter(one.verification for one in glances).most_common()),
        abstained=sum(one.latitude is None for one in glances),
        sums=sum(one.sums for one in glances),
        background=sum(one.background for one in glances),
        accepted=judged.get("accepted", 0),
        rejected=judged.get("rejected", 0),
        rulings=len(ruled),
        analysts=len({one.analyst for one in ruled}),
        unread=reports - read.reports,
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
