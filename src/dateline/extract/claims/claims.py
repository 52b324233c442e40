"""Moments -> Claims: for each speaker of a moment, what they say happened, every value with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.codebook import EVENT_TYPE_OF
from dateline.extract.claims.fields import (
    read_attribution,
    read_date,
    read_location,
    read_side,
    read_stated_losses,
    read_verification,
    read_weapons,
)
from dateline.extract.claims.harm import settle_tolls, without_known_attackers
from dateline.extract.claims.kinds import choose_main_act, decide_sub_event
from dateline.extract.claims.main_source import Voices, voices_of
from dateline.extract.claims.targets import read_targets
from dateline.extract.claims.told import Told
from dateline.extract.mentions import SourceMention, TollMention
from dateline.extract.toll.later import GOING_ON
from dateline.extract.when.assumed import is_assumed
from dateline.extract.words.sources import load_source_words
from dateline.records import Claim, Reading, Span, content_id
from dateline.text import Document


def write_claims(document: Document, told: Told, *, extractor: str) -> tuple[Claim, ...]:
    """One claim a speaker, the main speaker's first; a moment nobody is named for is the outlet's own telling."""
    made: dict[str, Claim] = {}
    voices = voices_of(document, told)
    for sources, tolls in _speakers(document, told, voices):
        own_voice = voices.own_voice and not made
        claim = _claim(document, told, sources, tolls, own_voice=own_voice, extractor=extractor)
        if claim.id in made:  # two who are called the same: their figures tell them apart
            figures = (reading.raw for reading in claim.toll)
            claim = msgspec.structs.replace(claim, id=content_id(claim.id, *figures))
        made[claim.id] = claim
    return tuple(made.values())


def _speakers(
    document: Document, told: Told, voices: Voices
) -> list[tuple[list[SourceMention], list[TollMention]]]:
    """Groups of (sources, tolls they give): the first holds the main speaker and all figures without a speaker; a
    further speaker who gives another figure for the same outcome stands alone, and so does the report where the main
    speaker corrects what it had told."""
    own = voices.speakers
    leading = own[0].attribution.original if own and not voices.own_voice else None
    main: tuple[list[SourceMention], list[TollMention]] = ([], [])
    rivals: dict[str, tuple[list[SourceMention], list[TollMention]]] = {}
    figures: dict[str, int | None] = {}
    for toll in sorted(told.tolls, key=lambda toll: toll.span):
        speaker = _who_tells(toll, own)
        known = figures.setdefault(toll.outcome, toll.best)
        first = main[0][0].attribution.original if main[0] else leading
        differs = toll.best is not None and known is not None and toll.best != known and not toll.subset
        differs = differs and toll.rule not in GOING_ON
        if differs and speaker is None:
            speaker = _who_tells(toll, told.sources)
        if speaker is not None and differs and speaker.attribution.original != first:
            rivals.setdefault(speaker.attribution.original, ([speaker], []))[1].append(toll)
        else:
            if speaker is not None and differs and not main[0] and _corrects(document, speaker):
                rivals[""] = ([], [one for one in main[1] if one.outcome == toll.outcome])
                main = ([], [one for one in main[1] if one.outcome != toll.outcome])
            main[1].append(toll)
            if speaker in own and speaker not in main[0]:
                main[0].append(speaker)
    taken = set(rivals)
    main[0].extend(s for s in own if s not in main[0] and s.attribution.original not in taken)
    main[0].sort(key=own.index)
    return [main, *rivals.values()]


def _who_tells(toll: TollMention, sources: Sequence[SourceMention]) -> SourceMention | None:
    """The first source that answers for the figure."""
    return next((one for one in sources if any(scope.covers(toll.span) for scope in one.scope)), None)


def _corrects(document: Document, speaker: SourceMention) -> bool:
    """True for "they now say"."""
    cue = document.doc.char_span(speaker.cue.start, speaker.cue.end, alignment_mode="expand")
    correcting = load_source_words().correcting
    return cue is not None and any(child.lower_ in correcting for word in cue for child in word.children)


def _claim(
    document: Document,
    told: Told,
    sources: Sequence[SourceMention],
    tolls: Sequence[TollMention],
    *,
    own_voice: bool,
    extractor: str,
) -> Claim:
    moment, roles = told.moment, told.roles
    events = [event for scene in moment.scenes for event in scene.events]
    main = choose_main_act(told.acts)
    others = (e.act for e in sorted(events, key=lambda e: -e.strength) if e.act != "harm")
    acts = tuple(dict.fromkeys((main, *others)))
    arms = read_weapons(document, told)
    weapons = arms.value if arms else ()
    sub_event, rule = decide_sub_event(
        {*acts, *(event.act for event in events)},
        weapons=weapons,
        agent_classes=[a.actor.inter for a in roles.side_a if a.actor.inter is not None],
        armed_target=bool(roles.side_b),
        unarmed_victims=bool(roles.victims) or any(t.status == "civilian" for t in tolls),
        main_act=main,
        harmed_classes=[a.actor.inter for a in (*roles.side_b, *roles.victims) if a.actor.inter is not None],
        harmed=any(t.outcome in ("killed", "injured") and t.best and t.status != "combatant" for t in tolls),
        only_hurt=any(t.outcome == "injured" and t.best for t in tolls)
        and not any(t.outcome == "killed" and t.best for t in tolls),
    )
    spans = tuple(sorted({event.span for event in events}))
    raw = " … ".join(span.of(document.text) for span in spans)
    confidence = told.confidence
    attribution = read_attribution(document, sources, own_voice=own_voice)
    targets = read_targets(document, moment, list(told.stretch))
    things = [target.raw for target in targets]
    verification = read_verification(told, attribution)
    kind = Reading(value=sub_event, raw=raw, spans=spans, rule=rule, confidence=confidence)
    fields: dict[str, Any] = {
        "event_type": msgspec.structs.replace(kind, value=EVENT_TYPE_OF[sub_event]),
        "sub_event_type": kind,
        "acts": Reading(value=acts, raw=raw, spans=spans, rule="events.lexicon"),
        "actor": read_side(roles.side_a, inferred="a" in roles.inferred),
        "recipient": read_side(roles.side_b, inferred="b" in roles.inferred),
        "victims": read_side(roles.victims),
        "targets": targets,
        "weapons": arms,
        "location": read_location(moment.place, inherited=not moment.places_itself, targets=things),
        "date": read_date(document, moment.period, inherited=moment.period is moment.inherited_period),
        "toll": settle_tolls(
            without_known_attackers(tolls, moment.tolls),
            roles,
            told.actors,
            civilians_only=bool(roles.victims) and not roles.side_b,
        ),
        "losses_stated": read_stated_losses(told),
        "attribution": attribution,
        "verification": verification,
    }
    words = (*(str(span) for span in spans), *(reading.raw for reading in attribution))
    return Claim(
        id=content_id(document.report.id, extractor, str(told.number), *words),
        report_id=document.report.id,
        extractor=extractor,
        moment=told.number,
        reported=None if is_assumed(document) else document.report.published,
        evidence=_evidence(document, told, fields.values()),
        background=told.background,
        summed_moments=told.summed_moments,
        summed_count=told.summed_count,
        confidence=confidence,
        **fields,
    )


def _evidence(document: Document, told: Told, fields: Iterable[Any]) -> tuple[Span, ...]:
    """The sentences of the moment and of every word that a field was read from, in the order of the text."""
    sentences = {sentence.span for sentence in told.stretch}
    for field in fields:
        for reading in field if isinstance(field, tuple) else (field,):
            if reading is not None:
                sentences |= {document.sentence_at(span.start).span for span in reading.spans}
    return tuple(sorted(sentences))
