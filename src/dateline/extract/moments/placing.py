"""Where a moment was when its own scenes do not say, or only name the province: what its report tells beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.extract.grammar.phrases import root_of
from dateline.extract.grammar.windows import inside
from dateline.extract.mentions import EVENT_RELATIONS, PlaceMention
from dateline.extract.moments.binding import exactness, lies_in, names_party
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Mentions
from dateline.extract.when.counted import is_hour
from dateline.extract.words.places import place_words
from dateline.text import Document, Sentence

_WIDE = 2  # exactness of a district; what is as wide or wider is looked for more narrowly
_SETTLED = 5  # level of villages and towns
_LOCAL = 2  # level of unit; what may be below it is the writer's own district or town
_AT = frozenset({"at", "in"})
_TOWNS = (0, 1, 2)  # exactness of towns and districts
_UNITS = (2, 3)  # that of districts and provinces
_NAMED = EVENT_RELATIONS | {"dateline", "origin"}
_WORD = re.compile(r"\s*(\w+)")
_HERE = re.compile(r"(?<!\bfrom )(?<!\bof )\bhere\b")  # "150 km from here" is elsewhere


def place_moments(
    document: Document, moments: Sequence[Moment], stretches: Sequence[Sequence[Sentence]], mentions: Mentions
) -> None:
    """Gives a moment without a place, or with a wide one, the more exact place that the sentences about it name, or
    that of the dateline where it was "here"; failing these, the place its people are from, then the unit named last."""
    acts = {scene.sentence.index for moment in moments for scene in moment.scenes}
    for moment, stretch in zip(moments, stretches, strict=True):
        own = moment.place
        if own is not None and exactness(own) < _WIDE:
            moment.found_place = _part_of(document, moment, own, acts, stretch, mentions)
            continue
        beside = [s for s in stretch if s.index not in acts and not _of_other_days(moment, s, mentions)]
        if own is None:
            beside = [s for s in _next(document, moment) if s.index not in acts]
        named = [*_told_again(moment, moments), *_named(document, beside, mentions)]
        said = _said_where(document, beside, mentions)
        near = [p for p in named if own is None or lies_in(p, own) or (p in said and _may_be(p, own))]
        found = (
            (_pointed_at(document, moment, mentions) if own is None else None)
            or min(near, key=lambda p: (exactness(p), p.span), default=None)
            or _here(document, moment, mentions)
        )
        if own is not None:
            moment.found_place = found
        else:
            moment.inherited_place = (
                found or _home(document, moment, mentions) or _unit_before(document, moment, mentions)
            )


def _part_of(
    document: Document,
    moment: Moment,
    town: PlaceMention,
    acts: set[int],
    stretch: Sequence[Sentence],
    mentions: Mentions,
) -> PlaceMention | None:
    """The quarter or village that the text puts in the town and that the sentences about the act are at."""
    beside = [s for s in stretch if s.index not in acts and not _of_other_days(moment, s, mentions)]
    named = _named(document, beside, mentions)
    return next((p for p in named if p.relation in _AT and town.place.name in p.holders), None)


def _told_again(moment: Moment, moments: Sequence[Moment]) -> list[PlaceMention]:
    """The place of an act that the very next sentence points back to: "The attack on Ora came at dawn"."""
    behind = next(
        (m.scenes[0] for m in moments if m.scenes[0].sentence.index == moment.last_sentence + 1), None
    )
    if behind is None or behind.place is None or not (behind.main.nominal and behind.main.definite):
        return []
    return [behind.place]


def _next(document: Document, moment: Moment) -> Sequence[Sentence]:
    """The sentence of the body right behind it."""
    after = document.sentences[moment.last_sentence + 1 : moment.last_sentence + 2]
    return [sentence for sentence in after if sentence.zone == "body"]


def _named(document: Document, sentences: Iterable[Sentence], mentions: Mentions) -> list[PlaceMention]:
    """Places named as such in these sentences; "the Ora hospital" is where people were brought."""
    organisations = place_words(document.report.language)["organisations"]
    found = []
    for sentence in sentences:
        for place in inside(mentions.places, sentence.span):
            after = _WORD.match(document.text, place.phrase.end)
            of_a_body = after is not None and after[1].casefold() in organisations
            if (
                place.relation in EVENT_RELATIONS
                and not of_a_body
                and not _is_lived_in(document, place)
                and not names_party(place, mentions.actors)
            ):
                found.append(place)
    return found


def _is_lived_in(document: Document, place: PlaceMention) -> bool:
    """True for "the dead used to work in Ora", which says whence they were and not where they died."""
    word = root_of(document, place.span)
    living = place_words(document.report.language)["living"]
    return word is not None and word.dep_ == "pobj" and word.head.head.lemma_.lower() in living


def _said_where(document: Document, sentences: Iterable[Sentence], mentions: Mentions) -> list[PlaceMention]:
    """The places of sentences that only say where it was: "The incident occurred in Ora on Monday"."""
    words = place_words(document.report.language)
    found: list[PlaceMention] = []
    for sentence in sentences:
        verbs = (t for t in document.tokens(sentence) if _spelt(t) & words["occurring"])
        subjects = {child.lower_ for verb in verbs for child in verb.children if child.dep_ == "nsubj"}
        if subjects & words["incidents"]:
            found += _named(document, [sentence], mentions)
    return found


def _spelt(verb: Any) -> set[str]:
    """The verb alone and with its object: "take", "take place"."""
    return {
        verb.lemma_,
        *(f"{verb.lemma_} {child.lower_}" for child in verb.children if child.dep_ == "dobj"),
    }


def _may_be(place: PlaceMention, wide: PlaceMention) -> bool:
    """True for a place no wider than the other, and not in another land or unit as far as the two are known."""
    units, others = place.place.units, wide.place.units
    return exactness(place) <= exactness(wide) and (not units or not others or bool(units & others))


def _of_other_days(moment: Moment, sentence: Sentence, mentions: Mentions) -> bool:
    """True for a sentence with a day or a time of its own that is not the moment's."""
    own = moment.period.value if moment.period else None
    if own is None or own.start is None:
        return False
    told = [t for t in inside(mentions.times, sentence.span) if t.role == "event" and not is_hour(t)]
    return any(t.start and t.end and (t.end < own.start or (own.end and own.end < t.start)) for t in told)


def _pointed_at(document: Document, moment: Moment, mentions: Mentions) -> PlaceMention | None:
    """The unit or the town that "in this southern district" and "in the same town" point back to: the last one named
    so, else for the same one the last of any kind, else that of the dateline."""
    words = place_words(document.report.language)
    for scene in moment.scenes:
        for noun in document.tokens(scene.sentence):
            head = noun.lower_
            if noun.dep_ != "pobj" or head not in words["heads"]:
                continue
            if not any(child.lower_ in words["pointing"] for child in noun.lefts):
                continue
            local = max(words["heads"][head]["levels"]) > _LOCAL
            before = [p for p in mentions.places if p.span.start < noun.idx and p.relation in _NAMED]
            called = [p for p in before if p.kind == head]
            written = [p for p in before if p.relation == "dateline" and local and exactness(p) in _TOWNS]
            same = _SETTLED in words["heads"][head]["levels"] and any(c.lower_ == "same" for c in noun.lefts)
            told = [p for p in before if same and p.relation in _AT and exactness(p) in _TOWNS]
            found = max(called or told or written, key=lambda p: p.span, default=None)
            if found is not None:
                return found
    return None


def _here(document: Document, moment: Moment, mentions: Mentions) -> PlaceMention | None:
    """The place of the dateline, for "on a road here on Monday"."""
    if not any(_HERE.search(scene.sentence.span.of(document.text)) for scene in moment.scenes):
        return None
    return next((place for place in mentions.places if place.relation == "dateline"), None)


def _home(document: Document, moment: Moment, mentions: Mentions) -> PlaceMention | None:
    """The place that those in its scenes are of: "Ora residents said that planes had bombed a market"; where the
    killed were born is none."""
    born = place_words(document.report.language)["born"]
    return next(
        (
            place
            for scene in moment.scenes
            for place in inside(mentions.places, scene.sentence.span)
            if place.relation == "origin"
            and exactness(place) < _WIDE
            and not document.text[: place.span.start].rstrip().endswith(born)
        ),
        None,
    )


def _unit_before(document: Document, moment: Moment, mentions: Mentions) -> PlaceMention | None:
    """The district or province that the body names last before it."""
    start = moment.scenes[0].sentence.span.start
    wide = [
        place
        for place in mentions.places
        if place.span.start < start
        and place.relation in EVENT_RELATIONS
        and exactness(place) in _UNITS
        and document.sentence_at(place.span.start).zone == "body"
    ]
    return max(wide, key=lambda place: place.span, default=None)
