"""The order of the stages, and nothing else: report -> claims -> incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from dateline.nearby import NAME, Nearby, News, Unreadable
from dateline.past import keep_change, keep_incidents, list_rulings
from dateline.places.corrections import FILE as SPELLINGS
from dateline.places.homes import FILE as HOMES
from dateline.plugins import load_plugin
from dateline.reconcile import Profile, profile_report, reconcile
from dateline.reconcile.account import Moment
from dateline.reconcile.incremental import Neighbourhood, TooWide
from dateline.records import Claim, Decision, Extraction, Incident, Record, Report
from dateline.review import apply_rulings
from dateline.stores.contract import Store

DEFAULT_EXTRACTOR = "rules"
LEARNED = (SPELLINGS, HOMES)  # files of a project that its extractor reads with
LARGE = 5_000  # claims from which a project has an index beside its store; below, linking all takes seconds
MOST_NEW = (
    500  # reports or rulings that are linked by what is near them; more are linked with all others anew
)


class Extractor(Protocol):
    """A pure function of the report; `identity` is `name@version` and stands in every claim."""

    identity: str

    def read(self, report: Report) -> Extraction:
        """What the report says, claim by claim, and what was set aside."""


class ReadReport(Record, frozen=True, kw_only=True):
    """One report read on its own: what was found in it, and the incidents its claims make."""

    report: Report
    extraction: Extraction
    incidents: tuple[Incident, ...]


class Linked(Record, frozen=True, kw_only=True):
    """What linking gave: all incidents, or where `whole` is false those that new reports changed or made."""

    incidents: int
    claims: int
    totals: int
    whole: bool


def load_extractor(name: str = DEFAULT_EXTRACTOR) -> Extractor:
    """The extractor plug-in of this name, ready to read; `NAME#FOLDER` knows what that project has learned."""
    plug_in, _, folder = name.partition("#")
    make = load_plugin("extractors", plug_in)
    extractor: Extractor = make(project=Path(folder)) if folder else make()
    return extractor


def extractor_for(project: Path, name: str = DEFAULT_EXTRACTOR) -> str:
    """The name to load the extractor by in this project: with its folder where it has spellings or homes."""
    learned = any((project / file).is_file() for file in LEARNED)
    return f"{name}#{project.resolve()}" if learned else name


def read_report(report: Report, extractor: Extractor) -> ReadReport:
    """The report read on its own, its claims reconciled among themselves."""
    extraction = extractor.read(report)
    return ReadReport(report=report, extraction=extraction, incidents=reconcile(extraction.claims))


def link_claims(
    claims: Iterable[Claim], decisions: Iterable[Decision] = (), *, profiles: Sequence[Profile] = ()
) -> tuple[Incident, ...]:
    """Incidents over all claims; rulings outrank scores, and what the reports' stories share speaks for sameness."""
    return reconcile(tuple(claims), tuple(decisions), profiles=list(profiles))


def relink(store: Store) -> tuple[Incident, ...]:
    """The store's incidents, computed anew from its claims as ruled on; what changed stands in its journal."""
    return _relink(store, None)


def _relink(store: Store, nearby: Nearby | None) -> tuple[Incident, ...]:
    decisions = list_rulings(store)
    ruled = apply_rulings(store.claims(), decisions)
    profiles = [profile_report(report) for report in store.reports()]
    incidents = link_claims(ruled, decisions, profiles=profiles)
    keep_incidents(store, incidents)
    if nearby is not None:
        nearby.rebuild(ruled, profiles)
    return incidents


def link_project(store: Store, folder: Path) -> Linked:
    """What linking the project in this folder changed; in a large one, new reports and rulings touch only what is
    near them."""
    if store.counts().claims < LARGE:
        return _linked(relink(store))
    decisions = list_rulings(store)
    with closing(Nearby(folder / NAME, store, decisions)) as nearby:
        news = nearby.news()
        few = news is not None and max(len(news.reports), len(news.ruled)) <= MOST_NEW
        touched = link_news(store, nearby, news, decisions) if news is not None and few else None
        return _linked(_relink(store, nearby)) if touched is None else _linked(touched, whole=False)


def link_news(
    store: Store, nearby: Nearby, news: News, decisions: Sequence[Decision]
) -> tuple[Incident, ...] | None:
    """The incidents that these rulings and new reports changed or made; None where so much hangs together that all
    must be linked anew."""
    try:
        nearby.begin()
        gone, made = _link_ruled(store, nearby, news, decisions)
        neighbourhood = Neighbourhood(nearby)
        for id in news.reports:
            report, extraction = store.report(id), store.extraction(id)
            if report is None or extraction is None:
                continue
            ruled = apply_rulings(extraction.claims, decisions)
            touched = neighbourhood.add(ruled, decisions, [profile_report(report)])
            gone.update(touched.replaced)
            made = {one: incident for one, incident in made.items() if one not in touched.replaced}
            made |= {incident.id: incident for incident in touched.incidents}
    except (TooWide, Unreadable):
        nearby.give_up()
        return None
    keep_change(store, gone, made.values())
    with suppress(Unreadable):
        nearby.keep()
    return tuple(made[id] for id in sorted(made))


def _link_ruled(
    store: Store, nearby: Nearby, news: News, decisions: Sequence[Decision]
) -> tuple[set[str], dict[str, Incident]]:
    """The ids of incidents that rulings left other than they were, and the incidents in their place by id: those of
    the claims ruled on, and of all that hung together with these before or does so now."""
    if not news.ruled:
        return set(), {}
    nearby.rule(news.before)
    ruled_on = nearby.ruled_on(news)
    reports = sorted({report for report, _ in ruled_on})
    known = {moment for report in reports for moment in nearby.moments_in(report)}
    near = Neighbourhood(nearby).beside(ruled_on & known, news.before) | ruled_on
    for report in reports:
        nearby.take_out(report)
    nearby.rule(decisions)
    for report in reports:
        extraction = store.extraction(report)
        nearby.put(apply_rulings(extraction.claims if extraction else (), decisions))
    near |= nearby.ruled_on(news)
    near |= {moment for report in reports for moment in nearby.moments_in(report)}
    there = {moment for report in {report for report, _ in near} for moment in nearby.moments_in(report)}
    found, made = Neighbourhood(nearby).make(near & there, decisions)
    before = _incidents_of(store, found | near)
    return (
        {id for id, one in before.items() if made.get(id) != one},
        {id: one for id, one in made.items() if before.get(id) != one},
    )


def _incidents_of(store: Store, moments: Iterable[Moment]) -> dict[str, Incident]:
    """The store's incidents that hold a claim of one of these moments."""
    wanted = set(moments)
    found: dict[str, Incident] = {}
    for report in sorted({report for report, _ in wanted}):
        extraction = store.extraction(report)
        claims = extraction.claims if extraction else ()
        ids = {claim.id for claim in claims if (claim.report_id, claim.moment) in wanted}
        near = (one for one in store.incidents_of(report) if not ids.isdisjoint(one.claim_ids))
        found |= {one.id: one for one in near}
    return found


def _linked(incidents: Sequence[Incident], *, whole: bool = True) -> Linked:
    return Linked(
        incidents=len(incidents),
        claims=sum(len(incident.claim_ids) for incident in incidents),
        totals=sum(bool(incident.sums) for incident in incidents),
        whole=whole,
    )
