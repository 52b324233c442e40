"""Where a paper is at home, from its name and web address: a prior for names that stand alone."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from dateline.languages import load_language
from dateline.places import Gazetteer, Home, Homes
from dateline.records import Report

_WORD = re.compile(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")
_SHORTEST = 5


@lru_cache(maxsize=4)
def _outlets(code: str) -> tuple[tuple[tuple[re.Pattern[str], str], ...], dict[str, str]]:
    table = load_language(code).places_outlets
    words = tuple(
        (re.compile(rf"(?<![a-z]){re.escape(word)}"), country) for word, country in table["outlets"].items()
    )
    return words, table["endings"]


def outlet_key(report: Report) -> str:
    """The outlet as the learned homes call it: the host of its address, else its name; empty when nobody says."""
    return _host(report) or (report.outlet or "").strip().casefold()


def home_of(report: Report, homes: Homes | None = None) -> Home:
    """The countries a paper belongs to, and the places it was about before; empty when nothing tells."""
    words, endings = _outlets(report.language)
    host = _host(report)
    told = " ".join(part for part in ((report.outlet or "").casefold(), host) if part)
    countries = {country for pattern, country in words if pattern.search(told)}
    ending = host.rsplit(".", 1)[-1] if "." in host else ""
    if not countries and len(ending) >= 2 and ending in endings:
        countries = {endings[ending]} - {""}
    elif not countries and len(ending) == 2:
        countries = {ending.upper()}
    return Home(countries=frozenset(countries), places=(homes or {}).get(outlet_key(report), ()))


def _host(report: Report) -> str:
    for address in (report.url, report.outlet):
        if address and "." in address and " " not in address.strip():
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
            return host.removeprefix("www.")
    return ""


def home_names(report: Report, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Names of places inside the paper's own name or address: "oratimes.example" speaks for Ora."""
    host = _host(report).rsplit(".", 1)[0].replace(".co", "")
    names = [match.group() for match in _WORD.finditer(report.outlet or "") if not host]
    for part in re.split(r"[.\-_]", host):
        names.extend(_inside(part, gazetteer))
    return tuple(dict.fromkeys(name for name in names if gazetteer.knows(name)))[:3]


def _inside(word: str, gazetteer: Gazetteer) -> list[str]:
    """The longest name of a place that is a beginning or an end of the word."""
    for size in range(len(word), _SHORTEST - 1, -1):
        for piece in (word[:size], word[-size:]):
            if gazetteer.knows(piece):
                return [piece]
    return []
