"""Schools, stations, parks and their like that are called by a name: "the Ora mission hospital"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.extract.where.capitals import is_common

_KINDS = 2  # words between a name and what it is the name of: "Ora gold mine"
_PEOPLE = "NORP"


def names_facility(doc: Any, first: int, bare: int, words: Mapping[str, Any]) -> bool:
    """True for the Ora of "the Ora mission hospital" and all of "the Ora Secondary School", unlike the first words of
    "the Catholic school", "the UN camp" and "the National Museum"."""
    opening = doc[first]
    if not _ends_in_facility(doc, first, bare, words) and not facility_behind(doc, bare, words):
        return False
    if opening.text.isupper() or opening.lower_ in words["faiths"] or opening.lower_ in words["never"]:
        return False
    return not is_common(opening.text) and opening.ent_type_ != _PEOPLE


def facility_behind(doc: Any, end: int, words: Mapping[str, Any]) -> int:
    """The number of words that say what it is that the name before them is the name of: 2 for "mission hospital"; 0
    where none do."""
    for at, token in enumerate(doc[end : end + _KINDS + 1]):
        if token.lower_ in words["facilities"]:
            return at + 1
        if token.lower_ not in words["facility_kinds"]:
            return 0
    return 0


def _ends_in_facility(doc: Any, first: int, bare: int, words: Mapping[str, Any]) -> bool:
    """True for the words of "Ora National Park" and "Ora School of Theology"."""
    small = [doc[i].lower_ for i in range(first, bare)]
    if small[-1] in words["facilities"]:
        return len(small) > 1
    return any(
        word in words["facilities"] and small[at + 1 : at + 2] == ["of"]
        for at, word in enumerate(small)
        if at
    )
