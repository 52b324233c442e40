"""What the codebooks want to know of a country: its ISO codes and the region it is filed under."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Country(NamedTuple):
    """One country by its name in the gazetteer."""

    name: str
    iso2: str
    iso3: str
    numeric: str
    region: str
    ged_region: str


NOWHERE = Country("", "", "", "", "", "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    text = (files("dateline.data") / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {row[0].casefold(): Country(*row) for row in rows}


def country_of(name: str | None) -> Country:
    """The country of this name; NOWHERE when it has none or is not known."""
    return _countries().get((name or "").casefold(), NOWHERE)


@lru_cache(maxsize=1)
def iso3_codes() -> frozenset[str]:
    """The three letters of every country."""
    return frozenset(country.iso3 for country in _countries().values())
