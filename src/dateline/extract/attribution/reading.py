"""Who says it: speakers with their kind, their chain, and the stretches of text they answer for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook import PARTIES
from dateline.extract.attribution.carry import carry
from dateline.extract.attribution.checks import read_checks
from dateline.extract.attribution.cue import Cue
from dateline.extract.attribution.cues import find_cues
from dateline.extract.attribution.joined import with_joined
from dateline.extract.attribution.known import Speaker
from dateline.extract.attribution.scope import scopes_of
from dateline.extract.attribution.speakers import HEDGES, speaker_of
from dateline.extract.mentions import ActorMention, SourceMention
from dateline.records import Attribution, Span
from dateline.text import Document

__all__ = ["read_checks", "read_sources"]


_REMEMBERED = 100  # speakers; whoever spoke before them is not taken up again without a name


def read_sources(document: Document, actors: Sequence[ActorMention]) -> tuple[SourceMention, ...]:
    """Speakers in the order of the text, each with its scope."""
    cues = find_cues(document)
    camps: set[str | None] = {a.group for a in actors if a.role == "combatant" and a.group}
    speakers: list[Speaker] = []
    kept: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = speaker_of(document, cue, actors, speakers[-_REMEMBERED:])
        if speaker is None:
            continue
        kept.append((cue, speaker))
        if not cue.hedged or cue.rule == "attribution.reports":
            speakers.append(speaker)
    kept = _without_relays(document, kept)
    scopes = scopes_of(document, [cue for cue, _ in kept])
    told = [
        _mention(document, cue, speaker, scope, camps)
        for (cue, speaker), scope in zip(kept, scopes, strict=True)
    ]
    firm = [span for mention in told if mention.rule not in HEDGES for span in mention.scope]
    kept_told = [m for m in told if m.rule not in HEDGES or not any(span.covers(m.cue) for span in firm)]
    every = sorted([*kept_told, *carry(document, kept_told)], key=lambda m: (m.span, m.rule))
    return tuple(with_joined(document, every, actors))


def _without_relays(document: Document, kept: list[tuple[Cue, Speaker]]) -> list[tuple[Cue, Speaker]]:
    """Cues without outlets that only relay: "he said ..., the agency reported" is his word, through the agency."""
    homes = [document.sentence_at(cue.cue.start).index for cue, _ in kept]
    merged: list[tuple[Cue, Speaker]] = []
    for number, (cue, speaker) in enumerate(kept):
        if merged and number and homes[number] == homes[number - 1] and speaker.kind == "media":
            before, who = merged[-1]
            if cue.trailing and not before.hedged and not cue.hedged and who.kind != "media":
                merged[-1] = (replace(before, via=(*before.via, speaker.original)), who)
                continue
        merged.append((cue, speaker))
    return merged


def _mention(
    document: Document, cue: Cue, speaker: Speaker, scope: tuple[Span, ...], camps: set[str | None]
) -> SourceMention:
    home = document.sentence_at(cue.cue.start).span
    quoted = any(q.inner.end - q.inner.start > 20 for q in document.quotes_over(home))
    party = speaker.kind in PARTIES and (speaker.group is None or speaker.group in camps)
    return SourceMention(
        span=cue.speaker,
        text=cue.speaker.of(document.text),
        attribution=Attribution(
            original=speaker.original,
            kind=speaker.kind,
            via=cue.via,
            hedged=cue.hedged,
            quoted=quoted,
            party_to_conflict=party,
        ),
        cue=cue.cue,
        scope=scope,
        rule=cue.rule,
        confidence=0.5 if cue.hedged else 0.9,
    )
