"""Parties and people named in a report: roster names, nations' forces, open names, generic nouns."""

from __future__ import annotations

from bisect import bisect, bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.actors import Context, Party
from dateline.codebook import BANDS, STATES
from dateline.extract.mentions import ActorMention, Function, PlaceMention
from dateline.extract.who.antecedents import with_antecedents, with_names_beside
from dateline.extract.who.functions import function_of
from dateline.extract.who.names import Name, context_of, names_of
from dateline.extract.who.nouns import Phrase
from dateline.extract.who.owners import owner_behind
from dateline.extract.who.phrases import phrases_of
from dateline.extract.who.pronouns import resolve_pronoun
from dateline.extract.who.states import (
    home_state,
    nation_names,
    nation_offsets,
    party_of,
)
from dateline.extract.who.used import with_used_names
from dateline.extract.who.whose import Whose, whose_by_land, whose_by_name
from dateline.extract.words.parties import load_words
from dateline.records import Actor, Span
from dateline.text import Document

__all__ = ["read_actors", "resolve_pronoun"]

_SLACK = 1.0
_REBEL = 2  # ACLED's class of a party that no roster knows


def read_actors(document: Document, places: Sequence[PlaceMention] = ()) -> tuple[ActorMention, ...]:
    """Mentions in the order of the text, none inside another; names of ground and of speakers are no parties. Whose
    "the army" is, the places of the report help to tell."""
    doc = document.doc
    context = context_of(document, places)
    names = with_used_names(document, context, names_of(document, context))
    tokens = {token.idx: token for token in doc}
    named = _covered(tokens, names)
    names = sorted([*names, *nation_names(tokens, context, named)], key=lambda n: n.start)
    used: set[int] = set()
    mentions = []
    nations = {tokens[at].i for at in nation_offsets(context) if at in tokens}
    for phrase in phrases_of(doc, _covered(tokens, [n for n in names if not n.adjective]), nations):
        mention = _from_phrase(document, context, names, phrase, used)
        if mention is not None:
            mentions.append(mention)
    for number, name in enumerate(names):
        if number not in used:
            mention = _from_name(document, context, names, name, tokens)
            if mention is not None:
                mentions.append(mention)
    return tuple(with_antecedents(with_names_beside(document.text, _without_overlaps(mentions))))


def _covered(starts: Iterable[int], names: Sequence[Name]) -> set[int]:
    """Numbers of the tokens that start inside a name; of names that overlap the one that starts first."""
    spans = sorted((n.start, n.end) for n in names)
    found, at = set(), 0
    for number, start in enumerate(starts):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans):
            break
        if spans[at][0] <= start:
            found.add(number)
    return found


def _from_phrase(
    document: Document, context: Context, names: Sequence[Name], phrase: Phrase, used: set[int]
) -> ActorMention | None:
    doc = document.doc
    start = doc[phrase.first].idx
    head = doc[phrase.head]
    end = head.idx + len(head.text)
    first = bisect_right(names, start, key=lambda name: name.end)
    last = bisect_left(names, end, key=lambda name: name.start, lo=first)
    inside = [(n, names[n]) for n in range(first, last)]
    if phrase.role != "combatant":
        wing = _armed_wing(document, context, names, phrase, Span(start, end))
        return wing or _people(document, phrase, start, end, inside, used)
    if _is_ground(head) or len({name.party.actor_id for _, name in inside if name.party}) > 1:
        return None
    whose: Whose | None
    if inside:
        number, name = inside[-1]
        start = min(start, name.start)
        used.add(number)
        whose = whose_by_name(document, context, names, phrase, name, Span(start, end))
    else:
        whose = whose_by_land(document, context, names, phrase, Span(start, end))
    if whose is None:
        return None
    return _mention(
        document,
        context,
        Span(start, end),
        whose.party,
        role="combatant",
        inter=phrase.inter,
        generic=whose.generic,
        count=phrase.count,
        confidence=0.9 if whose.party else 0.8,
        function=function_of(head),
        name=whose.name,
        camp=whose.camp,
    )


def _armed_wing(
    document: Document, context: Context, names: Sequence[Name], phrase: Phrase, span: Span
) -> ActorMention | None:
    """The party of "young men of the Front": people who may bear arms, of a party that does."""
    head = document.doc[phrase.head]
    wing = owner_behind(document, names, head) if _may_bear_arms(phrase, head) else None
    if wing is None or (wing.party is not None and wing.party.inter not in STATES | BANDS):
        return None
    return _mention(
        document,
        context,
        span,
        wing.party,
        role="combatant",
        inter=wing.party.inter if wing.party else _REBEL,
        generic=False,
        count=phrase.count,
        confidence=0.8,
        function=function_of(head),
        name=wing.name,
    )


def _may_bear_arms(phrase: Phrase, head: Any) -> bool:
    """True for "men", "youths", "people": fighters where a party is named behind "of"."""
    return phrase.role == "civilian" and head.lemma_.lower() in load_words().needs_modifier


def _people(
    document: Document, phrase: Phrase, start: int, end: int, inside: list[tuple[int, Name]], used: set[int]
) -> ActorMention | None:
    """Unarmed people, or an individual; a party's name in the phrase says whose spokesman or resident it is."""
    voice = document.doc[phrase.head].lemma_.lower() in load_words().voice
    owner: Party | None = None
    for number, name in inside:
        if name.end <= end and not name.adjective:
            used.add(number)
            start = min(start, name.start)
            owner = name.party
    span = Span(start, end)
    text = span.of(document.text)
    actor = Actor(as_written=text, name=text, inter=None if voice else phrase.inter)
    role = phrase.role
    return ActorMention(
        span=span,
        text=text,
        actor=actor,
        role=role,
        group=owner.group if owner and role == "person" else None,
        parents=(owner.actor_id,) if owner and owner.actor_id else (),
        generic=True,
        count=phrase.count,
        function=function_of(document.doc[phrase.head]),
        confidence=0.8,
    )


def _from_name(
    document: Document, context: Context, names: Sequence[Name], name: Name, tokens: dict[int, Any]
) -> ActorMention | None:
    if _holds_ground(document.text, name.end):
        return None
    last = _last_token(document, name)
    first = tokens.get(name.start)
    role: Any = "combatant" if name.armed else "body"
    if last is not None and last.dep_ in {"compound", "nmod", "amod", "poss"} and last.head.i > last.i:
        lemma, lower = last.head.lemma_.lower(), last.head.lower_
        words = load_words()
        people = name.party is None and lower in words.peoples  # "the Oro communities"
        if (lemma in words.ground or lower in words.ground) and not people:
            return None
        if lemma in words.voice or lower in words.voice:
            role = "body"
    start = _with_branch(document, name, first)
    if _leads(first, last):
        role = "body"
    if document.text[max(0, name.start - 6) : name.start].casefold() == "radio ":
        role = "body"
    span = Span(start, name.end)
    party = name.party
    if party is None and name.bound == "state":
        iso3 = home_state(context, names, name.start)
        party = party_of(Phrase(0, 0, 0, "state", 1, "combatant"), iso3)
    bound = name.bound if name.bound not in {"", "state"} else None
    loose = party is not None and party.actor_id.endswith(
        ("-resistance", "-opposition", "-militants", "-insurgents")
    )
    return _mention(
        document,
        context,
        span,
        party,
        role=role,
        inter=2,
        generic=loose,
        count=None,
        confidence=0.95 if party else 0.6,
        function=function_of(last) if last is not None else "other",
        name=bound,
    )


def _holds_ground(text: str, end: int) -> bool:
    """True for the party in "Front-held Bel", which only tells of the place."""
    tail = text[end + 1 : end + 16].split(" ", 1) if text[end : end + 1] == "-" else []
    return len(tail) == 2 and tail[0].casefold() in load_words().holding and tail[1][:1].isupper()


def _leads(first: Any, last: Any) -> bool:
    """True for the unit in "Major Aung, commander of the 4th Battalion": it tells who he is, and does nothing."""
    if last is None or last.dep_ != "pobj" or last.head.lower_ not in {"of", "with"}:
        return False
    leader = last.head.head
    return leader.dep_ == "appos" and leader.lemma_.lower() in load_words().persons


def _with_branch(document: Document, name: Name, first: Any) -> int:
    """The start of a local branch's name: the town in "Ridgeway PDF" belongs to it."""
    if first is None or name.party is None or name.adjective or not first.i:
        return name.start
    start = first
    for _ in range(3):
        left = document.doc[start.i - 1] if start.i else None
        plain = left is not None and left.pos_ == "PROPN" and left.text[:1].isupper() and not left.is_punct
        if not plain or left is None or left.idx + len(left.text) + 1 < start.idx or not left.whitespace_:
            break
        if (
            left.dep_ != "compound"
            or left.ent_type_ in {"PERSON"}
            or (left.is_sent_start and left.lower_ == "the")
        ):
            break
        start = left
    return int(start.idx)


def _last_token(document: Document, name: Name) -> Any | None:
    span = document.doc.char_span(name.start, name.end, alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


def _is_ground(head: Any) -> bool:
    words = load_words()
    if head.dep_ in {"compound", "poss", "nmod"} and head.head.i > head.i:
        return head.head.lemma_.lower() in words.ground
    return False


def _mention(
    document: Document,
    context: Context,
    span: Span,
    party: Party | None,
    *,
    role: Any,
    inter: int | None,
    generic: bool,
    count: int | None,
    confidence: float,
    function: Function = "other",
    name: str | None = None,
    camp: str | None = None,
) -> ActorMention:
    text = span.of(document.text)
    if party is None:
        plain = " ".join((name or text).split())
        actor = Actor(as_written=text, name=plain, inter=inter if role == "combatant" else None)
    else:
        foreign = party.inter == 1 and context.home is not None and party.iso3 != context.home
        actor = Actor(
            as_written=text,
            name=party.name,
            actor_id=party.actor_id,
            inter=8 if foreign and _abroad(context, party) else party.inter,
        )
    return ActorMention(
        span=span,
        text=text,
        actor=actor,
        role=role,
        group=party.group if party else camp,
        parents=party.parents if party else (),
        generic=generic,
        count=count,
        function=function,
        confidence=confidence,
    )


def _abroad(context: Context, party: Party) -> bool:
    """True when the report is mostly about another country than the party's."""
    total = sum(context.countries.values()) or _SLACK
    return context.countries.get(party.iso3 or "", 0.0) < 0.5 * total


def _without_overlaps(mentions: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Mentions in order; of two that share words the longer stays, of equal ones the surer."""
    kept: list[ActorMention] = []  # in the order of the text
    ranked = sorted(mentions, key=lambda m: (-(m.span.end - m.span.start), -m.confidence, m.span))
    for mention in ranked:
        at = bisect(kept, mention.span, key=lambda m: m.span)
        if not any(mention.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, mention)
    return tuple(kept)
