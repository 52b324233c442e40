"""Things acted upon in one moment: outposts, bridges, houses, weapons; how many, and what became of them."""

from __future__ import annotations

import re
from typing import Any

from dateline.extract.grammar.phrases import objects_of, phrase_of, subjects_of
from dateline.extract.mentions import EventMention
from dateline.extract.moments.moments import Moment
from dateline.extract.words.things import names_thing
from dateline.languages import load_language
from dateline.records import Reading, Span, Target
from dateline.text import Document, Sentence

_FATE = {
    "arson": "burned",
    "destruction": "destroyed",
    "overrun": "seized",
    "recapture": "retaken",
    "looting": "looted",
}


def read_targets(document: Document, moment: Moment, stretch: list[Sentence]) -> tuple[Reading[Target], ...]:
    """Targets in the order of the text, each thing once with its worst fate; goods taken stand beside them."""
    found: dict[str, Reading[Target]] = {}
    for scene in moment.scenes:
        for event in sorted(scene.events, key=lambda event: event.strength):
            for phrase in event.patients:
                _add(document, found, phrase, _fate(event))
    taken = load_language(document.report.language).events["goods"]["taken"]
    for sentence in stretch:
        for verb in document.tokens(sentence):
            if verb.lemma_ in taken and verb.pos_ == "VERB":
                for noun in subjects_of(verb)[1] or objects_of(verb):
                    if _is_goods(document, noun):
                        _add(document, found, _with_conjuncts(noun), "seized", any_thing=True)
    return tuple(sorted(found.values(), key=lambda reading: reading.spans[0]))


def _fate(event: EventMention) -> str | None:
    return (
        event.text.casefold()
        if event.act in _FATE and not event.nominal and " " not in event.text
        else _FATE.get(event.act)
    )


def _add(
    document: Document,
    found: dict[str, Reading[Target]],
    phrase: Span,
    fate: str | None,
    *,
    any_thing: bool = False,
) -> None:
    words = phrase.of(document.text)
    if not any_thing and not names_thing(document, words):
        return
    key = words.casefold().split()[-1]
    old = found.get(key)
    if old is not None and (fate is None or (old.value.fate is not None and fate == old.value.fate)):
        return
    keep = old.value.as_written if old is not None and len(old.value.as_written) > len(words) else words
    span = old.spans[0] if old is not None and keep == old.value.as_written else phrase
    found[key] = Reading(
        value=Target(
            as_written=keep, count=count_of(document, keep), fate=fate or (old.value.fate if old else None)
        ),
        raw=keep,
        spans=(span,),
        rule="targets.patient",
        confidence=0.8,
    )


def count_of(document: Document, words: str) -> int | None:
    """How many things a phrase names: its numeral, 1 for a singular with an article, None when it does not say."""
    from dateline.extract.grammar.numbers import word_number

    for word in re.split(r"\bof\b", words)[0].split():
        number = word_number(word)
        if number is not None:
            return number
    return (
        1
        if re.match(r"(?:a|an|one|the)\b", words.casefold()) and not words.casefold().endswith("s")
        else None
    )


def _is_goods(document: Document, noun: Any) -> bool:
    goods = load_language(document.report.language).events["goods"]["words"]
    return any(token.lemma_.lower() in goods for token in [noun, *noun.conjuncts])


def _with_conjuncts(noun: Any) -> Span:
    phrases = [phrase_of(token) for token in [noun, *noun.conjuncts]]
    return Span(min(p.start for p in phrases), max(p.end for p in phrases))
