"""Acts that hours or days part, or do not: "Hours later, men threw a grenade", "Thursday's attack"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateline.extract.grammar.phrases import POINTING, root_of
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.records import Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_OPENING = 6  # words: "Some twenty-four hours later"
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s{0,2}([ap])?\.?m?\b", re.I)
_APART = 60  # minutes
_DAY = 24 * 60
_WEEK = timedelta(days=7)


def is_later(document: Document, scene: Scene) -> bool:
    """True for "hours later, men on a motorbike threw a grenade" and "that evening, gunmen shot three": an act of
    people not told of before; and in a town or district that it names for one upon such people, or of a bomb: "hours
    later, a trader was stabbed near Ora"."""
    opens = opens_later(document, scene)
    if _opens_that_evening(document, scene):
        return _are_new(document, scene.main.agents)
    there = scene.main.patients if _is_passive(document, scene) else scene.main.weapon_spans
    return opens and _are_new(document, scene.main.agents or (there if scene.place is not None else ()))


def opens_later(document: Document, scene: Scene) -> bool:
    """True for a sentence that opens with "Hours later" or "Minutes later"."""
    before = [t for t in document.tokens(scene.sentence) if t.idx < scene.main.span.start][:_OPENING]
    later = event_cues(document)["later"]
    return any(t.lower_ == "later" and t.i and t.nbor(-1).lower_ in later for t in before)


def _opens_that_evening(document: Document, scene: Scene) -> bool:
    """True for a sentence that opens with "That night," or "Later that evening,": after what was told of the day."""
    words = [token.lower_ for token in document.tokens(scene.sentence)[:3]]
    words = words[1:] if words[:1] == ["later"] else words
    return words[:1] == ["that"] and words[1:2] != [] and words[1] in event_cues(document)["after_dark"]


def is_just_before(document: Document, scene: Scene) -> bool:
    """True for "Shortly before, rebels had fired on a post" and "Hours earlier, ...": on the day told before."""
    cues = event_cues(document)
    spells = {*cues["later"], *cues["shortly"]}
    opening = [t for t in document.tokens(scene.sentence) if t.idx < scene.main.span.start][:_OPENING]
    return any(
        t.lower_ in cues["sooner"] and t.i and t.nbor(-1).lower_ in spells and t.i < opening[-1].i
        for t in opening
    )


def _is_passive(document: Document, scene: Scene) -> bool:
    verb = root_of(document, scene.main.span) if scene.main.family != "arrest" else None
    return verb is not None and any(child.dep_ == "nsubjpass" for child in verb.children)


def is_at_another_hour(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for people not told of before who do harm to others not told of before, an hour or more from the moment's:
    "At 1:30am gunmen opened fire on guards" behind what was at 11:30pm."""
    own, told = _minutes(scene), [_minutes(one) for one in moment.scenes]
    known = [minutes for minutes in told if minutes is not None]
    if own is None or not known or any(_between(own, minutes) < _APART for minutes in known):
        return False
    return _are_new(document, scene.main.agents) and _are_new(document, scene.main.patients)


def _are_new(document: Document, phrases: Sequence[Span]) -> bool:
    """True for nouns without an article or a pronoun that points back."""
    nouns = [root_of(document, phrase) for phrase in phrases]
    return bool(nouns) and all(
        noun is not None and noun.pos_ == "NOUN" and not _is_known(noun) for noun in nouns
    )


def _is_known(noun: Any) -> bool:
    return any(child.dep_ == "poss" or child.lower_ in POINTING for child in noun.children)


def _minutes(scene: Scene) -> int | None:
    """Minutes since midnight of the hour told for a scene; None for a part of the day and for none."""
    hour = scene.period.value.time_of_day if scene.period is not None else None
    clock = _CLOCK.fullmatch(hour.strip()) if hour else None
    if clock is None:
        return None
    hours, minutes, half = clock.groups()
    if half is None and minutes is None:
        return None
    whole = int(hours) % 12 + 12 * (half.lower() == "p") if half else int(hours)
    return whole * 60 + int(minutes or 0)


def _between(a: int, b: int) -> int:
    return min(abs(a - b), _DAY - abs(a - b))


def is_spoken_of_after(scene: Scene, moment: Moment) -> bool:
    """True where of the moment only the day is known on which somebody spoke of it, and the scene's lies right before
    it: "rebels on Friday claimed an ambush ... Thursday's attack"."""
    own, told = scene.period, moment.period
    if (
        own is None
        or told is None
        or told.rule != "when.day_of_speech"
        or not own.value.ends_before(told.value)
    ):
        return False
    return (told.value.start or date.max) - (own.value.last or date.min) < _WEEK
