"""Whether a scene counts several things or days at once, so that its parts may be told after it."""

from __future__ import annotations

from dateline.extract.numbers import word_number
from dateline.extract.scenes import Scene
from dateline.text import Document


def target_count(document: Document, scene: Scene) -> int | None:
    """How many targets or attacks the strongest act of a scene counts ("four outposts"), None when it counts none."""
    event = scene.main
    phrases = [*event.patients, event.span]
    for phrase in phrases:
        start = max(scene.span.start, phrase.start - 12) if phrase == event.span else phrase.start
        for word in document.text[start : phrase.end].split():
            number = word_number(word)
            if number is not None and 1 < number < 1000:
                return number
    return None


def looks_total(document: Document, scene: Scene) -> bool:
    """True when a scene counts several targets or spans several days, so that parts may follow."""
    count = target_count(document, scene)
    several_days = (
        scene.period is not None
        and bool(scene.period.value.length_days)
        and scene.period.value.precision == "day"
    )
    return (
        (count is not None and not scene.main.distinct)
        or several_days
        or (scene.main.plural and scene.main.nominal)
    )
