"""Which fillers of one text belong to the same incident, and what kind of incident it is."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from dateline.data import read_checked
from dateline.extract.fillers.links import link_row, place_of
from dateline.extract.fillers.model import KINDS, ROLES
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees

INCIDENT_KINDS = tuple(k for k in KINDS if k != "any")
HARMED = ("Target", "Victim")


@dataclass(frozen=True, slots=True)
class Item:
    """A filler as the scorers see it: its role's number, its words, the sentences that name it."""

    role: int
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The sentences of one text: which words of which kind each holds, and the paragraph of each."""

    kinds: Any
    paragraphs: tuple[int, ...]
    starts: tuple[int, ...]

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that holds this offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, slots=True)
class IncidentModel:
    """Forests that judge pairs of fillers and kinds of incidents, the words of each kind, the thresholds.

    `pair` learned from what coders wrote, by the sentences of each; `link` from what is read, by the parse as well.
    """

    pair: Forest
    link: Forest
    kinds: tuple[Forest, ...]
    words: dict[str, frozenset[str]]
    together: float
    shared: float


@lru_cache(maxsize=1)
def load_incident_model() -> IncidentModel:
    """The shipped scorers, loaded once; MissingData when they are not there or not as they shipped."""
    import numpy as np

    arrays = dict(np.load(BytesIO(read_checked("weights/fillers_incidents.npz")), allow_pickle=False))
    table = json.loads(read_checked("weights/fillers_incidents.json"))
    return IncidentModel(
        pair=read_forest(arrays, "pair"),
        link=read_forest(arrays, "link"),
        kinds=tuple(read_forest(arrays, kind) for kind in INCIDENT_KINDS),
        words={kind: frozenset(words) for kind, words in table["words"].items()},
        together=float(table["together"]),
        shared=float(table["shared"]),
    )


def read_setting(doc: Any, words: dict[str, frozenset[str]]) -> Setting:
    """What the sentences of a parsed text tell of kinds of incident."""
    import numpy as np

    rows, paragraphs, starts = [], [], []
    paragraph = 0
    for sent in doc.sents:
        lemmas = {t.lemma_.lower() for t in sent}
        rows.append([float(bool(words[kind] & lemmas)) for kind in INCIDENT_KINDS])
        paragraphs.append(paragraph)
        starts.append(sent.start_char)
        paragraph += "\n\n" in sent.text_with_ws
    blank = np.zeros((1, len(INCIDENT_KINDS)))
    return Setting(np.array(rows) if rows else blank, tuple(paragraphs) or (0,), tuple(starts) or (0,))


def pair_row(one: Item, other: Item, setting: Setting) -> list[float]:
    """One row of numbers for two fillers, the same whichever comes first."""
    a, b = sorted((one, other), key=lambda i: (i.role, i.text))
    near = min(abs(x - y) for x in a.sentences for y in b.sentences)
    paragraphs = setting.paragraphs
    near_paragraph = min(abs(paragraphs[x] - paragraphs[y]) for x in a.sentences for y in b.sentences)
    first, second = min(a.sentences), min(b.sentences)
    kinds_a, kinds_b = setting.kinds[list(a.sentences)].max(0), setting.kinds[list(b.sentences)].max(0)
    return [
        a.role, b.role, near, near_paragraph, abs(first - second), len(a.sentences), len(b.sentences),
        len(paragraphs),
        abs(paragraphs[first] - paragraphs[second]), *kinds_a, *kinds_b, *abs(kinds_a - kinds_b), first, second,
        near == 0,
    ]  # fmt: skip


def kind_row(
    items: Sequence[Item], setting: Setting, text_scores: Sequence[float], incidents: int
) -> list[float]:
    """One row of numbers for a group of fillers taken as one incident."""
    import numpy as np

    sentences = sorted({s for i in items for s in i.sentences})
    blank = np.zeros(len(INCIDENT_KINDS))
    own = setting.kinds[sentences] if sentences else blank[None]
    first = np.mean([setting.kinds[min(i.sentences)] for i in items], axis=0) if items else blank
    roles = [any(i.role == r for i in items) for r in range(len(ROLES))]
    return [*text_scores, *own.max(0), *own.mean(0), *first, *roles, incidents, len(items)]


def items_of(fillers: Sequence[Filler], setting: Setting) -> list[Item]:
    """The fillers as the scorers see them."""
    return [
        Item(ROLES.index(f.role), f.text, tuple(sorted({setting.sentence_of(m.start) for m in f.mentions})))
        for f in fillers
    ]


def kinds_told(
    clusters: Sequence[Sequence[int]], items: Sequence[Item], setting: Setting, found: Fillers, model: IncidentModel
) -> list[tuple[str, float]]:  # fmt: skip
    """The likeliest kind of each group of fillers taken as one incident, and its share among all kinds."""
    import numpy as np

    logits = [float(np.log(p / (1 - p))) for p in (min(max(v, 1e-6), 1 - 1e-6) for v in found.kinds.values())]
    rows = np.array(
        [kind_row([items[i] for i in c], setting, logits, len(clusters)) for c in clusters], np.float32
    )
    chances = probability(np.array([sum_trees(forest, rows) for forest in model.kinds]))
    best = np.argmax(chances, axis=0)
    shares = chances.max(0) / chances.sum(0)
    return [(INCIDENT_KINDS[int(kind)], float(share)) for kind, share in zip(best, shares, strict=True)]


def pair_rows(
    doc: Any, fillers: Sequence[Filler], found: Fillers, items: Sequence[Item], setting: Setting
) -> list[list[float]]:
    """A row for every two fillers, the later one first: their sentences, then how they lie in text and parse."""
    places = [place_of(doc, filler) for filler in fillers]
    return [
        pair_row(items[a], items[b], setting)
        + link_row(fillers[a], fillers[b], (places[a], places[b]), found.kinds)
        for a, b in pairs_of(len(fillers))
    ]


def pair_table(pairs: Sequence[Sequence[float]], size: int, model: IncidentModel) -> Any:
    """A square table: how likely two of so many fillers belong to the same incident, the mean of two forests.

    `pairs` has a row for every two of them, as `pair_rows` makes it.
    """
    import numpy as np

    table = np.ones((size, size))
    if not len(pairs):
        return table
    rows = np.array(pairs, dtype=np.float32)
    chances = probability(sum_trees(model.pair, rows)) + probability(sum_trees(model.link, rows))
    for (a, b), chance in zip(pairs_of(size), chances / 2, strict=True):
        table[a, b] = table[b, a] = chance
    return table


def pairs_of(size: int) -> list[tuple[int, int]]:
    """Every two of so many, the later one first."""
    return [(a, b) for a in range(size) for b in range(a)]


def cluster(table: Any, harmed: Sequence[int], *, together: float, shared: float) -> list[list[int]]:
    """Incidents by what they harmed: average-link groups of victims and targets, each in one; then who did it and with
    what, each in the incident it fits best and in every other it fits at least so well. Without victims and targets all
    are grouped alike."""
    import numpy as np

    core = list(harmed) or list(range(len(table)))
    groups = [[i] for i in core]
    while len(groups) > 1:
        best, a, b = max(
            (float(np.mean(table[np.ix_(groups[a], groups[b])])), a, b)
            for a in range(len(groups))
            for b in range(a)
        )
        if best < together:
            break
        groups[b] += groups[a]
        del groups[a]
    full = [set(group) for group in groups]
    for i in sorted(set(range(len(table))) - set(harmed)):
        fits = [float(np.mean(table[i, group])) for group in groups]
        own = next((n for n, group in enumerate(groups) if i in group), int(np.argmax(fits)))
        for n, fit in enumerate(fits):
            if n == own or fit > shared:
                full[n].add(i)
    return [sorted(group) for group in full]
