"""Times + the word of an act -> the period of that act: the time its clause tells, else the one running on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from dateline.extract.acts.describing import (
    is_apart,
    is_held_since,
    is_of_setting,
    is_since,
    is_when,
)
from dateline.extract.grammar.phrases import clause_of, root_of
from dateline.extract.grammar.windows import back_from, inside
from dateline.extract.mentions import TimeMention
from dateline.extract.when.ahead import is_ahead
from dateline.extract.when.counted import HOURS, is_first_day, is_hour, looks_back
from dateline.extract.when.leads import PAGE_DAY, as_period, lead_of, page_day
from dateline.extract.when.offsets import resolve_offset
from dateline.extract.when.owned import is_of_another, is_of_earlier, is_right_behind
from dateline.extract.where.entries import item_of
from dateline.extract.words.times import load_lexicon
from dateline.records import Period, Reading, Span
from dateline.text import Document, Sentence

_DATING = frozenset({"event", "discovery"})
_TOLD = _DATING | {"speech"}
_SMALL_HOURS = re.compile(r"T0[0-5]:")
_EVENING = re.compile(r"T(?:NI|EV|(?:19|2[0-3]):\d\d)$")
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "conj", "parataxis", "acl", "xcomp", "csubj", "pcomp"})
_JOINED = re.compile(
    r"\s*(?:,? ?(?:and|or|to|until|till|through|into)(?: (?:on|late on|early on))?(?: the)?|[-–—/])\s*", re.I
)
_REACH = 3  # paragraphs over which a day told before still holds
_FAR = 40
_LONG = 300  # tokens; a longer sentence is a list, whose acts are not counted from one another
_INHERITED = 0.6
_TOLD_OF = 0.4
_DAY = timedelta(days=1)
_NEWS = timedelta(days=21)  # what was longer ago is history beside the news
_GOING_ON = timedelta(days=14)  # what has gone on longer is a campaign, not one thing
_WHOLE = 10_000
_SPELLS = frozenset({"week", "month"})
_VAGUE = 4.0  # steps; somewhat more than one clause


def resolve_period(document: Document, trigger: Span, times: Sequence[TimeMention]) -> Reading[Period] | None:
    """When the act of `trigger` was: stated in its sentence, else inferred from what was told just before."""
    sentence = document.sentence_at(trigger.start)
    told = inside(times, sentence.span)
    counted = _counted(document, trigger, sentence, told, times)
    if counted is not None:
        return counted
    tokens = document.tokens(sentence)
    since = _began(trigger, told, tokens)
    if since is not None:
        return since
    own = [t for t in told if t.start is not None and t.rule != "when.offset" and not is_ahead(document, t)]
    own = [t for t in own if not _is_history_of(document, t, trigger, tokens)]
    dating = [t for t in own if t.role in _DATING or _is_of_act(document, t, trigger)]
    days = [t for t in dating if not is_hour(t)]
    before = _running(document, sentence, times, reach=_WHOLE if dating and not days else _REACH)
    if days or (dating and before is None):
        return _stated(document, trigger, sentence, days or dating, times)
    lasting = _going_on(document, trigger, told)
    if lasting is not None:
        return lasting
    if any(is_hour(t) and t.rule == "when.later" for t in told):
        before = _last_told(document, sentence, times) or before
    spoken = _day_of_speech(own) or _month_of_speech(own, before)
    if before is None or (spoken is not None and _is_before(spoken, before)):
        return _of_speech(document, spoken, times)
    hours = dating[0].time_of_day if dating else None
    period = as_period(before, hours)
    if dating and _SMALL_HOURS.search(dating[0].value) and _EVENING.search(before.value):
        period = _next_day(period)
    rule = before.rule if before.rule == PAGE_DAY else "when.running_day"
    return Reading(value=period, basis="inferred", rule=rule, confidence=_INHERITED)


def _is_history_of(document: Document, time: TimeMention, trigger: Span, tokens: list[Any]) -> bool:
    """True for a day of since when or why, and an old one of somebody beside: "killed a man who fled in March"."""
    word, act = _token_at(tokens, time.span.start), _token_at(tokens, trigger.start)
    if is_since(document, word, act) or is_of_setting(word, act):
        return True
    if looks_back(time) and is_apart(document, word, act):
        return True
    published, last = document.report.published, time.end or time.start
    if published is None or last is None or published - last <= _NEWS:
        return False
    return is_apart(document, word, act)


def _began(trigger: Span, told: Sequence[TimeMention], tokens: list[Any]) -> Reading[Period] | None:
    """The time since which something goes on, for the act with which it began: "since 2014, when rebels took Ora",
    "held by rebels since 3 May"."""
    act = _token_at(tokens, trigger.start)
    time = next(
        (
            t
            for t in told
            if t.role == "since" and t.start
            for word in [_token_at(tokens, t.span.end - 1)]
            if is_when(word, act) or is_held_since(word, act)
        ),
        None,
    )
    if time is None:
        return None
    return Reading(
        value=as_period(time, None),
        raw=time.text,
        spans=(time.span,),
        basis="stated",
        rule=time.rule,
        confidence=time.confidence * 0.85,
    )


def _going_on(document: Document, trigger: Span, told: Sequence[TimeMention]) -> Reading[Period] | None:
    """From the day told to that on which it is told, else to that of print, for what has gone on: "Since Tuesday they
    have searched houses, a resident said on Thursday"."""
    since = next((t for t in told if t.role == "since" and t.precision == "day" and t.start), None)
    spoken = _day_of_speech(told)
    end = spoken.end if spoken is not None and spoken.end else document.report.published
    if since is None or since.start is None or end is None:
        return None
    if not timedelta(0) <= end - since.start <= _GOING_ON or not _is_perfect(document, trigger):
        return None
    return Reading(
        value=Period(start=since.start, end=end, precision="day" if since.start == end else "week"),
        raw=since.text,
        spans=(since.span,),
        basis="stated",
        rule="when.going_on",
        confidence=since.confidence * 0.85,
    )


def _is_perfect(document: Document, trigger: Span) -> bool:
    """True for an act under "have" or "has", and for what continues one ("have come and taken men") or brought it
    about ("shelling has killed 30", "fighting has raged")."""
    act = root_of(document, trigger)
    if act is None:
        return False
    act = clause_of(act)
    while act.dep_ == "conj" and not any(child.dep_ == "aux" for child in act.children):
        act = act.head
    return any(child.dep_ == "aux" and child.tag_ in {"VBP", "VBZ"} for child in act.children)


def _day_of_speech(told: Sequence[TimeMention]) -> TimeMention | None:
    """The day on which somebody speaks in a sentence."""
    return next((t for t in told if t.role == "speech" and t.precision == "day" and not is_hour(t)), None)


def _month_of_speech(told: Sequence[TimeMention], day: TimeMention | None) -> TimeMention | None:
    """The week or month in which somebody spoke that was over before the day running on."""
    if day is None or day.start is None:
        return None
    return next(
        (t for t in told if t.role == "speech" and t.precision in _SPELLS and t.end and t.end < day.start),
        None,
    )


def _is_before(spoken: TimeMention, day: TimeMention) -> bool:
    """True for what was said before the day running on, so that it cannot be told of that day."""
    return spoken.start is not None and day.start is not None and spoken.start < day.start


def _of_speech(
    document: Document, spoken: TimeMention | None, times: Sequence[TimeMention]
) -> Reading[Period] | None:
    """The day on which an act is told of, where neither its sentence nor the report's head has a day that it can be."""
    if spoken is None or spoken.start is None:
        return None
    lead = lead_of(document, times)
    if lead is not None and lead.start is not None and lead.start <= spoken.start:
        return None
    whole = spoken.precision != "day"
    period = as_period(spoken, None) if whole else Period(start=spoken.start, end=spoken.end, precision="day")
    return Reading(value=period, basis="inferred", rule="when.day_of_speech", confidence=_TOLD_OF)


def _counted(
    document: Document,
    trigger: Span,
    sentence: Sentence,
    told: Sequence[TimeMention],
    times: Sequence[TimeMention],
) -> Reading[Period] | None:
    """The day counted from another act's, where the sentence counts ("hours after the raid")."""
    words = load_lexicon(document.report.language).words["offsets"]
    tokens = document.tokens(sentence)
    if len(tokens) > _LONG or not any(token.lower_ in words["ways"] for token in tokens):
        return None
    last = _last_told(document, sentence, times, roles=_DATING) or lead_of(document, times)
    story = last.start if last is not None and last.span.end <= sentence.span.start else None
    dated = [t for t in told if t.rule not in HOURS]  # "minutes after 2 p.m." is of no day
    return resolve_offset(tokens, _token_at(tokens, trigger.start), dated, words, story)


def _last_told(
    document: Document, sentence: Sentence, times: Sequence[TimeMention], roles: frozenset[str] = _TOLD
) -> TimeMention | None:
    """The last day that the paragraph tells before this sentence."""
    for t in back_from(times, sentence.span.start):
        if document.sentence_at(t.span.start).paragraph != sentence.paragraph:
            return None
        if t.start is not None and t.precision == "day" and t.role in roles and not is_hour(t):
            return t
    return None


def _next_day(period: Period) -> Period:
    """The day after the night that a period begins."""
    day = period.start + timedelta(days=1) if period.start else None
    return replace(period, start=day, end=day)


def _stated(
    document: Document,
    trigger: Span,
    sentence: Sentence,
    dating: list[TimeMention],
    times: Sequence[TimeMention],
) -> Reading[Period]:
    tokens = document.tokens(sentence)
    token = _token_at(tokens, trigger.start)
    ranked = sorted(
        dating,
        key=lambda t: (_distance(token, _token_at(tokens, t.span.start), tokens) + _vague(t), t.span),
    )
    ranked = [t for t in ranked if not is_of_earlier(_token_at(tokens, t.span.start), token)] or ranked
    ranked = [t for t in ranked if not _describes(t, tokens)] or ranked
    ranked = [t for t in ranked if not is_of_another(_token_at(tokens, t.span.start), token)] or ranked
    if token.dep_ in {"relcl", "acl"}:  # "freed on Saturday a pilot who was seized in May last year"
        ranked = [t for t in ranked if token.is_ancestor(_token_at(tokens, t.span.start))] or ranked
    ranked.sort(key=lambda t: not is_right_behind(t.span, trigger))
    chosen = next((t for t in ranked if t.role == "event"), ranked[0])
    partner = _partner(document, chosen, dating)
    pair = sorted([chosen, *([partner] if partner else [])], key=lambda t: t.span)
    hours = chosen.time_of_day or _hours(sentence, times)
    period = as_period(pair[0], hours) if len(pair) == 1 else _joined(pair[0], pair[1], hours)
    if looks_back(chosen) and chosen.rule == "when.relative_day" and is_first_day(document, chosen, times):
        period = replace(period, start=period.start - _DAY if period.start else None)
    night = next((t for t in inside(times, sentence.span) if _is_midnight_of(t, period)), None)
    if night is not None:
        period = replace(period, end=night.end)
    return Reading(
        value=period,
        raw=" … ".join(t.text for t in pair),
        spans=tuple(t.span for t in pair),
        basis="stated" if chosen.role == "event" and not is_hour(chosen) else "inferred",
        rule=chosen.rule,
        confidence=chosen.confidence * (0.97 if len(ranked) == 1 else 0.85),
    )


def _is_of_act(document: Document, time: TimeMention, act: Span) -> bool:
    """True for the month of "since the incursion of April 2030", whatever the clause tells of it."""
    between = document.text[act.end : time.span.start].strip() if time.span.start >= act.end else "-"
    return time.role == "since" and between in load_lexicon(document.report.language).words["bare"]["of_act"]


def _describes(time: TimeMention, tokens: list[Any]) -> bool:
    """True for "an overnight attack in November": what says only in which part of a day it was."""
    word = _token_at(tokens, time.span.start)
    return time.rule == "when.deictic_day" and word.dep_ == "amod"


def _vague(time: TimeMention) -> float:
    """What a whole year or month counts as farther than a day that the same sentence tells."""
    return 0.0 if time.precision == "day" else _VAGUE


def _is_midnight_of(time: TimeMention, period: Period) -> bool:
    """True for "around midnight" beside the day on which that night begins."""
    return is_hour(time) and time.start == period.end and time.end is not None and time.end != time.start


def _joined(first: TimeMention, second: TimeMention, hours: str | None) -> Period:
    """From the first day of the one to the last day of the other."""
    starts = [t.start for t in (first, second) if t.start]
    ends: list[date] = [t.end for t in (first, second) if t.end]
    return Period(start=min(starts), end=max(ends), precision=first.precision, time_of_day=hours)


def _partner(document: Document, time: TimeMention, others: list[TimeMention]) -> TimeMention | None:
    """The time beside this one, joined by and, or, to, or a dash; after a comma, only one of the same verb."""
    for other in others:
        first, second = sorted((time, other), key=lambda t: t.span)
        if first is second or first.precision != second.precision:
            continue
        between = document.text[first.span.end : second.span.start]
        if _JOINED.fullmatch(_without_lasting(document, between)) and (
            "," not in between or _act_at(document, first) == _act_at(document, second)
        ):
            return other
    return None


def _without_lasting(document: Document, between: str) -> str:
    """The words between two times without "and lasted": "began on Friday and lasted into Saturday"."""
    lasting = load_lexicon(document.report.language).words["bare"]["lasting"]
    last = next((between.find(f" {verb} ") for verb in lasting if f" {verb} " in between), -1)
    return between[between.index(" ", last + 1) :] if last >= 0 and len(between) < _FAR else between


def _act_at(document: Document, time: TimeMention) -> int | None:
    """The verb that a time belongs to: "on Monday, and on Tuesday a mine killed" tells of two days."""
    tokens = document.tokens(document.sentence_at(time.span.start))
    word = _token_at(tokens, time.span.start)
    return next((above.i for above in word.ancestors if above.pos_ in {"VERB", "AUX"}), None)


def _hours(sentence: Sentence, times: Sequence[TimeMention]) -> str | None:
    """The part of the day that stands apart in the same sentence."""
    return next(
        (t.time_of_day or None for t in inside(times, sentence.span) if t.type == "TIME" and t.time_of_day),
        None,
    )


def _running(
    document: Document, sentence: Sentence, times: Sequence[TimeMention], *, reach: int
) -> TimeMention | None:
    """The last day told for an act before this sentence, at most `reach` paragraphs before its own; in a list of one
    day's incidents within its own item, else the day of the list."""
    whole = page_day(document, times)
    item = item_of(document, sentence.span.start) if whole is not None else 0
    for t in back_from(times, sentence.span.start):
        if sentence.paragraph - document.sentence_at(t.span.start).paragraph > reach:
            return whole
        if t.start is None or t.role not in _DATING or is_hour(t) or looks_back(t) or is_ahead(document, t):
            continue
        if whole is not None and item_of(document, t.span.start) != item:
            return whole
        here = document.sentence_at(t.span.start).paragraph == sentence.paragraph
        if t.precision in {"day", "week"} or (t.precision == "month" and here):
            return t
    return whole


def _token_at(tokens: list[Any], offset: int) -> Any:
    found = tokens[0]
    for token in tokens:
        if token.idx > offset:
            break
        found = token
    return found


def _distance(a: Any, b: Any, tokens: list[Any]) -> float:
    """Steps through the parse from one word to the other, each clause that is entered or left counting double."""
    up_a, up_b = _path(a), _path(b)
    costs = {token.i: cost for token, cost in up_a}
    gap = float(abs(a.i - b.i)) / 100
    for token, cost in up_b:
        if token.i in costs:
            return costs[token.i] + cost + gap
    return _FAR + gap


def _path(token: Any) -> list[tuple[Any, float]]:
    steps = [(token, 0.0)]
    cost = 0.0
    while token.head.i != token.i and len(steps) < _FAR:
        cost += 3.0 if token.dep_ in _CLAUSES else 1.0
        token = token.head
        steps.append((token, cost))
    return steps
