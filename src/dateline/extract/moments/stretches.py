"""Which sentences speak of which moment: its scenes, and what follows them without an act of its own."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.acts.describing import recalls
from dateline.extract.mentions import EventMention
from dateline.extract.moments.moments import Moment
from dateline.records import NotIncident
from dateline.text import Document, Sentence

_REACH = 3  # sentences without an act that still speak of the moment told before them


def assign_stretches(
    document: Document,
    moments: Sequence[Moment],
    events: Sequence[EventMention],
    asides: Sequence[NotIncident],
) -> list[list[Sentence]]:
    """For each moment its sentences in order; a paragraph that begins with something set aside
    ends what came before."""
    homes: dict[int, list[int]] = {}
    for number, moment in enumerate(moments):
        for index in {scene.sentence.index for scene in moment.scenes}:
            homes.setdefault(index, []).append(number)
    closing = {event.sentence for event in events if event.set_aside is not None}
    closing |= {document.sentence_at(aside.span.start).index for aside in asides}
    closing -= set(homes)
    stretches: list[list[Sentence]] = [[] for _ in moments]
    current: int | None = None
    gap, paragraph = 0, -1
    for sentence in document.sentences:
        own = homes.get(sentence.index)
        if own:
            for number in own:
                stretches[number].append(sentence)
            told = [number for number in own if not _is_recalled(document, moments[number], sentence)]
            if told:
                current = told[-1]
            elif sentence.paragraph != paragraph:
                current = None
            gap, paragraph = 0, sentence.paragraph
        elif sentence.zone in {"furniture", "caption", "headline"}:
            current = None
        elif sentence.index in closing:
            current = current if sentence.paragraph == paragraph else None
        elif current is not None and gap < _REACH:
            stretches[current].append(sentence)
            gap, paragraph = gap + 1, sentence.paragraph
        else:
            current = None
    return stretches


def _is_recalled(document: Document, moment: Moment, sentence: Sentence) -> bool:
    """True where a sentence about another moment only recalls this one: "the worst raid since May, when nine died"."""
    return all(
        recalls(document, event.span, scene.period.spans if scene.period is not None else (), ())
        for scene in moment.scenes
        if scene.sentence is sentence
        for event in scene.events
    )
