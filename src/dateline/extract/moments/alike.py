"""Moments told as alike to another: "a similar clash at Bel in May", "a week earlier another drone killed two"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import FROM_AFAR
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.text import Document

_OPENING = 4  # words


def alike_moments(document: Document, moments: Sequence[Moment]) -> dict[int, int]:
    """Number of a moment -> number of the one before it that it is said to be like, so that the same may be meant to
    have done it: a "similar" act, or "another" strike from afar behind one, or "a second clash" behind a clash."""
    return {
        number: number - 1
        for number, moment in enumerate(moments)
        if number and _is_like(document, moment.scenes[0], moments[number - 1])
    }


def _is_like(document: Document, scene: Scene, before: Moment) -> bool:
    cues = event_cues(document)
    afar = all(FROM_AFAR & {event.act for event in one.events} for one in (scene, before.scenes[0]))
    main = scene.main
    nouns = [root_of(document, span) for span in (main.span, *main.agents, *main.weapon_spans)]
    marks = {child.lower_ for noun in nouns if noun is not None for child in noun.children}
    opening = document.tokens(scene.sentence)[:_OPENING]
    incidents = cues["incidents"]  # "in a similar incident"
    marks |= {token.lower_ for token in opening if token.head.lemma_.lower() in incidents}
    more = not marks.isdisjoint(cues["one_more"])
    fights = all(one.main.act == "clash" for one in (scene, before.scenes[0]))
    return not marks.isdisjoint(cues["alike"]) or (more and (afar or (fights and main.nominal)))
