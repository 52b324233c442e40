"""Implementations found by kind and name among the installed entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from dateline.errors import DatelineError

KINDS = ("ingest", "extractors", "exports", "stores", "runners")


def list_plugins(kind: str) -> dict[str, EntryPoint]:
    """Entry points of one kind by name, in the order of their names."""
    found = entry_points(group=f"dateline.{kind}")
    return {point.name: point for point in sorted(found, key=lambda point: point.name)}


def load_plugin(kind: str, name: str) -> Any:
    """The object behind one entry point; DatelineError names the known ones when there is none."""
    known = list_plugins(kind)
    if name not in known:
        names = ", ".join(known) or "none"
        raise DatelineError(f"no {kind} plug-in is called {name!r}", remedy=f"Known: {names}.")
    return known[name].load()
