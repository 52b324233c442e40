"""Where the reading runs: on this machine's cores, or on a cluster."""

from dateline.runners.local import Unread, default_workers, run_local

__all__ = ["Unread", "default_workers", "run_local"]
