"""What came down in a strike told before: "six bombs fell", "the shells landed in a ditch"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import FROM_AFAR, EventMention
from dateline.extract.moments.binding import PROVINCE, exactness, is_nested
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.languages import load_language
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_GAS = "chemical"
_QUARTER = "quarter"  # of the town that was told before


def fallen_in(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The strike in which what falls in the scene was sent: the one told last, on its day and not elsewhere; None for
    a scene that opens anew, or counts somebody."""
    if scene.tolls or opens_anew(document, scene) or not all(_falls(document, one) for one in scene.events):
        return None
    return next((moment for moment in moments if _may_be_of(document, scene, moment)), None)


def _falls(document: Document, event: EventMention) -> bool:
    """True for what bombs and shells do by themselves."""
    acts = load_language(document.report.language).events["acts"]
    verb = root_of(document, event.span)
    falling = {*acts["shells_fall"]["verbs"], *acts["bombs_fall"]["verbs"], "come"}
    return event.act in FROM_AFAR and verb is not None and verb.lemma_.lower() in falling


def _may_be_of(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for a strike on the scene's day and at its place, or in a province where the strike gave no more."""
    chemical = any(_GAS in event.weapons for one in moment.scenes for event in one.events)
    if not (chemical or FROM_AFAR & set(moment.acts)) or days_meet(scene.period, moment.period) is False:
        return False
    own, told = scene.place, moment.place
    if own is None or told is None or is_nested(own, told) or exactness(told) >= PROVINCE:
        return True
    heads = load_language(document.report.language).places["heads"]
    return _QUARTER in heads.get(own.kind, {}).get("kinds", ())
