"""Which sentences speak of which moment: its scenes, and what follows them without an act of its own."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import EventMention
from dateline.extract.moments import Moment
from dateline.text import Document, Sentence

_REACH = 3  # sentences without an act that still speak of the moment told before them


def assign_stretches(
    document: Document, moments: Sequence[Moment], events: Sequence[EventMention]
) -> list[list[Sentence]]:
    """For each moment its sentences in order; a sentence with an act set aside ends what came before."""
    homes: dict[int, int] = {}
    for number, moment in enumerate(moments):
        for scene in moment.scenes:
            homes.setdefault(scene.sentence.index, number)
    closing = {event.sentence for event in events if event.set_aside is not None} - set(homes)
    stretches: list[list[Sentence]] = [[] for _ in moments]
    current, gap = None, 0
    for sentence in document.sentences:
        own = [
            n
            for n, moment in enumerate(moments)
            if any(s.sentence.index == sentence.index for s in moment.scenes)
        ]
        if own:
            for number in own:
                stretches[number].append(sentence)
            current, gap = own[-1], 0
        elif sentence.index in closing or sentence.zone in {"furniture", "caption", "headline"}:
            current = None
        elif current is not None and gap < _REACH:
            stretches[current].append(sentence)
            gap += 1
        else:
            current = None
    return stretches
