"""Where reports and decisions are kept: one contract, a project folder, SQLite or memory."""

from dateline.stores.backup import backup_project
from dateline.stores.contract import Counts, Hit, IncidentFilter, Problem, Store
from dateline.stores.project import Settings, create_store, open_store, read_settings
from dateline.stores.restore import restore_project

__all__ = [
    "Counts",
    "Hit",
    "IncidentFilter",
    "Problem",
    "Settings",
    "Store",
    "backup_project",
    "create_store",
    "open_store",
    "read_settings",
    "restore_project",
]
