"""The reports written for dateline are coded by words that stand in them, with kinds that the scorer knows."""

from __future__ import annotations

from evals.reports import TYPE_OF
from evals.written import lines

KINDS = {
    *TYPE_OF.values(),
    "attack",
    "displacement",
    "other_violence",
}
SOURCES = {
    "resident",
    "armed group",
    "military",
    "government",
    "hospital",
    "rights group",
    "media",
    "unnamed",
}


def test_every_incident_is_coded_by_words_that_stand_once_in_its_report() -> None:
    reports = list(lines())
    assert len(reports) >= 130
    assert len({report["id"] for report in reports}) == len(reports)
    assert {incident["type"] for report in reports for incident in report["gold"]} <= KINDS
    assert {
        one["kind"] for report in reports for each in report["gold"] for one in each["asserted_by"]
    } <= SOURCES
    for report in reports:
        for incident in report["gold"]:
            assert incident["evidence_start"] < incident["evidence_end"] <= len(report["text"])


def test_side_b_is_armed_and_unarmed_people_are_victims_as_the_conventions_of_the_scorer_want_it() -> None:
    sides = {
        name for report in lines() for one in report["gold"] for side in one["side_b"] for name in side["alt"]
    }
    assert "soldiers" in sides
    assert not sides & {"civilians", "residents", "children", "passengers", "villagers"}


def test_a_fifth_of_the_reports_tells_of_no_incident() -> None:
    reports = list(lines())
    assert 0.15 < sum(report["no_incident"] for report in reports) / len(reports) < 0.3
