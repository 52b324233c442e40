"""People told of by a common noun ("six priests") who may be victims: which words of a text describe some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.fillers.reading import Filler
from dateline.extract.scorers.trees import Forest, probability, read_forest, sum_trees
from dateline.records import Span
from evals.muc4.described_rows import Phrases, phrase_rows
from evals.muc4.weights import read_arrays, read_table

WEIGHTS = Path(__file__).parent / "described.npz"
# Of people in a report that names nothing harmed at all: over the folds of the training half .03 and .08 map as many
# templates, and .08 invents fewer people
LEAST_LONE = 0.08


@dataclass(frozen=True, slots=True)
class Described:
    """People named by no name: their words, every mention, and how likely they are victims."""

    text: str
    mentions: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Judge:
    """Boosted trees, how often each noun was met and was an answer, and the least chance that is taken."""

    forest: Forest
    heads: dict[str, list[int]]
    least: float


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """What `python -m training.muc4_described` wrote, loaded once."""
    arrays = read_arrays(WEIGHTS)
    table = read_table(WEIGHTS)
    return Judge(read_forest(arrays, "described"), table["heads"], float(table["least"]))


def group_phrases(text: str, scored: Sequence[tuple[Span, float]]) -> list[Phrases]:
    """Phrases of the same words together, in the order of first mention."""
    found: dict[str, list[tuple[Span, float]]] = {}
    for span, score in scored:
        found.setdefault(text[span.start : span.end].lower(), []).append((span, score))
    return [Phrases(words, tuple(s for s, _ in at), tuple(v for _, v in at)) for words, at in found.items()]


def judge_phrases(
    doc: Any,
    groups: Sequence[Phrases],
    fillers: Sequence[Filler],
    judge: Judge,
    *,
    least: float | None = None,
) -> list[Described]:
    """The groups at least so likely to be victims, as the judge has it unless told, likeliest first."""
    import numpy as np

    if not groups:
        return []
    rows = np.array(phrase_rows(doc, groups, fillers, judge.heads), dtype=np.float32)
    chances = probability(sum_trees(judge.forest, rows))
    least = judge.least if least is None else least
    people = [
        Described(g.text, g.spans, float(c)) for g, c in zip(groups, chances, strict=True) if c >= least
    ]
    return sorted(people, key=lambda p: (-p.score, p.mentions[0]))
