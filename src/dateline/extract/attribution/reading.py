"""Who says it: speakers with their kind, their chain, and the stretches of text they answer for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dateline.actors import load_nations
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, PARTIES, SourceKind
from dateline.extract.attribution.carry import carry
from dateline.extract.attribution.checks import read_checks
from dateline.extract.attribution.cues import Cue, find_cues
from dateline.extract.attribution.joined import with_joined
from dateline.extract.attribution.kinds import is_outlet, kind_of, kind_of_own_voice, kind_of_person
from dateline.extract.attribution.scope import scopes_of
from dateline.extract.attribution.subjects import speaker_phrase
from dateline.extract.grammar.phrases import after_prepositions
from dateline.extract.grammar.windows import overlapping
from dateline.extract.mentions import ActorMention, SourceMention
from dateline.extract.toll.people import people_words
from dateline.extract.words.parties import load_words
from dateline.extract.words.sources import load_source_words
from dateline.records import Attribution, Span
from dateline.text import Document

__all__ = ["read_checks", "read_sources"]


_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PEOPLES = frozenset({"GPE", "NORP"})
_HEDGES = frozenset({"attribution.hedge", "attribution.passive"})  # the outlet's own voice, with a doubt
_NAMELESS = 6  # paragraphs over which "the sources" are those told of before
_REMEMBERED = 100  # speakers; whoever spoke before them is not taken up again without a name
_APPOSED = 20  # characters that may stand between a party and what is said of it


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker made out: the words that name them, their kind, the head noun, and their camp."""

    original: str
    kind: SourceKind
    head: str
    group: str | None
    place: int
    single: bool = False


def read_sources(document: Document, actors: Sequence[ActorMention]) -> tuple[SourceMention, ...]:
    """Speakers in the order of the text, each with its scope."""
    cues = find_cues(document)
    camps: set[str | None] = {a.group for a in actors if a.role == "combatant" and a.group}
    speakers: list[Speaker] = []
    kept: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = _speaker(document, cue, actors, speakers[-_REMEMBERED:])
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
    firm = [span for mention in told if mention.rule not in _HEDGES for span in mention.scope]
    kept_told = [m for m in told if m.rule not in _HEDGES or not any(span.covers(m.cue) for span in firm)]
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


def _speaker(
    document: Document, cue: Cue, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> Speaker | None:
    """The speaker of a cue; a pronoun or a bare "the source" takes over the one told before."""
    text = re.sub(r"^([Tt]he) same ", r"\1 ", cue.speaker.of(document.text))
    place = document.sentence_at(cue.cue.start).paragraph
    if cue.rule in _HEDGES:
        return Speaker(document.report.outlet or "the report", kind_of_own_voice(document), text, None, place)
    if cue.rule == "attribution.reports":
        return Speaker(text, "media", cue.head.lower_, None, place)
    words = load_source_words()
    lower = text.casefold()
    if cue.head.pos_ == "PRON" or lower in words.single | words.many:
        before = [s for s in known if place - s.place <= 3]
        fitting = [s for s in before if s.single == (lower in words.single)]
        if lower in words.groups:
            fitting = [s for s in fitting if s.kind != "media"] or fitting
        if not fitting and lower in words.persons:
            introduced = _introduced(document, cue, actors)
            if introduced is not None:
                return introduced
        chosen = fitting or before
        return chosen[-1] if chosen else None
    head = cue.head.lemma_.casefold()
    if lower.startswith(("the ", "our ")) and len(lower.split()) == 2:
        same = [s for s in known if s.head == head or _is_called(s, head)]
        if same:
            return same[-1]
        if head in words.nameless:
            near = [s for s in known if place - s.place <= _NAMELESS and s.kind != "media"]
            meant = [s for s in near if not s.single] if cue.head.tag_ == "NNS" else near
            if meant:
                return meant[-1]
        named_so = _of_own_name(document, head, place) or _of_movement(known, head, place)
        if named_so is not None:
            return named_so
    if _is_paper(cue) and kind_of(document, cue.speaker, head, actors) in {None, "unnamed"}:
        return None
    around = cue.around.of(document.text) if cue.around else ""
    kind = _of_apposition(document, cue, actors)
    named = cue.head.pos_ == "PROPN"
    kind = kind or kind_of(document, cue.speaker, cue.head.lemma_, actors, around=around, guess=not named)
    person = kind is None and named
    if kind is None and named:
        kind = _of_namesake(known, cue.head.text) or kind_of_person(document, text, actors)
        kind = kind or kind_of(document, cue.speaker, cue.head.lemma_, actors, around=around)
    if kind is None and cue.around is not None and cue.head.pos_ != "PROPN":
        kind = kind_of(document, cue.around, "", actors)
    if kind is None and cue.head.pos_ == "PROPN":
        kind = _of_namesake(known, cue.head.text) or kind_of_person(document, text, actors)
    if kind is None:
        kind = _of_namesake(known, cue.head.text)
    theirs = _of_owner(document, cue, actors, known)
    if theirs is not None:
        return Speaker(text, theirs, head, None, place, single=True)
    if kind in {None, "unnamed"} and lower.startswith(("the ", "this ", "same ")) and head in words.carriers:
        same = [s for s in known if s.head == head]
        if same:
            return same[-1]
    if kind is None and cue.rule == "attribution.headline":
        return None
    if kind in {"unnamed", "military"} and lower.startswith(("its ", "their ")):
        theirs = _of_party(document, cue, actors) if lower.startswith("their ") else None
        kind = theirs or _of_body(known, place - 1) or _of_party(document, cue, actors) or kind
    elif kind == "unnamed" and head in load_source_words().voices:
        kind = _of_body(known, place - 2) or _of_party(document, cue, actors) or kind
    if kind in {None, "unnamed"} and named and _relays(document, cue):
        kind = "media"
    if kind in {None, "unnamed"} and cue.head.pos_ == "PROPN" and _is_country(cue, text):
        kind = "government"  # "Kyiv says"
    if kind is None and not _may_speak(cue):
        return None
    if kind is None and is_outlet(document, text):
        kind = "media"
    group = next((a.group for a in overlapping(actors, cue.speaker) if a.group), None)
    if kind in {None, "unnamed"} and _are_bare_reports(cue):
        kind = "media"
    person = person and kind not in {None, "media"} and _may_be_person(cue)
    single = cue.head.ent_type_ == "PERSON" or person or (cue.head.tag_ == "NN" and kind != "media")
    if kind is None:
        civilian = people_words(document.report.language).status.get(head) == "civilian"
        kind = "resident" if civilian else "unnamed"
    return Speaker(
        text, kind, head, group, place, single and cue.head.lemma_ not in load_source_words().speaking_bodies
    )


def _may_be_person(cue: Cue) -> bool:
    """True for a name that the report gives an office and that is no people's, country's or long body's name."""
    kind, text = cue.head.ent_type_, cue.head.text
    alone = cue.speaker.end - cue.speaker.start == len(text) and text.istitle()
    return kind not in _PEOPLES and (kind != "ORG" or alone)


def _is_paper(cue: Cue) -> bool:
    """True for "a report" that nobody is named for, whatever it is about: the reader cannot know who wrote it."""
    words = load_source_words()
    if cue.head.tag_ != "NN" or cue.head.lemma_.casefold() not in words.report_heads:
        return False
    authors = [c for c in cue.head.children if c.i < cue.head.i or c.lower_ in words.report_authors]
    named = [token for child in authors for token in child.subtree if token.pos_ == "PROPN"]
    return not any(token.ent_type_ not in _PLACES for token in named)


def _is_country(cue: Cue, text: str) -> bool:
    """True for a country or a capital that speaks, whatever the parse takes its name for."""
    known = load_nations().get(fold_name(text))
    seat = text.casefold() in load_words().seats
    named = seat or (known is not None and known.kind == "name" and cue.head.ent_type_ != "PERSON")
    return bool(named or cue.head.ent_type_ == "GPE")


def _are_bare_reports(cue: Cue) -> bool:
    """True for "reports", "initial reports": nobody is named, and somebody has published it."""
    words = load_source_words()
    others = [t for t in cue.head.children if t.i < cue.head.i and t.pos_ in {"NOUN", "PROPN"}]
    return cue.head.tag_ == "NNS" and cue.head.lemma_.casefold() in words.report_heads and not others


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


def _of_movement(known: Sequence[Speaker], head: str, place: int) -> Speaker | None:
    """The armed or other group that spoke last nearby, for "the group" and "the movement"."""
    if head not in load_source_words().movements:
        return None
    near = [s for s in known if place - s.place <= 3 and s.kind in {"armed group", "rights group"}]
    return near[-1] if near else None


def _of_owner(
    document: Document, cue: Cue, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> SourceKind | None:
    """The kind of "the group's own spokesman" and "a spokesman for the group": that of the armed party named right
    before, else of who spoke as one."""
    movements = load_source_words().movements
    owners = [c for c in cue.head.children if c.dep_ == "poss" and c.lemma_.lower() in movements]
    owners += [c for c in after_prepositions(cue.head, {"for", "of"}) if c.lower_ in movements]
    if not owners or any(child.dep_ not in {"det", "case"} for child in owners[0].children):
        return None
    party = _of_party(document, cue, [actor for actor in actors if actor.actor.inter in BANDS])
    spoke = _of_movement(known, owners[0].lemma_.lower(), document.sentence_at(cue.cue.start).paragraph)
    return party if party == "armed group" else spoke.kind if spoke else None


def _relays(document: Document, cue: Cue) -> bool:
    """True for a trailing ", X reports" or ", X can report": who puts it so is a news outlet."""
    if not cue.trailing or cue.verb != "report" or cue.head.ent_type_ == "PERSON":
        return False
    verb = document.doc.char_span(cue.cue.start, cue.cue.end)
    return verb is not None and verb[0].tag_ in {"VBZ", "VBP", "VB"}


def _of_apposition(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> SourceKind | None:
    """The kind of the party named right before: "the Front, a group of the north, said"."""
    closed = document.text[: cue.cue.start].rstrip().endswith(",")
    if cue.head.lemma_.lower() not in load_source_words().speaking_bodies or not closed:
        return None  # "held by security forces, police said" is no apposition
    start = cue.speaker.start
    for actor in overlapping(actors, Span(max(0, start - _APPOSED), start)):
        between = document.text[actor.span.end : cue.speaker.start]
        if re.fullmatch(r"\)?,? ?(?:\([^)]{1,10}\))?, ", between) and actor.role == "combatant":
            return kind_of(document, actor.span, "", actors)
    return None


def _of_namesake(known: Sequence[Speaker], name: str) -> SourceKind | None:
    """The kind of an earlier speaker of this name, a slip of the pen allowed."""
    for speaker in reversed(known):
        for word in speaker.original.split():
            if word == name or (
                len(name) > 4 and word[:1] == name[:1] and SequenceMatcher(None, word, name).ratio() > 0.85
            ):
                return speaker.kind
    return None


def _of_body(known: Sequence[Speaker], since: int) -> SourceKind | None:
    """The kind of the last speaker from this paragraph on that is a body with spokesmen."""
    near = [s for s in known if s.place >= since and s.kind in {"armed group", "military", "government"}]
    return near[-1].kind if near else None


def _of_party(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> SourceKind | None:
    """The kind of the last party named before the cue, in its paragraph or the one before."""
    place = document.sentence_at(cue.cue.start).paragraph
    for actor in reversed(actors):
        near = actor.span.end <= cue.cue.start and not actor.generic and actor.actor.actor_id is not None
        if near and place - document.sentence_at(actor.span.start).paragraph <= 1:
            return kind_of(document, actor.span, "", actors)
    return None


def _may_speak(cue: Cue) -> bool:
    """True for persons, organisations and groups of people: what no list knows must at least be able to speak."""
    if cue.rule in {"attribution.according", "attribution.told_by"}:
        return bool(cue.head.ent_type_ in {"PERSON", "ORG", "NORP"} or cue.head.pos_ == "NOUN")
    return bool(cue.head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or cue.head.pos_ == "PROPN")
