"""The reports written for dateline are coded by words that stand in them, with kinds that the scorer knows."""

from __future__ import annotations

from evals.reports import TYPE_OF
from evals.written import lines

KINDS = {
    *TYPE_OF.values(),
    "attack",
    "displacement",
    "sexual_violence",
    "mob_violence",
    "protest_violence",
    "other_violence",
}


def test_every_incident_is_coded_by_words_that_stand_once_in_its_report() -> None:
    reports = list(lines())
    assert len(reports) >= 130
    assert len({report["id"] for report in reports}) == len(reports)
    assert {incident["type"] for report in reports for incident in report["gold"]} <= KINDS
    for report in reports:
        for incident in report["gold"]:
            assert incident["evidence_start"] < incident["evidence_end"] <= len(report["text"])


def test_a_fifth_of_the_reports_tells_of_no_incident() -> None:
    reports = list(lines())
    assert 0.15 < sum(report["no_incident"] for report in reports) / len(reports) < 0.3
