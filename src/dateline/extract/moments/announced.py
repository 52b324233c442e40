"""What a lead tells in short among other things, and the text tells in full below: the same act, the same dead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM, PlaceMention
from dateline.extract.moments.binding import PROVINCE, exactness, is_nested
from dateline.extract.moments.called import nouns_of, tokens_of
from dateline.extract.moments.causes import led_to
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.retold import is_separate
from dateline.extract.moments.scenes import Scene
from dateline.extract.moments.totals import looks_total
from dateline.extract.words.sources import load_source_words
from dateline.places.fold import fold_name
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_LEAST = 2  # people; one dead is told of many acts
_SEVERAL = 2
_ENOUGH = 2  # things that a scene and a moment have in common
_SURE = 3  # the same for what is said to be another act than the one told last


def announced(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """That one of several moments of the first sentence, or of the first paragraph, which a scene below tells in full:
    the only one with which it has most in common, where the lead has no place but the land or province, or this one,
    and no other day."""
    first = moments[0].scenes[0].sentence if moments else None
    if first is None or scene.share or first.index >= scene.sentence.index:
        return None
    led = [moment for moment in moments if moment.scenes[0].sentence is first and not moment.scenes[0].share]
    causal = any(led_to(document, event) for moment in led for event in moment.scenes[0].events)
    if causal:
        return None
    if len(led) < _SEVERAL:  # a lead of one act is told on in many ways
        return _told_in_opening(document, scene, moments)
    return _most_alike(
        [_in_common(document, scene, m) if _may_be(scene, m) else 0 for m in led], led, _ENOUGH
    )


def _told_in_opening(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The one of several moments of the first paragraph, each told in a sentence, of which a later paragraph tells."""
    opening = moments[0].scenes[0].sentence.paragraph
    if scene.sentence.paragraph <= opening:
        return None
    led = [moment for moment in moments if moment.scenes[0].sentence.paragraph == opening]
    if len(led) < _SEVERAL:
        return None
    alike = [_likeness(document, scene, moment) for moment in led]
    return _most_alike(alike, led, _SURE if is_separate(document, scene) else _ENOUGH)


def _likeness(document: Document, scene: Scene, moment: Moment) -> int:
    """The number of things that a scene and a moment of the first paragraph have in common, its day and its place with
    them; 0 for what may not be of it."""
    there = _is_named_beside(document, scene, moment.place)
    if not scene.may_be_on(moment.period) or not _agrees(document, scene, moment):
        return 0
    stated = scene.states_day
    same_day = stated and days_meet(scene.period, moment.period) is True
    same_patient = not _patients(document, scene).isdisjoint(_patients(document, moment.scenes[0]))
    in_common = _in_common(document, scene, moment, besides=moment.place)
    alike = there + same_day + same_patient + in_common
    inside = _may_lie_in(scene.place, moment.place)
    if inside and not _is_known_outside(scene.place, moment.place):
        return alike
    return alike if (inside or there) and alike >= _SURE else 0


def _patients(document: Document, scene: Scene) -> set[str]:
    """The nouns of what the acts of a scene are done to."""
    heads = (root_of(document, phrase) for event in scene.events for phrase in event.patients)
    return {head.lemma_.casefold() for head in heads if head is not None and head.pos_ == "NOUN"}


def _most_alike(fits: Sequence[int], led: Sequence[Moment], least: int) -> Moment | None:
    best = max(fits)
    return led[fits.index(best)] if best >= least and fits.count(best) == 1 else None


def _may_be(scene: Scene, moment: Moment) -> bool:
    return _may_lie_in(scene.place, moment.place) and scene.may_be_on(moment.period)


def _is_named_beside(document: Document, scene: Scene, place: PlaceMention | None) -> bool:
    """True where the sentence of a scene names the place."""
    name = fold_name(place.text) if place is not None else ""
    return bool(name) and name in fold_name(scene.sentence.span.of(document.text))


def _agrees(document: Document, scene: Scene, moment: Moment) -> bool:
    """False beside a total, and where other people are counted than in the lead."""
    lead = moment.scenes[0]
    if looks_total(document, lead):
        return False
    mine, theirs = whole_figures(scene.tolls), whole_figures(lead.tolls)
    return not mine or not theirs or bool(mine & theirs)


def _in_common(
    document: Document, scene: Scene, moment: Moment, *, besides: PlaceMention | None = None
) -> int:
    """The number of things that both tell: the kind of act, the figure of the dead, nouns such as who did it to whom;
    one with "the" counts twice."""
    figures = {one for one in whole_figures(scene.tolls) if one[1] >= _LEAST}
    lead = moment.scenes[0]
    telling = load_source_words(document.report.language).plain
    nouns = nouns_of(document, lead) - set(besides.text.casefold().split() if besides is not None else ())
    known = {
        token.lemma_.casefold()
        for token in tokens_of(document, scene)
        if token.pos_ == "NOUN"
        and any(child.lower_ == "the" for child in token.lefts)
        and not (token.dep_ == "nsubj" and token.head.lemma_.lower() in telling)
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


def _is_known_outside(place: PlaceMention | None, wide: PlaceMention | None) -> bool:
    """True for a place of another province than the one told before, of which a list may hold the halves: "Ora
    (North)"."""
    if place is None or wide is None or is_nested(place, wide) or exactness(wide) != PROVINCE:
        return False
    units = place.place.units
    return bool(units) and not any(unit.startswith(wide.place.name) for unit in units)
