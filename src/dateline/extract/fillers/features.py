"""What is known of one noun phrase: words, grammar, neighbours, as strings that a hash turns into columns."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

BITS = 17
_NAMES = ("NNP", "NNPS")


def column(feature: str) -> int:
    """The column of one feature: CRC-32 cut to BITS bits, the same on every machine."""
    return zlib.crc32(feature.encode("utf-8")) & ((1 << BITS) - 1)


def features_of(head: Any, clues: frozenset[str]) -> list[str]:
    """The features of the phrase that this token heads; `clues` are lemmas of harm and of claiming."""
    return [*_own(head), *_grammar(head), *_neighbours(head), *_sentence(head, clues)]


def word_class(token: Any) -> str:
    """A lemma, or for names and numbers their kind, so that unseen names share a column."""
    if token.ent_type_ and token.tag_ in _NAMES:
        return f"<{token.ent_type_}>"
    if token.tag_ in _NAMES:
        return "<NAME>"
    if token.like_num:
        return "<NUM>"
    return str(token.lemma_.lower())


def _own(head: Any) -> Iterator[str]:
    lemma, lower = head.lemma_.lower(), head.lower_
    yield f"h={lower}"
    yield f"l={lemma}"
    yield f"t={head.tag_}"
    yield f"e={head.ent_type_}"
    yield f"c={word_class(head)}"
    yield f"s={lower[-3:]}"
    yield f"p={lower[:4]}"
    lefts = list(head.doc[max(0, head.i - 3) : head.i])
    for token in head.lefts:
        if token.dep_ in ("amod", "compound", "nmod", "poss", "det", "nummod"):
            yield f"m={token.lower_}"
            yield f"m:{token.dep_}={word_class(token)}"
            yield f"m+h={token.lower_}+{lemma}"
    for token in head.rights:
        if token.dep_ == "prep":
            for obj in token.children:
                yield f"of={token.lower_}+{word_class(obj)}"
                yield f"of={token.lower_}+{obj.lower_}"
        elif token.dep_ in ("appos", "acl", "relcl"):
            yield f"r:{token.dep_}={word_class(token)}"
    if lefts:
        yield f"b={lefts[-1].lower_}+{lower}"


def steps_up(head: Any, limit: int = 4) -> list[tuple[str, Any]]:
    """The way from a phrase up the parse: (relation, governor), conjuncts and appositions passed over."""
    way: list[tuple[str, Any]] = []
    token = head
    for _ in range(12):
        if token.dep_ in ("conj", "appos") and token.head.i != token.i:
            token = token.head
            continue
        if token.head.i == token.i or len(way) == limit:
            break
        relation = token.dep_
        governor = token.head
        if relation == "pobj":
            relation = f"{governor.lower_}"
            governor = governor.head
            if governor.dep_ == "prep" and governor.head.i != governor.i:
                governor = governor.head
        if governor.pos_ in ("VERB", "AUX") and any(
            c.dep_ in ("nsubjpass", "auxpass") for c in governor.children
        ):
            relation += ".pass"
        way.append((relation, governor))
        if governor.i == token.i:
            break
        token = governor
    return way


def _grammar(head: Any) -> Iterator[str]:
    yield f"d={head.dep_}"
    way = steps_up(head)
    lemma = head.lemma_.lower()
    path = ""
    for depth, (relation, governor) in enumerate(way[:3]):
        path += f"/{relation}"
        word = governor.lemma_.lower()
        yield f"g{depth}={path}"
        yield f"g{depth}={path}>{word}"
        yield f"gw={word}"
        if depth == 0:
            yield f"g+c={path}>{word}+{word_class(head)}"
            yield f"g+l={path}+{lemma}"
            for child in governor.children:
                if child.i != head.i and child.dep_ in (
                    "nsubj",
                    "nsubjpass",
                    "dobj",
                    "agent",
                    "prep",
                    "attr",
                ):
                    target = next(iter(child.children), child) if child.dep_ in ("agent", "prep") else child
                    yield f"sib={relation}>{child.dep_}:{word_class(target)}"
                    named = child.lower_ if child.dep_ == "prep" else word_class(target)
                    yield f"sibw={relation}>{word}>{child.dep_}:{named}"
        if governor.pos_ == "VERB":
            yield f"v={path}>{word}"
            yield f"v1={relation}>{word}"


def _neighbours(head: Any) -> Iterator[str]:
    doc = head.doc
    for offset in (-4, -3, -2, -1, 1, 2, 3, 4):
        at = head.i + offset
        if 0 <= at < len(doc):
            yield f"w{offset}={doc[at].lower_}"
            yield f"near={doc[at].lemma_.lower()}"
    if head.i + 2 < len(doc):
        yield f"w12={doc[head.i + 1].lower_}+{doc[head.i + 2].lower_}"
    left = head.left_edge.i
    if left >= 2:
        yield f"x21={doc[left - 2].lower_}+{doc[left - 1].lower_}"
        yield f"x1={doc[left - 1].lower_}"
        yield f"x2={doc[left - 2].lower_}"


def _sentence(head: Any, clues: frozenset[str]) -> Iterator[str]:
    sent = head.sent
    found: list[tuple[int, str]] = []
    for token in sent:
        lemma = token.lemma_.lower()
        if lemma in clues:
            found.append((token.i - head.i, lemma))
    for distance, lemma in found:
        side = "-" if distance < 0 else "+"
        yield f"cl={lemma}"
        yield f"cl{side}={lemma}"
        if abs(distance) <= 6:
            yield f"cl{side}6={lemma}"
            yield f"cl+c={side}{lemma}+{word_class(head)}"
    if not found:
        yield "cl=none"
    elif (nearest := min(found, key=lambda f: abs(f[0]))) is not None:
        yield f"cn={'-' if nearest[0] < 0 else '+'}{nearest[1]}"


def columns_of(features: Sequence[str]) -> list[int]:
    """The distinct columns of these features, sorted."""
    return sorted({column(f) for f in features})
