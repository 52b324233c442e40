"""Whose a time is: that of the act it stands behind, of another act in its sentence, or of another thing told."""

from __future__ import annotations

from typing import Any

from dateline.extract.mentions import TimeMention
from dateline.extract.words.times import load_lexicon
from dateline.records import Span
from dateline.text import Document, Sentence

_OPENING = 4  # words: "In a separate attack", "Elsewhere"


def is_right_behind(day: Span, act: Span) -> bool:
    """True for the day of "the raid Monday" and "an attack the day before"."""
    return 0 <= day.start - act.end <= 1


def is_of_another(word: Any, act: Any) -> bool:
    """True for the day of "Today's attack followed bombings over the weekend", asked about the bombings."""
    owned = word.head if word.dep_ == "poss" else None
    return owned is not None and act not in {owned, owned.head} and not owned.is_ancestor(act)


def is_of_earlier(word: Any, act: Any) -> bool:
    """True for the week of "a raid overnight killed nine, after men fled last week", asked about the raid."""
    for verb in (one for one in word.ancestors if one.dep_ == "advcl"):
        if any(child.dep_ == "mark" and child.lower_ == "after" for child in verb.children):
            return bool(verb.i != act.i and not verb.is_ancestor(act))
    return False


def opens_another(document: Document, sentence: Sentence, time: TimeMention) -> bool:
    """True for the day of "In a related clash on Saturday, ...", told behind the report's first sentences: it is of
    another thing than what they tell."""
    others = load_lexicon(document.report.language).words["adding"]["others"]
    before = [t.lower_ for t in document.tokens(sentence)[:_OPENING] if t.idx < time.span.start]
    return sentence.paragraph > 0 and any(word in others for word in before)
