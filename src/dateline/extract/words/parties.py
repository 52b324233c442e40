"""The words of `languages/en/who.toml` as sets and tables, read once a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.languages import load_language


@dataclass(frozen=True, slots=True)
class WhoWords:
    """Heads with their class, phrases with theirs, and the small sets the readers ask."""

    heads: dict[str, tuple[str, int]]
    phrases: dict[str, tuple[str, int]]
    needs_modifier: frozenset[str]
    armed_words: frozenset[str]
    state_words: frozenset[str]
    political_words: frozenset[str]
    political: frozenset[str]
    equipment: frozenset[str]
    flying: frozenset[str]
    act_heads: frozenset[str]
    act_verbs: frozenset[str]
    ground: frozenset[str]
    voice: frozenset[str]
    civilians: frozenset[str]
    persons: frozenset[str]
    hedges: frozenset[str]
    tails: frozenset[str]
    taken_for: frozenset[str]
    anybody: frozenset[str]
    holding: frozenset[str]
    foes: frozenset[str]
    armed_names: frozenset[str]
    body_names: frozenset[str]
    openers: frozenset[str]
    compass: frozenset[str]
    areas: frozenset[str]
    civil: frozenset[str]
    speaking: frozenset[str]
    regular: frozenset[str]
    quantities: frozenset[str]
    numbers: dict[str, int]
    telling: frozenset[str]
    theirs: frozenset[str]
    ours: frozenset[str]
    fellows: frozenset[str]
    ties: frozenset[str]
    bands: frozenset[str]
    peoples: frozenset[str]
    lords: frozenset[str]
    calling: frozenset[str]
    belonging: frozenset[str]
    attackers: frozenset[str]
    known_attackers: frozenset[str]
    bombers: frozenset[str]
    captors: frozenset[str]
    crews: frozenset[str]
    guise: frozenset[str]
    striking: frozenset[str]
    struck: frozenset[str]
    named_before: frozenset[str]
    armyless: frozenset[str]
    seats: frozenset[str]
    posts: frozenset[str]
    regulars: frozenset[str]
    unarmed: frozenset[str]
    operations: frozenset[str]
    raids: frozenset[str]
    manner: frozenset[str]
    official: frozenset[str]
    transport: frozenset[str]
    aged: frozenset[str]
    former: frozenset[str]
    paired: frozenset[str]
    own: frozenset[str]
    fallen: frozenset[str]
    attacking: frozenset[str]
    yielding: frozenset[str]
    together: frozenset[str]
    standing_up: frozenset[str]
    arms: frozenset[str]
    army_ranks: frozenset[str]
    police_ranks: frozenset[str]
    fallen_ranks: frozenset[str]
    bare_ranks: frozenset[str]
    enforcing: frozenset[str]
    watching: frozenset[str]
    ruling: frozenset[str]


@lru_cache(maxsize=8)
def load_words(language: str = "en") -> WhoWords:
    """The lexicon of parties of one language."""
    table: dict[str, Any] = load_language(language).who
    classes = table["combatants"]
    return WhoWords(
        heads={head: (name, entry["inter"]) for name, entry in classes.items() for head in entry["heads"]},
        phrases={
            phrase: (name, entry["inter"])
            for name, entry in classes.items()
            for phrase in entry.get("phrases", ())
        },
        needs_modifier=frozenset(table["needs_modifier"]["heads"]),
        armed_words=frozenset(table["needs_modifier"]["armed_words"]),
        political_words=frozenset(table["needs_modifier"]["political_words"]),
        political=frozenset(table["needs_modifier"]["political"]),
        state_words=frozenset(table["needs_modifier"]["state_words"]),
        equipment=frozenset(table["equipment"]["heads"]),
        flying=frozenset(table["equipment"]["flying"]),
        act_heads=frozenset(table["acts"]["heads"]),
        act_verbs=frozenset(table["acts"]["verbs"]),
        ground=frozenset(table["ground"]["heads"]),
        voice=frozenset(table["voice"]["heads"]),
        civilians=frozenset(table["civilians"]["heads"]),
        persons=frozenset(table["persons"]["heads"]),
        hedges=frozenset(table["hedges"]["words"]),
        tails=frozenset(table["hedges"]["tails"]),
        taken_for=frozenset(table["hedges"]["taken_for"]),
        anybody=frozenset(table["hedges"]["anybody"]),
        foes=frozenset(table["foes"]["heads"]),
        holding=frozenset(table["hedges"]["holding"]),
        armed_names=frozenset(table["names"]["armed"]),
        body_names=frozenset(table["names"]["bodies"]),
        openers=frozenset(table["names"]["openers"]),
        regular=frozenset([*table["units"]["words"], *table["units"]["state"], *table["units"]["plain"]]),
        areas=frozenset(table["names"]["areas"]),
        civil=frozenset(table["names"]["civil"]),
        speaking=frozenset(table["speaking"]["heads"]),
        compass=frozenset(table["names"]["compass"]),
        quantities=frozenset(table["numbers"]["quantities"]),
        numbers={word: n for n, word in enumerate(table["numbers"]["words"], start=1)},
        telling=_telling(table),
        attackers=frozenset(table["attackers"]["heads"]),
        known_attackers=frozenset(table["attackers"]["known"]),
        bombers=frozenset(table["attackers"]["bombers"]),
        captors=frozenset(table["attackers"]["captors"]),
        crews=frozenset(table["attackers"]["crews"]),
        guise=frozenset(table["guise"]["verbs"]),
        theirs=frozenset(table["needs_modifier"]["theirs"]),
        ours=frozenset(table["needs_modifier"]["ours"]),
        fellows=frozenset(table["needs_modifier"]["fellows"]),
        bands=frozenset(table["used"]["bands"]),
        peoples=frozenset(table["used"]["peoples"]),
        lords=frozenset(table["used"]["lords"]),
        calling=frozenset(table["used"]["calling"]),
        ties=frozenset(table["owners"]["ties"]),
        belonging=frozenset(table["owners"]["verbs"]),
        striking=frozenset(table["open"]["striking"]),
        struck=frozenset(table["open"]["struck"]),
        named_before=frozenset(table["open"]["named_before"]),
        regulars=frozenset(table["needs_modifier"]["regulars"]),
        armyless=frozenset(table["states"]["armyless"]),
        seats=frozenset(table["states"]["seats"]),
        posts=frozenset(table["posts"]["heads"]),
        operations=frozenset(table["acts"]["operations"]),
        raids=frozenset(table["acts"]["raids"]),
        manner=frozenset(table["acts"]["manner"]),
        official=frozenset(table["equipment"]["official"]),
        transport=frozenset(table["equipment"]["transport"]),
        aged=frozenset(table["persons"]["aged"]),
        former=frozenset(table["former"]["words"]),
        fallen=frozenset(table["fallen"]["words"]),
        own=frozenset(table["owners"]["members"]),
        paired=frozenset(table["needs_modifier"]["paired"]),
        attacking=frozenset(table["acts"]["attacking"]),
        yielding=frozenset(table["yielding"]["verbs"]),
        together=frozenset(table["joined"]["words"]),
        standing_up=frozenset(table["civilians"]["standing_up"]),
        arms=frozenset(table["ranks"]["arms"]),
        army_ranks=frozenset(table["ranks"]["army"]),
        police_ranks=frozenset(table["ranks"]["police"]),
        ruling=frozenset(table["ranks"]["ruling"]),
        watching=frozenset(table["ranks"]["watching"]),
        fallen_ranks=frozenset(table["ranks"]["fallen"]),
        bare_ranks=frozenset(table["ranks"]["bare"]),
        enforcing=frozenset(table["ranks"]["enforcing"]),
        unarmed=frozenset([*table["civilians"]["heads"], *table["persons"]["heads"], *table["kin"]["heads"]]),
    )


def _telling(table: dict[str, Any]) -> frozenset[str]:
    """Words of which a phrase for people or a force has one as its head, its first or its last."""
    classes = table["combatants"].values()
    phrases = [phrase.split() for entry in classes for phrase in entry.get("phrases", ())]
    groups = [
        *(entry["heads"] for entry in classes),
        table["needs_modifier"]["heads"],
        table["equipment"]["heads"],
        table["equipment"]["flying"],
        table["civilians"]["heads"],
        table["persons"]["heads"],
        table["persons"]["aged"],
        table["posts"]["heads"],
        table["needs_modifier"]["fellows"],
        table["ranks"]["army"],
        table["ranks"]["police"],
        *((phrase[0], phrase[-1]) for phrase in phrases),
    ]
    return frozenset(["men"]).union(*groups)
