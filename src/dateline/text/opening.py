"""What stands before the first sentence of a paragraph: a day of print, or a dateline ("ORA, Telland (Agency) -")."""

from __future__ import annotations

import re

from dateline.records import Span

_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})"
)
_WHEN = r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s*\d{4})?)"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PRINTED = re.compile(rf"\s*(?:date\s+)?(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}\b\s*)?(?P<day>{_DAY}\s*[-–—]+\s*)?")
_WORD = r"[A-Z0-9][\w'’./]*"
_NAME = rf"{_WORD}(?:[ -](?:(?:de|del|la|al|el|of|the|bin)[ -])?{_WORD}){{0,3}}"
_PLACES = rf"{_NAME}(?:,\s*{_NAME}){{0,3}}"
_TWO = r"[A-Z][\w'’]{1,24}(?:/[A-Z][\w'’]{1,24}){1,2}"  # "ORA/BEL:", "Ora/Bel In a raid"
_BRACKETS = r"(?:\s*[(\[][^)\]]{2,40}[)\]],?)"
_DASH = r"\s*(?:--|[-–—_])\s+"
_DATELINE = re.compile(
    rf"(?:{_PLACES}{_BRACKETS}*(?:,?\s*{_PLACES}{_BRACKETS}*)?{_DASH}|[A-Z][A-Z '’-]{{2,30}}{_WHEN}?{_BRACKETS}?\s?:\s"
    rf"|{_NAME},\s*{_DAY}\.\s+|{_NAME},\s*{_MONTHS}\s+\d{{1,2}}{_BRACKETS}?:?\s+(?=[A-Z])|{_PLACES}{_BRACKETS}(?:,?\s*{_PLACES})?{_BRACKETS}?:\s"
    rf"|{_TWO}{_WHEN}?(?::|\s+(?=(?:The|An?|In|At|On)\s[a-z]))\s*)"
)
_LONGEST = 100
_ENDS = frozenset(".!?\"'”’)…")


def find_opening(paragraph: str) -> tuple[Span, Span]:
    """(day of print, dateline): the two stretches before the first sentence, each empty where there is none."""
    printed = _PRINTED.match(paragraph)
    start = printed.end() if printed and (printed["iso"] or printed["day"]) else 0
    dateline = _DATELINE.match(paragraph[: start + _LONGEST], start)
    rest = paragraph[dateline.end() if dateline else start :].strip()
    if dateline is None or not rest or rest[0].islower() or rest[-1] not in _ENDS:
        return Span(0, start), Span(start, start)
    return Span(0, start), Span(start, dateline.end())
