"""The templates of one MUC-4 report: which victims and targets were harmed together, named and described ones alike,
and who did it with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.fillers.incidents import (
    HARMED,
    IncidentModel,
    Item,
    Setting,
    cluster,
    items_of,
    kinds_told,
    load_incident_model,
    pair_rows,
    pair_table,
    pairs_of,
    read_setting,
)
from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees
from evals.muc4.described import Described
from evals.muc4.ground import Ground, ground_row
from evals.muc4.templates import Template
from evals.muc4.weights import read_arrays, read_table

WEIGHTS = Path(__file__).parent / "split.npz"


@dataclass(frozen=True, slots=True)
class Splitter:
    """Trees that judge whether two harmed things share an incident, their weight beside the judges of all fillers, and
    the least chances.

    `together` of groups that are one incident; `shared` of who did it to be in a second one; `alone` of people
    without a name to be harmed in an incident of their own.
    """

    forest: Forest
    weight: float
    together: float
    shared: float
    alone: float


@dataclass(frozen=True, slots=True)
class Party:
    """All that was found in one report, described people last, and the row of every two of them."""

    fillers: list[Filler]
    items: list[Item]
    setting: Setting
    pairs: list[list[float]]
    harmed_pairs: list[int]
    rows: Any


@lru_cache(maxsize=1)
def load_splitter() -> Splitter:
    """What `python -m training.muc4_split` wrote, loaded once."""
    arrays = read_arrays(WEIGHTS)
    table = read_table(WEIGHTS)
    return Splitter(
        read_forest(arrays, "split"), table["weight"], table["together"], table["shared"], table["alone"]
    )


def build_templates(
    doc: Any, chosen: Sequence[Filler], found: Fillers, described: Sequence[Described], ground: Ground
) -> list[Template]:
    """A template for each incident that the fillers and the described people of one report were part of."""
    model, splitter = load_incident_model(), load_splitter()
    party = read_party(doc, chosen, found, described, ground, model)
    table = pair_table(party.pairs, len(party.fillers), model)
    pairs = pairs_of(len(party.fillers))
    if party.harmed_pairs:
        chances = probability(sum_trees(splitter.forest, party.rows))
        for at, chance in zip(party.harmed_pairs, chances, strict=True):
            a, b = pairs[at]
            table[a, b] = table[b, a] = splitter.weight * chance + (1 - splitter.weight) * table[a, b]
    groups = split(table, party.fillers, splitter) or [[]]
    named = [[i for i in group if party.fillers[i].group >= 0] or group for group in groups]
    kinds, by_fillers = (kinds_told(g, party.items, party.setting, found, model) for g in (groups, named))
    return [
        _template(kind, by_name, [party.fillers[i] for i in group], described)
        for group, kind, (by_name, _) in zip(groups, kinds, by_fillers, strict=True)
    ]


def read_party(
    doc: Any,
    chosen: Sequence[Filler],
    found: Fillers,
    described: Sequence[Described],
    ground: Ground,
    model: IncidentModel,
) -> Party:
    """Fillers and described people of one report with the rows that the trees judge."""
    import numpy as np

    fillers = [*chosen, *(as_filler(people, n) for n, people in enumerate(described))]
    setting = read_setting(doc, model.words)
    items = items_of(fillers, setting)
    pairs = pair_rows(doc, fillers, found, items, setting)
    numbered = enumerate(pairs_of(len(fillers)))
    harmed = [n for n, (a, b) in numbered if fillers[a].role in HARMED and fillers[b].role in HARMED]
    both = [(fillers[a], fillers[b]) for a, b in pairs_of(len(fillers))]
    rows = [[*pairs[n], *ground_row(doc, *both[n], ground)] for n in harmed]
    return Party(fillers, items, setting, pairs, harmed, np.array(rows, np.float32))


def as_filler(people: Described, number: int) -> Filler:
    """People without a name as victims; their group is below zero."""
    return Filler("Victim", people.text, people.mentions[0], people.score, 1.0, people.mentions, -1 - number)


def split(table: Any, fillers: Sequence[Filler], splitter: Splitter) -> list[list[int]]:
    """Groups of fillers by number; described people who are not likely enough alone join the group they fit best."""
    import numpy as np

    harmed = [n for n, f in enumerate(fillers) if f.role in HARMED]
    strong = [
        n for n in harmed if fillers[n].group >= 0 or fillers[n].probability >= splitter.alone
    ] or harmed
    weak = sorted(set(harmed) - set(strong))
    kept = [n for n in range(len(fillers)) if n not in weak]
    within = [kept.index(n) for n in strong]
    small = table[np.ix_(kept, kept)]
    groups = cluster(small, within, together=splitter.together, shared=splitter.shared) if kept else []
    full = [[kept[i] for i in group] for group in groups]
    cores = [[i for i in group if i in strong] or group for group in full]
    for n in weak:
        full[int(np.argmax([float(np.mean(table[n, core])) for core in cores]))].append(n)
    return [sorted(group) for group in full]


def _template(
    kind: tuple[str, float], by_fillers: str, fillers: Sequence[Filler], described: Sequence[Described]
) -> Template:
    named = {role: [f for f in fillers if f.role == role and f.group >= 0] for role in ROLES}
    unnamed = tuple(described[-1 - f.group] for f in fillers if f.group < 0)
    return Template(kind[0], named, kind[1], unnamed, by_fillers)
