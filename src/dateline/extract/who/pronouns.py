"""Which party "they" or "it" stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from dateline.codebook import BANDS
from dateline.extract.grammar.phrases import clause_of, objects_of, subjects_of
from dateline.extract.grammar.windows import overlapping, shortly_before
from dateline.extract.mentions import ActorMention
from dateline.extract.who.nouns import naming_start
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_MANY = frozenset({"they", "them", "their"})
_ONE = frozenset({"it", "its"})
_OFFICE = 8  # tokens between a spokesman, his name and his party
_REACH = 2  # sentences back in which the party must stand


def resolve_pronoun(document: Document, token: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    """The party meant by the pronoun: the last one that was a subject, else the last named; None if there is none.

    "It" takes parties only; "they" takes people too. Nothing further back than two sentences is meant.
    """
    lower = token.lower_
    if lower not in _MANY | _ONE:
        return None
    own = _spoken_for(document, token, actors) if lower == "they" else None
    if own is not None:
        return own
    fitting = [
        actor
        for actor in shortly_before(document, actors, token.idx, sentences=_REACH)
        if not _acts_on(document, actor, token)
        and actor.text.casefold() not in _objects(token)
        and (actor.role == "combatant" or (lower in _MANY and actor.role == "civilian" and actor.count != 1))
    ]
    if lower in _ONE:
        fitting = [actor for actor in fitting if not actor.generic or actor.actor.actor_id is not None]
    subjects = [actor for actor in fitting if _is_subject(document, actor)]
    dead = [actor for actor in fitting if token.dep_ == "nsubjpass" and _is_found(document, actor)]
    chosen = dead or subjects or fitting
    return chosen[-1] if chosen else None


def _spoken_for(document: Document, they: Any, actors: Sequence[ActorMention]) -> ActorMention | None:
    """The armed party for which the man speaks who says what "they" did: "Front spokesman Tom Bel ... Bel said they
    struck back"; of a state's spokesman, "they" are mostly the others."""
    said = clause_of(they)
    tellers = subjects_of(said.head)[0] if said.dep_ == "ccomp" else []
    speaking = load_words().speaking
    for teller in tellers:
        if teller.pos_ != "PROPN":
            continue
        for office in they.doc[: teller.i + 1]:
            near = they.doc[max(0, office.i - _OFFICE) : office.i + _OFFICE]
            if office.lower_ in speaking and any(word.text == teller.text for word in near):
                span = Span(near[0].idx, near[-1].idx + len(near[-1].text))
                owners = [one for one in overlapping(actors, span) if one.actor.inter in BANDS]
                owners = [one for one in owners if not one.generic and teller.text not in one.text]
                if owners:
                    return structs.replace(owners[0], role="combatant")
    return None


def _objects(token: Any) -> set[str]:
    """What the verb is done to whose subject the pronoun is, in words: in "they ambushed the youths" others ambush."""
    verb = token.head if token.dep_ == "nsubj" else None
    things = objects_of(verb) if verb is not None and verb.pos_ == "VERB" else []
    return {token.doc[naming_start(thing) : thing.i + 1].text.casefold() for thing in things}


def _acts_on(document: Document, actor: ActorMention, token: Any) -> bool:
    """True for the subject of the verb whose object the pronoun is: it does not mean itself."""
    span = document.doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand")
    verb = {"dobj": token.head, "pobj": token.head.head}.get(token.dep_)
    if span is None or verb is None:
        return False
    told = verb.dep_ == "relcl" and span.root == verb.head  # "armed men who fired at them"
    return bool(told or (span.root.dep_ == "nsubj" and span.root.head == verb))


def _is_found(document: Document, actor: ActorMention) -> bool:
    """True for the students of "police found the bodies of five students": what befell "them" befell these."""
    span = document.doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand")
    noun = span.root.head.head if span is not None and span.root.dep_ == "pobj" else None
    bodies = load_language(document.report.language).events["body_words"]["words"]
    return noun is not None and noun.lemma_.lower() in bodies


def _is_subject(document: Document, actor: ActorMention) -> bool:
    span = document.doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand")
    if span is None:
        return False
    root = span.root
    by = root.dep_ == "pobj" and root.head.lower_ == "by"
    return bool(root.dep_ in {"nsubj", "agent"} or by or _titles_subject(root))


def _titles_subject(word: Any) -> bool:
    """True for the unit of a speaker's title: "the 9th Battalion's commander said they had been fired upon"."""
    for _ in range(4):
        if word.dep_ == "nsubj":
            return True
        within = word.dep_ in {"compound", "poss", "appos"} or (
            word.dep_ == "pobj" and word.head.lower_ == "of"
        )
        if not within:
            return False
        word = word.head.head if word.dep_ == "pobj" else word.head
    return False
