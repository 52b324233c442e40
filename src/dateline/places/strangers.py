"""Places that cannot be the ones meant: of another land than all else told, or far off and only alike in sound."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from dateline.places.answers import Answer
from dateline.places.gazetteer import Entry
from dateline.places.pack import ADMIN1, ALTERNATE, COUNTRY, EXACT, LOOSE, SETTLEMENT
from dateline.places.ranking import Group, Home
from dateline.places.spread import kilometres

_TOWN = 300_000  # people; such a town is named beside those of other countries
_VILLAGE = 5_000  # people of a place that no report of another country means
_SEVERAL = 2  # places of a report, beside which one abroad stands out
_KNOWN_ABROAD = 1_000_000  # people; such a city is written about under its other names too
_SHORT = 3  # letters of a name that other tongues may have for a city, and that villages have: "Rim", "Rom"
_FAR_KM = 150.0
_ALIKE = 0.8  # likeness in sound of two spellings of one name, as of "Belmar" and "Belimar"
_RURAL = "village"
_CITY = 300_000  # people of what no text calls a village


def without_strangers(groups: list[Group], answers: list[Answer], home: Home) -> list[Answer]:
    """The answers, without those that cannot be meant; a place withdrawn from one wording of a name is withdrawn from
    its others too."""
    towns = _without(groups, answers, _no_village)

    def misplaced(group: Group, entry: Entry) -> str | None:
        holders = [towns[i].entry for i in sorted(group.inside)]
        return _abroad(group) if _is_misplaced(group, entry, holders) else None

    found = _without_abroad(groups, _without(groups, towns, misplaced), home)
    found = _without(groups, found, lambda group, entry: _heard_outside(group, entry, groups, found))
    near = [a.entry for a in found if a.entry and a.entry.level > COUNTRY and a.entry.point]
    written = {
        _number(a) for g, a in zip(groups, found, strict=True) if a.entry and _grade(g, a.entry) == EXACT
    }
    found = _without(groups, found, lambda group, entry: _far_off(group, entry, near))
    found = _without(groups, found, lambda group, entry: _told_rightly(group, entry, written))
    gone = {
        (group.name.casefold(), _number(old)): answer
        for group, answer, old in zip(groups, found, answers, strict=True)
        if answer is not old
    }
    return [
        gone.get((group.name.casefold(), _number(answer)), answer)
        for group, answer in zip(groups, found, strict=True)
    ]


def _without(
    groups: list[Group], answers: list[Answer], why_not: Callable[[Group, Entry], str | None]
) -> list[Answer]:
    """The answers, but for those whose place cannot be meant for the reason given."""
    reasons = [
        why_not(group, answer.entry) if answer.entry is not None else None
        for group, answer in zip(groups, answers, strict=True)
    ]
    return [
        answer if reason is None else _withdrawn(answer, reason)
        for answer, reason in zip(answers, reasons, strict=True)
    ]


def _withdrawn(answer: Answer, reason: str) -> Answer:
    own = [(answer.entry, round(answer.chance, 3))] if answer.entry is not None else []
    return Answer(None, answer.chance, (*own, *answer.others)[:3], reason)


def _no_village(group: Group, entry: Entry) -> str | None:
    """Why not a city of the name that the text calls a village."""
    city = _RURAL in group.kinds and entry.population >= _CITY
    return f"the city called {group.name!r} is no village" if city else None


def _abroad(group: Group) -> str:
    return f"the place also called {group.name!r} lies in a country that nothing else here is in"


def _number(answer: Answer) -> tuple[str, int] | None:
    return (answer.entry.pack, answer.entry.number) if answer.entry is not None else None


def _is_misplaced(group: Group, entry: Entry, holders: Sequence[Entry | None]) -> bool:
    known = [unit for unit in holders if unit is not None and unit.country is not None]
    famous = _KNOWN_ABROAD if _is_also_called(group, entry) else _TOWN
    if not known or entry.level <= ADMIN1 or entry.population >= famous:
        return False
    return all(unit.country != entry.country for unit in known)


def _without_abroad(groups: list[Group], answers: list[Answer], home: Home) -> list[Answer]:
    """The answers, but for a place abroad that is only also called so, or a village, and stands for a country all by
    itself: such a name is rather that of a village here that no pack knows than one of another land.
    """
    told: dict[str | None, set[str]] = {}
    for group, answer in zip(groups, answers, strict=True):
        if answer.entry is not None:
            told.setdefault(answer.entry.country, set()).add(group.name.casefold())
    if sum(map(len, told.values())) <= _SEVERAL:
        return answers
    at_one = len(told) == 2 and sum(map(len, told.values())) > _SEVERAL + 1

    def why_not(group: Group, entry: Entry) -> str | None:
        tied = any(answers[i].entry is not None for i in sorted(group.inside))
        alone = len(told[entry.country]) == 1
        return (
            _abroad(group) if alone and _is_stranger(group, entry, home, at_one=at_one, tied=tied) else None
        )

    return _without(groups, answers, why_not)


def _is_stranger(group: Group, entry: Entry, home: Home, *, at_one: bool, tied: bool) -> bool:
    """True for a town, no city known abroad, that has the name only among its others and that nothing ties here; where
    all other places are of one country, `at_one`, for a village of that very name too that the text puts in one of
    them."""
    short = len(group.name) <= _SHORT and not group.name.isupper()  # "NYC" is known abroad
    known = entry.population >= _KNOWN_ABROAD and not short
    if entry.level <= ADMIN1 or known or entry.country in home.countries:
        return False
    if at_one and group.inside and entry.population < _VILLAGE:
        return True
    return _is_also_called(group, entry) and not (tied if entry.level <= SETTLEMENT else group.inside)


def _is_also_called(group: Group, entry: Entry) -> bool:
    """True for a place that has the name only among its others."""
    return _grade(group, entry) == ALTERNATE


def _grade(group: Group, entry: Entry) -> int | None:
    return next((c.grade for c in group.candidates if c.entry is entry), None)


def _heard_outside(
    group: Group, entry: Entry, groups: Sequence[Group], answers: Sequence[Answer]
) -> str | None:
    """Why not a place that only sounds like the name and lies in none of the units that the text puts the name in."""
    if _grade(group, entry) != LOOSE:
        return None
    units = [unit for unit in _units_around(group, groups, answers) if unit.country == entry.country]
    outside = bool(units) and not any(entry.inside(unit) or entry.id == unit.id for unit in units)
    return f"what sounds like {group.name!r} lies outside {units[0].name}" if outside else None


def _units_around(group: Group, groups: Sequence[Group], answers: Sequence[Answer]) -> list[Entry]:
    """The first units that the text puts a name in, and those of the places that it does."""
    seen: set[int] = set()
    new = set(group.inside)
    while new:
        seen |= new
        new = {above for index in new for above in groups[index].inside} - seen
    told = [answers[index].entry for index in sorted(seen)]
    units = [entry if entry.level == ADMIN1 else entry.unit(ADMIN1) for entry in told if entry is not None]
    return [unit for unit in units if unit is not None]


def _far_off(group: Group, entry: Entry, near: Sequence[Entry]) -> str | None:
    """Why not a town that only sounds like the name and lies far from the several places told beside it, in no unit of
    theirs: the name is rather that of a village that no pack knows."""
    heard = _is_heard_afar(group, entry, near)
    return f"what sounds like {group.name!r} lies far from everything else here" if heard else None


def _told_rightly(group: Group, entry: Entry, written: Container[tuple[str, int] | None]) -> str | None:
    """Why not a place that only sounds a little like the name, where the report has it under its own name too."""
    heard = next((c for c in group.candidates if c.entry is entry and c.grade == LOOSE), None)
    other = heard is not None and heard.likeness < _ALIKE and (entry.pack, entry.number) in written
    return f"the text calls what sounds like {group.name!r} by its own name" if other else None


def _is_heard_afar(group: Group, entry: Entry, told: Sequence[Entry]) -> bool:
    if _grade(group, entry) != LOOSE or entry.level < SETTLEMENT or entry.point is None:
        return False
    others = [other for other in told if other is not entry]
    units = {unit.id for other in others if (unit := other.unit(ADMIN1)) is not None}
    own = entry.unit(ADMIN1)
    if len(others) < _SEVERAL or len(units) > 1 or own is None or own.id in units:
        return False
    return all(other.point is None or kilometres(entry.point, other.point) > _FAR_KM for other in others)
