"""A blast told beside another act in one sentence: "Rebels stormed a post and killed nine, while a bomb killed six"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.extract.acts.weapons import is_weapon
from dateline.extract.grammar.phrases import clause_of, objects_of, root_of
from dateline.extract.mentions import HARM, EventMention
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.text import Document

_CLAUSES = {"advcl", "conj"}


def is_blast_beside(document: Document, event: EventMention, group: Sequence[EventMention]) -> bool:
    """True for two clauses joined by "while" or "and", each with a subject of its own that is new and with people whom
    it counts, where a blast does the one and somebody the other."""
    clause = _clause_of(document, event)
    if clause is None:
        return False
    subject = _new_subject(clause)
    if subject is None or not _counts(clause) or not _is_joined(document, clause):
        return False
    verbs = [verb for one in group if (verb := _clause_of(document, one)) is not None]
    if clause in verbs or not ({clause.head, *clause.head.conjuncts} & set(verbs)):
        return False
    harming = [_clause_of(document, one) for one in group if one.family in HARM]
    subjects = [noun for verb in verbs for noun in _subjects(verb)]
    blasts = [_is_blast(document, noun) for noun in subjects]
    parted = any(blasts) != _is_blast(document, subject) and all(blasts) == any(blasts)
    return bool(subjects) and parted and any(verb is not None and _counts(verb) for verb in harming)


def is_blast_elsewhere(document: Document, event: EventMention, told: Sequence[EventMention]) -> bool:
    """True for "a mine killed a farmer" behind "gunmen shot two men": a blast as a new subject with people whom it
    counts, where none was told."""
    verb = _clause_of(document, event)
    subject = _new_subject(verb) if verb is not None and not event.nominal else None
    if subject is None or not _is_blast(document, subject) or not _counts(verb):
        return False
    verbs = (_clause_of(document, one) for one in told)
    before = [noun for verb in verbs if verb is not None for noun in _subjects(verb)]
    blasts = event_cues(document)["blasts"]
    return not any(one.weapons or one.text.casefold() in blasts for one in told) and not any(
        _is_blast(document, noun) for noun in before
    )


def _clause_of(document: Document, event: EventMention) -> Any | None:
    word = root_of(document, event.span)
    return clause_of(word) if word is not None else None


def _subjects(verb: Any) -> list[Any]:
    return [child for child in verb.children if child.dep_ == "nsubj"]


def _new_subject(verb: Any) -> Any | None:
    """The subject that the clause has for itself, none told before: no "they", no "the rebels"."""
    return next(
        (
            noun
            for noun in _subjects(verb)
            if noun.pos_ in {"NOUN", "PROPN"}
            and not any(child.lower_ in {"the", "this"} or child.dep_ == "poss" for child in noun.children)
        ),
        None,
    )


def _is_blast(document: Document, noun: Any) -> bool:
    """True for "a roadside bombing" and "a mine"; a bomber is somebody."""
    somebody = noun.lower_ in load_words().attackers
    cues = event_cues(document)
    known = noun.lemma_.lower() in {*cues["blasts"], *cues["met"]}
    return bool(known or (is_weapon(document, noun) and not somebody))


def _counts(verb: Any) -> bool:
    """True where the verb has people with a number as its object or its passive subject."""
    nouns = [*objects_of(verb), *(child for child in verb.children if child.dep_ == "nsubjpass")]
    parts = [child for noun in nouns for child in noun.children]
    return any(part.dep_ in {"nummod", "quantmod"} or part.lower_ in {"a", "an"} for part in parts)


def _is_joined(document: Document, clause: Any) -> bool:
    """True for a clause behind "while" or "and"."""
    if clause.dep_ == "advcl":
        return any(c.lower_ in event_cues(document)["side_by_side"] for c in clause.children)
    return bool(clause.dep_ == "conj")
