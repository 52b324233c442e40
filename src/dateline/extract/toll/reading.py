"""Statements of harm to people: `read_tolls` (with numbers) and `read_losses` (without)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.codebook import Outcome
from dateline.extract.grammar.numbers import Count, read_counts
from dateline.extract.mentions import TollMention
from dateline.extract.toll.camps import by_camp, by_part, spared_people, without_shared_out
from dateline.extract.toll.contrast import find_contrasts
from dateline.extract.toll.either import told_as_either
from dateline.extract.toll.found import with_found
from dateline.extract.toll.frames import gives_way, is_cumulative, is_funeral, is_negated, is_unreal
from dateline.extract.toll.listed import conjuncts, is_part
from dateline.extract.toll.losses import losses_in, read_losses
from dateline.extract.toll.people import (
    People,
    PeopleWords,
    all_people,
    broken_down,
    merge_status,
    people_words,
)
from dateline.extract.toll.reference import antecedent, without_doubles
from dateline.extract.toll.subsets import mark_elsewhere, mark_part, read_subsets, with_all_parts
from dateline.extract.toll.surface import find_none, find_surface, near_people
from dateline.extract.toll.totals import find_totals, told_who
from dateline.extract.toll.triggers import FALLEN, NOT_SURVIVED, Harm, find_harm, harm_words
from dateline.extract.toll.unnamed import with_kinds
from dateline.records import Span
from dateline.text import Document, Sentence

__all__ = ["read_losses", "read_tolls"]

_ASIDE = 12  # tokens of an aside between commas


def read_tolls(document: Document) -> tuple[TollMention, ...]:
    """Every statement of how many people were harmed, in the order of the text; furniture is passed over."""
    found = [m for s in document.sentences if s.zone != "furniture" for m in _in_sentence(document, s)]
    found = with_found(document, found)
    return with_kinds(document, sorted(found, key=lambda m: (m.span, m.outcome, m.trigger)))


def _in_sentence(document: Document, sentence: Sentence) -> Iterator[TollMention]:
    language = document.report.language
    tokens = [t for t in document.tokens(sentence) if not t.is_space]
    counts = read_counts(tokens, language=language)
    words, harm = people_words(language), harm_words(language)
    found: list[TollMention] = []
    for each in (
        *find_harm(tokens, harm),
        *find_surface(tokens, counts, harm),
        *find_totals(tokens, counts, harm, words, language=language),
        *find_contrasts(tokens, counts, harm, words, language=language),
    ):
        if each.rule.endswith(".done_to") and _counted_beside(each, counts):
            continue
        read = list(_mentions(document, each, counts, words))
        if (
            not read
            and each.rule != FALLEN
            and (head := near_people(tokens, counts, each, harm, words)) is not None
        ):
            nearby = Harm(each.outcome, each.trigger, (head,), f"{each.rule}.near", sure=False)
            read = list(_mentions(document, nearby, counts, words))
        found.extend(read)
    if not _unknown(document, sentence):
        none = find_none(tokens, harm, language=language)
        found.extend(_none(document, token, outcome, words) for outcome, token in none)
    found = told_as_either(tokens, without_doubles(found), harm)
    kept = [mark_part(document, mention) for mention in found]
    kept = [mark_elsewhere(document, mention, kept) for mention in kept]
    subsets = list(read_subsets(document, tokens, counts, kept, words))
    yield from (with_all_parts(mention, subsets) for mention in kept)
    yield from subsets


def _counted_beside(harm: Harm, counts: Sequence[Count]) -> bool:
    """True for "ten were killed and 20 wounded": the number beside the verb is its own, not the shared subject."""
    at = harm.trigger.i
    ends = (at, at - 1) if at and harm.trigger.nbor(-1).lower_ in ("others", "more", "people") else (at,)
    beside = next((c for c in counts if c.end in ends), None)
    return beside is not None and bool(harm.victims) and all(v.i < beside.first for v in harm.victims)


def _unknown(document: Document, sentence: Sentence) -> bool:
    """True when the sentence says that losses are not known: "no word on casualties" is not zero."""
    losses = losses_in(document, sentence)
    return losses is not None and losses.losses == "unknown"


def _none(document: Document, token: Any, outcome: Outcome, words: PeopleWords) -> TollMention:
    """Nobody was harmed, of those named behind "on", "among" or "for" where somebody is."""
    span = _span(document.doc, token.i, token.i + 1)
    spared = spared_people(token, words, language=document.report.language)
    return TollMention(
        span=span, text=span.of(document.text), outcome=outcome, low=0, best=0, high=0,
        people=_span(document.doc, spared.first, spared.end) if spared else None,
        trigger=span, status=spared.status if spared else "unknown", rule="none", confidence=0.8,
    )  # fmt: skip


def _mentions(
    document: Document, harm: Harm, counts: Sequence[Count], words: PeopleWords
) -> Iterator[TollMention]:
    """The mention a word of harm makes; "nobody was hurt" says as well that nobody was killed."""
    if is_unreal(harm.trigger, language=document.report.language):
        return
    victims = [v for n, v in enumerate(harm.victims) if n == 0 or not is_part(harm.victims[0], v)]
    heads = {p.head.i: p for v in reversed(victims) for p in _people(document, v, counts, words, harm)}
    people = [heads[i] for i in sorted(heads) if not _has_own_word(heads[i], harm)]
    people = without_shared_out(people, counts)
    if harm.rule in ("noun", "state.noun", "lives"):
        people = [p for p in people if p.count and (p.count.best != 1 or _says_one(p))]
    counted = [p for p in people if p.count is not None]
    nobody = bool(counted) and all(p.count and p.count.best == 0 for p in counted)
    denied = is_negated(harm.trigger, language=document.report.language) and harm.rule != NOT_SURVIVED
    if not counted or (denied and not nobody):
        return
    complete = len(counted) == len(people)
    if harm.outcome == "displaced" and not _driven_out(harm, counted, words):
        return
    if harm.outcome == "abducted" and _is_healed(harm, words):
        return  # "taken away for treatment"
    if not is_funeral(harm.trigger, counted, language=document.report.language):
        return
    if harm.rule == FALLEN and any(p.status != "combatant" for p in counted):
        return
    if not complete and all(p.head.pos_ == "PRON" for p in counted):
        return  # "he and other villagers fled" counts nobody
    camps = by_camp(counted) if complete else [counted]
    for camp in camps[1:]:
        yield _build(document, harm, camp, complete=True)
    both = not complete and all(p.status == "combatant" for p in people)
    told = people if both else camps[0]  # "18 soldiers and gunmen" are both of them
    mention = _left_behind(document, harm, _build(document, harm, told, complete=complete), words)
    if not complete:  # "100 civilians and soldiers"
        mention = msgspec.structs.replace(mention, status=merge_status(people))
    groups = by_part(camps[0]) if complete else []
    groups = groups or [[one] for victim in victims[:1] for one in broken_down(victim, counts, words)]
    parts = [_build(document, harm, part, complete=True) for part in groups]
    mention = msgspec.structs.replace(mention, parts=tuple(parts))
    yield mention
    if nobody and harm.outcome == "injured":
        yield msgspec.structs.replace(
            mention, outcome="killed", rule=f"{mention.rule}.nor_killed", confidence=0.7
        )


def _driven_out(harm: Harm, counted: Sequence[People], words: PeopleWords) -> bool:
    """False for fighters who flee, for one survivor who got away, for the hurt who are brought away, and for those who
    "killed five men before they fled"."""
    doers = harm.victims[0].lower_ in words.backward and any(p.head.dep_ == "dobj" for p in counted)
    one = all(p.count and p.count.best == 1 for p in counted)
    hurt = all({p.head.lower_, p.head.lemma_.casefold()} & words.tended for p in counted)
    return not (
        one or hurt or doers or _is_healed(harm, words) or all(p.status == "combatant" for p in counted)
    )


def _is_healed(harm: Harm, words: PeopleWords) -> bool:
    return any(t.lemma_.casefold() in words.healing for t in harm.trigger.subtree)


def _people(
    document: Document, victim: Any, counts: Sequence[Count], words: PeopleWords, harm: Harm
) -> Iterator[People]:
    """The people of a phrase, a pronoun taken back to the people it stands for."""
    if victim.lower_ in words.backward:
        earlier = antecedent(document, victim, words)
        if earlier is not None:
            yield earlier
            beside = conjuncts(victim)[1:2]  # "killed him and his wife"
            yield from (people for one in beside for people in all_people(one, counts, words, sure=harm.sure))
        return
    yield from all_people(victim, counts, words, sure=harm.sure)


def _left_behind(document: Document, harm: Harm, mention: TollMention, words: PeopleWords) -> TollMention:
    """The dead of "the rebels fled, leaving three bodies" are those of whoever left them."""
    body = harm.victims[0]
    verb = body.head if harm.trigger is body else harm.trigger
    if verb.lemma_ not in words.leaving or body.lemma_ not in words.remains:
        return mention
    verb = verb.head if verb.dep_ == "advcl" else verb
    leavers = [c for c in verb.children if c.dep_ == "nsubj"]
    if not leavers:
        return mention
    status = words.status.get(leavers[0].lemma_.casefold(), mention.status)
    people = _span(document.doc, leavers[0].left_edge.i, leavers[0].i + 1)
    return msgspec.structs.replace(mention, people=people, status=status)


def _has_own_word(people: People, harm: Harm) -> bool:
    """True for the second of "a baker killed by the blast and 14 persons injured", "one dead and four injured"."""
    doc, states = people.head.doc, harm_words().states
    behind = people.end + (
        people.end < len(doc) and doc[people.end].pos_ == "ADV"
    )  # "others seriously injured"
    near = [people.head, *doc[behind : behind + 1], *_past_aside(doc, people.end)]
    if any(states.get(word.lower_, harm.outcome) != harm.outcome for word in near):
        return people.head not in harm.victims[:1]
    after = harm.trigger.dep_ == "acl" and people.first > harm.trigger.i
    return after and any(c.dep_ == "acl" for c in people.head.children)


def _past_aside(doc: Any, at: int) -> list[Any]:
    """The participle of "a bomb killed one and nine others, most of them pupils, were hurt", over what is in commas."""
    if at >= len(doc) or doc[at].text != ",":
        return []
    close = next((token.i for token in doc[at + 1 : at + _ASIDE] if token.text == ","), None)
    behind = doc[close + 1 : close + 3] if close is not None else []
    return [behind[1]] if len(behind) == 2 and behind[0].pos_ == "AUX" and behind[1].tag_ == "VBN" else []


def _says_one(people: People) -> bool:
    return any(c.lower_ in ("one", "a", "an", "1", "another") for c in people.head.children)


def _build(document: Document, harm: Harm, people: list[People], *, complete: bool) -> TollMention:
    low, best, high = _sum([p.count for p in people if p.count])
    if not complete:
        best, high = (best, None) if len(people) else (None, None)
    start = min(p.first for p in people)
    end = max(p.end for p in people)
    doc = document.doc
    span = _span(doc, min(start, harm.trigger.i), max(end, harm.trigger.i + 1))
    said = document.sentence_at(harm.trigger.idx).span.of(document.text)
    language = document.report.language
    who = told_who(harm.victims[0], harm_words(language)) is not None
    earlier = ".earlier" if who or gives_way(harm.trigger, language=language) else ""
    return TollMention(
        span=span,
        text=span.of(document.text),
        outcome=harm.outcome,
        low=low,
        best=best,
        high=high,
        people=_span(doc, start, end),
        trigger=_span(doc, harm.trigger.i, harm.trigger.i + 1),
        status=merge_status(people),
        subset=harm.rule.startswith("part."),
        cumulative=not _still_missing(harm)
        and is_cumulative(harm.trigger, said, language=document.report.language),
        rule=harm.rule.removesuffix(earlier) + earlier,
        confidence=0.9 if harm.sure else 0.6,
    )


def _still_missing(harm: Harm) -> bool:
    """True for "30 people are missing since the raid", which is no sum over a time."""
    return harm.outcome == "missing" and harm.rule.startswith("state.")


def _sum(counts: list[Count]) -> tuple[int | None, int | None, int | None]:
    """The counts added; one open bound leaves that bound of the sum open."""
    lows = [c.low for c in counts]
    bests = [c.best for c in counts]
    highs = [c.high for c in counts]
    low = sum(n for n in lows if n is not None) if any(n is not None for n in lows) else None
    best = sum(n for n in bests if n is not None) if all(n is not None for n in bests) else None
    high = sum(n for n in highs if n is not None) if all(n is not None for n in highs) else None
    return low, best, high


def _span(doc: Any, first: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last.text))
