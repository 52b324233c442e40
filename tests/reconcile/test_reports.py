"""Whole reports: rare names in common make one story, the same wording makes a copy, common words make nothing."""

from __future__ import annotations

from datetime import date

from dateline.reconcile import group_reports, near_copies, profile_report
from dateline.reconcile.story import alike_reports, shared_wording
from dateline.records import Report

FIRE = (
    "Police in Tarvenholt said on Monday that Osric Pellandine, 34, was shot outside the Quillmere mill on Sunday "
    "night. His brother Edric Pellandine said the two had quarrelled with a neighbour over a boat."
)
LATER = (
    "A neighbour was charged on Wednesday with the killing of Osric Pellandine at the Quillmere mill in Tarvenholt. "
    "The court heard that Edric Pellandine had seen a quarrel about a boat."
)
OTHER = (
    "Police in Brackenfold said on Monday that a woman of 34 was shot outside a shop on Sunday night. Her sister "
    "Ysolde Marrowgate said that she had quarrelled with a neighbour about a dog."
)


def report(id: str, text: str, day: int) -> Report:
    return Report(id=id, text=text, published=date(2024, 3, day))


def test_two_reports_of_one_shooting_come_together_and_a_like_one_stays_apart() -> None:
    reports = [report("a", FIRE, 4), report("b", OTHER, 4), report("c", LATER, 6)]
    profiles = [profile_report(one) for one in reports]
    assert group_reports(profiles) == [["a", "c"], ["b"]]
    assert group_reports(list(reversed(profiles))) == [["a", "c"], ["b"]]


def test_reports_printed_long_apart_are_no_one_story() -> None:
    profiles = [
        profile_report(report("a", FIRE, 4)),
        profile_report(Report(id="c", text=LATER, published=date(2025, 3, 6))),
    ]
    assert alike_reports(profiles) == {}


def test_a_wire_story_with_another_first_line_is_a_copy_and_a_retelling_is_not() -> None:
    wire = profile_report(report("a", FIRE, 4))
    copy = profile_report(report("b", "TARVENHOLT (Marsh Wire) - " + FIRE, 4))
    told = profile_report(report("c", LATER, 4))
    assert shared_wording(wire, copy) > 0.8
    assert near_copies([wire, copy, told]) == [["a", "b"], ["c"]]


def test_an_empty_report_is_like_no_other() -> None:
    profiles = [profile_report(report("a", "", 4)), profile_report(report("b", "", 4))]
    assert group_reports(profiles) == [["a"], ["b"]]
