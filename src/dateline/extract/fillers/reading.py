"""Who fills which part of an attack, by a learned scorer: perpetrators, targets, victims, weapons.

`read_fillers(document)` scores every group of phrases for five roles, quotes each in its likeliest words, and judges
what it found side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.evidence import Parsed, group_rows, parse_phrases
from dateline.extract.fillers.joint import Candidate, joint_rows
from dateline.extract.fillers.model import KINDS, ROLES, FillerModel, load_model
from dateline.extract.fillers.net import net_scores
from dateline.extract.fillers.wordings import Cut, best_place, cut_rows, cuts_of
from dateline.extract.grammar.phrases import span_of
from dateline.extract.scorers.trees import Forest, probability, sum_trees
from dateline.records import Span
from dateline.text import Document

LEAST = 0.08
LEAST_CHANCE = 0.04  # of a group in a role, to be judged beside the others
_WORTH_A_LOOK = -5.5
_NET_WORTH_A_LOOK = -4.5


@dataclass(frozen=True, slots=True)
class Filler:
    """One thing or person in one role: its best words, their span, how likely they are right, and every span of them.

    `wording` is how sure the choice of words is, given that the thing fills the role.
    """

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
    found = name_fillers(parsed, scores, chances, kinds, model, least=least)
    return Fillers(tuple(sorted(found, key=lambda f: (-f.probability, f.span, f.role))), shown)


def name_fillers(
    parsed: Parsed, scores: Any, chances: Any, kinds: Any, model: FillerModel, *, least: float
) -> list[Filler]:
    """The fillers at least so likely, each in its best words, judged side by side."""
    candidates = choose_wordings(parsed, scores, chances, model.wording_forest, model.word_counts)
    judged = joint_chances([c for c, _ in candidates], kinds, len(parsed.doc.text), model)
    return [
        _filler(parsed.doc, candidate, cut, scores, chance)
        for (candidate, cut), chance in zip(candidates, judged, strict=True)
        if chance >= least
    ]


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

    net = net_scores(parsed, kinds, model.net)
    shared, special = group_rows(parsed, scores, net, kinds, model.counts)
    chances = np.zeros((len(shared), len(ROLES)))
    for role, forest in enumerate(model.forests):
        worth = worth_a_look(parsed, scores, net, role)
        rows = np.hstack([shared[worth], special[worth, role]])
        chances[worth, role] = probability(sum_trees(forest, rows))
    return chances


def worth_a_look(parsed: Parsed, scores: Any, net: Any, role: int) -> Any:
    """For each group: whether the linear scorer or the net sees any chance of the role."""
    import numpy as np

    return np.array([
        scores[group, role].max() > _WORTH_A_LOOK or net[group, role].max() > _NET_WORTH_A_LOOK
        for group in parsed.groups
    ])  # fmt: skip


def choose_wordings(
    parsed: Parsed, scores: Any, chances: Any, forest: Forest, counts: dict[str, list[float]]
) -> list[tuple[Candidate, Cut]]:
    """For each group and role that is at all likely the words to quote it in."""
    import numpy as np

    jobs = [(int(g), int(role)) for g, role in zip(*np.where(chances >= LEAST_CHANCE), strict=True)]
    cuts = {g: cuts_of(parsed, parsed.groups[g]) for g, _ in jobs}
    rows: list[list[float]] = []
    bounds = [0]
    for g, role in jobs:
        rows.extend(cut_rows(parsed, parsed.groups[g], cuts[g], scores, role, counts))
        bounds.append(len(rows))
    judged = probability(sum_trees(forest, np.array(rows, dtype=np.float32))) if rows else []
    return [
        candidate_of(parsed, g, role, cuts[g], judged[start:end], scores, float(chances[g, role]))
        for (g, role), start, end in zip(jobs, bounds, bounds[1:], strict=False)
        if start < end
    ]


def candidate_of(
    parsed: Parsed, group: int, role: int, cuts: list[Cut], judged: Any, scores: Any, chance: float
) -> tuple[Candidate, Cut]:
    """A group in a role, quoted in the cut that was judged best."""
    best = int(judged.argmax())
    cut = cuts[best]
    _, wording = best_place(cut, scores, role)
    start = parsed.doc[wording.first].idx
    return Candidate(role, group, cut.text, start, chance, float(judged[best]), len(cut.places)), cut


def joint_chances(candidates: list[Candidate], kinds: Any, length: int, model: FillerModel) -> list[float]:
    """The probability of each candidate, judged beside the others."""
    if not candidates:
        return []
    rows = joint_rows(candidates, list(kinds), length)
    return [float(p) for p in probability(sum_trees(model.joint_forest, rows))]


def _filler(doc: Any, candidate: Candidate, cut: Cut, scores: Any, chance: float) -> Filler:
    _, wording = best_place(cut, scores, candidate.role)
    return Filler(
        ROLES[candidate.role],
        candidate.text,
        _span(doc, wording.first, wording.end),
        chance,
        candidate.wording,
        tuple(_span(doc, w.first, w.end) for _, w in cut.places),
        candidate.group,
    )


def _span(doc: Any, first: int, end: int) -> Span:
    return span_of(doc[first], doc[end - 1])
