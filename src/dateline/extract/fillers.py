"""Who fills which part of an attack, by a learned scorer: perpetrators, targets, victims, weapons.

`read_fillers(document)` scores every group of phrases for five roles and quotes each in its likeliest words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers_evidence import Parsed, group_rows, parse_phrases
from dateline.extract.fillers_model import KINDS, ROLES, FillerModel, load_model
from dateline.extract.fillers_wordings import best_place, cut_rows, cuts_of
from dateline.extract.trees import probability, sum_trees
from dateline.records import Span
from dateline.text import Document

LEAST = 0.08
_WORTH_A_LOOK = -5.5


@dataclass(frozen=True, slots=True)
class Filler:
    """One thing or person in one role: its best words, their span, how likely, and every span of those words."""

    role: str
    text: str
    span: Span
    probability: float
    wording: float
    mentions: tuple[Span, ...]
    group: int


@dataclass(frozen=True, slots=True)
class Fillers:
    """The fillers of one text, likeliest first, and how likely the text tells of each kind of incident."""

    fillers: tuple[Filler, ...]
    kinds: dict[str, float]


def read_fillers(document: Document, *, model: FillerModel | None = None, least: float = LEAST) -> Fillers:
    """All fillers of a document at least so likely, likeliest first."""
    return score_doc(document.doc, model or load_model(), least=least)


def score_doc(doc: Any, model: FillerModel, *, least: float = LEAST) -> Fillers:
    """The fillers of one parsed text."""
    parsed = parse_phrases(doc, model.clues, model.aliases)
    kinds = text_scores(parsed, model)
    shown = dict(zip(KINDS, (float(p) for p in probability(kinds)), strict=True))
    if not parsed.groups:
        return Fillers((), shown)
    scores = phrase_scores(parsed, model)
    chances = group_chances(parsed, scores, kinds, model)
    found = choose_wordings(parsed, scores, chances, model, least)
    return Fillers(tuple(sorted(found, key=lambda f: (-f.probability, f.span, f.role))), shown)


def phrase_scores(parsed: Parsed, model: FillerModel) -> Any:
    """The linear score of each phrase for each role."""
    import numpy as np

    return np.array([model.phrase_weights[c].sum(0) for c in parsed.columns]) + model.phrase_bias


def text_scores(parsed: Parsed, model: FillerModel) -> Any:
    """The linear score of the text for each kind of incident."""
    import numpy as np

    at = np.fromiter(parsed.text_columns, dtype=np.int64)
    values = np.fromiter(parsed.text_columns.values(), dtype=np.float32)
    return values @ model.text_weights[at] + model.text_bias


def group_chances(parsed: Parsed, scores: Any, kinds: Any, model: FillerModel) -> Any:
    """The probability of each group for each role; groups that no linear score favours have none."""
    import numpy as np

    shared, special = group_rows(parsed, scores, kinds, model.counts)
    chances = np.zeros((len(shared), len(ROLES)))
    for role, forest in enumerate(model.forests):
        worth = shared[:, role] > _WORTH_A_LOOK
        rows = np.hstack([shared[worth], special[worth, role]])
        chances[worth, role] = probability(sum_trees(forest, rows))
    return chances


def choose_wordings(
    parsed: Parsed, scores: Any, chances: Any, model: FillerModel, least: float
) -> list[Filler]:
    """For each likely group and role the words to quote it in."""
    import numpy as np

    jobs = [(g, role) for g, role in zip(*np.where(chances >= least), strict=True)]
    cuts = {g: cuts_of(parsed, parsed.groups[g]) for g, _ in jobs}
    rows: list[list[float]] = []
    bounds = [0]
    for g, role in jobs:
        rows.extend(cut_rows(parsed, parsed.groups[g], cuts[g], scores, int(role), model.word_counts))
        bounds.append(len(rows))
    judged = probability(sum_trees(model.wording_forest, np.array(rows, dtype=np.float32))) if rows else []
    found = []
    for (g, role), start, end in zip(jobs, bounds, bounds[1:], strict=False):
        if start == end:
            continue
        at = int(np.argmax(judged[start:end]))
        cut = cuts[g][at]
        _, wording = best_place(cut, scores, int(role))
        span = _span(parsed.doc, wording.first, wording.end)
        mentions = tuple(_span(parsed.doc, w.first, w.end) for _, w in cut.places)
        found.append(
            Filler(
                ROLES[role],
                cut.text,
                span,
                float(chances[g, role]),
                float(judged[start + at]),
                mentions,
                int(g),
            )
        )
    return found


def _span(doc: Any, first: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last.text))
