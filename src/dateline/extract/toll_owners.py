"""To which of several things that one sentence tells a figure of harm belongs."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import TollMention
from dateline.extract.scenes import Scene
from dateline.extract.toll_frames import clause_apart
from dateline.extract.windows import inside
from dateline.records import Span
from dateline.text import Document


def tolls_elsewhere(
    document: Document, scenes: Sequence[Scene], tolls: Sequence[TollMention], own: Sequence[Scene]
) -> set[int]:
    """The identities of the tolls that a sentence of these scenes tells of another scene, or of what it only names to
    say when ("one year after it lost 37 men")."""
    mine = {id(scene) for scene in own}
    others: set[int] = set()
    for sentence, told in _by_sentence(scenes).items():
        if not any(id(scene) in mine for scene in told) or any(scene.share for scene in told):
            continue
        for toll in inside(tolls, sentence):
            if (len(told) > 1 and id(_owner(toll, told)) not in mine) or _apart(document, toll, own):
                others.add(id(toll))
    return others


def _apart(document: Document, toll: TollMention, own: Sequence[Scene]) -> bool:
    word = document.doc.char_span(toll.trigger.start, toll.trigger.end, alignment_mode="expand")
    clause = clause_apart(word[0], language=document.report.language) if word else None
    if clause is None:
        return False
    first, last = document.doc[clause[0]], document.doc[clause[1] - 1]
    span = Span(first.idx, last.idx + len(last.text))
    return not any(span.covers(event.span) for scene in own for event in scene.events)


def _by_sentence(scenes: Sequence[Scene]) -> dict[Span, list[Scene]]:
    told: dict[Span, list[Scene]] = {}
    for scene in scenes:
        told.setdefault(scene.sentence.span, []).append(scene)
    return told


def _owner(toll: TollMention, scenes: Sequence[Scene]) -> Scene:
    """The scene whose words of harm the figure has, else the narrowest around it, else the nearest."""
    return min(
        scenes,
        key=lambda scene: (
            not any(event.span.overlaps(toll.trigger) for event in scene.events),
            not scene.span.covers(toll.trigger),
            scene.span.end - scene.span.start
            if scene.span.covers(toll.trigger)
            else _distance(scene.span, toll.span),
        ),
    )


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
