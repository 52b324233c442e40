"""Parties that only the grammar of an act tells: "a band looted shops", "fighting between two clans", "the JJMP shot".

No name and no word for armed people shows them, so they are read after the acts, from the phrases for who acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.codebook import STATES
from dateline.extract.grammar.phrases import after_prepositions, phrase_of, root_of, subjects_of
from dateline.extract.grammar.windows import overlapping, shortly_before
from dateline.extract.mentions import ActorMention, EventMention, PlaceMention
from dateline.extract.who.antecedents import with_names_beside
from dateline.extract.who.functions import function_of
from dateline.extract.who.nouns import naming_start
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.extract.words.things import names_thing
from dateline.records import Actor, Span
from dateline.text import Document

_VIOLENT = frozenset(
    {"fight", "killing", "explosion", "air", "shelling", "abduction", "destruction", "sexual"}
)
_CLASH = "clash"
_GROUND = frozenset({"GPE", "LOC", "FAC"})
_NOBODY = "no"  # "no group has claimed the attack"
_SURE = 0.6
_LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "npadvmod", "nummod"})
_REACH = 3  # sentences back in which "the group" was named


def with_open_parties(
    document: Document,
    actors: Sequence[ActorMention],
    events: Sequence[EventMention],
    places: Sequence[PlaceMention],
) -> tuple[ActorMention, ...]:
    """The parties read before and those that acts tell besides, in the order of the text, none inside another."""
    found: dict[Span, ActorMention] = {}
    tribes = {phrase for event in events for phrase in _of_a_people(document, event)}
    owning = [phrase_of(head) for head in _owners(document)]
    for phrase, acts in (*_phrases(events), *((phrase, True) for phrase in owning)):
        head = root_of(document, phrase)
        if head is None or any(child.lower_ == _NOBODY for child in head.children):
            continue
        if overlapping(actors, _own_words(phrase, head, overlapping(actors, phrase))):
            continue
        if phrase not in tribes and phrase not in owning and not _bears_arms(head, acts=acts):
            continue
        grounds = overlapping(places, Span(head.idx, head.idx + len(head.text)))
        if not grounds or (phrase in tribes and _calls_people(head)):
            mention = _meant(document, head, actors, _mention(document, head, actors))
            if mention is not None and not any(mention.span.overlaps(other) for other in found):
                found[mention.span] = mention
    together = sorted([*actors, *found.values()], key=lambda mention: mention.span)
    return tuple(
        with_names_beside(document.text, together) if found else together
    )  # "a group calling itself X"


def _own_words(phrase: Span, head: Any, named: Sequence[ActorMention]) -> Span:
    """The followers of "followers of a preacher", who are not he; all of "a group of farmers", who are farmers, and of
    "members of a gang"."""
    others = head.tag_ == "NNS" and not any(actor.role == "combatant" for actor in named)
    others = others and head.lemma_.lower() not in load_words().named_before
    return Span(phrase.start, head.idx + len(head.text)) if others else phrase


def _phrases(events: Sequence[EventMention]) -> Iterator[tuple[Span, bool]]:
    """The phrases for who acts, and for who is acted upon, of violent acts; in a fight between two both act."""
    for event in events:
        if event.family in _VIOLENT:
            yield from ((phrase, True) for phrase in event.agents)
            yield from ((phrase, event.act == "clash") for phrase in event.patients)


def _owners(document: Document) -> Iterator[Any]:
    """The proper names that own up to an attack: "Ora Province, a militant group, claimed responsibility"."""
    cues = event_cues(document)
    for token in document.doc:
        verb = token.head
        if token.dep_ != "dobj" or token.lemma_ not in cues["owned"] or verb.lemma_ not in cues["owning"]:
            continue
        yield from (
            head for head in subjects_of(verb)[0] if head.pos_ == "PROPN" and head.ent_type_ != "PERSON"
        )


def _of_a_people(document: Document, event: EventMention) -> list[Span]:
    """The phrases of a fight that name a people or a clan: "the Teral attacked the Sobi", "fighting between Teral and
    Sobi", not "killed two Sobi"."""
    if event.family != "fight" or not event.agents or (event.nominal and event.act != _CLASH):
        return []
    return [
        phrase
        for phrase in (*event.agents, *event.patients)
        if _names_people(root_of(document, phrase), between=event.act == _CLASH)
        and not names_thing(document, phrase.of(document.text))
    ]


def _names_people(head: Any, *, between: bool) -> bool:
    """True for a proper name with "the" that has no other word beside it: "the Teral", "the Lou-Teral"; for those whom
    a word sets against each other `between`, also without "the" and behind "with"."""
    if head is None or head.pos_ != "PROPN" or head.text.title() in load_words().body_names:
        return False
    before = [child for child in head.children if child.i < head.i and not child.is_punct]
    if not all(child.dep_ == "det" or child.pos_ == "PROPN" for child in before):
        return False
    known = any(child.lower_ == "the" for child in before)
    of_people = _calls_people(head)
    apart = head.dep_ in {"pobj", "conj"} and (known or head.ent_type_ not in _GROUND)
    apart = between and (apart or of_people)
    return apart or (known and head.dep_ in {"nsubj", "dobj", "nsubjpass"})


def _calls_people(head: Any) -> bool:
    """True for both names of "Ora and Bel farmers"."""
    first = head.head if head.dep_ == "conj" else head
    second = next((c for c in first.children if c.dep_ == "conj" and c.pos_ == "PROPN"), None)
    if second is None or head not in (first, second) or second.i + 1 >= len(head.doc):
        return False
    people = second.nbor()
    return people.lower_.endswith("s") and people.lemma_.lower() in load_words().unarmed


def _bears_arms(head: Any, *, acts: bool) -> bool:
    """True for a noun for a group that strikes or is struck as one, and for a proper name that acts."""
    words = load_words()
    lemma = head.lemma_.lower()
    if head.pos_ == "NOUN" and not (acts and _is_band_by_name(head)):
        return lemma in words.struck or (acts and lemma in words.striking)
    if not acts or head.dep_ not in {"nsubj", "pobj", "conj"}:
        return False
    named = head.pos_ == "PROPN" and head.ent_type_ in {"", "ORG"}
    return (named and head.text.isupper()) or _is_band_by_name(head)


def _is_band_by_name(head: Any) -> bool:
    """True for a name in the plural: "the Northern Lions", "the Wolves of Dawn", "Easterners"; no public body's."""
    words = load_words()
    if not head.text[:1].isupper() or head.is_sent_start or head.tag_ not in {"NNS", "NNPS"}:
        plain = head.ent_type_ == "NORP" and head.is_sent_start and head.tag_ in {"NNS", "NNPS"}
        if not plain:
            return False
    lemma = head.lemma_.lower()
    return head.text not in words.body_names and not {lemma, head.lower_} & (
        words.unarmed | words.heads.keys()
    )


def _meant(
    document: Document, head: Any, actors: Sequence[ActorMention], mention: ActorMention
) -> ActorMention | None:
    """The mention as it is, or, for "the group" alone, with the party named last before that is no state's; None where
    there is none."""
    for whose in after_prepositions(head, {"from"}):
        named = [
            one
            for one in overlapping(actors, phrase_of(whose))
            if one.role == "combatant" and not one.generic
        ]
        if named:  # "brigades from the Quenland army"
            known = msgspec.structs.replace(named[0].actor, as_written=mention.text)
            return msgspec.structs.replace(mention, actor=known, group=named[0].group, generic=False)
    near = shortly_before(document, actors, head.idx, sentences=_REACH)
    before = [actor for actor in near if not actor.generic and actor.actor.inter not in STATES]
    if not _points_back(head) and not _explains(document, head, mention, before):
        return mention
    if not before:
        return mention if any(child.lower_ == "same" for child in head.children) else None
    last = before[-1]
    known = msgspec.structs.replace(last.actor, as_written=mention.text)
    return msgspec.structs.replace(mention, actor=known, group=last.group, parents=last.parents)


def _explains(document: Document, head: Any, mention: ActorMention, before: Sequence[ActorMention]) -> bool:
    """True for "a group" right behind a name: "the Front, a group linked to the coast, claimed the attack"."""
    if not before or head.lemma_.lower() not in load_words().named_before:
        return False
    between = document.text[before[-1].span.end : mention.span.start].strip()
    return re.fullmatch(r"\)?, an?", between) is not None


def _points_back(head: Any) -> bool:
    """True for "the group", "this faction", "the same group", with no other word that tells it apart."""
    before = [child.lower_ for child in head.children if child.dep_ in _LEFT]
    behind = [child for child in head.children if child.dep_ in {"prep", "relcl", "acl", "appos"}]
    alone = before in (["the"], ["this"], ["that"], ["the", "same"]) and not behind
    return alone and head.lemma_.lower() in load_words().named_before


def _mention(document: Document, head: Any, actors: Sequence[ActorMention]) -> ActorMention:
    """The mention of a phrase, up to its head where somebody else is named behind: "followers of a preacher"."""
    span = Span(head.doc[naming_start(head)].idx, phrase_of(head).end)
    if overlapping(actors, span):
        span = Span(span.start, head.idx + len(head.text))
    text = span.of(document.text)
    return ActorMention(
        span=span,
        text=text,
        actor=Actor(as_written=text, name=text, inter=None),
        role="combatant",
        generic=head.pos_ == "NOUN",
        function=function_of(head),
        confidence=_SURE,
    )
