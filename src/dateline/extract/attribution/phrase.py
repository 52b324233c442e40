"""How a speaker is written: the words of the phrase around its head."""

from __future__ import annotations

from typing import Any

from dateline.extract.grammar.phrases import after_prepositions, span_of
from dateline.extract.words.sources import load_source_words
from dateline.languages import load_language
from dateline.records import Span

_LEFT = {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "advmod", "punct", "quantmod"}
_APART = 4  # words within which a name goes on behind "of"


def speaker_phrase(head: Any) -> Span:
    """The speaker as written: determiner and modifiers before the head, an "of", "from" or "in" phrase behind it."""
    first, last = head, head
    for child in head.children:
        if child.i < head.i and child.dep_ in _LEFT and not (child.is_punct and child.i + 1 == head.i):
            first = min(first, child.left_edge, key=lambda t: t.i)
        elif (
            child.i > head.i
            and child.dep_ == "prep"
            and child.lower_ in {"of", "from", "for", "at", "in", "with", "by"}
        ):
            objects = [t for t in child.children if t.dep_ == "pobj"]
            if objects and objects[-1].ent_type_ not in {"DATE", "TIME"} and child.i == last.i + 1:
                last = max((t for t in _flat(_last_named(objects[-1]))), key=lambda t: t.i)
        elif (
            child.i > head.i
            and child.dep_ in {"conj"}
            and child.pos_ in {"NOUN", "PROPN"}
            and child.i - head.i <= 6
        ):
            last = child
    act = act_before(head)
    first = act.nbor(1) if act is not None else _named_by_verb(_behind_place(first, head), head)
    while first.i < last.i and (first.is_punct or first.is_space or _opens_before(first, head)):
        first = first.nbor(1)
    while last.i + 2 < len(last.doc) and last.nbor(1).text == "-" and not last.nbor(1).whitespace_:
        last = last.nbor(2)  # "the mayor of the sub-district"
    return span_of(first, last)


def behind_rank(head: Any) -> Any:
    """The Ruiz of "Brig. Tom Ruiz", where the stop of the rank is a token of its own; any other head as it is."""
    ranks = load_language("en").parse["ranks"]
    doc, name = head.doc, head
    while name.i + 2 < len(doc) and doc[name.i + 1].text == "." and f"{name.lower_}." in ranks:
        if not doc[name.i + 2].is_title:
            break
        name = doc[name.i + 2]
    while name is not head and name.i + 1 < len(doc) and doc[name.i + 1].pos_ == "PROPN":
        name = doc[name.i + 1]
        if name.i + 2 < len(doc) and doc[name.i + 1].text == "." and len(name.text) == 1:
            name = doc[name.i + 2]  # "Tom A. Ruiz"
    return name


def _named_by_verb(first: Any, head: Any) -> Any:
    """The first word of a name with a verb in it: the "Save" of "Save the Children said"."""
    before = first.nbor(-1) if first.i > first.sent.start else None
    if before is None or before.pos_ != "VERB" or not (before.is_title and head.is_title):
        return first
    inside = before.ent_type_ == head.ent_type_ == "ORG" and before.ent_iob_ == "B"
    return before if inside or before.dep_ in {"csubj", "nsubj"} else first


def _opens_before(word: Any, head: Any) -> bool:
    """True for the Monday of "On Monday officials said", and for "Meanwhile" before a noun with its article."""
    opens = word.is_sent_start and word.dep_ == "advmod" and word.nbor(1).dep_ == "det"
    return opens or is_day_before(word, head)


def is_day_before(word: Any, head: Any) -> bool:
    """True for the Monday of "On Monday officials said", which the parse joins to the officials."""
    named = word.i < head.i and word.lower_ in load_language("en").when["weekdays"]
    return named and word.i > 0 and word.nbor(-1).pos_ == "ADP"


def _behind_place(first: Any, head: Any) -> Any:
    """The first word of a speaker whom the parse joins to the place before the comma: "killed in Ora, army and police
    officials said"."""
    before = first.nbor(-1) if first.i > first.sent.start else None
    if before is None or before.dep_ != "prep" or any(child.dep_ == "pobj" for child in before.children):
        return first
    comma = next((token for token in head.doc[first.i : head.i] if token.text == ","), None)
    return first if comma is None else comma.nbor(1)


def _flat(head: Any) -> list[Any]:
    """A noun and what is written closely with it."""
    return [
        head,
        *(
            c
            for c in head.children
            if c.dep_ in {"compound", "flat", "nummod", "poss"} and abs(c.i - head.i) < 4
        ),
    ]


def _last_named(noun: Any) -> Any:
    """The Rights of "the Council for the Defence of Human Rights": a name goes on behind "of"; else the noun itself."""
    while noun.pos_ == "PROPN":
        behind = [end for end in after_prepositions(noun, {"of", "for"}) if end.pos_ == "PROPN"]
        if not behind or behind[-1].i - noun.i > _APART:
            break
        noun = behind[-1]
    return noun


def act_before(noun: Any) -> Any | None:
    """The attack of "an attack officials": one act, and many who speak of it."""
    if noun.tag_ != "NNS" or not any(child.lower_ in {"a", "an"} for child in noun.children):
        return None
    mute = load_source_words().mute
    return next((c for c in noun.children if c.dep_ == "compound" and c.lower_ in mute), None)
