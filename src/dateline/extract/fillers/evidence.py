"""Everything known of the phrases of one text before trees decide: linear scores, groups, rows of numbers."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.features import column, columns_of, features_of
from dateline.extract.fillers.groups import group_phrases
from dateline.extract.fillers.phrases import Phrase, find_phrases

TEXT_BITS = 16
_NAMES = ("NNP", "NNPS")
_ENTITIES = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT")
_LOW = -9.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """The phrases of one text, the columns of each, the groups they form, and the columns of the whole text."""

    doc: Any
    phrases: list[Phrase]
    columns: list[list[int]]
    groups: list[list[int]]
    text_columns: dict[int, float]


def parse_phrases(doc: Any, clues: frozenset[str], aliases: dict[str, str]) -> Parsed:
    """The phrases of a parsed text with their features and groups."""
    phrases = [p for p in find_phrases(doc) if p.wordings]
    columns = [columns_of(features_of(p.head, clues)) for p in phrases]
    return Parsed(doc, phrases, columns, group_phrases(phrases, aliases), text_columns(doc))


def text_columns(doc: Any) -> dict[int, float]:
    """Hashed words and pairs of words of a text, logarithmic counts, of length one."""
    words = [t.lemma_.lower() for t in doc if not t.is_space and not t.is_punct]
    counted = Counter(words)
    counted.update(f"{a} {b}" for a, b in itertools.pairwise(words))
    values: dict[int, float] = {}
    for word, count in counted.items():
        at = column(word) & ((1 << TEXT_BITS) - 1)
        values[at] = values.get(at, 0.0) + 1.0 + 0.5 * (count > 1) + 0.3 * (count > 3)
    length = sum(v * v for v in values.values()) ** 0.5 or 1.0
    return {at: value / length for at, value in values.items()}


def wording_text(doc: Any, first: int, end: int) -> str:
    """The words of a cut, lower case, without articles and punctuation: how strings are compared."""
    letters = "".join(c for c in doc[first:end].text.lower() if c.isalnum() or c.isspace())
    return " ".join(w for w in letters.split() if w not in ("a", "an", "the"))


def group_rows(
    parsed: Parsed, scores: Any, net: Any, text_scores: Any, counts: dict[str, list[float]]
) -> tuple[Any, Any]:
    """Rows of numbers for each group: one shared (groups x columns), one for each role (groups x roles x columns).

    `scores` are the linear scorer's of each phrase for each role, `net` the small net's.
    """
    import numpy as np

    doc, phrases, groups = parsed.doc, parsed.phrases, parsed.groups
    roles = scores.shape[1]
    sentence = np.zeros(len(doc), dtype=np.int32)
    for number, sent in enumerate(doc.sents):
        sentence[sent.start : sent.end] = number
    total = int(sentence[-1]) + 1 if len(doc) else 1
    where = np.array([sentence[p.head.i] for p in phrases], dtype=np.int32)
    owner = np.zeros(len(phrases), dtype=np.int32)
    for number, group in enumerate(groups):
        owner[group] = number
    best = np.array([scores[g].max(0) for g in groups])
    ordered = np.sort(best, axis=0)[::-1]
    by_sentence = np.full((total, roles), _LOW)
    np.maximum.at(by_sentence, where, scores)
    second = ordered[1] if len(ordered) > 1 else ordered[0]
    shared, special = [], []
    for number, group in enumerate(groups):
        mine = scores[group]
        sentences = {int(where[h]) for h in group}
        head = phrases[group[0]].head
        low = np.sort(mine, axis=0)[-2] if len(group) > 1 else np.full(roles, _LOW)
        first = min(sentences)
        shared.append([
            *best[number], *low, *mine.mean(0), *np.log1p(1.0 / (1.0 + np.exp(-mine))).sum(0), len(group),
            len(sentences), first, first / total, total, len(phrases), head.tag_ in _NAMES,
            head.tag_ in ("NNS", "NNPS"), head.dep_ == "compound", *_entities([phrases[h].head for h in group]),
            *text_scores, *(ordered > best[number]).sum(0), *(best[number] - ordered[0]), *ordered[0], *second,
            *prior(counts, f"l:{head.lemma_.lower()}", roles),
            *prior(counts, f"c:{core_text(parsed, group)}", roles),
            max(len(doc[w.first : w.end]) for h in group for w in phrases[h].wordings),
            *net[group].max(0), *net[group].mean(0), *np.log(np.log1p(np.exp(net[group])).sum(0) + 1e-5),
        ])  # fmt: skip
        others = owner != number
        elsewhere = scores[others].max(0) if others.any() else np.full(roles, _LOW)
        special.append([
            _special(phrases, scores, group, role, where, others, by_sentence, elsewhere, total)
            for role in range(roles)
        ])  # fmt: skip
    return np.array(shared, dtype=np.float32), np.array(special, dtype=np.float32)


def _special(
    phrases: list[Phrase], scores: Any, group: list[int], role: int, where: Any, others: Any, by_sentence: Any,
    elsewhere: Any, total: int,
) -> list[float]:  # fmt: skip
    """What surrounds the mention that fits the role best."""
    import numpy as np

    blank = np.full(scores.shape[1], _LOW)
    at = group[int(scores[group][:, role].argmax())]
    sentence = int(where[at])
    near = others & (where == sentence)
    beside = scores[near].max(0) if near.any() else blank
    before = by_sentence[sentence - 1] if sentence else blank
    after = by_sentence[sentence + 1] if sentence + 1 < total else blank
    head = phrases[at].head
    return [
        *beside, *before, *after, *elsewhere, sentence / total, sentence, *scores[at], head.dep_ == "nsubj",
        head.dep_ in ("nsubjpass", "dobj"), head.dep_ == "pobj", head.dep_ == "compound", len(head.sent),
    ]  # fmt: skip


def _entities(heads: Sequence[Any]) -> list[float]:
    return [sum(h.ent_type_ == kind for h in heads) / len(heads) for kind in _ENTITIES]


def core_text(parsed: Parsed, group: list[int]) -> str:
    """The commonest plain wording of a group."""
    found = Counter(
        wording_text(parsed.doc, w.first, w.end) for h in group for w in parsed.phrases[h].wordings[:1]
    )
    return found.most_common(1)[0][0] if found else ""


def prior(counts: dict[str, list[float]], key: str, roles: int) -> list[float]:
    """How often a word was met in training, and how often it filled each role, drawn towards rare."""
    row = counts.get(key)
    if row is None:
        return [0.0, *[0.03] * roles]
    return [row[0], *[(n + 0.03) / (row[0] + 1.0) for n in row[1:]]]
