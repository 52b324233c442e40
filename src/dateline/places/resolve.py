"""Names of one report -> places, all together: each name gets the place that fits it and the others best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dateline.places.answers import Answer
from dateline.places.fold import language_of
from dateline.places.gazetteer import Candidate, Entry, Gazetteer
from dateline.places.pack import ADMIN1, ALTERNATE, COUNTRY, EXACT, SETTLEMENT
from dateline.places.press import meant_by_press
from dateline.places.ranking import (
    FIRST,
    SECOND,
    Array,
    Group,
    Home,
    chance_of,
    first_features,
    ranker,
    second_features,
)
from dateline.places.spread import kilometres
from dateline.places.strangers import without_strangers

_ROUNDS = 2
_ENOUGH_EXACT = (
    0.15  # country share under which an exact namesake elsewhere does not stop the search by sound
)
_SAME_AREA_KM = 30.0
_WORTH_TELLING = 0.005
_SHORTEST = 4
_LONGEST_CAPITALS = 5
_ALIKE = 0.7
_BY_SOUND = 20
_NEAR_KM = 500.0  # from the middle of a land to a province beside it


@dataclass(frozen=True, slots=True)
class Asked:
    """One mention to be placed: the name looked up, what its head noun allows, and what the text ties it to.

    `full` is the name with its head noun, where some places are called so ("Orange County").
    """

    name: str
    full: str | None = None
    offset: int = 0
    levels: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    inside: frozenset[int] = frozenset()
    country: str | None = None
    weight: float = 1.0


def resolve_places(
    asked: Sequence[Asked], gazetteer: Gazetteer, home: Home | None = None
) -> tuple[Answer, ...]:
    """One answer for each name asked, in the same order. Same name, same answer, unless head nouns differ."""
    home = home or Home()
    groups, group_of = group_names(asked, gazetteer)
    chances = rank_groups(groups, home)
    if add_by_sound(groups, chances, gazetteer, home):
        chances = rank_groups(groups, home)
    holders = {index for group in groups for index in group.inside}
    answers = [
        _answer(group, chance) if index in holders else _town_of(group, _answer(group, chance))
        for index, (group, chance) in enumerate(zip(groups, chances, strict=True))
    ]
    answers = _in_land_meant(groups, _nearer_namesakes(groups, answers), home)
    answers = without_strangers(groups, answers, home)
    return tuple(answers[group_of[index]] for index in range(len(asked)))


def group_names(asked: Sequence[Asked], gazetteer: Gazetteer) -> tuple[list[Group], list[int]]:
    """Names put together that are spelt alike, and for each mention the number of its group."""
    numbers: dict[tuple[str, str | None, frozenset[int], str | None], int] = {}
    groups: list[Group] = []
    group_of: list[int] = []
    for mention in asked:
        key = (mention.name.casefold(), mention.full, mention.levels, mention.country)
        if key not in numbers:
            numbers[key] = len(groups)
            groups.append(_new_group(mention, gazetteer))
        groups[numbers[key]].offsets.append(mention.offset)
        group_of.append(numbers[key])
    for index, mention in enumerate(asked):
        group = groups[group_of[index]]
        group.inside = group.inside | {group_of[i] for i in mention.inside if group_of[i] != group_of[index]}
    return groups, group_of


def _new_group(mention: Asked, gazetteer: Gazetteer) -> Group:
    if mention.country:
        country = gazetteer.country(mention.country)
        candidates = [Candidate(country, 0)] if country else []
    else:
        candidates = list(gazetteer.find(mention.name))
    full = gazetteer.find(mention.full) if mention.full and not mention.country else ()
    called = frozenset((c.entry.pack, c.entry.number) for c in full)
    known = {(c.entry.pack, c.entry.number) for c in candidates}
    candidates += [c for c in full if (c.entry.pack, c.entry.number) not in known]
    candidates = _without_namesakes(candidates, mention.levels)
    if any(c.entry.level == ADMIN1 and c.entry.kind in mention.kinds for c in candidates):
        candidates = [c for c in candidates if c.entry.level != COUNTRY]  # "Niger state" is no country
    return Group(
        name=mention.name,
        candidates=candidates,
        levels=mention.levels,
        kinds=mention.kinds,
        full=called,
        weight=mention.weight,
    )


def _without_namesakes(candidates: list[Candidate], levels: frozenset[int]) -> list[Candidate]:
    """A bare name, or one called a village, means the settlement, not the tract or district called after it."""
    towns = [c.entry for c in candidates if c.entry.level == SETTLEMENT and c.grade != ALTERNATE]
    return [
        c
        for c in candidates
        if not (
            ADMIN1 < c.entry.level < SETTLEMENT
            and c.entry.level not in levels
            and any(town.inside(c.entry) for town in towns)
        )
    ]


def rank_groups(groups: list[Group], home: Home) -> list[Array]:
    """Chances of each group's candidates, and last the chance that it is none of them."""
    weights: dict[str, Any] = ranker()
    alone = np.array([weights["alone"].get(name, 0.0) for name in FIRST])
    together = np.array([weights["together"].get(name, 0.0) for name in (*FIRST, *SECOND)])
    first = [first_features(group, groups, home) for group in groups]
    chances = [chance_of(rows @ alone, weights["alone"]["none"]) for rows in first]
    for _ in range(_ROUNDS):
        company = second_features(groups, chances)
        chances = [
            chance_of(np.hstack([rows, more]) @ together, weights["together"]["none"])
            for rows, more in zip(first, company, strict=True)
        ]
    return chances


def add_by_sound(groups: list[Group], chances: list[Array], gazetteer: Gazetteer, home: Home) -> bool:
    """True when names got candidates by sound: inside the unit the text names, else in the report's country."""
    best = [
        group.candidates[int(np.argmax(chance[:-1]))].entry if group.candidates else None
        for group, chance in zip(groups, chances, strict=True)
    ]
    focus = _focus(groups, chances, home, gazetteer)
    fresh: dict[int, list[Candidate]] = {}
    for index, group in enumerate(groups):
        units = [unit for i in sorted(group.inside) if (unit := best[i]) is not None]
        if not _spoken(group.name) or _fits_already(best[index], units, focus):
            continue
        found = gazetteer.find_loose(group.name, within=units or focus, alike=_ALIKE)
        known = {(c.entry.pack, c.entry.number) for c in group.candidates}
        heard = [c for c in found if (c.entry.pack, c.entry.number) not in known]
        fresh[index] = _without_namesakes(heard[:_BY_SOUND], group.levels)
    for index, candidates in fresh.items():
        groups[index].candidates.extend(candidates)
    return any(fresh.values())


def _spoken(name: str) -> bool:
    """True for a name that somebody may have spelt as it sounds: no short one, no capitals only, no figures."""
    if len(name) < _SHORTEST or any(character.isdigit() for character in name):
        return False
    return not (name.isupper() and len(name) <= _LONGEST_CAPITALS)


def _fits_already(best: Entry | None, units: list[Entry], focus: list[Entry]) -> bool:
    """True when the exact spelling leads to a place where the text can mean one."""
    if best is None:
        return False
    if units:
        return any(best.inside(unit) or best.id == unit.id for unit in units)
    if _obscure(best):
        return False
    return best.level <= COUNTRY or not focus or any(best.country == unit.country for unit in focus)


def _obscure(entry: Entry) -> bool:
    """True for a village without a count of people where spellings vary: a town may sound the same."""
    return entry.level == SETTLEMENT and entry.population == 0 and language_of(entry.country) != "xx"


def _focus(groups: list[Group], chances: list[Array], home: Home, gazetteer: Gazetteer) -> list[Entry]:
    """The countries the report is about, most spoken of first: at least a sixth of its names, or the paper's own."""
    mass: dict[str, float] = {}
    for group, chance in zip(groups, chances, strict=True):
        for candidate, p in zip(group.candidates, chance[:-1].tolist(), strict=True):
            if candidate.entry.country:
                mass[candidate.entry.country] = mass.get(candidate.entry.country, 0.0) + p * group.weight
    total = sum(mass.values())
    codes = [c for c, m in sorted(mass.items(), key=lambda e: (-e[1], e[0])) if m >= _ENOUGH_EXACT * total]
    codes += sorted(home.countries - set(codes))
    return [entry for code in codes if (entry := gazetteer.country(code))]


def _answer(group: Group, chance: Array) -> Answer:
    if not group.candidates:
        return Answer(None, 0.0, reason=f"no place called {group.name!r} in the gazetteer")
    order = [int(i) for i in np.argsort(-chance[:-1], kind="stable")]
    best = group.candidates[order[0]].entry
    others = tuple(
        (group.candidates[i].entry, round(float(chance[i]), 3))
        for i in order[1:4]
        if chance[i] >= _WORTH_TELLING
    )
    agreed = sum(float(chance[i]) for i in order if _same_area(best, group.candidates[i].entry))
    if float(chance[-1]) > max(agreed, 1.0 - ranker()["answer_from"]):
        reason = f"the places called {group.name!r} in the gazetteer do not fit this report"
        return Answer(None, agreed, ((best, round(agreed, 3)), *others)[:3], reason)
    if best.point is None and not any(unit.point for unit in best.chain):
        return Answer(
            None,
            0.0,
            ((best, round(agreed, 3)), *others)[:3],
            f"{best.name} has no coordinates in the gazetteer",
        )
    if agreed < ranker()["answer_from"]:
        return Answer(None, agreed, ((best, round(agreed, 3)), *others)[:3], "too many places of this name")
    return Answer(best, min(1.0, agreed), others)


def _in_land_meant(groups: list[Group], answers: list[Answer], home: Home) -> list[Answer]:
    """The answers; of a name of which the press means one land's place ("Gaza", "Congo"), that one where nothing else
    told lies in the other land."""
    told = [answer.entry.country if answer.entry is not None else None for answer in answers]
    meant = meant_by_press()
    found = list(answers)
    for index, (group, answer) in enumerate(zip(groups, answers, strict=True)):
        land = meant.get(group.name)
        own = answer.entry.country if answer.entry is not None else None
        if land is None or own is None or own == land or own in home.countries:
            continue
        if own in (country for other, country in enumerate(told) if other != index):
            continue
        there = [c.entry for c in group.candidates if c.entry.country == land and c.grade == EXACT]
        if there:
            found[index] = replace(
                answer, entry=max(there, key=lambda entry: (-entry.level, entry.population))
            )
    return found


def _nearer_namesakes(groups: list[Group], answers: list[Answer]) -> list[Answer]:
    """The answers; of two provinces of one name in lands that the text does not name, the one near what it names:
    "Israeli jets bombed Gaza" is of no province of Mozambique."""
    told = [a.entry for a in answers if a.entry is not None]
    return [
        replace(answer, entry=_nearest(group, answer.entry, told))
        if answer.entry is not None and answer.entry.level == ADMIN1
        else answer
        for group, answer in zip(groups, answers, strict=True)
    ]


def _nearest(group: Group, own: Entry, told: Sequence[Entry]) -> Entry:
    others = [entry.point for entry in told if entry.country != own.country and entry.point is not None]
    if not others or any(entry is not own and entry.country == own.country for entry in told):
        return own
    alike = [c.entry for c in group.candidates if c.grade == EXACT and c.entry.level == ADMIN1]
    placed = [(entry, entry.point) for entry in alike if entry.point is not None]
    near = [(min(kilometres(point, other) for other in others), entry.id, entry) for entry, point in placed]
    if own not in alike or len(near) <= 1:
        return own
    distance, _, nearest = min(near, key=lambda one: one[:2])
    return nearest if distance < _NEAR_KM else own


def _town_of(group: Group, answer: Answer) -> Answer:
    """For a bare name in which the text puts no other: the town, and not the province that is called after it."""
    unit = answer.entry
    if unit is None or unit.level != ADMIN1 or group.levels:
        return answer
    within = [
        c.entry
        for c in group.candidates
        if c.grade != ALTERNATE
        and c.entry.point is not None
        and c.entry.inside(unit)
        and c.entry.level <= SETTLEMENT
    ]
    town = max(within, key=lambda entry: (entry.level == SETTLEMENT, entry.population), default=None)
    return replace(answer, entry=town) if town is not None else answer


def _same_area(a: Entry, b: Entry) -> bool:
    """True when taking one for the other would be no mistake on a map."""
    if a is b:
        return True
    if a.point is None or b.point is None or a.country != b.country:
        return False
    return kilometres(a.point, b.point) < _SAME_AREA_KM
