"""The dead of a moment counted again: the same figure, the same people, or another speaker's figure for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM
from dateline.extract.moments.binding import are_apart
from dateline.extract.moments.called import may_be_called
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.open_days import share_open_day
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_MANY_DEAD = 10  # so many dead are counted twice sooner than that two acts had as many
_NEAR = 2  # times; figures of two speakers for one act are seldom farther apart


def counted_again(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The last moment with the very dead that a scene counts and of which it, or the scene, tells no more: "we have 31
    names of people killed"."""
    own = {(outcome, number) for outcome, number in whole_figures(scene.tolls) if number >= _MANY_DEAD}
    if not own or opens_anew(document, scene):
        return None
    return next(
        (
            moment
            for moment in reversed(moments)
            if own <= whole_figures(moment.tolls)
            and (scene.families <= HARM or moment.families <= HARM)
            and scene.may_be_on(moment.period)
            and may_be_called(scene.place, moment.place)
        ),
        None,
    )


def harmed_again(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The one moment without a day of its own that counts the very people whom a scene dates: "two guards were hurt in
    a blast in Ora, police said on Saturday", and further on "two guards of the mine were hurt on Friday"."""
    if scene.share or opens_anew(document, scene):
        return None
    own = _counted_people(document, [scene])
    fitting = [
        moment
        for moment in moments
        if own & _counted_people(document, moment.scenes)
        and not moment.scenes[0].share
        and not any(one.states_day for one in moment.scenes)
        and share_open_day(scene, moment) is not False
        and (scene.families <= HARM or not scene.families.isdisjoint(moment.families - HARM))
        and (may_be_called(scene.place, moment.place) or not are_apart(scene.place, moment.place))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _counted_people(document: Document, scenes: Sequence[Scene]) -> set[tuple[str, int, str]]:
    """Outcome, figure and noun of each count of several people in the scenes."""
    counted = [
        (toll, root_of(document, toll.people))
        for scene in scenes
        for toll in scene.tolls
        if toll.people is not None and not toll.subset and (toll.best or 0) > 1
    ]
    return {(t.outcome, t.best or 0, noun.lemma_.casefold()) for t, noun in counted if noun is not None}


def counted_by_others(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The one moment whose dead a bare count may be another speaker's figure for: "a rebel channel put the dead at 33"
    behind an act that killed four, where another had killed 20."""
    own = _dead([scene])
    if not scene.families <= HARM or own < _MANY_DEAD or opens_anew(document, scene):
        return None
    near = [moment for moment in moments if own / _NEAR <= _dead(moment.scenes) <= own * _NEAR]
    return near[0] if len(near) == 1 else None


def _dead(scenes: Sequence[Scene]) -> int:
    """The greatest whole figure of dead."""
    figures = whole_figures([toll for scene in scenes for toll in scene.tolls])
    return max((number for outcome, number in figures if outcome == "killed"), default=0)
