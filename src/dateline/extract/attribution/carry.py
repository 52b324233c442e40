"""Reports that rest on one kind of source alone: its account goes on where no speaker is named."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.codebook import SourceKind
from dateline.extract.mentions import SourceMention
from dateline.text import Document

_BODIES: frozenset[SourceKind] = frozenset({"government", "military", "armed group", "rights group"})
_LEAD = 3  # paragraphs of the body in which that source must first be named
_HEADING = 10  # words of a line between paragraphs
_REACH = 3  # paragraphs behind the last word of it; kinds on coded reports: 1 .769, 3 .791, 5 .784
_QUOTED = 1  # and behind those of a government, which reports quote for single facts


def carry(document: Document, told: Sequence[SourceMention]) -> list[SourceMention]:
    """Further mentions of the one source, for sentences nobody else answers for, where the report opens with it."""
    firm = [m for m in told if not m.attribution.hedged and m.rule != "attribution.headline"]
    kinds = {m.attribution.kind for m in firm}
    body = [sentence for sentence in document.sentences if sentence.zone == "body"]
    if len(kinds) != 1 or not kinds <= _BODIES or not body:
        return []
    opening = [sentence for sentence in body if sentence.paragraph < body[0].paragraph + _LEAD]
    if not any(sentence.span.covers(m.cue) for sentence in opening for m in firm):
        return []
    spans = [span for mention in told for span in mention.scope]
    headings = [sentence.span.start for sentence in body if document.is_heading(sentence, words=_HEADING)]
    carried = []
    for sentence in body:
        if any(sentence.span.overlaps(span) for span in spans):
            continue
        since = max((start for start in headings if start <= sentence.span.start), default=0)
        before = [m for m in firm if since <= m.cue.start < m.cue.end <= sentence.span.start]
        reach = _QUOTED if kinds == {"government"} else _REACH
        if before and sentence.paragraph - document.sentence_at(before[-1].cue.start).paragraph <= reach:
            scope, rule = (sentence.span,), "attribution.carried"
            carried.append(msgspec.structs.replace(before[-1], scope=scope, rule=rule, confidence=0.5))
    return carried
