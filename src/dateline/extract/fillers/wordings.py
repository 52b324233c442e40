"""In which words to quote a filler: rows of numbers for each wording of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.extract.fillers.evidence import Parsed, wording_text
from dateline.extract.fillers.phrases import Wording

_TAILS = {"": 0, "of": 1, "of-of": 2, "clause": 3, "and": 4, "in": 5}
_BEFORE = ("DT", "CD", "JJ", "NN", "NNP", "IN", "POS", "PRP$", "VBD", "VBN", ",", "NNS", "CC")
_AFTER = ("NN", "NNP", "IN", ",", ".", "NNS", "CC", "POS", "-LRB-", "VBD", "VBN", "WDT", "WP")
_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Cut:
    """One string a group could be quoted as, and where it stands: phrase index and wording of each occurrence."""

    text: str
    places: tuple[tuple[int, Wording], ...]


def cuts_of(parsed: Parsed, group: Sequence[int]) -> list[Cut]:
    """The distinct strings of a group's wordings, in the order of the text."""
    found: dict[str, list[tuple[int, Wording]]] = {}
    for index in group:
        for wording in parsed.phrases[index].wordings:
            text = wording_text(parsed.doc, wording.first, wording.end)
            if text:
                found.setdefault(text, []).append((index, wording))
    return [Cut(text, tuple(places)) for text, places in found.items()]


def best_place(cut: Cut, scores: Any, role: int) -> tuple[int, Wording]:
    """The occurrence whose phrase fits the role best, the first among equals."""
    return max(cut.places, key=lambda place: (scores[place[0], role], -place[0]))


def cut_rows(
    parsed: Parsed,
    group: Sequence[int],
    cuts: Sequence[Cut],
    scores: Any,
    role: int,
    counts: dict[str, list[float]],
) -> list[list[float]]:
    """One row of numbers for each cut, for one role."""
    doc = parsed.doc
    top = max(scores[h, role] for h in group)
    longest = max((len(c.text.split()) for c in cuts), default=0)
    rows = []
    for cut in cuts:
        index, wording = best_place(cut, scores, role)
        head = parsed.phrases[index].head
        kind, _, tail = wording.kind.partition("+")
        tokens = doc[wording.first : wording.end]
        first, last_name = tokens[0], head
        before = doc[wording.first - 1] if wording.first else None
        after = doc[wording.end] if wording.end < len(doc) else None
        words = cut.text.split()
        core = sum(w.kind == "core" for _, w in cut.places)
        names = sum(t.tag_ in _NAMES for t in tokens)
        rows.append([
            role, *[role == r for r in range(scores.shape[1])], ("core", "article", "cut").index(kind),
            _TAILS.get(tail, 6), len(words), longest, len(cut.places), len(cut.places) / len(group),
            core / len(cut.places), core / len(group), scores[index, role] - top, scores[group[0], role] - top,
            len(group), index == group[0], wording.end - head.i, head.i - wording.first, first.tag_ in _NAMES,
            first.tag_ == "CD", first.tag_ == "JJ", first.tag_ == "VBN", first.tag_ in ("NN", "NNS"),
            first.i == head.i, _code(before, _BEFORE), _code(after, _AFTER), head.tag_ in _NAMES,
            head.tag_ in ("NNS", "NNPS"), names == len(tokens), names, first.ent_iob_ == "B",
            bool(first.ent_type_), last_name.ent_type_ == "PERSON", head.ent_type_ == "ORG",
            before is not None and before.ent_type_ == first.ent_type_ != "" and first.ent_iob_ == "I",
            any(t.is_punct for t in tokens), any(t.tag_ == "CD" for t in tokens), head.dep_ == "compound",
            *_counted(counts, f"{role}:f:{words[0]}", 0.5, 2.0),
            *_counted(counts, f"{role}:s:{cut.text}", 0.3, 1.0),
            *_counted(counts, f"{role}:b:{before.lower_ if before is not None else ''}", 0.5, 2.0),
        ])  # fmt: skip
    return rows


def _code(token: Any, tags: tuple[str, ...]) -> int:
    if token is None:
        return -1
    return tags.index(token.tag_) if token.tag_ in tags else 20


def _counted(counts: dict[str, list[float]], key: str, add: float, out_of: float) -> list[float]:
    met, right = counts.get(key, (0.0, 0.0))
    return [met, (right + add) / (met + out_of)]
