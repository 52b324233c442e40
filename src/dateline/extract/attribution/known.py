"""Speakers told of before: whom a pronoun, "the source", "the group" or a last name takes up again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.codebook import BANDS, SourceKind
from dateline.extract.attribution.cue import Cue
from dateline.extract.attribution.kinds import kind_of, kind_of_person
from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.extract.attribution.phrase import speaker_phrase
from dateline.extract.grammar.phrases import root_of
from dateline.extract.grammar.windows import inside
from dateline.extract.mentions import ActorMention
from dateline.extract.words.sources import load_source_words
from dateline.records import Span
from dateline.text import Document

_NAMELESS = 6  # paragraphs over which "the sources" are those told of before
_RECENT = 3  # sentences over which "the official" is one told of before
_NEAR = 3  # paragraphs over which a pronoun or "the group" means who spoke last


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker made out: the words that name them, their kind, the head noun, and their camp."""

    original: str
    kind: SourceKind
    head: str
    group: str | None
    place: int
    single: bool = False


def is_pronoun(cue: Cue, words: str) -> bool:
    """True for "he", "they" and what stands for them ("the former")."""
    pronouns = load_source_words()
    return cue.head.pos_ == "PRON" or words.casefold() in pronouns.single | pronouns.many


def meant_by_pronoun(
    document: Document, cue: Cue, text: str, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> Speaker | None:
    """The last who spoke nearby and fits in number, else somebody whom the text has just told of."""
    words, lower = load_source_words(), text.casefold()
    place = document.sentence_at(cue.cue.start).paragraph
    before = [s for s in known if place - s.place <= _NEAR]
    fitting = [s for s in before if s.single == (lower in words.single)]
    if lower in words.groups:
        fitting = [s for s in fitting if s.kind != "media"] or fitting
    if not fitting and lower in words.persons:
        introduced = _introduced(document, cue, actors)
        if introduced is not None:
            return introduced
    chosen = fitting or before
    return chosen[-1] if chosen else _acting_before(document, cue, lower, actors)


def _acting_before(
    document: Document, cue: Cue, pronoun: str, actors: Sequence[ActorMention]
) -> Speaker | None:
    """The guards of "guards shot one of them, they say", where nobody has spoken before."""
    home = document.sentence_at(cue.cue.start)
    if pronoun != "they" or not cue.trailing:
        return None
    for token in document.tokens(home):
        if token.dep_ == "nsubj" and token.tag_ in {"NNS", "NNPS"} and token.idx < cue.speaker.start:
            span = speaker_phrase(token)
            kind = kind_of(document, span, token.lemma_, actors)
            if kind is not None and kind != "unnamed":
                return Speaker(span.of(document.text), kind, token.lemma_.casefold(), None, home.paragraph)
    return None


def taken_up(
    document: Document, cue: Cue, text: str, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> Speaker | None:
    """Whom two words with "the" take up: "the ministry", "the sources", "the movement"."""
    if not (text.casefold().startswith(("the ", "this ", "our ")) and len(text.split()) == 2):
        return None
    head, place = cue.head.lemma_.casefold(), document.sentence_at(cue.cue.start).paragraph
    same = [s for s in known if s.head == head or _is_called(s, head)]
    if same:
        return same[-1]
    told_of = _told_of_before(document, cue, head, actors)
    if told_of is not None:
        return told_of
    if head in load_source_words().nameless:
        near = [s for s in known if place - s.place <= _NAMELESS and s.kind != "media"]
        meant = [s for s in near if not s.single] if cue.head.tag_ == "NNS" else near
        if meant:
            return meant[-1]
    named_so = _of_own_name(document, head, place) or of_movement(known, head, place)
    return named_so or _of_acting_band(document, cue, actors)


def _told_of_before(
    document: Document, cue: Cue, head: str, actors: Sequence[ActorMention]
) -> Speaker | None:
    """The one of whom the text has told shortly before, though not as a speaker: "rebels were blamed by a military
    official. Nine were killed, the official said"."""
    words, home = load_source_words(), document.sentence_at(cue.cue.start)
    if cue.head.tag_ != "NN" or head not in words.weak:
        return None
    for sentence in reversed(document.sentences[max(0, home.index - _RECENT) : home.index]):
        for token in document.tokens(sentence):
            if token.lemma_.casefold() != head or not any(c.lower_ in {"a", "an"} for c in token.children):
                continue
            span = speaker_phrase(token)
            kind = kind_of(document, span, token.lemma_, actors)
            if kind is not None and kind != "unnamed":
                return Speaker(span.of(document.text), kind, head, None, home.paragraph, single=True)
    return None


def of_movement(known: Sequence[Speaker], head: str, place: int) -> Speaker | None:
    """The armed or other group that spoke last nearby, for "the group" and "the movement"."""
    if head not in load_source_words().movements:
        return None
    near = [s for s in known if place - s.place <= _NEAR and s.kind in {"armed group", "rights group"}]
    return near[-1] if near else None


def _of_acting_band(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> Speaker | None:
    """The armed band that acts in this sentence or in the one before, for "the group" and "the movement"."""
    head, home = cue.head.lemma_.casefold(), document.sentence_at(cue.cue.start)
    if head not in load_source_words().movements:
        return None
    start = document.sentences[max(0, home.index - 1)].span.start
    for actor in reversed(inside(actors, Span(start, cue.speaker.start))):
        noun = root_of(document, actor.span)
        armed = actor.role == "combatant" and actor.actor.inter in BANDS
        if armed and noun is not None and noun.dep_ == "nsubj":
            return Speaker(actor.text, "armed group", head, actor.group, home.paragraph)
    return None


def of_namesake(known: Sequence[Speaker], name: str) -> SourceKind | None:
    """The kind of an earlier speaker of this name, a slip of the pen allowed."""
    for speaker in reversed(known):
        for word in speaker.original.split():
            if word == name or (
                len(name) > 4 and word[:1] == name[:1] and SequenceMatcher(None, word, name).ratio() > 0.85
            ):
                return speaker.kind
    return None


def of_body(known: Sequence[Speaker], since: int) -> SourceKind | None:
    """The kind of the last speaker from this paragraph on that is a body with spokesmen."""
    near = [s for s in known if s.place >= since and s.kind in {"armed group", "military", "government"}]
    return near[-1].kind if near else None


def _introduced(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> Speaker | None:
    """The person whom this sentence or the one before, in the same paragraph, tells of first: "he" who speaks is that
    one, be it a resident who is told to do something or somebody named with an office."""
    home = document.sentence_at(cue.cue.start)
    acting = [
        t for t in document.tokens(home) if t.dep_ == "nsubj" and t.tag_ == "NN" and t.idx < cue.speaker.start
    ]
    for token in acting[:1]:
        span = speaker_phrase(token)
        kind = kind_of(document, span, token.lemma_, actors)
        if kind is not None and kind != "unnamed":
            return Speaker(
                span.of(document.text), kind, token.lemma_.casefold(), None, home.paragraph, single=True
            )
    before = document.sentences[home.index - 1] if home.index else home
    if before.index == home.index or before.paragraph != home.paragraph:
        return None
    named = [
        token for token in document.tokens(before) if token.ent_type_ == "PERSON" and token.dep_ != "compound"
    ]
    for token in reversed(named):
        span = Span(document.doc[token.left_edge.i].idx, token.idx + len(token.text))
        name = span.of(document.text)
        kind = kind_of_person(document, name, actors)
        if kind is not None and kind != "unnamed":
            return Speaker(name, kind, token.lemma_.casefold(), None, home.paragraph, single=True)
    return None


def _of_own_name(document: Document, head: str, place: int) -> Speaker | None:
    """The body that publishes the report, under a word of its name: "the Office", "the mission"."""
    outlet = document.report.outlet or ""
    kind = kind_of_own_voice(document)
    return (
        Speaker(outlet, kind, head, None, place)
        if kind != "media" and head in re.findall(r"\w+", outlet.casefold())
        else None
    )


def _is_called(speaker: Speaker, head: str) -> bool:
    """True where the word is one of those that name the speaker; "the UN" is not "a UN source"."""
    called = speaker.original.casefold().split()
    return head in called and (speaker.head not in load_source_words().carriers or head == speaker.head)
