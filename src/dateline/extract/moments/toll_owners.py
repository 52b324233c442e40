"""To which of several things that a report tells a figure of harm belongs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from dateline.extract.grammar.phrases import root_of, span_of
from dateline.extract.grammar.windows import inside, overlapping
from dateline.extract.mentions import TollMention
from dateline.extract.moments.binding import TOWN, exactness, is_nested
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Mentions, Scene
from dateline.extract.toll.frames import clause_apart
from dateline.extract.toll.later import (
    goes_on,
    handed_back,
    is_later_death,
    with_died_later,
    without_earlier,
    without_found,
)
from dateline.extract.toll.more import is_one_more, with_more
from dateline.extract.when.reading import resolve_period
from dateline.languages import load_language
from dateline.records import Period, Span
from dateline.text import Document, Sentence

_GOING_ON = "when.going_on"  # the rule of days since which something goes on
_COUNTED = frozenset({"toll.figure", "toll.raised"})
_BESIDE = 12  # characters before a statement of harm in which its place may stand
_LATER = 8  # sentences behind those of a moment in which its harm may still be told
_LEAD = 3  # sentences before the first moment's in which its harm may be told
_HEADING = 8  # words of a heading between paragraphs at most
_LONG = 14  # days; a count over more is of a time, and not of an act


def tolls_of(
    document: Document,
    moments: Sequence[Moment],
    stretches: Sequence[Sequence[Sentence]],
    mentions: Mentions,
    scenes: Sequence[Scene],
    *,
    old: Sequence[bool] = (),
) -> list[list[TollMention]]:
    """For each moment the statements of harm in its sentences; where harm is shared out, only its own, where a
    sentence tells several things, not those of the others, and of what is `old` none of the paragraphs behind it."""
    told = _by_sentence(scenes)
    sections = [
        _of_old(moment, stretch) if was_old else stretch
        for moment, stretch, was_old in zip(moments, stretches, old or [False] * len(moments), strict=True)
    ]
    owned = [
        _over_its_days(moment, _of_moment(document, moment, section, mentions, told))
        for moment, section in zip(moments, sections, strict=True)
    ]
    for number, tolls in _told_later(document, moments, stretches, mentions, old).items():
        known = {toll.outcome for toll in owned[number] if toll.best is not None}
        further = [t for t in tolls if t.outcome not in known or goes_on(document, t, owned[number])]
        owned[number] += further
    back = handed_back(document, owned)
    now = [without_found(document, with_more(document, without_earlier(tolls))) for tolls in back]
    return [with_died_later(document, tolls) for tolls in now]


def _over_its_days(moment: Moment, tolls: list[TollMention]) -> list[TollMention]:
    """The statements, those of what has gone on since a day as its own: "fighting has killed 16 since Friday"."""
    if moment.period is None or moment.period.rule != _GOING_ON:
        return tolls
    own = moment.scenes[0].sentence.span
    return [replace(toll, cumulative=False) if own.covers(toll.span) else toll for toll in tolls]


def _of_old(moment: Moment, stretch: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of an old thing in the paragraphs that tell of it: behind them the news goes on."""
    paragraphs = {scene.sentence.paragraph for scene in moment.scenes}
    return [sentence for sentence in stretch if sentence.paragraph in paragraphs]


def _told_later(
    document: Document,
    moments: Sequence[Moment],
    stretches: Sequence[Sequence[Sentence]],
    mentions: Mentions,
    old: Sequence[bool],
) -> dict[int, list[TollMention]]:
    """For moments by number the statements of harm that stand behind their sentences and before the next moment's
    ("the hospital took in nine wounded" some paragraphs on), for the first moment those of the headline and the lead.
    Those of another day, place or length are left out."""
    homes = sorted(
        (sentence.index, number) for number, stretch in enumerate(stretches) for sentence in stretch
    )
    taken = {index for index, _ in homes}
    later: dict[int, list[TollMention]] = {}
    for toll in mentions.tolls:
        sentence = document.sentence_at(toll.span.start)
        if sentence.index in taken or toll.cumulative or _is_of_trend(toll, mentions):
            continue
        number = _told_nearby(sentence, homes)
        if number is None or (old and old[number]):
            continue
        apart = _opens_another(document, sentence) or _is_told_apart(
            document, toll, moments[number], mentions
        )
        if not apart and not _on_days_between(document, toll, moments[number], mentions):
            later.setdefault(number, []).append(toll)
    return later


def _is_of_trend(toll: TollMention, mentions: Mentions) -> bool:
    """True for the dead of "have launched attacks, killing over 900"."""
    trends = [event for event in mentions.events if event.set_aside == "trend"]
    return any(event.clause.covers(toll.span) for event in trends)


def _on_days_between(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm whose paragraph told, before it, an act of another day than the moment's."""
    own = moment.period
    paragraph = document.paragraph(document.sentence_at(toll.span.start).paragraph)
    if own is None or own.value.start is None:
        return False
    for event in inside(mentions.events, Span(paragraph[0].span.start, toll.span.start)):
        told = None if event.act == "harm" else resolve_period(document, event.span, mentions.times)
        if told is not None and told.spans and told.value.meets(own.value) is False:
            return True
    return False


def _told_nearby(sentence: Sentence, homes: Sequence[tuple[int, int]]) -> int | None:
    """The number of the moment that was told last before a sentence, some sentences back; of the first one for a
    headline and for a lead right before it."""
    before = bisect_left(homes, (sentence.index, 0)) - 1
    if before >= 0:
        index, number = homes[before]
        return number if sentence.zone == "body" and sentence.index - index <= _LATER else None
    if not homes:
        return None
    index, number = homes[0]
    lead = sentence.zone == "body" and index - sentence.index <= _LEAD
    return number if lead or sentence.zone == "headline" else None


def _of_moment(
    document: Document,
    moment: Moment,
    stretch: Sequence[Sentence],
    mentions: Mentions,
    told: Mapping[Span, Sequence[Scene]],
) -> list[TollMention]:
    elsewhere = _elsewhere(document, told, mentions, moment)
    trends = _trends_beside(document, moment)
    own = {toll.span for scene in moment.scenes for toll in scene.tolls}
    acts = {scene.sentence.index for scene in moment.scenes}
    return [
        toll
        for sentence in stretch
        for toll in inside(mentions.tolls, sentence.span)
        if (toll.span in own or not inside(mentions.shares, sentence.span))
        and id(toll) not in elsewhere
        and not any(clause.covers(toll.span) for clause in trends)
        and not (
            _of_whole_time(document, toll, moment, mentions)
            if sentence.index in acts
            else _stands_apart(document, sentence, toll, moment, mentions)
        )
    ]


def _trends_beside(document: Document, moment: Moment) -> list[Span]:
    """The clauses that tell of many acts beside one: "in Ora, which has seen several raids of late that killed six"."""
    events = [event for scene in moment.scenes for event in scene.events]
    facts = [event for event in events if event.set_aside is None]
    beside = []
    for event in (one for one in events if one.set_aside == "trend"):
        word = root_of(document, event.span)
        clause = next((one for one in word.ancestors if one.dep_ == "relcl"), None) if word else None
        spans = [
            event.clause,
            *([span_of(clause.left_edge, clause.right_edge)] if clause is not None else []),
        ]
        near = [fact.span for fact in facts if fact.sentence == event.sentence]
        beside += [span for span in spans if any(not span.covers(fact) for fact in near)]
    return beside


def _stands_apart(
    document: Document, sentence: Sentence, toll: TollMention, moment: Moment, mentions: Mentions
) -> bool:
    """True for harm told apart, and for that in a heading between paragraphs, which speaks of what follows."""
    return (
        document.is_heading(sentence, words=_HEADING)
        or _opens_another(document, sentence)
        or _is_told_apart(document, toll, moment, mentions)
    )


def _opens_another(document: Document, sentence: Sentence) -> bool:
    """True for a sentence without an act of its own that begins with "The same month" or "In a separate incident"."""
    openings = load_language(document.report.language).toll["another"]["openings"]
    return sentence.span.of(document.text).casefold().startswith(tuple(openings))


def _is_told_apart(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm of another day or length than the moment's, or of another town."""
    other_days = _of_other_days(document, toll, moment, mentions)
    other = other_days or _of_other_attack(document, toll, moment, mentions)
    return other or _of_other_place(toll, moment, mentions)


def _of_other_place(toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm told with a town of its own that is not the moment's ("Bel's dead number eleven")."""
    own = moment.place
    if own is None or exactness(own) > TOWN:
        return False
    beside = Span(max(0, toll.span.start - _BESIDE), toll.span.end)
    here = [place for place in overlapping(mentions.places, beside) if exactness(place) <= TOWN]
    return bool(here) and not any(is_nested(place, own) for place in here)


def _of_other_days(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm told with a day or a time of its own that is not the moment's, or far longer ("last year")."""
    told, own = resolve_period(document, toll.trigger, mentions.times), moment.period
    if told is None or own is None or not told.spans or told.value.start is None or own.value.start is None:
        return False
    if (_is_found(document, toll) or _is_counted_later(document, toll)) and 0 <= (
        told.value.start - (own.value.last or own.value.start)
    ).days <= _LONG:
        return False  # a day of finding, of counting, or of a death in hospital
    return _is_longer(told.value, own.value) or told.value.meets(own.value) is False


def _of_other_attack(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm that a relative clause tells of an act of another day: "the raid of 14 May, which killed 40"."""
    word, own = _word_of(document, toll), moment.period
    clause = (
        None if word is None else next((one for one in (word, *word.ancestors) if one.dep_ == "relcl"), None)
    )
    if clause is None or own is None or own.value.start is None:
        return False
    phrase = Span(clause.head.left_edge.idx, clause.left_edge.idx)
    days = [time for time in inside(mentions.times, phrase) if time.type == "DATE"]
    told = resolve_period(document, days[-1].span, mentions.times) if days else None
    return told is not None and told.value.start is not None and told.value.meets(own.value) is False


def _is_longer(told: Period, own: Period) -> bool:
    return (told.length_days or 0) > max(_LONG, own.length_days or 0)


def _of_whole_time(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm of a far longer time than the moment's in a sentence that names its act again."""
    told, own = resolve_period(document, toll.trigger, mentions.times), moment.period
    if told is None or own is None or not told.spans or own.value.start is None:
        return False
    return _is_longer(told.value, own.value)


def _is_found(document: Document, toll: TollMention) -> bool:
    """True for bodies and for people seen or found dead: they died some days before."""
    word = _word_of(document, toll)
    words = load_language(document.report.language).toll
    found = words["another"]["finding"] + words["people_more"]["remains"]
    return toll.outcome == "killed" and word is not None and word.lemma_.casefold() in found


def _is_counted_later(document: Document, toll: TollMention) -> bool:
    """True for "the agency put the dead at 21 on Sunday" and "a further person died on Wednesday"."""
    return toll.rule in _COUNTED or (toll.outcome == "killed" and is_one_more(document, toll))


def _elsewhere(
    document: Document,
    told: Mapping[Span, Sequence[Scene]],
    mentions: Mentions,
    moment: Moment,
) -> set[int]:
    """The identities of the tolls that a sentence of the moment tells of another scene, or of what it only names to
    say when ("one year after it lost 37 men") or which one ("the prison where 119 died in May")."""
    own = moment.scenes
    mine = {id(scene) for scene in own}
    others: set[int] = set()
    for sentence in {scene.sentence.span for scene in own}:
        scenes = told[sentence]
        if any(scene.share for scene in scenes):
            continue
        for toll in inside(mentions.tolls, sentence):
            others_own = len(scenes) > 1 and id(_owner(toll, scenes)) not in mine
            if others_own or _apart(document, toll, own) or _aside(document, toll, moment, mentions):
                others.add(id(toll))
    return others


def _apart(document: Document, toll: TollMention, own: Sequence[Scene]) -> bool:
    word = _word_of(document, toll)
    clause = None if word is None else clause_apart(word, language=document.report.language)
    if clause is None:
        return False
    span = span_of(document.doc[clause[0]], document.doc[clause[1] - 1])
    return not any(span.covers(event.span) for scene in own for event in scene.events)


def _aside(document: Document, toll: TollMention, moment: Moment, mentions: Mentions) -> bool:
    """True for harm that a relative clause tells of another day than the act's; on a page without a date, of any day
    of its own."""
    word = _word_of(document, toll)
    above = () if word is None else (word, *word.ancestors)
    clause = next((one for one in above if one.dep_ == "relcl"), None)
    if clause is None:
        return False
    whole = span_of(clause.left_edge, clause.right_edge)
    if whole.covers(moment.scenes[0].main.span) or is_later_death(document, toll):
        return False
    undated = moment.period is None or moment.period.value.start is None
    own_day = undated and any(time.type == "DATE" for time in inside(mentions.times, whole))
    other_days = _of_other_days(document, toll, moment, mentions)
    return own_day or other_days or _of_other_attack(document, toll, moment, mentions)


def _word_of(document: Document, toll: TollMention) -> Any | None:
    """The first word of what tells of the harm."""
    words = document.doc.char_span(toll.trigger.start, toll.trigger.end, alignment_mode="expand")
    return words[0] if words else None


def _by_sentence(scenes: Sequence[Scene]) -> dict[Span, list[Scene]]:
    told: dict[Span, list[Scene]] = {}
    for scene in scenes:
        told.setdefault(scene.sentence.span, []).append(scene)
    return told


def _owner(toll: TollMention, scenes: Sequence[Scene]) -> Scene:
    """The scene whose words of harm the figure has, else the narrowest around it, else the nearest; what is denied in
    "nobody was killed when a rocket fell" has no figure of its own."""
    real = [scene for scene in scenes if any(event.set_aside != "negation" for event in scene.events)]
    return min(
        real if real and toll.best == 0 else scenes,
        key=lambda scene: (
            not any(event.span.overlaps(toll.trigger) for event in scene.events),
            not scene.span.covers(toll.trigger),
            scene.span.end - scene.span.start
            if scene.span.covers(toll.trigger)
            else _distance(scene.span, toll.span),
        ),
    )


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
