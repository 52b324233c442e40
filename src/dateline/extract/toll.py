"""Statements of harm to people: `read_tolls` (with numbers) and `read_losses` (without)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.extract.mentions import TollMention
from dateline.extract.numbers import Count, read_counts
from dateline.extract.toll_frames import is_cumulative, is_negated, is_unreal
from dateline.extract.toll_losses import read_losses
from dateline.extract.toll_people import People, PeopleWords, all_people, merge_status, people_words
from dateline.extract.toll_subsets import read_subsets
from dateline.extract.toll_surface import find_surface
from dateline.extract.toll_triggers import Harm, find_harm, harm_words
from dateline.records import Span
from dateline.text import Document, Sentence

__all__ = ["read_losses", "read_tolls"]


def read_tolls(document: Document) -> tuple[TollMention, ...]:
    """Every statement of how many people were harmed, in the order of the text; furniture is passed over."""
    found = [m for s in document.sentences if s.zone != "furniture" for m in _in_sentence(document, s)]
    return tuple(sorted(found, key=lambda m: (m.span, m.outcome, m.trigger)))


def _in_sentence(document: Document, sentence: Sentence) -> Iterator[TollMention]:
    language = document.report.language
    tokens = [t for t in document.tokens(sentence) if not t.is_space]
    counts = read_counts(tokens, language=language)
    words = people_words(language)
    mentions: dict[tuple[str, int | None, int | None, int | None, int], TollMention] = {}
    harms = [*find_harm(tokens, harm_words(language)), *find_surface(tokens, counts, harm_words(language))]
    for harm in harms:
        mention = _mention(document, harm, counts, words)
        if mention:
            key = (
                mention.outcome,
                mention.low,
                mention.best,
                mention.high,
                mention.people.start if mention.people else -1,
            )
            mentions.setdefault(key, mention)
    kept = _without_doubles(list(mentions.values()))
    yield from kept
    yield from read_subsets(document, tokens, counts, kept, words)


def _mention(
    document: Document, harm: Harm, counts: Sequence[Count], words: PeopleWords
) -> TollMention | None:
    if is_unreal(harm.trigger, language=document.report.language):
        return None
    people = [p for v in harm.victims for p in all_people(v, counts, words, sure=harm.sure)]
    if harm.rule in ("noun", "state.noun", "lives") and harm.victims == (harm.victims[0],):
        people = [p for p in people if p.count and (p.count.best != 1 or _says_one(p))]
    counted = [p for p in people if p.count is not None]
    if not counted:
        return None
    if is_negated(harm.trigger) and all(p.count and p.count.best != 0 for p in counted):
        return None
    return _build(document, harm, counted, complete=len(counted) == len(people))


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
        cumulative=is_cumulative(harm.trigger, language=document.report.language),
        rule=harm.rule,
        confidence=0.9 if harm.sure else 0.6,
    )


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


def _without_doubles(mentions: list[TollMention]) -> list[TollMention]:
    """One mention per outcome and people: the surer, then the wider one stays."""
    kept: list[TollMention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, -(m.best or 0), m.span)):
        same = [k for k in kept if k.people and mention.people and k.people.overlaps(mention.people)]
        if not any(k.outcome == mention.outcome or k.trigger == mention.trigger for k in same):
            kept.append(mention)
    return kept
