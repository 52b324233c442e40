"""One attribution as found in the text, and what is asked of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.extract.grammar.once import text_of
from dateline.extract.words.sources import load_source_words
from dateline.records import Span

MARKS = frozenset({'"', "“", "”"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: the words that attribute, the speaker's phrase, its head token, and whom they told."""

    cue: Span
    speaker: Span
    head: Any
    rule: str
    trailing: bool = False
    hedged: bool = False
    via: tuple[str, ...] = ()
    around: Span | None = None
    verb: str = ""


def trails(verb: Any, first: int) -> bool:
    """True where what was told stands before speaker and verb, and not just when or where they spoke."""
    doc, start = verb.doc, verb.sent.start
    told = [child for child in verb.children if child.dep_ in {"ccomp", "dobj"} or child.text in MARKS]
    told = [child for child in told if child.pos_ != "PROPN"]  # "told The Herald"
    leads = bool(told) and all(child.i > verb.i for child in told) and verb.dep_ == "ROOT"
    return any(t.is_alpha for t in doc[start:first]) and not leads


def speaker_first(head: Any, first: int) -> int:
    """The first token of speaker and verb together."""
    return min(first, int(head.left_edge.i))


def speaker_text(span: Span, doc: Any) -> str:
    """The words under a span of this parse."""
    return text_of(doc)[span.start : span.end]


def is_circumstance(token: Any) -> bool:
    """True for the verb of a clause that says when or why: "after the fighters learned who they were"."""
    words = load_source_words()
    if token.dep_ != "advcl":
        return False
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in words.circumstance for c in token.children)


def is_contrast(token: Any) -> bool:
    """True for the verb of a clause set against the rest: "while the army maintained that"."""
    contrast = load_source_words().contrast
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in contrast for c in token.children)
