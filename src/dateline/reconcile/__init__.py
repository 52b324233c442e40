"""Claims -> incidents: matching, grouping, settling. Rulings of analysts outrank scores."""

from dateline.reconcile.group import reconcile
from dateline.reconcile.reports import group_reports, near_copies
from dateline.reconcile.story import Profile, profile_report

__all__ = ["Profile", "group_reports", "near_copies", "profile_report", "reconcile"]
