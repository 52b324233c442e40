"""How the English press writes names of places, and which land it means by a name of several."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


def press_names(geonames_id: str) -> tuple[str, ...]:
    """Names for a place that is shown by the first of them, none where it is shown by that of the source."""
    return tuple(_tables()["names"].get(geonames_id, ()))


def press_spellings(geonames_id: str) -> tuple[str, ...]:
    """Spellings of the press for a place of the sources, none where the press writes as they do."""
    return tuple(_tables()["spellings"].get(geonames_id, ()))


def meant_by_press() -> dict[str, str]:
    """The land that is meant by a name of several lands' places, as its two-letter code, by the name."""
    lands: dict[str, str] = _tables()["meant"]
    return lands


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("dateline.data.places") / "spellings.toml").read_text(encoding="utf-8"))
