"""Reports that rest on one kind of source alone: its account goes on where no speaker is named."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.codebook import SourceKind
from dateline.extract.mentions import SourceMention
from dateline.text import Document

_BODIES: frozenset[SourceKind] = frozenset({"government", "military", "armed group", "rights group"})
_ENOUGH = 2  # attributions, all to one kind of body, before its account is taken to go on
_REACH = 1  # paragraphs behind the last of them; of 1, 3 and 9 the best on the coded reports (kinds .785, .779, .779)


def carry(document: Document, told: Sequence[SourceMention]) -> list[SourceMention]:
    """Further mentions of that source, for body sentences nobody else answers for."""
    firm = [m for m in told if not m.attribution.hedged and m.rule != "attribution.headline"]
    kinds = {m.attribution.kind for m in firm}
    if len(firm) < _ENOUGH or len(kinds) != 1 or not kinds <= _BODIES:
        return []
    spans = [span for mention in told for span in mention.scope]
    carried = []
    for sentence in document.sentences:
        if sentence.zone != "body" or any(sentence.span.overlaps(span) for span in spans):
            continue
        before = [m for m in firm if m.cue.end <= sentence.span.start]
        if before and sentence.paragraph - document.sentence_at(before[-1].cue.start).paragraph <= _REACH:
            scope, rule = (sentence.span,), "attribution.carried"
            carried.append(msgspec.structs.replace(before[-1], scope=scope, rule=rule, confidence=0.5))
    return carried
