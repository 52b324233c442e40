"""Acts told as what came before something else: "talks were broken off on Monday after rebels attacked a base"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.cues import event_cues
from dateline.extract.mentions import EventMention
from dateline.extract.phrases import root_of
from dateline.records import Span
from dateline.text import Document


def led_to(document: Document, event: EventMention) -> bool:
    """True for an act told as what came before something else: "the order came after rebels had beheaded a man"."""
    if not event.earlier:
        return False
    act = root_of(document, event.span)
    if act is None:
        return False
    cues = _cues(document)
    for token in [act, *act.ancestors][:3]:
        if token.dep_ == "prep" and token.lower_ in cues:
            return True
        before = (child for child in token.children if child.idx < event.span.start)
        if any(child.dep_ in {"mark", "prep"} and child.lower_ in cues for child in before):
            return True
    return False


def is_of_result(document: Document, event: EventMention, day: Span, events: Sequence[EventMention]) -> bool:
    """True when a day told beside an act is that of what the act led to, and that is no act itself."""
    told, act = root_of(document, day), root_of(document, event.span)
    if told is None or act is None or told.sent != act.sent:
        return False
    above = {told, *told.ancestors}
    path = [act, *act.ancestors]
    below = [token for token in path if token not in above]
    common = next((token for token in path if token in above), None)
    if not below or common is None or common.pos_ != "VERB":
        return False
    if any(other.span.start <= common.idx < other.span.end for other in events):
        return False
    cues = _cues(document)
    return any(
        token.lower_ in cues or any(child.dep_ == "mark" and child.lower_ in cues for child in token.children)
        for token in below
    )


def _cues(document: Document) -> list[str]:
    cues: list[str] = event_cues(document)["led_to"]
    return cues
