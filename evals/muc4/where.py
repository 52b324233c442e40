"""Where one incident was ("PERU: LIMA (CITY)"): which town of the text, whether a town at all, and what kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees
from dateline.records import Span
from evals.muc4.claimed import claimed_rows
from evals.muc4.ground import gap_to, sentence_of
from evals.muc4.named import Named, Scene, capitals
from evals.muc4.values import words
from evals.muc4.weights import read_arrays

WEIGHTS = Path(__file__).parent / "where.npz"
FORESTS = ("town", "told", "kind")
Town = tuple[str, str]  # its country and its name
_RELATIONS = ("at", "in", "near", "direction", "road", "dateline", "demonym", "origin", "launch", "other")
_GIVEN = ("at", "in", "near", "direction")
_GAZETTEER = ("country", "city", "town", "village", "department", "district", "neighborhood")
_SOURCES = ("gazetteer", "called", "site", "behind")
_NONE, _FAR = 9999.0, 99.0
_KINDS = ("CITY", "DEPARTMENT", "TOWN", "NEIGHBORHOOD", "MUNICIPALITY", "UNIVERSITY", "AIRPORT", "PROVINCE", "DISTRICT",
          "VILLAGE")  # fmt: skip
_ALWAYS = ("CITY", "TOWN", "NEIGHBORHOOD")
_LARGE = ("department", "state", "province")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one incident names: each thing's first mention, all mentions, first mentions of other incidents' things."""

    firsts: tuple[Span, ...]
    every: tuple[Span, ...]
    others: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Trees that tell which town it was, whether a town is told at all, and the kind of a town."""

    town: Forest
    told: Forest
    kind: Forest


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """The forests that `python -m training.muc4_where` wrote, loaded once."""
    arrays = read_arrays(WEIGHTS)
    return Judge(*(read_forest(arrays, name) for name in FORESTS))


def place_of(scene: Scene, asked: Asked, judge: Judge) -> str:
    """The likeliest place; the country alone where no town is likely; "" when there is none."""
    choice = best_town(scene, asked, town_rows(scene, asked), judge.town)
    if choice is None:
        return scene.home
    town, row = choice
    if scene.home and _score(judge.told, [row])[0] <= 0:
        return scene.home
    return town_told(scene, town, judge.kind)


def best_town(
    scene: Scene, asked: Asked, found: Sequence[tuple[Town, list[float]]], forest: Forest
) -> tuple[Town, list[float]] | None:
    """The likeliest of some towns, and a row of numbers that tells whether it is told; None for no town."""
    if not found:
        return None
    chances = probability(_score(forest, [row for _, row in found]))
    ranked = sorted(range(len(found)), key=lambda n: (-chances[n], n))
    best = ranked[0]
    town, row = found[best]
    second = float(chances[ranked[1]]) if len(ranked) > 1 else 0.0
    share = float(chances[best] / chances.sum())
    own = [float(chances[best]), second, share, len(found), town[0] == scene.home]
    return town, [*own, *row, *_country_row(scene, asked)]


def _score(forest: Forest, rows: Sequence[Sequence[float]]) -> Any:
    import numpy as np

    return sum_trees(forest, np.array(rows, dtype=np.float32))


def towns_of(scene: Scene) -> dict[Town, list[Named]]:
    """Every town that it may have been with its namings, the dateline's and the capital among them."""
    towns: dict[Town, list[Named]] = {}
    for n in scene.named:
        if n.country and n.country != n.name:
            towns.setdefault((n.country, n.name), []).append(n)
    for name in (scene.dateline, capitals().get(scene.home, "")):
        if scene.home and name:
            towns.setdefault((scene.home, name), [])
    return dict(sorted(towns.items()))


def town_rows(scene: Scene, asked: Asked) -> list[tuple[Town, list[float]]]:
    """Every town with its row of numbers."""
    towns = towns_of(scene)
    gaps = sorted(min(gap_to(asked.firsts, n.span) for n in group) for group in towns.values() if group)
    mine = _sentences(scene, asked.firsts)
    whole = [
        gaps[0] if gaps else _NONE, len(towns), len(scene.ground.starts), min(mine, default=0), len(asked.firsts),
        len(asked.every), sorted(capitals()).index(scene.home) if scene.home in capitals() else _FAR,
        capitals().get(scene.home) == scene.dateline, len(towns.get((scene.home, scene.dateline), [])),
    ]  # fmt: skip
    claimed = claimed_rows(scene.ground, scene.claims, (asked.firsts, asked.every), towns)
    return [
        (town, [*_name_row(scene, town, group), *_row(scene, asked, group, gaps), *whole, *of_claims])
        for (town, group), of_claims in zip(towns.items(), claimed, strict=True)
    ]


def _name_row(scene: Scene, town: Town, group: Sequence[Named]) -> list[float]:
    country, name = town
    return [
        country == scene.home, name == scene.dateline, capitals().get(country) == name,
        *(any(n.called == kind for n in group) for kind in _KINDS),
        any(n.called and n.called not in _KINDS for n in group), len(name.split()), len(name),
        sum(scene.named_in.get(country, ())), country in capitals(),
    ]  # fmt: skip


def _row(scene: Scene, asked: Asked, group: Sequence[Named], gaps: Sequence[int]) -> list[float]:
    """How the namings of one town lie to what the incident names; a town without one is far from everything."""
    marks = [any(n.relation == r for n in group) for r in _RELATIONS]
    marks += [any(n.gazetteer == g for n in group) for g in _GAZETTEER]
    if not group:
        return [*marks, *([_NONE] * 26)]
    near = min(group, key=lambda n: (gap_to(asked.firsts, n.span), n.span))
    gap, at = gap_to(asked.firsts, near.span), sentence_of(scene.ground.starts, near.span.start)
    mine, every = _sentences(scene, asked.firsts), _sentences(scene, asked.every)
    theirs = [sentence_of(scene.ground.starts, n.span.start) for n in group]
    first, lead = min(n.span.start for n in group), min((s.start for s in asked.firsts), default=0)
    other = min((abs(s.start - n.span.start) for s in asked.others for n in group), default=_NONE)
    word = (scene.text[max(0, near.span.start - 8) : near.span.start].lower().split() or [""])[-1]
    paragraphs = scene.ground.paragraphs
    beside = {
        (n.country, n.name)
        for n in scene.named
        if n.country != n.name and sentence_of(scene.ground.starts, n.span.start) == at
    }
    given = near.relation in _GIVEN
    return [
        *marks, gap, abs(first - lead), len(mine & set(theirs)), first,
        min((t - m for m in mine for t in theirs), key=abs, default=_FAR), len(group), len(set(theirs)),
        word == "in", word in ("at", "near"), word == "from", word == "of", sum(g < gap for g in gaps),
        any(s.start <= n.span.start < s.end for s in asked.firsts for n in group),
        min((abs(t - m) for m in every for t in theirs), default=_FAR), len(every & set(theirs)),
        sum(scene.harm[t] for t in theirs), any(scene.harm[t] for t in theirs if t in every),
        min((abs(paragraphs[t] - paragraphs[m]) for m in mine for t in theirs), default=_FAR), min(theirs),
        near.radius, _SOURCES.index(near.source), other, other < gap, len(beside),
        _GIVEN.index(near.relation) if given else _FAR, given and at in mine,
    ]  # fmt: skip


def _country_row(scene: Scene, asked: Asked) -> list[float]:
    """How often the text and the sentences of the incident name its country, and their share of all countries."""
    counts = scene.named_in.get(scene.home, ())
    every = [sum(of) for of in zip(*scene.named_in.values(), strict=True)] or [0] * len(scene.ground.starts)
    mine, wide = _sentences(scene, asked.firsts), _sentences(scene, asked.every)
    own, near, around = (
        sum(counts),
        sum(counts[n] for n in mine if counts),
        sum(counts[n] for n in wide if counts),
    )
    return [own, own / (sum(every) or 1), near, near / (sum(every[n] for n in mine) or 1), around]


def town_told(scene: Scene, town: Town, forest: Forest) -> str:
    """A town as keys tell it, with the likeliest kind."""
    kinds = kind_rows(scene, town)
    scores = _score(forest, [row for _, row in kinds])
    return as_told(town, kinds[int(scores.argmax())][0])


def as_told(town: Town, kind: str) -> str:
    """ "PERU: LIMA (CITY)"."""
    return f"{town[0]}: {town[1]} ({kind})"


def kind_rows(scene: Scene, town: Town) -> list[tuple[str, list[float]]]:
    """Every kind that a town may be of, with its row of numbers."""
    group = towns_of(scene)[town]
    called = {n.called for n in group if n.called}
    known = {"DEPARTMENT" for n in group if n.gazetteer in _LARGE}
    return [
        (kind, [
            _KINDS.index(kind) if kind in _KINDS else len(_KINDS), kind in called, len(called),
            sum(n.called == kind for n in group), bool(known), any(n.gazetteer == "city" for n in group),
            any(n.gazetteer in ("town", "village") for n in group),
            any(n.gazetteer in ("district", "neighborhood") for n in group), len(group),
            max((n.radius for n in group), default=-1.0),
            min((_SOURCES.index(n.source) for n in group), default=_FAR),
            capitals().get(town[0]) == town[1], town[1] == scene.dateline, len(town[1].split()),
            sorted(words()["countries"]).index(town[0]) if town[0] in words()["countries"] else _FAR,
            "NEIGHBORHOOD" in called,
        ])
        for kind in sorted(called | known | set(_ALWAYS))
    ]  # fmt: skip


def _sentences(scene: Scene, spans: Sequence[Span]) -> set[int]:
    return {sentence_of(scene.ground.starts, s.start) for s in spans}
