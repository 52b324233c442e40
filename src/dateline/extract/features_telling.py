"""How an act is told: where it stands in its sentence, and in the report among the acts before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log1p
from typing import TYPE_CHECKING

from dateline.extract.features import Features, scene_features
from dateline.extract.mentions import ActorMention
from dateline.extract.scenes import Scene
from dateline.languages import load_language
from dateline.text import Document

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("relcl", "advcl", "ccomp", "acl", "parataxis", "conj")
_DEPTH, _WORDS, _ACTS = 12, 60, 20  # beyond these a longer way, sentence or report makes no difference


def judged_features(
    document: Document, scenes: Sequence[Scene], actors: Sequence[ActorMention]
) -> list[Features]:
    """All that the scorer `scene` looks at, for each of the report's scenes in the order of the text."""
    return [
        {
            **scene_features(document, scene, actors),
            **_amounts(scene),
            **clause_features(document, scene),
            **among,
        }
        for scene, among in zip(scenes, context_features(scenes), strict=True)
    ]


def _amounts(scene: Scene) -> Features:
    days = scene.period.value.length_days if scene.period is not None else None
    most = max((toll.best or 0 for toll in scene.tolls if not toll.cumulative), default=0)
    return {
        "harmed": log1p(most) / 3,
        "days": 0.0 if days is None else log1p(days) / 3,
        "day_stated": float(scene.period is not None and scene.period.basis == "stated"),
    }


def clause_features(document: Document, scene: Scene) -> Features:
    """The strongest act of a scene in its sentence: which word, with whom, in what kind of clause, told how."""
    main = scene.main
    phrase = document.doc.char_span(main.span.start, main.span.end, alignment_mode="expand")
    word: Token = phrase.root
    way = list(word.ancestors)[:_DEPTH]
    clauses = {word.dep_, *(above.dep_ for above in way)}
    marks = set(load_language(document.report.language).realis.get("telling", {}).get("marks", ()))
    auxiliaries = {child.lower_ for child in word.children if child.dep_ == "aux"}
    features: Features = {
        f"act_{main.act}": 1.0,
        f"tag_{word.tag_}": 1.0,
        f"dep_{word.dep_}": 1.0,
        "strength": main.strength / 100,
        "earlier": float(main.earlier),
        "agent": float(any(event.agents for event in scene.events)),
        "patient": float(any(event.patients for event in scene.events)),
        "weapon": float(any(event.weapons for event in scene.events)),
        "depth": len(way) / 4,
        "marked": float(any(child.lower_ in marks for above in (word, *way) for child in above.children)),
        "passive": float(any(child.dep_ in {"nsubjpass", "auxpass"} for child in word.children)),
        "had": float("had" in auxiliaries),
        "have": float(bool(auxiliaries & {"has", "have"})),
        "words": min(_WORDS, len(document.tokens(scene.sentence))) / 30,
    }
    return {**features, **{f"in_{clause}": 1.0 for clause in _CLAUSES if clause in clauses}}


def context_features(scenes: Sequence[Scene]) -> list[Features]:
    """For each scene: how many come before it, and whether its place, day and act were told before, or come again."""
    places: set[str] = set()
    days: set[tuple[object, object]] = set()
    acts: set[str] = set()
    left = Counter(scene.main.act for scene in scenes)
    told = Counter(scene.sentence.index for scene in scenes)
    found = []
    for number, scene in enumerate(scenes):
        place = scene.place.place.name if scene.place is not None else None
        period = scene.period.value if scene.period is not None and scene.period.value.start else None
        day = (period.start, period.end) if period is not None else None
        act = scene.main.act
        left[act] -= 1
        found.append(
            {
                "before": min(number, _ACTS) / 10,
                "scenes": min(len(scenes), _ACTS) / 10,
                "in_sentence": min(3.0, told[scene.sentence.index] - 1),
                "place_before": float(place in places),
                "place_first": float(place is not None and place not in places),
                "day_before": float(day in days),
                "day_first": float(day is not None and day not in days),
                "act_before": float(act in acts),
                "act_again": float(left[act] > 0),
            }
        )
        acts.add(act)
        if place is not None:
            places.add(place)
        if day is not None:
            days.add(day)
    return found
