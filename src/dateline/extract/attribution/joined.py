"""Two speakers joined by "and": each answers for what they say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from dateline.codebook import PARTIES
from dateline.extract.attribution.kinds import kind_of
from dateline.extract.mentions import ActorMention, SourceMention
from dateline.records import Span
from dateline.text import Document

_JOINT = re.compile(r",? (?:and|as well as) (?:by )?")


def with_joined(
    document: Document, sources: Sequence[SourceMention], actors: Sequence[ActorMention]
) -> Iterator[SourceMention]:
    """The speakers, and behind each one who is "police and medics" the medics too; speakers of one kind stay one."""
    for source in sources:
        yield source
        text = source.attribution.original
        joints = list(_JOINT.finditer(text))
        if len(joints) != 1 or source.text != text:
            continue
        span = Span(source.span.start + joints[0].end(), source.span.end)
        second = span.of(document.text)
        kind = kind_of(document, span, second.split()[-1], actors, guess=False)
        if kind in {None, "unnamed", source.attribution.kind}:
            continue
        own = msgspec.structs.replace(
            source.attribution, original=second, kind=kind, party_to_conflict=kind in PARTIES
        )
        yield msgspec.structs.replace(
            source, span=span, text=second, attribution=own, rule="attribution.joined"
        )
