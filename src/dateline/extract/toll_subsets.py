"""Parts of a toll: "three of them children", "including a nurse", "among them two boys"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.extract.mentions import TollMention
from dateline.extract.numbers import Count
from dateline.extract.toll_people import PeopleWords, read_people
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

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
        part = _part(tokens, at, at + len(cue), counts, words, cue)
        if part and part[0].size <= max(whole.best or 0, whole.high or 0, whole.low or 0):
            count, first, end, status = part
            span = Span(document.doc[first].idx, document.doc[end - 1].idx + len(document.doc[end - 1].text))
            if whole.people and whole.people.overlaps(span) and whole.people.start >= span.start:
                continue
            yield TollMention(
                span=span, text=span.of(document.text), outcome=whole.outcome, low=count.low, best=count.best,
                high=count.high, people=span, trigger=whole.trigger, status=status, subset=True,
                cumulative=whole.cumulative, rule="subset." + "-".join(cue), confidence=0.8,
            )  # fmt: skip


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


def _part(
    tokens: Sequence[Any],
    at: int,
    end: int,
    counts: Sequence[Count],
    words: PeopleWords,
    cue: tuple[str, ...],
) -> tuple[Count, int, int, Any] | None:
    """The number next to the cue: before "of them", after "including"; before "nine children among them"."""
    if cue[0] == "among" and at > 1 and words.known(tokens[at - 1].lemma_.casefold()):
        counted = next((c for c in counts if c.end == tokens[at - 1].i), None)
        if counted:
            status = words.status.get(tokens[at - 1].lemma_.casefold(), "unknown")
            return counted, counted.first, tokens[at - 1].i + 1, status
    if cue[0] == "of":
        before = next((c for c in counts if c.end == tokens[at].i), None)
        if before:
            following = [t for t in tokens[end : end + 3] if words.known(t.lemma_.casefold())]
            status = words.status.get(following[0].lemma_.casefold(), "unknown") if following else "unknown"
            return before, before.first, (following[0].i if following else tokens[end - 1].i) + 1, status
    for token in tokens[end : end + 6]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
            people = read_people(token, counts, words, sure=False)
            if people and people.count:
                return people.count, people.first, people.end, people.status
            return None
    return None
