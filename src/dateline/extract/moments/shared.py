"""Scenes for the parts of harm that a sentence shares out among places or days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from msgspec import structs

from dateline.extract.grammar.windows import inside
from dateline.extract.mentions import HARM, EventMention
from dateline.extract.moments.shares import Share
from dateline.extract.when.reading import resolve_period
from dateline.records import Period, Reading, Span
from dateline.text import Document, Sentence

if TYPE_CHECKING:
    from dateline.extract.moments.scenes import Mentions, Scene

_FEWEST = 2  # shares of a total
NEXT = 2  # sentences after an act in which its harm may be shared out without another word for the act


def shared_out(
    document: Document,
    scenes: list[Scene],
    shares: list[Share],
    mentions: Mentions,
    told: Sequence[Scene] = (),
) -> list[Scene]:
    """The scenes of a sentence with the one whose harm is shared out told apart: a scene for each share, and its own
    for the total where the sentence gives one; of a total `told` right before, the shares are parts of its act."""
    first = shares[0].span.end
    before = [n for n, scene in enumerate(scenes) if scene.span.start < first]
    if not before:
        return scenes
    at = max(before, key=lambda n: scenes[n].span.start)
    whole = scenes[at]
    apart = _told_apart(shares, scenes[at:])
    if [scene.place for scene in apart] == [share.place for share in shares]:
        return [*scenes[:at], *apart]
    shares = [share for share in shares if not _is_told_by(share, scenes[at + 1 :])]
    if len(shares) < _FEWEST:
        return scenes
    counted = next((one for one in told if _is_total(one, whole, shares)), None)
    if counted is not None:
        counted.shared = len(shares)
        parts = [part_of(document, whole.sentence, counted, share, mentions) for share in shares]
        return [*scenes[:at], *parts, *scenes[at + 1 :]]
    spans = {share.span for share in shares}
    total = [
        toll
        for toll in whole.tolls
        if toll.span not in spans and toll.outcome == shares[0].outcome and toll.best
    ]
    parts = [part_of(document, whole.sentence, whole, share, mentions) for share in shares]
    if total:
        if whole.place is not None and any(share.place == whole.place for share in shares):
            whole.place = None
        whole.tolls = [toll for toll in whole.tolls if toll.span not in spans]
        whole.shared = len(shares)
        whole.period = _over_all(parts, shares) or whole.period
        return [*scenes[:at], whole, *parts, *scenes[at + 1 :]]
    parts[0].events = [
        event for event in whole.events if event not in _own_acts(whole, shares[1:])
    ] or whole.events
    parts[0].span = Span(min(whole.span.start, shares[0].span.start), shares[0].span.end)
    parts[0].tolls = [toll for toll in whole.tolls if toll.span == shares[0].span or toll.span not in spans]
    return [*scenes[:at], *parts, *scenes[at + 1 :]]


def _told_apart(shares: Sequence[Share], scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes that tell each share by an act of its own, with the harm of that share: "four in an ambush in Ora
    and three in a clash in Bel"."""
    return [
        replace(scene, tolls=[toll for toll in scene.tolls if toll.span == share.span], share=True)
        for share in shares
        for scene in scenes
        if scene.place == share.place and any(toll.span == share.span for toll in scene.tolls)
    ]


def _own_acts(whole: Scene, shares: Sequence[Share]) -> list[EventMention]:
    """The acts told within shares: the clash of "and three in a clash in Bel"."""
    return [one for one in whole.events if any(share.span.covers(one.span) for share in shares)]


def _is_told_by(share: Share, scenes: Sequence[Scene]) -> bool:
    """True for the eight of "killed seven in Ora while eight people were shot in Bel", who have an act of their own."""
    return any(
        share.place == scene.place and share.span == toll.span for scene in scenes for toll in scene.tolls
    )


def _over_all(parts: Sequence[Scene], shares: Sequence[Share]) -> Reading[Period] | None:
    """From the first to the last of the days that harm is shared out among; None where one is without a day."""
    days = [part.period for part, share in zip(parts, shares, strict=True) if share.day and part.period]
    if len(days) < len(shares):
        return None
    first = min(days, key=lambda day: day.value.start or date.max)
    end = max(day.value.last or date.min for day in days)
    return structs.replace(first, value=structs.replace(first.value, end=end))


def _is_total(told: Scene, whole: Scene, shares: Sequence[Share]) -> bool:
    """True for the 13 of "Strikes killed 13. Eight died in Ora and five in Bel"."""
    near = 0 < whole.sentence.index - told.sentence.index <= NEXT
    number = sum(share.count.best or 0 for share in shares)
    counted = any(toll.outcome == shares[0].outcome and toll.best == number for toll in told.tolls)
    return near and counted and whole.families <= HARM


def part_of(document: Document, sentence: Sentence, whole: Scene, share: Share, mentions: Mentions) -> Scene:
    """The scene of one share: the act of the whole, at the place and on the day of the share where it has them."""
    own = _own_acts(whole, [share])
    told = structs.replace(
        own[0] if own else whole.main,
        span=share.span,
        text=share.text,
        sentence=sentence.index,
        clause=share.span,
        set_aside=whole.main.set_aside if all(one.set_aside for one in whole.events) else None,
        patients=(*whole.main.patients, share.people),
    )
    period = resolve_period(document, share.day.span, [share.day]) if share.day is not None else None
    return replace(
        whole,
        sentence=sentence,
        span=share.span,
        events=[told],
        period=period or whole.period,
        place=share.place or whole.place,
        tolls=[toll for toll in inside(mentions.tolls, share.span) if toll.span == share.span],
        shared=0,
        share=True,
    )
