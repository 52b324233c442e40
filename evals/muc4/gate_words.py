"""The words of a report as hashed columns, sentence by sentence, and how much they speak of an incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dateline.extract.fillers.features import BITS, column
from dateline.records import Span

BUCKETS = 1 << BITS
_LEAD = 3  # sentences
_UNSAID = -6.0
_ARGUMENTS = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "agent",
    "attr",
    "amod",
    "compound",
    "advcl",
    "xcomp",
    "ccomp",
    "acl",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: where it stands and the columns of its words."""

    span: Span
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A weight for each column, and the bias."""

    weights: Any
    bias: float

    def score(self, columns: Sequence[int]) -> float:
        """The log-odds that these words speak of an incident."""
        return float(self.weights[list(columns)].sum()) / max(1, len(columns)) ** 0.5 + self.bias


def read_sentences(doc: Any) -> list[Said]:
    """The sentences of a parsed text."""
    return [Said(Span(s.start_char, s.end_char), tuple(_columns(s))) for s in doc.sents]


def text_columns(sentences: Sequence[Said]) -> list[int]:
    """The distinct columns of a whole text, sorted."""
    return sorted({c for said in sentences for c in said.columns})


def sentences_row(sentences: Sequence[Said], weights: Words) -> list[float]:
    """What single sentences speak of an incident: the best ones, all together, the lead, the end, where the best one
    stands, how many speak for it."""
    import numpy as np

    scores = np.array([weights.score(said.columns) for said in sentences] or [_UNSAID])
    first, second, third, *_ = [*np.sort(scores)[::-1], _UNSAID, _UNSAID]
    return [
        float(v)
        for v in (
            first, second, third, scores.mean(), scores[:_LEAD].max(), scores[0], np.log(np.exp(scores).sum()),
            scores.argmax() / len(scores), np.log(len(scores)), (scores > 0).sum(), (scores > 0).mean(),
            scores[-_LEAD:].max(),
        )
    ]  # fmt: skip


def _columns(sent: Any) -> list[int]:
    """The columns of words, of neighbours, and of words with what governs them."""
    tokens = [t for t in sent if not t.is_space and not t.is_punct]
    words = [t.lemma_.lower() for t in tokens]
    found = {*words, *map(" ".join, pairwise(words))}
    found.update(_governed(t) for t in tokens if t.dep_ in _ARGUMENTS)
    found.update(_after(t) for t in tokens if t.dep_ == "pobj")
    return sorted({column(word) for word in found})


def _governed(token: Any) -> str:
    return f"{token.head.lemma_.lower()}>{token.dep_}>{token.lemma_.lower()}"


def _after(token: Any) -> str:
    """What stands behind a preposition, with the word before that."""
    return f"{token.head.head.lemma_.lower()}>{token.head.lemma_.lower()}>{token.lemma_.lower()}"
