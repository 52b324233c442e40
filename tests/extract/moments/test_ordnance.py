"""What falls in a strike told before is a part of it; what falls elsewhere, on another day or upon others is not."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.pipeline import load_extractor, read_report
from dateline.records import Report

LEAD = "Jets bombarded the hills near Banmauk on Saturday.\n\n"


@pytest.mark.parametrize(
    ("behind", "count"),
    [
        ("The mayor said that six bombs fell on Saturday.", 1),
        ("Four shells landed in a ditch, a shepherd said.", 1),
        ("The mayor said that six bombs fell on a school on Thursday.", 2),
        ("Six shells fell on a clinic in Yangon on Friday.", 2),
    ],
)
def test_what_falls_in_a_strike_is_of_it(behind: str, count: int) -> None:
    """A bomb that falls on the day of a strike that was told, and nowhere else, opens no incident."""
    report = Report(id="r", text=LEAD + behind, outlet="Ora News", published=date(2024, 6, 9))
    assert len(read_report(report, load_extractor()).incidents) == count
