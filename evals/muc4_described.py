"""People told of by a common noun ("six priests") who may be victims: which words of a text describe some."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.extract.trees import Forest, probability, read_forest, sum_trees
from dateline.records import Span

WEIGHTS = Path(__file__).parent / "muc4_described.npz"
_PARTS = ("nsubjpass", "dobj", "pobj", "nsubj", "compound")
_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Described:
    """People named by no name: their words, every mention, and how likely they are victims."""

    text: str
    mentions: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Phrases:
    """The same words wherever they stand in a text: each place, and the linear score of each."""

    text: str
    spans: tuple[Span, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Boosted trees, how often each noun was met and was an answer, and the least chance that is taken."""

    forest: Forest
    heads: dict[str, list[int]]
    least: float


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """What `python -m training.muc4_described` wrote, loaded once."""
    import numpy as np

    arrays = dict(np.load(WEIGHTS, allow_pickle=False))
    table = json.loads(WEIGHTS.with_suffix(".json").read_text(encoding="utf-8"))
    return Judge(read_forest(arrays, "described"), table["heads"], float(table["least"]))


def group_phrases(text: str, scored: Sequence[tuple[Span, float]]) -> list[Phrases]:
    """Phrases of the same words together, in the order of first mention."""
    found: dict[str, list[tuple[Span, float]]] = {}
    for span, score in scored:
        found.setdefault(text[span.start : span.end].lower(), []).append((span, score))
    return [Phrases(words, tuple(s for s, _ in at), tuple(v for _, v in at)) for words, at in found.items()]


def head_of(text: str) -> str:
    """The last word of a phrase."""
    return text.split()[-1] if text.split() else ""


def judge_phrases(doc: Any, groups: Sequence[Phrases], judge: Judge) -> list[Described]:
    """The groups that are likely enough to be victims, likeliest first."""
    import numpy as np

    if not groups:
        return []
    rows = np.array([phrase_row(doc, group, judge.heads) for group in groups], dtype=np.float32)
    chances = probability(sum_trees(judge.forest, rows))
    people = [
        Described(g.text, g.spans, float(c)) for g, c in zip(groups, chances, strict=True) if c >= judge.least
    ]
    return sorted(people, key=lambda p: (-p.score, p.mentions[0]))


def phrase_row(doc: Any, group: Phrases, heads: dict[str, list[int]]) -> list[float]:
    """One row of numbers for one group: its scores, its words, and its grammar where it scores best."""
    met, right = heads.get(head_of(group.text), (0, 0))
    best = group.spans[max(range(len(group.spans)), key=lambda at: group.scores[at])]
    piece = doc.char_span(best.start, best.end, alignment_mode="expand")
    named = piece.end < len(doc) and doc[piece.end].tag_ in _NAMES
    return [
        max(group.scores), sum(group.scores) / len(group.scores), min(group.scores), len(group.spans), met,
        right / (met + 2), right, group.text.endswith("s"), group.spans[0].start, best.start, len(doc.text),
        len(group.text.split()), any(t.tag_ == "CD" for t in (*piece.root.children, *piece)),
        *(piece.root.dep_ == part for part in _PARTS), named,
    ]  # fmt: skip
