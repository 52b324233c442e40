"""Which organisation a MUC-4 template blames: every one that the report names is judged beside every incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.fillers.incidents import INCIDENT_KINDS
from dateline.extract.fillers.joint import log_odds
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees
from dateline.records import Span
from evals.muc4.bodies import Body, find_bodies, plain
from evals.muc4.ground import Ground, sentence_of
from evals.muc4.parts import PARTS, parts_of
from evals.muc4.templates import Template, harmed_spans
from evals.muc4.values import words
from evals.muc4.weights import read_arrays, read_table

WEIGHTS = Path(__file__).parent / "blamed.npz"
LEAST_LOOK = 0.04  # of an organisation that is judged at all
_FAR = 99  # sentences
_REPORTS = 2  # that blame a name which is then known
_KNOWN = 0.03  # of the reports that name it blame it
_UNMET = (0.3, 3.0)  # added to the reports that blame a name and that name it

# Of each name how many reports with incidents blamed it, and how many named it
Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judge:
    """Boosted trees, how often each name was blamed, and the least chance that is taken."""

    forest: Forest
    counts: Counts
    least: float


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """What `python -m training.muc4_blamed` wrote, loaded once."""
    arrays = read_arrays(WEIGHTS)
    table = read_table(WEIGHTS)
    counts = {name: (int(blamed), int(met)) for name, (blamed, met) in table["counts"].items()}
    return Judge(read_forest(arrays, "blamed"), counts, float(table["least"]))


def blame(doc: Any, templates: Sequence[Template], found: Fillers, ground: Ground) -> list[Template]:
    """The templates with the organisations that likely did each, likeliest first."""
    import numpy as np

    judge = load_judge()
    bodies = find_bodies(doc.text, found, known_names(judge.counts), least=LEAST_LOOK)
    rows = blame_rows(doc, templates, bodies, ground, judge.counts)
    chances = probability(sum_trees(judge.forest, np.array(rows, np.float32))) if rows else []
    blamed = []
    for n, template in enumerate(templates):
        mine = zip(bodies, chances[n * len(bodies) : (n + 1) * len(bodies)], strict=True)
        told = sorted(
            (_filler(body, float(c)) for body, c in mine if c >= judge.least), key=lambda f: -f.probability
        )
        blamed.append(replace(template, fillers=template.fillers | {"PerpOrg": told}))
    return blamed


def known_names(counts: Counts) -> list[str]:
    """The names that several reports blamed, and not too few of those that name them."""
    return [n for n, (blamed, met) in counts.items() if blamed >= _REPORTS and blamed > _KNOWN * met]


def _filler(body: Body, chance: float) -> Filler:
    return Filler("PerpOrg", body.text, body.mentions[0], chance, 1.0, body.mentions, 0)


def blame_rows(
    doc: Any, templates: Sequence[Template], bodies: Sequence[Body], ground: Ground, counts: Counts
) -> list[list[float]]:
    """A row of numbers for every body beside every template, all bodies of the first template first."""
    if not bodies:
        return []
    harmed = [_sentences(harmed_spans(t), ground) for t in templates]
    doing = [_sentences(_doing(t), ground) for t in templates]
    told = [_sentences(b.mentions, ground) for b in bodies]
    gaps = [[_nearest(h or d, s)[0] for s in told] for h, d in zip(harmed, doing, strict=True)]
    own = [_body_row(b, bodies, s, ground, counts) for b, s in zip(bodies, told, strict=True)]
    parts = [[(sentence_of(ground.starts, m.start), parts_of(doc, m)) for m in b.mentions] for b in bodies]
    rows = []
    for n, template in enumerate(templates):
        for k, body in enumerate(bodies):
            near, at = _nearest(harmed[n], told[k])
            rows.append([
                *own[k], near, _nearest(doing[n], told[k])[0],
                gaps[n][k] - min(line[k] for line in gaps), gaps[n][k] - min(gaps[n]),
                *(bool(ground.lemmas[at] & listed) for listed in _cues()),
                any(plain(f.text) in body.names for f in template.fillers["PerpOrg"]),
                any(f" {name} " in f" {f.text} " for f in template.fillers["PerpInd"] for name in body.names),
                len(templates), len(bodies), INCIDENT_KINDS.index(template.kind), template.chance,
                max((f.probability for f in template.fillers["PerpInd"]), default=0.0),
                *_parts_row(parts[k], harmed[n] or doing[n] or [0]),
            ])  # fmt: skip
    return rows


def _parts_row(told: Sequence[tuple[int, frozenset[str]]], those: Sequence[int]) -> list[float]:
    """Of each part that a body plays how far from those sentences it does, and in what share of its mentions."""
    row: list[float] = []
    for part in PARTS:
        at = [sentence for sentence, parts in told if part in parts]
        row += [min((abs(s - x) for s in at for x in those), default=_FAR), len(at) / len(told)]
    return row


def _body_row(
    body: Body, bodies: Sequence[Body], told: Sequence[int], ground: Ground, counts: Counts
) -> list[float]:
    """How likely a body is, how much of the text tells of it, how often reports blame it, what they say of it."""
    better = max((b.chance for b in bodies if b is not body), default=0.0)
    odds = float(log_odds(max(body.chance, LEAST_LOOK / 4)))
    blamed, met = max((counts.get(name, (0, 0)) for name in body.names), key=lambda c: c[1])
    every = frozenset().union(*(ground.lemmas[s] for s in told))
    return [
        odds, odds - float(log_odds(max(better, LEAST_LOOK / 4))), len(body.mentions), len(told) / len(ground.starts),
        told[0], (blamed + _UNMET[0]) / (met + _UNMET[1]), *(bool(every & listed) for listed in _cues()),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _cues() -> tuple[frozenset[str], ...]:
    """Words of a claim, of blame, and of harm."""
    return frozenset(words()["claimed"]), frozenset(words()["accused"]), frozenset(words()["harm"]["lemmas"])


def _doing(template: Template) -> list[Span]:
    return [m for role in ("PerpInd", "Weapon") for f in template.fillers[role] for m in f.mentions]


def _sentences(spans: Sequence[Span], ground: Ground) -> list[int]:
    return sorted({sentence_of(ground.starts, span.start) for span in spans})


def _nearest(those: Sequence[int], told: Sequence[int]) -> tuple[int, int]:
    """How many sentences a body stands from any of those, and in which it does; far where there are none."""
    return min(((abs(x - y), y) for x in those for y in told), default=(_FAR, told[0]))
