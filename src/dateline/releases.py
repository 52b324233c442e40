"""A release from a store: what it says frozen in its journal, and a folder written with all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date as Day
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.past import freeze, record_release, refuse_known_tag
from dateline.plugins import list_plugins
from dateline.publish.areas import Area
from dateline.publish.items import Item, make_items
from dateline.publish.package import CHECKSUMS, Release, write_release
from dateline.publish.profiles import load_profile
from dateline.stores.contract import Store

_PROFILES = {"acled": "acled-like", "ged": "ucdp-like"}


def make_release(
    store: Store,
    folder: Path,
    *,
    tag: str,
    day: Day,
    title: str,
    licence: str,
    preset: str,
    area: Area = "cell",
    delay_days: int = 0,
) -> dict[str, Any]:
    """The manifest of the release that now stands in this folder; `diff` and `asof` know it by its tag.

    A tag or a folder that is taken is refused: a release never changes.
    """
    refuse_known_tag(store, tag)
    history, state = freeze(store)

    def items() -> Iterator[Item]:
        return make_items(state.incidents, state.claims, store.report)

    release = Release(
        tag=tag,
        day=day,
        title=title,
        version=__version__,
        licence=licence,
        preset=preset,
        formats=tuple(list_plugins("exports")),
        extractors=tuple(sorted({claim.extractor for claim in state.claims})),
        area=area,
        delay_days=delay_days,
    )
    profiles = {name: load_profile(profile) for name, profile in _PROFILES.items()}
    manifest = write_release(folder, release, items, profiles)
    record_release(store, tag, history, preset=preset, sha256=sum_of(folder))
    return manifest


def sum_of(folder: Path) -> str:
    """SHA-256 of a release's list of checksums, which stands for all its files."""
    return hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()
