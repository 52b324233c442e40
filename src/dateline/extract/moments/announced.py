"""What a lead tells in short among other things, and the text tells in full below: the same act, the same dead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM, PlaceMention
from dateline.extract.moments.binding import PROVINCE, exactness, is_nested
from dateline.extract.moments.called import nouns_of
from dateline.extract.moments.causes import led_to
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.scenes import Scene
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_LEAST = 2  # people; one dead is told of many acts
_SEVERAL = 2
_ENOUGH = 2  # things that a scene and a moment have in common


def announced(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """That one of several moments of the first sentence which a scene below tells in full: the only one with which it
    has most in common, where the lead has no place but the land or province and no other day."""
    first = moments[0].scenes[0].sentence if moments else None
    if first is None or scene.share or first.index >= scene.sentence.index:
        return None
    led = [moment for moment in moments if moment.scenes[0].sentence is first and not moment.scenes[0].share]
    causal = any(led_to(document, event) for moment in led for event in moment.scenes[0].events)
    if len(led) < _SEVERAL or causal:  # a lead of one act is told on in many ways
        return None
    fits = [
        _in_common(document, scene, moment)
        if _may_lie_in(scene.place, moment.place) and scene.may_be_on(moment.period)
        else 0
        for moment in led
    ]
    best = max(fits)
    return led[fits.index(best)] if best >= _ENOUGH and fits.count(best) == 1 else None


def _in_common(document: Document, scene: Scene, moment: Moment) -> int:
    """The number of things that both tell: the kind of act, the figure of the dead, nouns such as who did it to whom;
    one with "the" counts twice."""
    figures = {one for one in whole_figures(scene.tolls) if one[1] >= _LEAST}
    lead = moment.scenes[0]
    nouns = nouns_of(document, lead)
    heads = [root_of(document, part) for event in scene.events for part in (*event.agents, *event.patients)]
    known = {
        head.lemma_.casefold()
        for head in heads
        if head is not None and any(child.lower_ == "the" for child in head.children)
    }
    return (
        bool((scene.families - HARM) & (lead.families - HARM))
        + bool(figures & whole_figures(lead.tolls))
        + len(nouns_of(document, scene) & nouns)
        + len(known & nouns)
    )


def _may_lie_in(place: PlaceMention | None, wide: PlaceMention | None) -> bool:
    """True where the one may be in the other: nothing told, or a land or province told before."""
    if place is None or wide is None or is_nested(place, wide):
        return True
    return exactness(wide) >= PROVINCE and place.place.country in {None, wide.place.country, wide.place.name}
