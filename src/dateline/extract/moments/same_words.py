"""An act told again in the words in which it was told before: who acts, what they do, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.moments.binding import is_nested, lies_in
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.extract.words.sources import load_source_words
from dateline.records import Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment


def told_in_same_words(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment in which "fighters attacked a village in Ora on Tuesday", of "fighters attacked the village of Bel in
    Ora on Tuesday", of which it names the place more exactly."""
    if scene.main.distinct or opens_anew(document, scene):
        return None
    return next(
        (moment for moment in moments if any(_is_same(document, scene, one) for one in moment.scenes)), None
    )


def was_told_earlier(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "Earlier, the mayor said two were killed in Ora" behind what befell there: what was first known."""
    opening = document.tokens(scene.sentence)[:1]
    if (
        not opening
        or opening[0].lower_ not in event_cues(document)["first_known"]
        or not any(toll.best for toll in scene.tolls)
    ):
        return False
    said = opening[0].head.lemma_.lower() in load_source_words().plain
    here = [one.place for one in moment.scenes if one.place is not None]
    place = scene.place
    return said and (place is None or any(is_nested(place, one) or lies_in(place, one) for one in here))


def _is_same(document: Document, scene: Scene, told: Scene) -> bool:
    own, other = scene.main, told.main
    days = (scene.period, told.period)
    if own.nominal or other.nominal or own.act != other.act or any(day is None for day in days):
        return False
    if any(day is not None and (day.basis != "stated" or not day.raw) for day in days):
        return False
    stated = {day.raw for day in days if day is not None}
    doers = [{_noun(document, phrase) for phrase in event.agents} for event in (own, other)]
    if len(stated) > 1 or not doers[0] & doers[1] or scene.place is None or told.place is None:
        return False
    return lies_in(scene.place, told.place) or is_nested(scene.place, told.place)


def _noun(document: Document, phrase: Span) -> str:
    root = root_of(document, phrase)
    return (root.text if root is not None else phrase.of(document.text)).casefold()
