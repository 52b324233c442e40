"""Parts of a toll: "three of them children", "including a nurse", "among them two boys"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.extract.grammar.numbers import Count
from dateline.extract.mentions import TollMention
from dateline.extract.toll.listed import conjuncts
from dateline.extract.toll.people import PeopleWords, read_people
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_FEWEST = 2  # groups that a whole is shared out among
_CLAUSE = 16  # words of a statement and its clause in which "elsewhere" parts it from the one before
_BEHIND = 24  # characters behind a statement in which "among the dead" still belongs to it


def read_subsets(
    document: Document,
    tokens: Sequence[Any],
    counts: Sequence[Count],
    wholes: Sequence[TollMention],
    words: PeopleWords,
) -> Iterator[TollMention]:
    """Numbers of people that a phrase of the sentence names as part of a toll read there."""
    cues = [tuple(c.split()) for c in load_language(document.report.language).toll["subsets"]["before"]]
    lowers = [t.lower_ for t in tokens]
    firsts = {cue[0] for cue in cues}
    for at in range(len(tokens)):
        if lowers[at] not in firsts:
            continue
        cue = next((c for c in cues if tuple(lowers[at : at + len(c)]) == c), None)
        if cue is None:
            continue
        whole = _nearest(wholes, tokens[at].idx)
        if whole is None:
            continue
        for part in _parts(tokens, at, at + len(cue), counts, words, cue):
            if part[0].size > max(whole.best or 0, whole.high or 0, whole.low or 0):
                continue
            count, first, end, status = part
            span = Span(document.doc[first].idx, document.doc[end - 1].idx + len(document.doc[end - 1].text))
            if whole.people and whole.people.overlaps(span) and whole.people.start >= span.start:
                continue
            yield TollMention(
                span=span, text=span.of(document.text), outcome=whole.outcome, low=count.low, best=count.best,
                high=count.high, people=span, trigger=whole.trigger, status=status, subset=True,
                cumulative=whole.cumulative, rule="subset." + "-".join(cue), confidence=0.8,
            )  # fmt: skip


def with_all_parts(whole: TollMention, subsets: Sequence[TollMention]) -> TollMention:
    """The whole with those that it is shared out among: "18 died, including five soldiers and 13 rebels"."""
    own = [one for one in subsets if (one.outcome, one.trigger) == (whole.outcome, whole.trigger)]
    if whole.parts or whole.subset or len(own) < _FEWEST or sum(one.best or 0 for one in own) != whole.best:
        return whole
    return msgspec.structs.replace(
        whole, parts=tuple(msgspec.structs.replace(one, subset=False, rule="breakdown") for one in own)
    )


def mark_elsewhere(document: Document, mention: TollMention, before: Sequence[TollMention]) -> TollMention:
    """The mention, as one of something else where its clause says so behind others of its outcome: "killing six, as
    nine others were killed in fighting elsewhere"."""
    if mention.subset or not any(
        one.outcome == mention.outcome and one.span < mention.span for one in before
    ):
        return mention
    apart = load_language(document.report.language).toll["another"]["apart"]
    end = document.sentence_at(mention.span.start).span.end
    clause = document.text[mention.span.start : end].casefold()
    words = re.split(r"[,;:.”\"]", clause)[0].split()[:_CLAUSE]
    said = f" {' '.join(words)} "
    apart_from = any(f" {phrase} " in said for phrase in apart)
    return msgspec.structs.replace(mention, cumulative=True) if apart_from else mention


def mark_part(document: Document, mention: TollMention) -> TollMention:
    """The mention, as a part of a toll when its words say so behind: "three children were among the dead"."""
    subsets = load_language(document.report.language).toll["subsets"]
    words = document.text[mention.span.start : mention.span.end + _BEHIND].casefold()
    before = document.text[max(0, mention.span.start - _BEHIND) : mention.span.start].casefold()
    if before.rstrip().endswith(tuple(subsets["beside"])):
        return msgspec.structs.replace(mention, cumulative=True)
    if mention.outcome == "injured" and any(phrase in words for phrase in subsets["hurt"]):
        return msgspec.structs.replace(mention, subset=True, rule=f"{mention.rule}.of_the")
    if mention.best and any(phrase in words for phrase in subsets["after"]):
        return msgspec.structs.replace(mention, subset=True, rule=f"{mention.rule}.among")
    return mention


def _nearest(wholes: Sequence[TollMention], offset: int) -> TollMention | None:
    before = [w for w in wholes if w.people and w.people.start < offset]
    return before[-1] if before else (wholes[0] if wholes else None)


def _parts(
    tokens: Sequence[Any],
    at: int,
    end: int,
    counts: Sequence[Count],
    words: PeopleWords,
    cue: tuple[str, ...],
) -> list[tuple[Count, int, int, Any]]:
    """The numbers next to the cue: before "of them", after "including"; before "nine children among them"."""
    if cue[0] == "among" and at > 1 and words.known(tokens[at - 1].lemma_.casefold()):
        counted = next((c for c in counts if c.end == tokens[at - 1].i), None)
        if counted:
            status = words.status.get(tokens[at - 1].lemma_.casefold(), "unknown")
            return [(counted, counted.first, tokens[at - 1].i + 1, status)]
    if cue[0] == "of":
        before = next((c for c in counts if c.end == tokens[at].i), None)
        if before:
            following = [t for t in tokens[end : end + 3] if words.known(t.lemma_.casefold())]
            status = words.status.get(following[0].lemma_.casefold(), "unknown") if following else "unknown"
            last = following[0].i if following else tokens[end - 1].i
            return [(before, before.first, last + 1, status)]
    for token in tokens[end : end + 6]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
            named = [read_people(one, counts, words, sure=False) for one in conjuncts(token)]
            return [(one.count, one.first, one.end, one.status) for one in named if one and one.count]
    return []
