"""Cue -> speaker: somebody told of before, or somebody new with the kind that their words and the report give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.actors import load_nations
from dateline.actors.folding import fold_name
from dateline.codebook import BANDS, SourceKind
from dateline.extract.attribution.cue import Cue
from dateline.extract.attribution.kinds import (
    is_of_band,
    is_outlet,
    kind_of,
    kind_of_person,
)
from dateline.extract.attribution.known import (
    Speaker,
    is_pronoun,
    meant_by_pronoun,
    of_body,
    of_movement,
    of_namesake,
    taken_up,
)
from dateline.extract.attribution.own_voice import kind_of_own_voice
from dateline.extract.grammar.phrases import after_prepositions
from dateline.extract.grammar.windows import overlapping
from dateline.extract.mentions import ActorMention
from dateline.extract.toll.people import people_words
from dateline.extract.words.parties import load_words
from dateline.extract.words.sources import load_source_words
from dateline.records import Span
from dateline.text import Document

HEDGES = frozenset({"attribution.hedge", "attribution.passive"})  # the outlet's own voice, with a doubt
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PEOPLES = frozenset({"GPE", "NORP"})
_UNKNOWN = {None, "unnamed"}
_APPOSED = 20  # characters that may stand between a party and what is said of it


def speaker_of(
    document: Document, cue: Cue, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> Speaker | None:
    """The speaker of a cue; a pronoun or a bare "the source" takes over the one told before."""
    text = re.sub(r"^([Tt]he) same ", r"\1 ", cue.speaker.of(document.text))
    place = document.sentence_at(cue.cue.start).paragraph
    if cue.rule in HEDGES:
        return Speaker(document.report.outlet or "the report", kind_of_own_voice(document), text, None, place)
    if cue.rule == "attribution.reports":
        return Speaker(text, "media", cue.head.lower_, None, place)
    if is_pronoun(cue, text):
        return meant_by_pronoun(document, cue, text, actors, known)
    return taken_up(document, cue, text, actors, known) or _somebody_new(document, cue, text, actors, known)


def _somebody_new(
    document: Document, cue: Cue, text: str, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> Speaker | None:
    """A speaker by their own words; None for papers that nobody wrote, and for what cannot speak."""
    head, place = cue.head.lemma_.casefold(), document.sentence_at(cue.cue.start).paragraph
    if _is_paper(cue) and kind_of(document, cue.speaker, head, actors) in _UNKNOWN:
        return None
    theirs = _of_owner(document, cue, actors, known)
    if theirs is not None:
        return Speaker(text, theirs, head, None, place, single=True)
    told = _told_kind(document, cue, actors)
    kind = told or _kind_in_report(document, cue, text, actors, known)
    words, lower = load_source_words(), text.casefold()
    if kind in _UNKNOWN and lower.startswith(("the ", "this ", "same ")) and head in words.carriers:
        same = [s for s in known if s.head == head]
        if same:
            return same[-1]
    if kind is None and cue.rule == "attribution.headline":
        return None
    kind = _kind_by_company(document, cue, text, kind, actors, known)
    if kind is None and not _may_speak(document, cue):
        return None
    if kind is None and is_outlet(document, text):
        kind = "media"
    if kind in _UNKNOWN and _are_bare_reports(cue):
        kind = "media"
    person = told is None and cue.head.pos_ == "PROPN" and kind not in {None, "media"} and _may_be_person(cue)
    named = any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in cue.head.children)
    person = person or named  # "its Secretary General, Ann Ruiz"
    single = cue.head.ent_type_ == "PERSON" or person or (cue.head.tag_ == "NN" and kind != "media")
    if kind is None:
        private = cue.head.ent_type_ == "PERSON" or _is_civilian(document, cue) or _is_agent(cue)
        kind = "resident" if private else "unnamed"
    group = next((a.group for a in overlapping(actors, cue.speaker) if a.group), None)
    return Speaker(text, kind, head, group, place, single and cue.head.lemma_ not in words.speaking_bodies)


def _told_kind(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> SourceKind | None:
    """The kind that the speaker's own words tell; of a name no guess is made here."""
    named = cue.head.pos_ == "PROPN"
    around = cue.around.of(document.text) if cue.around else ""
    if cue.around is not None and is_of_band(document, cue.around, actors):
        return "armed group"
    return _of_apposition(document, cue, actors) or kind_of(
        document, cue.speaker, cue.head.lemma_, actors, around=around, guess=not named
    )


def _kind_in_report(
    document: Document, cue: Cue, text: str, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> SourceKind | None:
    """The kind that the rest of the report tells: an earlier speaker's of this name, what it says of the person."""
    if cue.head.pos_ == "PROPN":
        around = cue.around.of(document.text) if cue.around else ""
        office = cue.head.lemma_.casefold() in load_source_words().weak  # "the Chairman of Ora" is no name
        told = None if office else kind_of_person(document, text, actors)
        kind = of_namesake(known, cue.head.text) or told
        return kind or kind_of(document, cue.speaker, cue.head.lemma_, actors, around=around)
    kind = kind_of(document, cue.around, "", actors) if cue.around is not None else None
    return kind or of_namesake(known, cue.head.text)


def _kind_by_company(
    document: Document,
    cue: Cue,
    text: str,
    kind: SourceKind | None,
    actors: Sequence[ActorMention],
    known: Sequence[Speaker],
) -> SourceKind | None:
    """The kind of a voice by whose it is ("its spokesman"), of a name by how it speaks ("X reports", "Kyiv says")."""
    lower, place = text.casefold(), document.sentence_at(cue.cue.start).paragraph
    if kind in {"unnamed", "military"} and lower.startswith(("its ", "their ")):
        theirs = _of_party(document, cue, actors) if lower.startswith("their ") else None
        return theirs or of_body(known, place - 1) or _of_party(document, cue, actors) or kind
    of_somebody = any(child.lower_ == "of" for child in cue.head.children)  # "a leader of the youth"
    if kind == "unnamed" and cue.head.lemma_.casefold() in load_source_words().voices and not of_somebody:
        kind = of_body(known, place - 2) or _of_party(document, cue, actors) or kind
    if kind in _UNKNOWN and cue.head.pos_ == "PROPN":
        if _relays(document, cue):
            return "media"
        return "government" if _is_country(cue, text) else "military" if _is_nation_at_war(text) else kind
    return kind


def _of_owner(
    document: Document, cue: Cue, actors: Sequence[ActorMention], known: Sequence[Speaker]
) -> SourceKind | None:
    """The kind of "the group's own spokesman" and "a spokesman for the group": that of the armed party named right
    before, else of who spoke as one."""
    movements = load_source_words().movements
    named = [
        cue.head,
        *(c for c in cue.head.children if c.dep_ == "compound"),
    ]  # "the group's spokesman Tom Ruiz"
    owners = [c for one in named for c in one.children if c.dep_ == "poss" and c.lemma_.lower() in movements]
    owners += [c for c in after_prepositions(cue.head, {"for", "of"}) if c.lower_ in movements]
    if not owners or any(child.dep_ not in {"det", "case"} for child in owners[0].children):
        return None
    party = _of_party(document, cue, [actor for actor in actors if actor.actor.inter in BANDS])
    spoke = of_movement(known, owners[0].lemma_.lower(), document.sentence_at(cue.cue.start).paragraph)
    return party if party == "armed group" else spoke.kind if spoke else None


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


def _of_party(document: Document, cue: Cue, actors: Sequence[ActorMention]) -> SourceKind | None:
    """The kind of the last party named before the cue, in its paragraph or the one before."""
    place = document.sentence_at(cue.cue.start).paragraph
    for actor in reversed(actors):
        near = actor.span.end <= cue.cue.start and not actor.generic and actor.actor.actor_id is not None
        if near and place - document.sentence_at(actor.span.start).paragraph <= 1:
            return kind_of(document, actor.span, "", actors)
    return None


def _relays(document: Document, cue: Cue) -> bool:
    """True for a trailing ", X reports" or ", X can report": who puts it so is a news outlet."""
    if not cue.trailing or cue.verb != "report" or cue.head.ent_type_ == "PERSON":
        return False
    verb = document.doc.char_span(cue.cue.start, cue.cue.end)
    return verb is not None and verb[0].tag_ in {"VBZ", "VBP", "VB"}


def _is_country(cue: Cue, text: str) -> bool:
    """True for a country or a capital that speaks, whatever the parse takes its name for."""
    known = load_nations().get(fold_name(text))
    seat = text.casefold() in load_words().seats
    named = seat or (known is not None and known.kind == "name" and cue.head.ent_type_ != "PERSON")
    return bool(named or cue.head.ent_type_ == "GPE")


def _is_nation_at_war(text: str) -> bool:
    """True for "the Russians", who speak as one: those who fight."""
    known = load_nations().get(fold_name(text[len("the ") :])) if text.casefold().startswith("the ") else None
    return known is not None and known.kind == "people"


def _is_paper(cue: Cue) -> bool:
    """True for "a report" that nobody is named for, whatever it is about: the reader cannot know who wrote it."""
    words = load_source_words()
    if cue.head.tag_ != "NN" or cue.head.lemma_.casefold() not in words.report_heads:
        return False
    authors = [c for c in cue.head.children if c.i < cue.head.i or c.lower_ in words.report_authors]
    named = [token for child in authors for token in child.subtree if token.pos_ == "PROPN"]
    return not any(token.ent_type_ not in _PLACES for token in named)


def _are_bare_reports(cue: Cue) -> bool:
    """True for "reports", "initial reports": nobody is named, and somebody has published it."""
    words = load_source_words()
    others = [t for t in cue.head.children if t.i < cue.head.i and t.pos_ in {"NOUN", "PROPN"}]
    return cue.head.tag_ == "NNS" and cue.head.lemma_.casefold() in words.report_heads and not others


def _may_be_person(cue: Cue) -> bool:
    """True for a name that the report gives an office and that is no people's, country's or long body's name."""
    kind, text = cue.head.ent_type_, cue.head.text
    alone = cue.speaker.end - cue.speaker.start == len(text) and text.istitle()
    return kind not in _PEOPLES and (kind != "ORG" or alone)


def _may_speak(document: Document, cue: Cue) -> bool:
    """True for persons, organisations and groups of people: what no list knows must at least be able to speak."""
    if cue.rule in {"attribution.according", "attribution.told_by"}:
        return bool(cue.head.ent_type_ in {"PERSON", "ORG", "NORP"} or cue.head.pos_ == "NOUN")
    named = cue.head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or cue.head.pos_ == "PROPN"
    return bool(named or _is_civilian(document, cue) or _is_agent(cue))


def _is_agent(cue: Cue) -> bool:
    """True for "a boda boda rider" and "a stall holder": a noun for a person by its ending, who said something."""
    words, noun = load_source_words(), cue.head.lemma_.casefold()
    told = cue.verb in words.plain and cue.head.tag_ in {"NN", "NNS"}
    return told and noun.endswith(words.agents) and noun not in words.things


def _is_civilian(document: Document, cue: Cue) -> bool:
    """True for a word that says what somebody is: "a motorist"."""
    status = people_words(document.report.language).status
    return status.get(cue.head.lemma_.casefold()) == "civilian"
