"""What a project said before: every linking in its journal, releases, days past, and the feed of changes."""

from dateline.past.changes import Happening, latest_changes, list_changes
from dateline.past.differences import Comparison, compare_moments
from dateline.past.feed import write_atom, write_lines
from dateline.past.journal import (
    Ceased,
    find_ceased,
    freeze,
    keep_change,
    keep_incidents,
    list_releases,
    list_rulings,
    record_release,
    refuse_known_tag,
)
from dateline.past.lens import Lens, lens_of
from dateline.past.moments import Moment, Point, find_moment, start_of
from dateline.past.rulings import LOST, RulingFate, list_fates, list_lost, lost_problems

__all__ = [
    "LOST",
    "Ceased",
    "Comparison",
    "Happening",
    "Lens",
    "Moment",
    "Point",
    "RulingFate",
    "compare_moments",
    "find_ceased",
    "find_moment",
    "freeze",
    "keep_change",
    "keep_incidents",
    "latest_changes",
    "lens_of",
    "list_changes",
    "list_fates",
    "list_lost",
    "list_releases",
    "list_rulings",
    "lost_problems",
    "record_release",
    "refuse_known_tag",
    "start_of",
    "write_atom",
    "write_lines",
]
