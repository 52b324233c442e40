"""A total shared out among places or days: "killing four people in one town, two in another and one in a third", "18
on Tuesday and 13 on Wednesday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dateline.codebook import Outcome
from dateline.extract.grammar.numbers import Count, read_counts
from dateline.extract.grammar.windows import inside, overlapping
from dateline.extract.mentions import EVENT_RELATIONS, PlaceMention, TimeMention, TollMention
from dateline.extract.moments.binding import UNIT, exactness
from dateline.extract.moments.respective import anchors_in_order, numbers_in_order, says_respectively
from dateline.extract.toll.people import PeopleWords, people_words
from dateline.extract.toll.triggers import HarmWords, harm_words
from dateline.records import Span
from dateline.text import Document, Sentence

_FEWEST = 2
_PREPOSITIONS = frozenset({"in", "at", "from", "near", "around"})
_ON_A_DAY = frozenset({"on"})
_SMALL = frozenset(
    {"others", "other", "more", "were", "was", "reported", "had", "been", "each", "also", "to", "death"}
)
_BEFORE_PLACE = 4  # tokens between the preposition and the name: "in the northern town of"
_BEFORE_PREPOSITION = 6  # tokens between the number and the preposition: "people were reported killed"
_ASIDE = 8  # tokens of an aside between commas
_BETWEEN = 12  # tokens from a place to the next number: ", a town in the south, and"
_ANOTHER, _AND, _WHILE = "another", "and", "while"
_ONE = frozenset({"a", "an"})
_HOW = frozenset({"in", "by", "with", "during"})
_OF_THEM = ("of", "them")
_OF_HOW = frozenset({"DET", "ADJ", "NOUN", "VERB"})
_LONGEST_HOW = 5  # tokens of "by a car bomb", "in an armed clash"
_WIDEST = 3  # a province; a country shares out a war, and not an incident


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a shared total: its words from the number to the place or the day, the people, the figure, and the
    place, the day or both; `bare` where the number names nobody."""

    sentence: int
    span: Span
    text: str
    people: Span
    count: Count
    outcome: Outcome
    trigger: Span
    bare: bool = False
    place: PlaceMention | None = None
    day: TimeMention | None = None


def find_shares(
    document: Document, places: Sequence[PlaceMention], times: Sequence[TimeMention] = ()
) -> tuple[Share, ...]:
    """Every share of the report in the order of the text; one place, or one day, alone shares out nothing."""
    days = [time for time in times if time.type == "DATE" and time.precision == "day"]
    return tuple(
        share
        for sentence in document.sentences
        if sentence.zone in {"body", "dateline"}
        for share in _in_sentence(document, sentence, places, inside(days, sentence.span))
    )


def share_out(
    document: Document, tolls: Sequence[TollMention], shares: Sequence[Share]
) -> tuple[TollMention, ...]:
    """The tolls with a toll of its own for each share, in place of those that its words made before."""
    kept = [
        toll
        for toll in tolls
        if not any(share.outcome == toll.outcome for share in overlapping(shares, toll.span))
    ]
    kept.extend(_toll(document, share, _alike(share, tolls, shares)) for share in shares)
    return tuple(sorted(kept, key=lambda toll: (toll.span, toll.outcome, toll.trigger)))


def _alike(share: Share, tolls: Sequence[TollMention], shares: Sequence[Share]) -> TollMention | None:
    """The statement of whom a bare number of a share counts more: that of the total or the first share of its sentence
    ("18 fighters on Tuesday and 13 on Wednesday"); None where it names them."""
    if not share.bare:
        return None
    first = next(one for one in shares if one.sentence == share.sentence)
    before = [
        toll
        for toll in tolls
        if toll.outcome == share.outcome and toll.span.start < first.span.end and toll.people
    ]
    near = [toll for toll in before if toll.span.overlaps(first.span) or toll.span.end <= first.span.start]
    return near[-1] if near and near[-1].best != share.count.best else None


def _toll(document: Document, share: Share, alike: TollMention | None) -> TollMention:
    people = alike.people if alike is not None else None
    return TollMention(
        status=alike.status if alike is not None else "unknown",
        alike=people,
        alike_text=people.of(document.text) if people is not None else "",
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


def _in_sentence(
    document: Document, sentence: Sentence, places: Sequence[PlaceMention], days: Sequence[TimeMention]
) -> list[Share]:
    """The parts among places, else those among days."""
    here = [
        place
        for place in inside(places, sentence.span)
        if place.relation in EVENT_RELATIONS and exactness(place) <= _WIDEST
    ]
    if max(len(here), len(days)) < _FEWEST:
        return []
    parts = _Parts(document, sentence, here)
    if says_respectively(parts.tokens):
        return parts.in_order(days)
    run = _longest_run(
        parts.tokens, [_dated(document, share, days) for share in parts.at(here, _PREPOSITIONS)]
    )
    if len(run) >= _FEWEST:
        return [] if _nested(parts.tokens, run) else run
    run = _longest_run(parts.tokens, parts.at(days, _ON_A_DAY))
    return run if len(run) >= _FEWEST and len({share.day and share.day.value for share in run}) > 1 else []


def _dated(document: Document, share: Share, days: Sequence[TimeMention]) -> Share:
    """The share with the day right behind its place, if there is one: "two in Ora on Wednesday"."""
    behind = next((day for day in days if document.text[share.span.end : day.span.start] == " on "), None)
    return share if behind is None else replace(share, day=behind)


class _Parts:
    """The numbers of people of one sentence, and what they stand before."""

    def __init__(self, document: Document, sentence: Sentence, places: Sequence[PlaceMention]) -> None:
        language = document.report.language
        self.document, self.sentence, self.places = document, sentence, places
        self.tokens = [token for token in document.tokens(sentence) if not token.is_space]
        self.harm, self.words = harm_words(language), people_words(language)
        self.counts = [
            *read_counts(self.tokens, language=language),
            *_others(self.tokens),
            *_single(self.tokens, self.words),
        ]

    def at(self, anchors: Sequence[PlaceMention | TimeMention], ties: frozenset[str]) -> list[Share]:
        """Each number of people that stands before one of these prepositions and a place or a day, with the harm told
        last before it."""
        named = sorted(anchors, key=lambda anchor: anchor.span)
        return [share for anchor in named if (share := self._before(anchor, ties)) is not None]

    def in_order(self, days: Sequence[TimeMention]) -> list[Share]:
        """A share for each of several numbers and the place or day that stands at its rank: "six and nine people"."""
        counts = numbers_in_order(self.tokens, self.counts, self.words)
        anchors = anchors_in_order(self.document, self.places, days, len(counts))
        told = self._harm_around(counts) if counts else None
        if told is None:
            return []
        return [
            self._share(count, told, span, span, place, day)
            for count, (place, day) in zip(counts, anchors, strict=bool(anchors))
            if (span := self._counted(count))
        ]

    def _share(
        self,
        count: Count,
        told: tuple[Outcome, Any],
        people: Span,
        span: Span,
        place: PlaceMention | None,
        day: TimeMention | None,
    ) -> Share:
        outcome, trigger = told
        return Share(
            sentence=self.sentence.index,
            span=span,
            text=span.of(self.document.text),
            people=people,
            count=count,
            outcome=outcome,
            trigger=Span(trigger.idx, trigger.idx + len(trigger.text)),
            bare=people.end == self._end(count),
            place=place,
            day=day,
        )

    def _end(self, count: Count) -> int:
        last = next(token for token in self.tokens if token.i == count.end - 1)
        return int(last.idx + len(last.text))

    def _counted(self, count: Count) -> Span:
        """The words of a number and of the people right behind it."""
        first = next(token for token in self.tokens if token.i == count.first)
        end = self._end(count)
        for token in self.tokens:
            if token.i >= count.end:
                if not (token.pos_ == "ADJ" or self.words.known(token.lemma_.casefold())):
                    break
                end = token.idx + len(token.text)
        return Span(first.idx, end)

    def _harm_around(self, counts: Sequence[Count]) -> tuple[Outcome, Any] | None:
        """What befell those counted: behind "six and nine people were", else the last harm told before."""
        for token in self.tokens:
            if token.i >= counts[-1].end:
                if _outcome(token, self.harm):
                    return _harm_before([token], self.harm)
                if token.pos_ not in {"AUX", "ADJ", "ADV", "PUNCT"} and not self.words.known(
                    token.lemma_.casefold()
                ):
                    break
        return _harm_before([token for token in self.tokens if token.i < counts[0].first], self.harm)

    def _before(self, anchor: PlaceMention | TimeMention, ties: frozenset[str]) -> Share | None:
        tokens = self.tokens
        end = next(
            (n for n, token in enumerate(tokens) if token.idx + len(token.text) > anchor.span.start), 0
        )
        near = range(end - 1, max(-1, end - 2 - _BEFORE_PLACE), -1)
        before = next((n for n in near if tokens[n].lower_ in ties), None)
        if before is None and tokens[end].lower_ in ties:
            before = end  # the day's own words hold it: "on Tuesday"
        if before is None:
            return None
        placed = self.places if isinstance(anchor, TimeMention) else ()
        count, counted = None, before
        for counted in (before, *_how_before(tokens, before)):
            count = _number_before(tokens, counted, self.counts, self.harm, self.words, placed)
            if count is not None:
                break
        told = _harm_before(tokens[:before], self.harm)
        if count is None or told is None or not count.best:
            return None
        first = next(token for token in tokens if token.i == count.first)
        last = tokens[counted - 1]
        people = Span(first.idx, last.idx + len(last.text))
        place, day = (anchor, None) if isinstance(anchor, PlaceMention) else (None, anchor)
        return self._share(count, told, people, Span(first.idx, anchor.span.end), place, day)


def _others(tokens: Sequence[Any]) -> list[Count]:
    """One more for each "another" that stands for a person and not before a noun: "and another in Bel"."""
    return [
        Count(token.i, token.i + 1, 1, 1, 1)
        for token, behind in pairwise(tokens)
        if token.lower_ == _ANOTHER and (behind.lower_ in _PREPOSITIONS | _HOW or behind.tag_ == "VBN")
    ]


def _single(tokens: Sequence[Any], words: PeopleWords) -> list[Count]:
    """One for each person told behind "and" and before a place: "two officers in Ora and a soldier in Bel"."""
    return [
        Count(article.i, article.i + 1, 1, 1, 1)
        for link, article, noun, behind in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
        if link.lower_ in {_AND, ","}
        and article.lower_ in _ONE
        and noun.tag_ == "NN"
        and words.known(noun.lemma_.casefold())
        and behind.lower_ in _PREPOSITIONS
    ]


def _number_before(
    tokens: Sequence[Any],
    before: int,
    counts: Sequence[Count],
    harm: HarmWords,
    words: PeopleWords,
    placed: Sequence[PlaceMention],
) -> Count | None:
    """The number of people whose phrase ends at a preposition, or None where other words than an aside ("fourteen
    people, six of them children, were killed in") or where they were (`placed`) stand between."""
    aside = _aside_before(tokens, before)
    for at in range(before - 1, max(-1, before - 2 - _BEFORE_PREPOSITION - len(aside)), -1):
        if at in aside:
            continue
        token = tokens[at]
        count = next((c for c in counts if c.end - 1 == token.i and not c.vague), None)
        if count is not None:
            return count
        people = token.pos_ in ("NOUN", "PROPN", "ADJ") and words.known(token.lemma_.casefold())
        place = any(one.span.start <= token.idx < one.span.end for one in placed)
        if not (
            people
            or place
            or (placed and token.lower_ in _PREPOSITIONS)
            or token.pos_ == "ADJ"
            or token.lower_ in _SMALL
            or token.tag_ == "VBN"  # "were hacked to death in"
            or _outcome(token, harm)
        ):
            return None
    return None


def _how_before(tokens: Sequence[Any], before: int) -> tuple[int, ...]:
    """Where the words that say how people came to harm begin, which end at a preposition: "three by a bomb in", "12 of
    them in a blast at"; empty without any."""
    for at in range(before - 1, max(0, before - 2 - _LONGEST_HOW), -1):
        if tokens[at].lower_ in _HOW:
            of_them = tuple(token.lower_ for token in tokens[max(0, at - 2) : at]) == _OF_THEM
            return () if at == before - 1 else (at - 2 if of_them else at,)
        if tokens[at].pos_ not in _OF_HOW:
            break
    return ()


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


def _nested(tokens: Sequence[Any], run: Sequence[Share]) -> bool:
    """True when one place is another, or lies in it and is not told beside it by "and", so that nothing is shared
    out: "nine in Ora district, four in Bel"."""
    placed = [(share, share.place) for share in run if share.place is not None]
    names = {place.place.name for _, place in placed}
    return len(names) < len(placed) or any(
        (_holds(a, b) or _holds(b, a)) and not _are_joined(tokens, one, other)
        for (one, a), (other, b) in pairwise(placed)
    )


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    """True where the one lies in the other; a town lies in no town, though the district of the one may be called after
    the other."""
    name = outer.place.name
    return name in inner.holders or (name in inner.place.units and exactness(outer) >= UNIT)


def _are_joined(tokens: Sequence[Any], one: Share, other: Share) -> bool:
    between = [token.lower_ for token in tokens if one.span.end <= token.idx < other.span.start]
    return between[-1:] in ([_AND], [_WHILE])
