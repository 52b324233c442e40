"""Claims -> incidents: matching, grouping, settling. Rulings of analysts outrank scores."""

from dateline.reconcile.group import reconcile

__all__ = ["reconcile"]
