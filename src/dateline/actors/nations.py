"""Countries, the adjectives for them, and the forces a state has by the generic rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.actors.folding import fold_name
from dateline.actors.roster import Party, load_roster, read_rows, split_list

Arm = Literal["military", "police"]
_ARMS: dict[Arm, str] = {"military": "Military Forces", "police": "Police Forces"}


@dataclass(frozen=True, slots=True)
class Nation:
    """One country: its names, adjectives, people, and places that stand for it."""

    iso3: str
    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationWord:
    """What a word has to do with a country: its name, an adjective, its people, or a place in it."""

    nation: Nation
    kind: Literal["name", "adjective", "people", "region"]


@lru_cache(maxsize=1)
def load_nations() -> dict[tuple[str, ...], NationWord]:
    """Folded words -> the country they stand for; a name beats an adjective, an adjective a place."""
    words: dict[tuple[str, ...], NationWord] = {}
    for iso3, country, names, adjectives, people, regions in read_rows("nations.tsv", columns=6):
        nation = Nation(
            iso3,
            country,
            (country, *split_list(names)),
            split_list(adjectives),
            split_list(people),
            split_list(regions),
        )
        for name in nation.names:
            words.setdefault(fold_name(name), NationWord(nation, "name"))
        for name in nation.adjectives:
            words.setdefault(fold_name(name), NationWord(nation, "adjective"))
        for name in nation.people:
            words.setdefault(fold_name(name), NationWord(nation, "people"))
        for name in nation.regions:
            words.setdefault(fold_name(name), NationWord(nation, "region"))
    return words


@lru_cache(maxsize=512)
def nation_of(iso3: str) -> Nation | None:
    """The country with this code."""
    return next((word.nation for word in load_nations().values() if word.nation.iso3 == iso3), None)


@lru_cache(maxsize=512)
def state_party(iso3: str, arm: Arm = "military") -> Party | None:
    """The armed forces or the police of a country: the roster's entry, or one made by the rule."""
    actor_id = f"{iso3.lower()}-{arm}"
    known = load_roster().get(actor_id)
    nation = nation_of(iso3)
    if known is not None or nation is None:
        return known
    return Party(
        actor_id=actor_id,
        name=f"{_ARMS[arm]} of {nation.country}",
        group=f"{iso3.lower()}-state",
        inter=1,
        iso3=iso3,
        parents=() if arm == "military" else (f"{iso3.lower()}-military",),
    )
