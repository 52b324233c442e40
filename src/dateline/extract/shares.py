"""A total shared out among places: "killing four people in one town, two in another and one in a third"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dateline.codebook import Outcome
from dateline.extract.binding import EVENT_RELATIONS, exactness
from dateline.extract.mentions import PlaceMention, TollMention
from dateline.extract.numbers import Count, read_counts
from dateline.extract.toll_people import PeopleWords, people_words
from dateline.extract.toll_triggers import HarmWords, harm_words
from dateline.extract.windows import inside, overlapping
from dateline.records import Span
from dateline.text import Document, Sentence

_FEWEST = 2
_PREPOSITIONS = frozenset({"in", "at", "from", "near", "around"})
_SMALL = frozenset({"others", "other", "more", "were", "was", "reported", "had", "been", "each", "also"})
_BEFORE_PLACE = 4  # tokens between the preposition and the name: "in the northern town of"
_BEFORE_PREPOSITION = 6  # tokens between the number and the preposition: "people were reported killed"
_ASIDE = 8  # tokens of an aside between commas
_BETWEEN = 12  # tokens from a place to the next number: ", a town in the south, and"
_WIDEST = 3  # a province; a country shares out a war, and not an incident


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a shared total: its words from the number to the place, the people, the figure, the place."""

    sentence: int
    span: Span
    text: str
    people: Span
    count: Count
    outcome: Outcome
    trigger: Span
    place: PlaceMention


def find_shares(document: Document, places: Sequence[PlaceMention]) -> tuple[Share, ...]:
    """Every share of the report in the order of the text; one place alone shares out nothing."""
    return tuple(
        share
        for sentence in document.sentences
        if sentence.zone in {"body", "dateline"}
        for share in _in_sentence(document, sentence, places)
    )


def share_out(tolls: Sequence[TollMention], shares: Sequence[Share]) -> tuple[TollMention, ...]:
    """The tolls with a toll of its own for each share, in place of those that its words made before."""
    kept = [
        toll
        for toll in tolls
        if not any(share.outcome == toll.outcome for share in overlapping(shares, toll.span))
    ]
    kept.extend(_toll(share) for share in shares)
    return tuple(sorted(kept, key=lambda toll: (toll.span, toll.outcome, toll.trigger)))


def _toll(share: Share) -> TollMention:
    return TollMention(
        span=share.span,
        text=share.text,
        outcome=share.outcome,
        low=share.count.low,
        best=share.count.best,
        high=share.count.high,
        people=share.people,
        trigger=share.trigger,
        rule="share",
        confidence=0.8,
    )


def _in_sentence(document: Document, sentence: Sentence, places: Sequence[PlaceMention]) -> list[Share]:
    here = sorted(
        (
            place
            for place in inside(places, sentence.span)
            if place.relation in EVENT_RELATIONS and exactness(place) <= _WIDEST
        ),
        key=lambda place: place.span,
    )
    if len(here) < _FEWEST:
        return []
    language = document.report.language
    tokens = [token for token in document.tokens(sentence) if not token.is_space]
    counts, harm = read_counts(tokens, language=language), harm_words(language)
    found = list(_items(document, sentence, tokens, counts, here, harm, people_words(language)))
    run = _longest_run(tokens, found)
    return run if len(run) >= _FEWEST and not _nested(run) else []


def _items(
    document: Document,
    sentence: Sentence,
    tokens: Sequence[Any],
    counts: Sequence[Count],
    places: Sequence[PlaceMention],
    harm: HarmWords,
    words: PeopleWords,
) -> Iterator[Share]:
    """Each number of people that stands before a preposition and a place, with the harm told last before it."""
    at = {token.i: number for number, token in enumerate(tokens)}
    for place in places:
        named = document.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        if named is None or named.start not in at:
            continue
        end = at[named.start]
        near = range(end - 1, max(-1, end - 2 - _BEFORE_PLACE), -1)
        before = next((n for n in near if tokens[n].lower_ in _PREPOSITIONS), None)
        if before is None:
            continue
        count = _number_before(tokens, before, counts, harm, words)
        told = _harm_before(tokens[:before], harm)
        if count is None or told is None or not count.best:
            continue
        first, last = tokens[at[count.first]], tokens[before - 1]
        outcome, trigger = told
        span = Span(first.idx, place.span.end)
        yield Share(
            sentence=sentence.index,
            span=span,
            text=span.of(document.text),
            people=Span(first.idx, last.idx + len(last.text)),
            count=count,
            outcome=outcome,
            trigger=Span(trigger.idx, trigger.idx + len(trigger.text)),
            place=place,
        )


def _number_before(
    tokens: Sequence[Any], before: int, counts: Sequence[Count], harm: HarmWords, words: PeopleWords
) -> Count | None:
    """The number of people whose phrase ends at a preposition, or None where other words than an aside ("fourteen
    people, six of them children, were killed in") stand between."""
    aside = _aside_before(tokens, before)
    for at in range(before - 1, max(-1, before - 2 - _BEFORE_PREPOSITION - len(aside)), -1):
        if at in aside:
            continue
        token = tokens[at]
        count = next((c for c in counts if c.end - 1 == token.i and not c.vague), None)
        if count is not None:
            return count
        people = token.pos_ in ("NOUN", "PROPN", "ADJ") and words.known(token.lemma_.casefold())
        if not (people or token.pos_ == "ADJ" or token.lower_ in _SMALL or _outcome(token, harm)):
            return None
    return None


def _aside_before(tokens: Sequence[Any], before: int) -> range:
    """The places of an aside between two commas that ends some words before a preposition; none is an empty range."""
    commas = [
        at for at in range(max(0, before - _BEFORE_PREPOSITION - _ASIDE), before) if tokens[at].text == ","
    ]
    close = len(commas) >= 2 and commas[-1] >= before - 1 - _BEFORE_PREPOSITION
    return range(commas[-2], commas[-1] + 1) if close else range(0)


def _harm_before(tokens: Sequence[Any], harm: HarmWords) -> tuple[Outcome, Any] | None:
    """What befell people by the last word of harm among these tokens, and that word."""
    for token in reversed(tokens):
        outcome = _outcome(token, harm)
        if outcome is not None:
            return outcome, token
    return None


def _outcome(token: Any, harm: HarmWords) -> Outcome | None:
    lemma = token.lemma_.casefold()
    if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG"):
        return harm.done_to.get(lemma) or harm.befalls.get(lemma) or harm.states.get(token.lower_)
    return harm.states.get(token.lower_) or harm.counted.get(lemma)


def _longest_run(tokens: Sequence[Any], items: Sequence[Share]) -> list[Share]:
    """The longest series of shares of one outcome that only commas, "and" and appositions part."""
    runs: list[list[Share]] = []
    for item in items:
        if runs and _goes_on(tokens, runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return max(runs, key=len, default=[])


def _goes_on(tokens: Sequence[Any], last: Share, item: Share) -> bool:
    if last.outcome != item.outcome or item.span.start <= last.span.end:
        return False
    between = [token for token in tokens if last.span.end <= token.idx < item.span.start]
    links = any(token.text in {",", ";"} or token.lower_ in {"and", "while"} for token in between)
    return links and len(between) <= _BETWEEN and not any(token.tag_ == "VBD" for token in between)


def _nested(run: Sequence[Share]) -> bool:
    """True when one place is another or lies in it, so that nothing is shared out."""
    names = [share.place.place.name for share in run]
    return len(set(names)) < len(names) or any(
        a.place.place.name in b.place.place.units or b.place.place.name in a.place.place.units
        for a, b in pairwise(run)
    )
