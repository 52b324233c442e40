"""The words of a language that tell places from other names, as sets."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.languages import load_language


@lru_cache(maxsize=4)
def place_words(code: str) -> dict[str, Any]:
    """The lexicon of places of one language, with its lists as sets."""
    table = load_language(code).places
    return {
        "heads": table["heads"],
        "organisations": frozenset(table["organisations"]["heads"]),
        "bodies": frozenset(table["organisations"]["bodies"]),
        "grounds": frozenset(table["organisations"]["grounds"]),
        "tiers": frozenset(table["organisations"]["tiers"]),
        "governing": frozenset(table["organisations"]["governing"]),
        "housed": frozenset(table["organisations"]["housed"]),
        "peoples": tuple(table["people"]["peoples"]),
        "posts": tuple(table["people"]["posts"]),
        "seats_of_bodies": tuple(table["people"]["seats_of_bodies"]),
        "tongues": frozenset(table["people"]["tongues"]),
        "spoken": frozenset(table["people"]["spoken"]),
        "peopling": frozenset(table["people"]["peopling"]),
        "opposing": frozenset(table["people"]["opposing"]),
        "ports": tuple(table["locative"]["ports"]),
        "armed_bodies": tuple(table["people"]["armed_bodies"]),
        "called": frozenset(table["locative"]["called"]),
        "pitted": frozenset(table["locative"]["pitted"]),
        "abreast": frozenset(table["locative"]["abreast"]),
        "midway": frozenset(table["locative"]["midway"]),
        "people": frozenset(table["people"]["heads"]),
        "people_verbs": frozenset(table["people"]["verbs"]),
        "forces": frozenset(table["people"]["forces"]),
        "carried_off": tuple(table["people"]["carried_off"]),
        "lived_through": frozenset(table["people"]["lived_through"]),
        "seats": frozenset(table["people"]["seats"]),
        "seat_nouns": frozenset(table["locative"]["seat_nouns"]),
        "speech": tuple(table["speech"]["words"]),
        "away": tuple(table["away"]["words"]),
        "arriving": tuple(table["away"]["arriving"]),
        "fleeing": tuple(table["away"]["fleeing"]),
        "journeys": tuple(table["away"]["journeys"]),
        "care": tuple(table["care"]["words"]),
        "hearing": frozenset(table["speech"]["hearing"]),
        "far": tuple(table["people"]["far"]),
        "named_after": frozenset(table["named_after"]["heads"]),
        "sites": frozenset(table["sites"]["heads"]),
        "facilities": frozenset(table["facilities"]["heads"]),
        "facility_kinds": frozenset(table["facilities"]["kinds"]),
        "faiths": frozenset(table["facilities"]["faiths"]),
        "local": frozenset(table["sites"]["local"]),
        "areas": frozenset(table["sites"]["areas"]),
        "acts": frozenset(table["sites"]["acts"]),
        "own_acts": frozenset(table["sites"]["own_acts"]),
        "identified": frozenset(table["sites"]["identified"]),
        "lived_in": frozenset(table["sites"]["lived_in"]),
        "heard": frozenset([*table["sites"]["agencies"], *table["sites"]["press"]]),
        "occurring": frozenset(table["sites"]["occurring"]),
        "incidents": frozenset(table["sites"]["incidents"]),
        "done_to": frozenset(table["sites"]["done_to"]),
        "taken": frozenset(table["sites"]["taken"]),
        "assailed": frozenset(table["sites"]["assailed"]),
        "held": frozenset(table["sites"]["held"]),
        "closing": frozenset(table["sites"]["closing"]),
        "fire": frozenset(table["sites"]["fire"]),
        "struck": {word: frozenset(acts) for word, acts in table["struck"].items()},
        "ground": frozenset(table["sites"]["ground"]),
        "press": frozenset(table["sites"]["press"]),
        "in_full": frozenset(table["locative"]["in_full"]),
        "pointing": frozenset(table["locative"]["pointing"]),
        "born": tuple(table["people"]["born"]),
        "adjectival": frozenset(table["people"]["adjectival"]),
        "living": frozenset(table["people"]["living"]),
        "joining": frozenset(table["locative"]["joining"]),
        "pairing": frozenset(table["locative"]["pairing"]),
        "one_of": frozenset(table["locative"]["one_of"]),
        "border": tuple(table["near"]["border"]),
        "crossed": tuple(table["near"]["crossed"]),
        "over": tuple(table["named_after"]["over"]),
        "parleys": tuple(table["named_after"]["parleys"]),
        "behalf": tuple(table["named_after"]["behalf"]),
        "launch": tuple(table["launch"]["words"]),
        "near": tuple(table["near"]["words"]),
        "lengths": tuple(table["near"]["lengths"]),
        "travel": tuple(table["near"]["travel"]),
        "edges": tuple(table["near"]["edges"]),
        "strong": frozenset(table["locative"]["strong"]),
        "locative": frozenset(table["locative"]["words"]),
        "never": frozenset(table["never"]["words"]),
        "titles": frozenset(table["never"]["titles"]),
        "feasts": frozenset(table["never"]["feasts"]),
        "leaders": frozenset(table["never"]["leaders"]),
        "commands": frozenset(table["never"]["commands"]),
        "holding": frozenset(table["locative"]["holding"]),
        "weekdays": frozenset(load_language(code).when["weekdays"]),
        "parts": frozenset(table["locative"]["parts"]),
        "leading": frozenset(table["locative"]["leading"]),
        "naming": frozenset(table["locative"]["naming"]),
        "spots": frozenset(table["locative"]["spots"]),
        "reaching": frozenset(table["locative"]["reaching"]),
        "coming": frozenset(table["locative"]["coming"]),
        "dwellers": frozenset(table["locative"]["dwellers"]),
        "offices": frozenset(table["locative"]["offices"]),
        "beside": frozenset(table["locative"]["beside"]),
        "buildings": frozenset(table["built"]["of"]),
        "roads": frozenset(table["built"]["roads"]),
        "built": frozenset(table["built"]["heads"]),
        "abbreviations": table["abbreviations"],
        "bearings": table["bearings"],
        "units": table["units"],
    }


@lru_cache(maxsize=4)
def demonyms_of(code: str) -> dict[str, tuple[str | None, str]]:
    """Words to (country code or None, name to look up)."""
    table = load_language(code).places_demonyms
    words: dict[str, tuple[str | None, str]] = {}
    for country, forms in table["demonyms"].items():
        words.update({form: (country, form) for form in forms})
    words.update({form: (None, name) for form, name in table["regions"].items()})
    return words


@lru_cache(maxsize=4)
def capitals_of(code: str) -> dict[str, str]:
    """Codes of countries to the names of their capitals."""
    return dict(load_language(code).places_demonyms["capitals"])


def abbreviated(text: str, words: dict[str, Any]) -> str | None:
    """The full name of a short form such as "Ala." or "N.C.", or None."""
    if not (text.isupper() or text.endswith(".")):
        return None
    full: str | None = words["abbreviations"].get(text.replace(".", "").casefold())
    return full
