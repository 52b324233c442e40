"""Makes src/dateline/data/places/ranker.json: `python -m training.places [--folds 5] LABELLED.jsonl...`

Labelled lines are those of the toponym corpora (text, source, gold mentions with coordinates) or hand-coded
reports (gold incidents with a place and its coordinates). A conditional logit over each name's candidates and
"none of these", trained twice: names alone, then with what the other names probably mean. Reports of an outlet
that has others stand twice, without and with the home that the answers of the weights as they stand give it in the
other half of its reports. Takes some minutes on two cores, most of it parsing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline.extract.where.given import given_names
from dateline.extract.where.home import home_names, home_of, outlet_key
from dateline.extract.where.links import link_names
from dateline.extract.where.reading import ask_names
from dateline.extract.where.spread import find_names
from dateline.places import Asked, Entry, Gazetteer, learn_home, open_gazetteer, resolve_places
from dateline.places.homes import Known
from dateline.places.ranking import (
    FIRST,
    SECOND,
    Array,
    Group,
    Home,
    chance_of,
    first_features,
    second_features,
)
from dateline.places.resolve import add_by_sound, group_names, rank_groups
from dateline.places.spread import kilometres
from dateline.records import Span
from dateline.text import Document, parse_report
from evals.places import report_of

OUT = Path("src/dateline/data/places/ranker.json")
PENALTY = 0.02
# Too few labelled names are found by sound only; set on 44 press spellings of Myanmar places (evals/spellings.py:
# 22 right country-wide with the trained weights, 30 with these; 42 within the township with either).
BY_HAND = {"loose": -0.5, "unlike": -10.0}
ANSWER_FROM = 0.2  # under this chance 6 of 65 answers on LGL were right
RIGHT_KM = (25.0, 161.0)


@dataclass(slots=True)
class Case:
    """One report ready for training: its groups, their features, and which candidates are right."""

    key: str
    groups: list[Group]
    first: list[Array]
    right: list[Array | None]
    counts: list[int]


@dataclass(slots=True)
class Told:
    """One labelled report: the names asked, what is right for each, and its outlet's countries and half."""

    key: str
    outlet: str
    half: int
    asked: list[Asked]
    labels: list[Any]
    countries: frozenset[str]

    def answers(self, gazetteer: Gazetteer, known: Known = ()) -> list[tuple[Entry, float]]:
        """The places that the weights as they stand find in it."""
        found = resolve_places(self.asked, gazetteer, Home(self.countries, known))
        return [(a.entry, a.chance) for a in found if a.entry is not None]


def told_of(line: dict[str, Any], document: Document, gazetteer: Gazetteer, half: int) -> Told:
    """The names of one labelled line, as questions."""
    gold = line["gold"]
    if isinstance(gold, dict):
        mentions = [m for m in gold["mentions"] if 0 <= m["start"] <= m["end"]]
        names = given_names(document, [Span(m["start"], m["end"]) for m in mentions], gazetteer)
        points = {(m["start"], m["end"]): (m["lat"], m["lon"], m.get("geonameid")) for m in mentions}
        labels = [points.get((n.span.start, n.span.end)) for n in names]
    else:
        names = find_names(document, gazetteer)
        labels = [_label_of(n.lookup, gold) for n in names]
    names, inside = link_names(document, names)
    labels += [None] * (len(names) - len(labels))
    extra = [Asked(name=n, offset=-10_000, weight=0.7) for n in home_names(document.report, gazetteer)]
    return Told(
        key=line.get("source") or line["id"],
        outlet=outlet_key(document.report) if isinstance(gold, dict) else "",
        half=half,
        asked=[*ask_names(document, names, inside), *extra],
        labels=labels,
        countries=home_of(document.report).countries,
    )


def case_of(line: Told, gazetteer: Gazetteer, known: Known = ()) -> Case | None:
    """The case of one labelled line, with the home given; None where nothing is labelled."""
    groups, group_of = group_names(line.asked, gazetteer)
    home = Home(line.countries, known)
    chances = rank_groups(groups, home)
    add_by_sound(groups, chances, gazetteer, home)
    return _labelled(line, groups, group_of, home)


def homes_of(lines: list[Told], gazetteer: Gazetteer) -> dict[tuple[str, int], Known]:
    """For each half of an outlet's reports the home that the other half gives, by answers, not by labels."""
    halves: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for line in lines:
        if line.outlet:
            halves[line.outlet, 1 - line.half].append(line)
    homes = {}
    for key, members in halves.items():
        plain = [line.answers(gazetteer) for line in members]
        others = [learn_home(plain[:n] + plain[n + 1 :]) for n in range(len(members))]
        homes[key] = learn_home(
            [line.answers(gazetteer, known) for line, known in zip(members, others, strict=True)]
        )
    return homes


def _label_of(name: str, gold: list[dict[str, Any]]) -> tuple[float, float, str | None] | None:
    for incident in gold:
        place = incident.get("place") or {}
        known = {str(n).casefold() for n in [place.get("name"), *(place.get("alt") or [])]}
        fine = place.get("precision") in {"exact", "town", "village", "township", "district"}
        if fine and place.get("lat") is not None and name.casefold() in known:
            return place["lat"], place["lon"], None
    return None


def _labelled(line: Told, groups: list[Group], group_of: list[int], home: Home) -> Case | None:
    right: list[Array | None] = [None] * len(groups)
    counts = [0] * len(groups)
    for index, label in enumerate(line.labels):
        if label is None or label[0] is None:
            continue
        group = group_of[index]
        counts[group] += 1
        right[group] = _right(groups[group], label)
    if not any(r is not None for r in right):
        return None
    first = [first_features(group, groups, home) for group in groups]
    return Case(line.key, groups, first, right, counts)


def _right(group: Group, label: tuple[float, float, str | None]) -> Array:
    """1 for the candidates that are right, last "none of these": by id, else the nearest within 25 or 161 km."""
    marks = np.zeros(len(group.candidates) + 1)
    for index, candidate in enumerate(group.candidates):
        marks[index] = float(label[2] is not None and candidate.entry.id == str(label[2]))
    away = [kilometres(c.entry.point, label[:2]) if c.entry.point else 1e9 for c in group.candidates]
    for limit in RIGHT_KM:
        if not marks.any():
            marks[:-1] = [float(km <= limit) for km in away]
    marks[-1] = float(not marks.any())
    return marks


def fit(cases: list[Case], features: list[list[Array]]) -> Array:
    """Weights of the features, and last of "none of these"."""
    size = next(rows.shape[1] for case in features for rows in case if rows.shape[1])
    examples = [
        (rows, right, float(np.sqrt(count)))
        for case, feature_rows in zip(cases, features, strict=True)
        for rows, right, count in zip(feature_rows, case.right, case.counts, strict=True)
        if right is not None and len(rows)
    ]
    total = sum(weight for *_, weight in examples)

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros(size + 1)
        for rows, right, weight in examples:
            chance = chance_of(rows @ weights[:-1], weights[-1])
            hit = float(chance @ right)
            value -= weight * np.log(hit + 1e-12)
            blame = weight * (chance - chance * right / (hit + 1e-12))
            slope[:-1] += blame[:-1] @ rows
            slope[-1] += blame[-1]
        value = value / total + PENALTY * 0.5 * float(weights @ weights) / 10
        return value, slope / total + PENALTY * weights / 10

    result = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(result.x)


def train(cases: list[Case], *, rounds: int = 2) -> tuple[Array, Array]:
    """Weights for names alone, and together."""
    alone = fit(cases, [case.first for case in cases])
    chances = [[chance_of(rows @ alone[:-1], alone[-1]) for rows in case.first] for case in cases]
    together = alone
    for _ in range(rounds):
        both = [_both(case, chance) for case, chance in zip(cases, chances, strict=True)]
        together = fit(cases, both)
        chances = [[chance_of(rows @ together[:-1], together[-1]) for rows in case] for case in both]
    return alone, together


def _both(case: Case, chances: list[Array]) -> list[Array]:
    more = second_features(case.groups, chances)
    return [np.hstack([rows, extra]) for rows, extra in zip(case.first, more, strict=True)]


def apply(case: Case, alone: Array, together: Array) -> list[Array]:
    """Chances as the resolver computes them."""
    chances = [chance_of(rows @ alone[:-1], alone[-1]) for rows in case.first]
    for _ in range(2):
        chances = [chance_of(rows @ together[:-1], together[-1]) for rows in _both(case, chances)]
    return chances


def hits(cases: list[Case], alone: Array, together: Array) -> tuple[float, float]:
    """(mentions right, mentions labelled)."""
    good = every = 0.0
    for case in cases:
        for chance, right, count in zip(apply(case, alone, together), case.right, case.counts, strict=True):
            if right is None:
                continue
            every += count
            if len(chance) > 1 and right[int(np.argmax(chance[:-1]))] and not right[-1]:
                good += count
    return good, every


def weights_of(alone: Array, together: Array, cases: int) -> dict[str, Any]:
    """The table that the program reads."""
    return {
        "version": "1",
        "source": f"python -m training.places; {cases} labelled reports (LGL, GeoWebNews, hand-coded conflict "
        "reports); loose and unlike set by hand",
        "licence": "Apache-2.0",
        "answer_from": ANSWER_FROM,
        "alone": _named(FIRST, alone),
        "together": _named((*FIRST, *SECOND), together),
    }


def _named(names: tuple[str, ...], weights: Array) -> dict[str, float]:
    return {name: round(float(w), 3) for name, w in zip((*names, "none"), weights, strict=True)} | BY_HAND


def read_cases(paths: list[str], gazetteer: Gazetteer) -> list[Case]:
    """All cases of the files, in their order; those with a learned home stand twice, without it and with it."""
    lines = []
    seen: dict[str, int] = defaultdict(int)
    for path in paths:
        for raw in Path(path).read_text(encoding="utf-8").split("\n"):
            if raw.strip():
                line = json.loads(raw)
                if line.get("gold") is None:
                    continue
                report = report_of(line)
                lines.append(told_of(line, parse_report(report), gazetteer, seen[outlet_key(report)] % 2))
                seen[outlet_key(report)] += 1
    homes = homes_of(lines, gazetteer)
    cases = []
    for told in lines:
        known = homes.get((told.outlet, told.half), ())
        cases += [case_of(told, gazetteer), case_of(told, gazetteer, known) if known else None]
    return [case for case in cases if case is not None]


def cross_validate(cases: list[Case], folds: int) -> float:
    """Share of mentions right when each outlet's reports are judged by weights that never saw the outlet."""
    keys = sorted({case.key for case in cases})
    fold_of = {key: n % folds for n, key in enumerate(keys)}
    good = every = 0.0
    for fold in range(folds):
        weights = train([c for c in cases if fold_of[c.key] != fold])
        some = hits([c for c in cases if fold_of[c.key] == fold], *weights)
        good, every = good + some[0], every + some[1]
    return good / max(every, 1.0)


def main(argv: list[str]) -> int:
    """0 when the weights are written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args(argv)
    cases = read_cases(options.paths, open_gazetteer())
    if options.folds:
        print(
            f"right, {options.folds} folds by outlet: {cross_validate(cases, options.folds):.4f}",
            file=sys.stderr,
        )
    alone, together = train(cases)
    table = weights_of(alone, together, len(cases))
    OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
