"""The order of the stages, and nothing else: report -> claims -> incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dateline.past import keep_incidents, list_rulings
from dateline.plugins import load_plugin
from dateline.reconcile import Profile, profile_report, reconcile
from dateline.records import Claim, Decision, Extraction, Incident, Record, Report
from dateline.review import apply_rulings
from dateline.stores.contract import Store

DEFAULT_EXTRACTOR = "rules"


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


def load_extractor(name: str = DEFAULT_EXTRACTOR) -> Extractor:
    """The extractor plug-in of this name, ready to read."""
    extractor: Extractor = load_plugin("extractors", name)()
    return extractor


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
    decisions = list_rulings(store)
    ruled = apply_rulings(store.claims(), decisions)
    profiles = [profile_report(report) for report in store.reports()]
    incidents = link_claims(ruled, decisions, profiles=profiles)
    keep_incidents(store, incidents)
    return incidents
