"""Noun phrases that could fill a slot: each head with the wordings it may be cut to, offsets into the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_LEFT = frozenset(
    ["compound", "amod", "nmod", "nummod", "poss", "det", "quantmod", "advmod", "npadvmod", "appos", "punct"]
)
_RUN_TAGS = NOUN_TAGS | {"JJ", "CD", "VBN", "POS", "HYPH", "JJR", "JJS"}
_LONGEST_LEFT = 7
_OPEN = frozenset(["of", "for", "from", "in", "at", "on", "to", "with", "against"])


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to cut a phrase: token range and the kind of cut."""

    first: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun head and the wordings it may be quoted in, the plainest first."""

    head: Any
    wordings: tuple[Wording, ...]


def find_phrases(doc: Any) -> list[Phrase]:
    """All noun phrases of a parsed text, in order, one for each noun that heads one."""
    return [Phrase(token, tuple(_wordings(token))) for token in doc if _heads_phrase(token)]


def _heads_phrase(token: Any) -> bool:
    """True for every noun; in a run of names only the last one counts."""
    if token.tag_ not in NOUN_TAGS or not any(c.isalnum() for c in token.text):
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    names = token.tag_ in ("NNP", "NNPS") and following is not None and following.tag_ in ("NNP", "NNPS")
    return not names or following is None or following.is_space


def _wordings(head: Any) -> Iterator[Wording]:
    """Every left start from the article to the head, with every right end; the fullest without article first."""
    doc = head.doc
    left = min(_left_edge(head), _run_start(head))
    core = _skip_determiner(doc, left, head.i)
    starts = [core, *range(core + 1, head.i + 1), *([left] if left != core else [])]
    for end, tail in [(head.i + 1, ""), *((right, f"+{prep}") for right, prep in _right_edges(head))]:
        for first in starts:
            if head.i - first <= _LONGEST_LEFT and _sound(doc, first, end) and _may_start(doc, first, core):
                kind = "core" if first == core else "article" if first < core else "cut"
                yield Wording(first, end, kind + tail)


def _run_start(head: Any) -> int:
    """Start of the run of nouns and adjectives that ends in the head, whatever the parse says."""
    first: int = head.i
    while first and head.i - first < _LONGEST_LEFT and head.doc[first - 1].tag_ in _RUN_TAGS:
        first -= 1
        if head.doc[first].is_sent_start:
            break
    return first


def _may_start(doc: Any, first: int, core: int) -> bool:
    return first <= core or doc[first].tag_ not in ("POS", "HYPH", "CC", "IN", "DT", ",", "-LRB-")


def _left_edge(head: Any) -> int:
    edge: int = head.i
    for child in sorted((c for c in head.children if c.i < head.i), key=lambda c: -c.i):
        if child.dep_ not in _LEFT or (
            child.dep_ == "punct" and child.text not in ("-", '"', "'", "''", "``")
        ):
            break
        edge = child.left_edge.i
    return edge


def _skip_determiner(doc: Any, first: int, head: int) -> int:
    while first < head and (
        doc[first].dep_ in ("det", "predet")
        or doc[first].is_punct
        or doc[first].tag_ in ("DT", "PDT", "PRP$")
    ):
        first += 1
    return first


def _right_edges(head: Any) -> Iterator[tuple[int, str]]:
    """Ends of the phrase with its prepositional phrases, "the offices of the party", one more each time."""
    at = head.i + 1
    for child in sorted((c for c in head.children if c.i > head.i), key=lambda c: c.i):
        if child.i != at:
            break
        if child.dep_ == "prep" and child.lower_ in _OPEN:
            objects = [o for o in child.children if o.dep_ == "pobj"]
            if objects:
                plain = objects[0].i + 1
                nested = [p for p in objects[0].children if p.dep_ == "prep" and p.lower_ == "of"]
                yield plain, child.lower_
                for inner in nested:
                    if inner.i == plain and (
                        inner_objects := [o for o in inner.children if o.dep_ == "pobj"]
                    ):
                        yield inner_objects[0].i + 1, f"{child.lower_}-of"
        elif child.dep_ in ("acl", "relcl"):
            if child.right_edge.i - head.i <= 8:
                yield child.right_edge.i + 1, "clause"
            break
        elif child.dep_ == "cc":
            others = [c for c in head.children if c.dep_ == "conj"]
            if others and others[0].i - head.i <= 4:
                yield others[0].i + 1, "and"
            break
        elif child.dep_ not in ("punct", "nummod", "compound", "case"):
            break
        elif child.dep_ == "nummod":
            yield child.i + 1, "number"
        at = child.right_edge.i + 1


def _sound(doc: Any, first: int, end: int) -> bool:
    """False for cuts that begin or end on punctuation or that run longer than a name ever does."""
    return (
        end - first <= 16
        and not doc[first].is_punct
        and not doc[end - 1].is_punct
        and not doc[first].is_space
    )
