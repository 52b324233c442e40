"""Whose kind people are of whom a figure leaves that unsaid: "two others", "four" of the attackers, "37 men" lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from dateline.extract.grammar.phrases import after_prepositions, span_of
from dateline.extract.mentions import TollMention
from dateline.extract.toll.contrast import AGAINST, GAPPED, party_of
from dateline.extract.toll.listed import PLURAL_TAGS
from dateline.extract.toll.people import PeopleWords, people_words, read_people
from dateline.extract.toll.undergoers import subjects
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_BEFORE = ("compound", "amod", "nmod")
LOST = "lose.befalls"
_AHEAD = 14  # tokens from "on the rebel side" to the people counted
_REACH = 12  # tokens from "number of" to the people counted


@lru_cache(maxsize=4)
def _unnamed(code: str) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in load_language(code).toll["unnamed"].items()}


def with_kinds(document: Document, tolls: Sequence[TollMention]) -> tuple[TollMention, ...]:
    """The statements in their order, each whose words do not say of which kind the people are with those who do."""
    words = people_words(document.report.language)
    told: list[TollMention] = []
    for toll in tolls:
        told.append(_with_kind(document, toll, told, words))
    return tuple(told)


def _with_kind(
    document: Document, toll: TollMention, told: Sequence[TollMention], words: PeopleWords
) -> TollMention:
    if toll.people is None or not toll.people.of(document.text):
        return toll
    own = document.doc.char_span(toll.people.start, toll.people.end, alignment_mode="expand")
    trigger = document.doc.char_span(toll.trigger.start, toll.trigger.end, alignment_mode="expand")
    if own is None or trigger is None:
        return toll
    if toll.rule == AGAINST:
        return toll  # of the other side than those told before
    if toll.rule == GAPPED:
        return _of(document, toll, party_of(own[0]), words)
    if toll.rule == LOST:
        language = document.report.language
        return _of(document, toll, _loser(trigger[0], language) or _owner(own, toll, language), words)
    if toll.rule.startswith("toll."):
        bearer = _counted(trigger[0], words) or _bearer(trigger[0], words, document.report.language)
        return _of(document, toll, bearer, words)
    owner = _owner(own, toll, document.report.language)
    if owner is not None:
        return _of(document, toll, owner, words)
    bare = _names_nobody(own, document.report.language)
    ahead = _told_ahead(own, words, _unnamed(document.report.language), bare=bare)
    if ahead is not None:
        return _of(document, toll, ahead, words)
    if toll.status != "unknown" or not bare:
        return toll
    those = _those_of_them(document, own, trigger[0], words)
    if those is not None:
        return _of(document, toll, those, words)
    earlier = next((one for one in reversed(told) if _is_before(document, one, toll)), None)
    losses = _losses(own, document.report.language)
    if losses is not None:
        return _of(document, toll, _bearer(losses, words, document.report.language), words)
    if earlier is not None and _tells_of_others(document, earlier, toll, words):
        return toll
    if earlier is None:
        return _of(document, toll, _pursued(trigger[0], words), words)
    return msgspec.structs.replace(
        toll,
        status=earlier.status,
        alike=earlier.alike or earlier.people,
        alike_text=earlier.alike_text or (earlier.people or earlier.span).of(document.text),
    )


def _of(document: Document, toll: TollMention, head: Any | None, words: PeopleWords) -> TollMention:
    """The statement with the phrase of this head as those whose kind the people are of."""
    if head is None:
        return toll
    span = span_of(head.left_edge, head)
    people = read_people(head, (), words)
    status = people.status if people is not None and toll.status == "unknown" else toll.status
    return msgspec.structs.replace(toll, status=status, alike=span, alike_text=span.of(document.text))


def _names_nobody(people: Any, language: str) -> bool:
    """True for "two others", "12 more", "one of their comrades"; False for "two people"."""
    unnamed = _unnamed(language)["words"]
    return all(t.pos_ not in ("NOUN", "PROPN") or t.lemma_.casefold() in unnamed for t in people)


def _told_ahead(people: Any, words: PeopleWords, own: dict[str, frozenset[str]], *, bare: bool) -> Any | None:
    """Whose the harmed are by what their clause begins with: "on the rebel side, three died", "of the attackers, he
    said, 22 were killed"; the latter only of a figure without a noun."""
    doc, sentence = people.doc, people.sent
    for opening in doc[max(sentence.start, people.start - _AHEAD) : people.start]:
        if opening.pos_ != "ADP" or not (opening.i == sentence.start or doc[opening.i - 1].is_punct):
            continue
        for noun in (c for c in opening.children if c.dep_ == "pobj" and c.i < people.start):
            if opening.lower_ == "on" and noun.lemma_.lower() in own["side"]:
                return _bearer(noun, words, noun.lang_) or next(after_prepositions(noun, {"of"}), None)
            fights = words.status.get(noun.lemma_.casefold()) == "combatant"
            if bare and fights and opening.lower_ in own["out_of"]:
                return noun
    return None


def _those_of_them(document: Document, people: Any, trigger: Any, words: PeopleWords) -> Any | None:
    """The attackers of "fifty attackers took part; 31 of them were killed": the nearest counted people in the
    sentence or the one before, else the nearest plural in the sentence; never those who do the harm."""
    pronoun = next((t for t in people if t.lower_ == "them" and t.i and t.nbor(-1).lower_ == "of"), None)
    if pronoun is None:
        return None
    doing = [*subjects(trigger), *(subjects(trigger.head) if trigger.dep_ == "advcl" else [])]
    doing = doing if people.start > trigger.i else []
    sentence = document.sentence_at(pronoun.idx)
    here = _plurals(document.tokens(sentence), people.start, words)
    before = document.sentences[sentence.index - 1] if sentence.index else None
    further: list[Any] = []
    if before is not None and before.paragraph == sentence.paragraph:
        further = _plurals(document.tokens(before), people.start, words)
    found = [token for token in (*here, *further) if token not in doing]
    met = [token for token in here if any(token in one.subtree for one in doing) and token not in doing]
    if met:
        return met[0]  # "troops who pursued the raiders killed eight of them"
    hurt = [token for token in here if token.lemma_.casefold() in words.tended]
    counted = hurt or [token for token in found if any(child.dep_ == "nummod" for child in token.children)]
    return next(iter([*counted, *(token for token in here if token in found)]), None)


def _plurals(tokens: Sequence[Any], end: int, words: PeopleWords) -> list[Any]:
    """Plurals of people before a place, the last first."""
    known = [t for t in tokens if t.i < end and words.known(t.lemma_.casefold())]
    return [t for t in reversed(known) if t.tag_ in PLURAL_TAGS or t.lemma_.casefold() in words.tended]


def _is_before(document: Document, one: TollMention, toll: TollMention) -> bool:
    """True for people named before these in the same sentence."""
    figure = one.rule.startswith("toll.") and one.status != "combatant"
    if one.people is None or figure or not one.best or one.subset:
        return False
    if one.people.start >= (toll.people or toll.span).start:
        return False
    return document.sentence_at(one.people.start) == document.sentence_at(toll.span.start)


def _loser(verb: Any, language: str) -> Any | None:
    """Who lost them: "the army lost 37 men", "the rebels said they had lost four"."""
    losers = subjects(verb)
    if [loser.lower_ for loser in losers] == ["we"]:
        return next(_spoken_for(verb.head), None)
    named = next((s for s in losers if s.pos_ in ("NOUN", "PROPN")), None)
    return named or next(filter(None, (_stands_for(s, _unnamed(language)) for s in losers)), None)


def _spoken_for(verb: Any) -> Iterator[Any]:
    """For whom those speak who "told the agency": the Front of "a man, spokesman of the Front, told"."""
    for teller in subjects(verb):
        for office in (teller, *(child for child in teller.children if child.dep_ == "appos")):
            yield from after_prepositions(office, {"of", "for"})


def _counted(noun: Any, words: PeopleWords) -> Any | None:
    """The people of "the number of soldiers killed in the raid rose to nine"."""
    for token in noun.doc[noun.i + 1 : min(len(noun.doc), noun.i + _REACH)]:
        if token.is_sent_start or token.pos_ == "VERB":
            return None
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.i == noun.i:
            return token if words.known(token.lemma_.casefold()) else None
    return None


def _owner(people: Any, toll: TollMention, language: str) -> Any | None:
    """Whose people "its fighters" and "two of their own" are: the subject before them of the same number."""
    owners = _unnamed(language)
    if toll.status != "combatant" and not any(token.lower_ in owners["own"] for token in people):
        return None
    found = (_stands_for(token, owners) for token in people if token.dep_ == "poss")
    return next((owner for owner in found if owner is not None), None)


def _stands_for(pronoun: Any, owners: dict[str, frozenset[str]]) -> Any | None:
    """The subject before "it", "its" or "their", of the same number; for other words None."""
    one, many = pronoun.lower_ in owners["its"], pronoun.lower_ in owners["theirs"]
    for earlier in reversed(pronoun.doc[pronoun.sent.start : pronoun.i] if one or many else ()):
        fits = earlier.dep_ in ("nsubj", "nsubjpass") and earlier.pos_ in ("NOUN", "PROPN")
        if fits and (earlier.tag_ in PLURAL_TAGS) == many and not _harms(earlier, pronoun, owners):
            return earlier
    return None


def _harms(actor: Any, pronoun: Any, words: dict[str, frozenset[str]]) -> bool:
    """True for the Front of "the Front killed two of its soldiers": it does so to others than its own."""
    verb = actor.head
    above = (pronoun.head, *pronoun.head.ancestors)
    done = actor.dep_ == "nsubj" and any(one.dep_ == "dobj" and one.head == verb for one in above)
    return done and verb.lemma_ not in words["keeping"]


def _tells_of_others(document: Document, earlier: TollMention, toll: TollMention, words: PeopleWords) -> bool:
    """True where other people are counted between the two: "... 11 dead, and that 22 people came, of whom three"."""
    end, start = (earlier.people or earlier.span).end, (toll.people or toll.span).start
    between = document.doc.char_span(end, start, alignment_mode="contract") if end < start else None
    return between is not None and any(
        token.tag_ in PLURAL_TAGS
        and words.known(token.lemma_.casefold())
        and any(child.dep_ == "nummod" for child in token.children)
        for token in between
    )


def _losses(people: Any, language: str) -> Any | None:
    """The noun before "at" in "put the navy's losses at 25 killed"."""
    nouns = load_language(language).toll["tolls"]["losses"]
    before = people.doc[max(people.sent.start, people.start - 2) : people.start]
    fits = len(before) == 2 and before[1].lower_ == "at" and before[0].lemma_.casefold() in nouns
    return before[0] if fits else None


def _bearer(noun: Any, words: PeopleWords, language: str) -> Any | None:
    """Whose losses or dead are counted: "its losses", "the army's losses", "rebel losses"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            losses = load_language(language).toll["tolls"]["losses"]
            if noun.lemma_.casefold() not in losses:
                continue  # "the ministry corrected its figure"
            return _stands_for(child, _unnamed(language))
        if child.ent_type_ in ("DATE", "TIME"):
            continue
        fights = (
            words.status.get(child.lemma_.casefold()) == "combatant" or child.lower_ in load_words().heads
        )
        if child.dep_ == "poss" or (child.dep_ in _BEFORE and (fights or child.pos_ == "PROPN")):
            return child
    return None


def _pursued(verb: Any, words: PeopleWords) -> Any | None:
    """The people a clause acts on before it counts: "villagers pursued the attackers, killing four"."""
    acting = verb.head if verb.dep_ in ("advcl", "conj") else None
    if acting is None or acting.pos_ != "VERB" or any(c.dep_ == "nsubjpass" for c in verb.children):
        return None
    objects = [c for c in acting.children if c.dep_ == "dobj" and words.known(c.lemma_.casefold())]
    return next((o for o in objects if o.tag_ in PLURAL_TAGS or o.lemma_ in words.plural), None)


def told_as(toll: TollMention) -> str:
    """The words for the people harmed, with those they are alike."""
    return f"{toll.alike_text} {toll.text}" if toll.alike_text else toll.text


def spans_of_people(toll: TollMention) -> tuple[Span, ...]:
    """Where the people harmed are named, those they are alike first: of "the rebels lost nine men" the rebels."""
    own = toll.people or toll.span
    return (own,) if toll.alike is None else (toll.alike, own)
