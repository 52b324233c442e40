"""Whose account an incident is: the speakers who answer for it, the main one first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.codebook import SourceKind
from dateline.extract.attribution.cue import is_circumstance, is_contrast
from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.extract.attribution.owning import owns_up
from dateline.extract.attribution.reactions import REACTION
from dateline.extract.claims.told import Told
from dateline.extract.mentions import SourceMention
from dateline.extract.words.acts import event_cues
from dateline.extract.words.sources import load_source_words
from dateline.records import Span
from dateline.text import Document, Sentence

_OFFICIAL: frozenset[SourceKind] = frozenset({"government", "military", "rights group"})
_TELLING = frozenset({"attribution.saying", "attribution.according", "attribution.citing"})
_OPENING = 4  # paragraphs of the body with which a report opens
_SOON = 4  # sentences behind a lead in which whoever gave the news is named
_OPENS = 12  # characters of the word with which a sentence turns to other news
_BEHIND = 3  # sentences from an act told without a speaker to the last one who may still be its source


class Voices(NamedTuple):
    """The speakers of an incident in order, and whether the report tells it in its own voice before them all."""

    speakers: list[SourceMention]
    own_voice: bool


def voices_of(document: Document, told: Told) -> Voices:
    """Speakers who answer for an act of the incident, those of the act's own sentence first. Where nobody does, the
    report tells it itself, and who says what else is said of it comes after; but the incident that a news report
    tells first is theirs. A bare "reportedly" is nobody beside a speaker who is named."""
    own = _of_acts(document, told)
    named = [source for source in own if source.span != source.cue]
    if named:
        return _ordered(document, told, named)
    lead = _is_lead(document, told)
    if own and not lead:
        return Voices(own, own_voice=False)
    heard = [s for s in told.sources if s.rule != "attribution.carried" or not told.before_news]
    heard = [source for source in heard if source.rule != REACTION]
    rest = _answering(heard, [sentence.span for sentence in told.stretch])
    further = sorted(
        (source for source in rest if source.span != source.cue),
        key=lambda source: _is_aside(document, source),
    )
    if lead and not further:
        further = _first_official(document, told)
    return Voices(further or own, own_voice=not (lead and further) and not own)


def _is_lead(document: Document, told: Told) -> bool:
    """True for the incident with which a news report opens."""
    if told.number or kind_of_own_voice(document) != "media":
        return False
    home = _homes(told)[0].index
    before = {one.paragraph for one in document.sentences[:home] if one.zone == "body"}
    return len(before - {_homes(told)[0].paragraph}) < _OPENING


def _first_official(document: Document, told: Told) -> list[SourceMention]:
    """The first to speak behind a lead, if soon and for a body: the news is theirs, whatever they tell of it. Else the
    body that bears it out further on."""
    last = next((one.index for one in _following(document, told) if _is_elsewhere(document, one)), None)
    near = [source for gap, source in _behind(document, told) if 0 < gap <= _SOON]
    if last is not None:  # "Earlier, the minister said that two had been killed in another town"
        near = [source for source in near if document.sentence_at(source.cue.start).index < last]
    if near and near[0].attribution.kind in _OFFICIAL:
        return near[:1]
    return [source for gap, source in _behind(document, told) if gap > 0 and _bears_out(document, source)][:1]


def _following(document: Document, told: Told) -> Sequence[Sentence]:
    """The sentences behind the first act of the incident in which whoever gave the news is named."""
    home = _homes(told)[0].index
    return document.sentences[home + 1 : home + 1 + _SOON]


def _is_elsewhere(document: Document, sentence: Sentence) -> bool:
    """True for a sentence that turns to other news: "Earlier, ...", "Meanwhile ..."."""
    opening = sentence.span.of(document.text)[:_OPENS].casefold()
    return opening.startswith(load_source_words().elsewhere)


def _behind(document: Document, told: Told) -> list[tuple[int, SourceMention]]:
    """Who speaks in a report, each with how many sentences behind the first act of the incident."""
    home = _homes(told)[0].index
    return [
        (document.sentence_at(source.cue.start).index - home, source)
        for source in told.sources
        if source.rule in _TELLING
    ]


def _bears_out(document: Document, source: SourceMention) -> bool:
    """True for a body that "confirmed the attack"."""
    verb = document.doc.char_span(source.cue.start, source.cue.end)
    words = load_source_words()
    if verb is None or source.attribution.kind not in _OFFICIAL or verb[0].lemma_ not in words.confirming:
        return False
    return any(child.dep_ == "dobj" and child.lemma_.lower() in words.mute for child in verb[0].children)


def _of_acts(document: Document, told: Told) -> list[SourceMention]:
    """Who answers for an act: from the sentences of the incident, in a quotation, or as the one source of it all."""
    acts = [event.span for scene in told.moment.scenes for event in scene.events]
    near = [sentence.span for sentence in (*_homes(told), *told.stretch, *_after(document, told))]
    dated = all(_only_dates(document, act) for act in acts)
    answering = [
        source
        for source in _answering(told.sources, acts)
        if (not dated or _in_sentence_of(document, source, acts))
        and (source.rule != REACTION or _speaks_in(source, near[:1]))
        and (_speaks_in(source, near) or _carried(document, source, told) or _quoted(document, source, acts))
    ]
    further = [
        source
        for source in told.sources
        if source not in answering
        and _speaks_in(source, near)
        and (_tells_where(document, source) or _bears_out(document, source) or _owns_it(document, source))
    ]
    return [*answering, *further]


def _tells_where(document: Document, source: SourceMention) -> bool:
    """True for who "said the incident occurred at the crossing": so much is told of the act itself."""
    verb = document.doc.char_span(source.cue.start, source.cue.end)
    cues = event_cues(document)
    happenings = {*cues["incidents"], *load_source_words().mute}
    clauses = [child for child in verb[0].children if child.dep_ == "ccomp"] if verb is not None else []
    return any(
        noun.dep_ in {"nsubj", "nsubjpass"}
        and noun.lemma_.lower() in happenings
        and any(child.lower_ in {"the", "this"} for child in noun.children)
        for clause in clauses
        if clause.lemma_.lower() in cues["happen"]
        for noun in clause.children
    )


def _ordered(document: Document, told: Told, named: Sequence[SourceMention]) -> Voices:
    """Those who speak in an act's own sentence before the others, behind them who only dates what somebody else told
    ("after the minister blamed them") and who only owns up to it, and those who only deny last; where the first act is
    told in the report's own voice, it goes before them all if a body publishes it, or if they speak of history or far
    behind it."""
    homes = [sentence.span for sentence in _homes(told)]
    owners = {source.attribution.original for source in named if _owns_it(document, source)}
    speakers = sorted(
        named,
        key=lambda s: (
            _denies(document, s),
            _is_aside(document, s),
            s.attribution.original in owners,
            not _tells(s, homes[0]),
            _first_spoken(document, s, homes),
        ),
    )
    answered = any(_tells(source, homes[0]) for source in speakers)
    body = kind_of_own_voice(document) != "media"
    behind = document.sentence_at(speakers[0].cue.start).index - _homes(told)[0].index
    own = body or told.background or (behind > _BEHIND and not _answered_soon(document, told))
    own = own and not _is_hearsay(told, homes[0])
    return Voices(
        [_weighed(document, source) for source in speakers],
        own_voice=_denies(document, speakers[0])
        or ((own or speakers[0].attribution.original in owners) and not answered),
    )


def _is_hearsay(told: Told, home: Span) -> bool:
    """True for an act told with "reportedly": somebody else is its source."""
    return any(source.span == source.cue and _tells(source, home) for source in told.sources)


def _weighed(document: Document, source: SourceMention) -> SourceMention:
    """The speaker, held less firmly where they only date what somebody else tells."""
    aside = _is_aside(document, source)
    return msgspec.structs.replace(source, confidence=min(source.confidence, 0.5)) if aside else source


def _answered_soon(document: Document, told: Told) -> bool:
    """True for a lead of which a body speaks soon, though not of its acts, or which one bears out."""
    return _is_lead(document, told) and any(
        (0 < gap <= _BEHIND or _bears_out(document, source)) and source.attribution.kind in _OFFICIAL
        for gap, source in _behind(document, told)
    )


def _first_spoken(document: Document, source: SourceMention, homes: Sequence[Span]) -> int:
    """Which of the sentences is the first in which somebody speaks, or is quoted."""
    spoken = (
        home.covers(source.cue) or (_tells(source, home) and any(document.quotes_over(home)))
        for home in homes
    )
    return next((number for number, found in enumerate(spoken) if found), len(homes))


def _tells(source: SourceMention, home: Span) -> bool:
    """True for who answers for a part of the sentence."""
    return any(scope.overlaps(home) for scope in source.scope)


def _homes(told: Told) -> list[Sentence]:
    """The sentences of the acts; what a picture shows, its caption tells in nobody's name, and it comes last."""
    homes = [scene.sentence for scene in told.moment.scenes]
    return sorted(homes, key=lambda home: home.zone == "caption")


def _after(document: Document, told: Told) -> list[Sentence]:
    """The sentence behind harm that is shared out, in its paragraph: who trails there answers for all the shares."""
    shared = [scene.sentence for scene in told.moment.scenes if scene.share]
    following = [one for home in shared for one in document.sentences[home.index + 1 : home.index + 2]]
    return [one for one, home in zip(following, shared, strict=False) if one.paragraph == home.paragraph]


def _carried(document: Document, source: SourceMention, told: Told) -> bool:
    """True for the one source on which the report rests; what it tells as history is the report's own, as is what only
    dates something else ("the raid came a day after a bomb killed nine")."""
    if source.rule != "attribution.carried" or told.background or told.before_news:
        return False
    acts = [event.span for scene in told.moment.scenes for event in scene.events]
    retold = [act for act in acts if any(scope.overlaps(act) for scope in source.scope)]
    return not all(_only_dates(document, act) for act in retold)


def _only_dates(document: Document, act: Span) -> bool:
    """True for an act told in a clause that says when something else was."""
    words = document.doc.char_span(act.start, act.end, alignment_mode="expand")
    return words is not None and any(is_circumstance(token) for token in (words.root, *words.root.ancestors))


def _in_sentence_of(document: Document, source: SourceMention, acts: Sequence[Span]) -> bool:
    """True for who speaks in the sentence of one of the acts."""
    return _speaks_in(source, [document.sentence_at(act.start).span for act in acts])


def _speaks_in(source: SourceMention, stretches: Sequence[Span]) -> bool:
    """True when the words that attribute stand in one of the stretches."""
    return any(stretch.covers(source.cue) for stretch in stretches)


def _denies(document: Document, source: SourceMention) -> bool:
    """True for "denied": such a speaker answers an account that is another's."""
    verb = document.doc.char_span(source.cue.start, source.cue.end)
    return verb is not None and verb[0].lemma_.lower() in load_source_words().denying


def _owns_it(document: Document, source: SourceMention) -> bool:
    """True for who owns up to the act: the news of it is not theirs."""
    verb = document.doc.char_span(source.cue.start, source.cue.end)
    return verb is not None and owns_up(verb[0])


def _is_aside(document: Document, source: SourceMention) -> bool:
    """True for who speaks in a clause that says when something else was, or that is set against the rest: "talks ended
    after the army blamed them", "while the army maintained that the road was open"."""
    verb = document.doc.char_span(source.cue.start, source.cue.end)
    return verb is not None and (is_circumstance(verb[0]) or is_contrast(verb[0]))


def _quoted(document: Document, source: SourceMention, acts: Sequence[Span]) -> bool:
    """True when an act stands in a quotation of the speaker's, which may go on over paragraphs."""
    told = [act for act in acts if any(scope.overlaps(act) for scope in source.scope)]
    return any(document.quotes_over(act) for act in told)


def _answering(sources: Sequence[SourceMention], spans: Sequence[Span]) -> list[SourceMention]:
    """The sources in whose stretches one of the spans lies, in part at least."""
    first, last = min((s.start for s in spans), default=0), max((s.end for s in spans), default=0)
    near = [
        (source, [scope for scope in source.scope if scope.start < last and scope.end > first])
        for source in sources
    ]
    return [source for source, scopes in near if any(scope.overlaps(s) for scope in scopes for s in spans)]
