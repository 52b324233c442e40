"""People told as taken or missing whose bodies are found: "his body was recovered two days later"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.extract.grammar.phrases import span_of
from dateline.extract.mentions import TollMention
from dateline.extract.words.acts import event_cues
from dateline.languages import load_language
from dateline.text import Document

_LOST = frozenset({"abducted", "missing"})
_REACH = 3  # sentences back to where they were taken
_FOUND = {"nsubjpass", "dobj"}


def with_found(document: Document, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The statements in the order of the text, with the deaths of those taken before of whom no death is told."""
    if not any(toll.outcome in _LOST for toll in tolls):
        return list(tolls)
    found = (death for body in _bodies(document) if (death := _death(document, body, tolls)) is not None)
    return [*tolls, *found]


def _bodies(document: Document) -> Iterator[Any]:
    """Each "his body" that somebody finds."""
    language = load_language(document.report.language)
    remains, owners = language.toll["people_more"]["remains"], language.toll["found"]["owners"]
    finding = event_cues(document)["finding"]
    for token in document.doc:
        if token.lemma_.lower() not in remains or token.dep_ not in _FOUND:
            continue
        owned = any(child.dep_ == "poss" and child.lower_ in owners for child in token.children)
        if owned and token.head.lemma_.lower() in finding:
            yield token


def _death(document: Document, body: Any, tolls: Sequence[TollMention]) -> TollMention | None:
    """The death of whoever was told last as taken, unless deaths are told since."""
    here = document.sentence_at(body.idx)
    near = [
        toll
        for toll in tolls
        if toll.span.start < body.idx
        and here.index - document.sentence_at(toll.span.start).index <= _REACH
        and (toll.outcome in _LOST or toll.outcome == "killed")
    ]
    taken = max(near, key=lambda toll: toll.span, default=None)
    if taken is None or taken.outcome not in _LOST or taken.cumulative:
        return None
    several = body.tag_ == "NNS"
    died = taken.best if several else 1
    if not died:
        return None
    span = span_of(body.left_edge, body)
    return TollMention(
        span=span, text=span.of(document.text), outcome="killed", low=died, best=died, high=died, people=span,
        trigger=span_of(body, body), status=taken.status, rule="toll.found", confidence=0.8,
    )  # fmt: skip
