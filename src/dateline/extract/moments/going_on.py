"""Scenes that plainly go on with a moment told, or plainly leave it, whatever a score says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.codebook import STATES
from dateline.extract.grammar.phrases import after_prepositions, root_of, span_of, subjects_of
from dateline.extract.mentions import HARM, EventMention, PlaceMention
from dateline.extract.moments.binding import COUNTRY, TOWN, are_apart, are_known_apart, exactness, is_nested
from dateline.extract.moments.blasts_beside import is_blast_beside
from dateline.extract.moments.causes import is_done_to_others_before, led_to
from dateline.extract.moments.doers import acting_in, comes_later, known_attackers
from dateline.extract.moments.one_scene import days_meet, was_there_before
from dateline.extract.moments.scenes import Scene, are_in_two
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.languages import load_language
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_BEFORE = 7  # words between "a village" and the name by which it is told: "a village ten miles south of Ora"
_SETTLED = 5  # the level of towns and villages
_OPENING = 12  # words within which a speaker, with name and office, confirms what was told
_HEADING = 10  # words
_STRIKES = frozenset({"airstrike", "shelling"})
_UNDER = 2  # sentences behind a heading in which what it names is told


def goes_on(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment, of those given with the newest first, in which the doer of "the bomber attacked the gate" was told,
    or the known act of which "it was the Task Force that attacked them" tells who did it, or the one so called, or
    that of which whoever acted in it "claimed the attack", or on whose day harm was done; the
    newest where "it was the second attack", where a sentence begins by confirming it, where troops "killed 15 of
    the assailants", or where a bomb fell in strikes of which nothing was told."""
    doer = _known_doer(document, scene)
    if doer is not None:
        return next((moment for moment in moments if _tells_of(document, moment, doer)), None)
    if _is_ranked(document, scene) or _is_confirmed(document, scene) or _is_by_the_others(document, scene):
        return moments[0] if moments else None
    if moments and (_strikes_at_doers(document, scene, moments[0]) or _is_of_strikes(scene, moments[0])):
        return moments[0]
    if _is_cleft(document, scene):
        return next((moment for moment in moments if scene.main.family in moment.families), None)
    named = _named_by_noun(document, scene, moments) or _of_the_same(document, scene, moments)
    if named is not None:
        return named
    claimers = _claimers(document, scene)
    if claimers:
        return next((moment for moment in moments if claimers & _doers(moment)), None)
    return _of_its_day(document, scene, moments)


def confirms(verb: Any, cues: dict[str, list[str]]) -> bool:
    """True for "confirming the attack", "corroborated the incident": what is known of already, by no word more."""
    if verb.lemma_.lower() not in cues["confirming"]:
        return False
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    acts = {*cues["any"], *cues["incidents"]}
    return any(
        noun.lemma_.lower() in acts
        and [child.lower_ for child in noun.lefts] == ["the"]
        and not any(child.dep_ in {"prep", "acl", "relcl"} for child in noun.rights)
        for noun in objects
    )


def _is_confirmed(document: Document, scene: Scene) -> bool:
    """True where a sentence begins by confirming what was told: "Confirming the incident, the mayor said the men came
    at night"."""
    cues = event_cues(document)
    opening = document.tokens(scene.sentence)[:_OPENING]
    return any(token.pos_ == "VERB" and confirms(token, cues) for token in opening)


def _named_by_noun(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The one moment of "the ambush hit a convoy" that was called an ambush, or of "Sunday's attack was the work of"
    that was on Sunday, or is told first of those without a day."""
    noun = next((one for one in scene.events if not one.plural and _opens(document, one)), None)
    head = root_of(document, noun.span) if noun is not None else None
    if noun is None or head is None or noun.distinct:
        return None
    of_day = any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in head.children)
    if not (noun.definite or of_day):
        return None
    if of_day:
        called = [moment for moment in moments if days_meet(scene.period, moment.period)]
        called = called or [moment for moment in moments if moment.period is None][-1:]
    else:
        called = [moment for moment in moments if _was_called(document, moment, head.lemma_.lower())]
    return called[0] if len(called) == 1 else None


def _of_the_same(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment of the day of "the same district that was attacked on Friday"."""
    verbs = [root_of(document, event.span) for event in scene.events]
    known = all(
        verb is not None
        and verb.dep_ == "relcl"
        and any(child.dep_ == "nsubjpass" and child.tag_ == "WDT" for child in verb.children)
        and any(child.lower_ == "same" for child in verb.head.children)
        for verb in verbs
    )
    return next((one for one in moments if days_meet(scene.period, one.period)), None) if known else None


def _opens(document: Document, event: EventMention) -> bool:
    """True for a noun that is the first subject of its sentence."""
    noun = root_of(document, event.span) if event.nominal else None
    return noun is not None and noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.dep_ in {"ROOT", "ccomp"}


def _was_called(document: Document, moment: Moment, noun: str) -> bool:
    """True where a moment has been told in this very noun, unless that is one for any act."""
    nouns = (
        root_of(document, event.span)
        for scene in moment.scenes
        for event in scene.events
        if event.nominal and not event.plural
    )
    return noun not in event_cues(document)["any"] and any(
        one is not None and one.lemma_.lower() == noun for one in nouns
    )


def _is_ranked(document: Document, scene: Scene) -> bool:
    """True for "it was the second attack on a market in a week" and "this was the deadliest raid since May": what was
    just told, counted or measured against others."""
    noun = root_of(document, scene.main.span)
    if noun is None or noun.dep_ != "attr" or not all(event.nominal for event in scene.events) or scene.tolls:
        return False
    if not any(
        child.dep_ == "nsubj" and child.lower_ in {"it", "this", "that"} for child in noun.head.children
    ):
        return False
    return any(
        child.tag_ == "JJS" or child.ent_type_ == "ORDINAL" or child.lower_ in event_cues(document)["latest"]
        for child in noun.children
    )


def _claimers(document: Document, scene: Scene) -> set[str]:
    """Who "claimed the attack": the armed parties that say an act was theirs, by name."""
    nouns = [root_of(document, event.span) for event in scene.events if event.definite]
    claims = [
        n.head for n in nouns if n is not None and n.dep_ == "dobj" and n.head.lemma_.lower() == "claim"
    ]
    subjects = [span_of(one.left_edge, one.right_edge) for claim in claims for one in subjects_of(claim)[0]]
    return {
        a.actor.name.casefold()
        for a in scene.actors
        if a.role == "combatant" and any(one.overlaps(a.span) for one in subjects)
    }


def _doers(moment: Moment) -> set[str]:
    """The armed parties that act in a moment, by name."""
    return {actor.actor.name.casefold() for actor in acting_in(moment.scenes)}


def is_new_there(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "a car bomb killed one in Ora" and "a bomb also hit a patrol": what was not heard of before, in another
    settlement or province than the moment's, or said to come on top."""
    if not is_by_new(document, scene):
        return False
    own, known = scene.place, moment.place
    if own is None or known is None:
        before = all(one.sentence.index < scene.sentence.index for one in moment.scenes)
        return own is None and before and _comes_on_top(document, scene)
    towns = max(exactness(own), exactness(known)) <= TOWN and not is_nested(own, known)
    return towns or are_known_apart(own, known)


def is_return(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "on Saturday they came back and shot two": whoever returns on a stated day to do harm does so anew."""
    day = scene.period
    verb = root_of(document, scene.main.span)
    if verb is None or day is None or day.basis != "stated" or not scene.tolls or scene.main.nominal:
        return False
    if any(one.sentence.index >= scene.sentence.index for one in moment.scenes):
        return False
    above = verb.head if verb.dep_ in {"conj", "xcomp", "advcl"} else verb
    returns = event_cues(document)["returning"]
    back = any(child.lower_ == "back" for child in above.children) and above.lemma_.lower() == "come"
    return above is not verb and (back or above.lemma_.lower() in returns)


def is_by_new(document: Document, scene: Scene) -> bool:
    """True where those who act in the strongest act of a scene, else its subject ("a bomb killed two", "two workers
    were abducted"), else the act itself, are not known before."""
    main = scene.main
    verb = root_of(document, main.span)
    if verb is None:
        return False
    subjects = [] if main.nominal or main.agents else _subjects(verb, main)
    words = [root_of(document, phrase) for phrase in main.agents[:1]] or subjects or [verb]
    told = main.nominal or bool(main.agents or subjects)
    return told and all(word is not None and _is_new(word) for word in words)


def _subjects(verb: Any, act: EventMention) -> list[Any]:
    """The subject of a verb, but not those who died, of whom more is told."""
    if act.family not in HARM:
        return [child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}]
    killers = (child for child in verb.lefts if child.dep_ == "nsubj")
    return [
        one for one in killers if not any(phrase.start <= one.idx < phrase.end for phrase in act.patients)
    ]


def _is_new(noun: Any) -> bool:
    """True for "a bomb", "unidentified gunmen", "artillery fire"."""
    marks = [child for child in noun.children if child.dep_ in {"det", "poss"}]
    if noun.dep_ == "compound":
        return _is_new(noun.head)
    new = all(child.morph.get("Definite") == ["Ind"] for child in marks)
    return noun.pos_ == "NOUN" and new


def is_told_beside(document: Document, scene: Scene, other: Scene) -> bool:
    """True where one sentence tells of two towns or districts, with the harm or the act done in each, shares out its
    harm, or tells of a blast beside another act or of others hurt days before."""
    if (
        scene.share
        or was_there_before(document, scene, other)
        or any(is_blast_beside(document, event, other.events) for event in scene.events)
        or _is_done_besides(document, scene, other)
        or any(is_done_to_others_before(document, event) for event in scene.events)
    ):
        return True
    mine, theirs = ({toll.span for toll in one.tolls} for one in (scene, other))
    later = comes_later(document, scene) and are_apart(scene.place, other.place)
    return bool(mine and theirs) and mine.isdisjoint(theirs) and (later or are_in_two(scene, other))


def _is_done_besides(document: Document, scene: Scene, other: Scene) -> bool:
    """True for "bombed a bus in Bel" behind "killed five soldiers in Ora and": what the same people did to others in
    another town."""
    verb, first = root_of(document, scene.main.span), root_of(document, other.main.span)
    if verb is None or verb.dep_ != "conj" or verb.head != first or not are_apart(scene.place, other.place):
        return False
    mine, theirs = scene.main.patients, other.main.patients
    return bool(mine and theirs) and set(mine).isdisjoint(theirs)


def _comes_on_top(document: Document, scene: Scene) -> bool:
    """True for "a bomb also struck a patrol"."""
    words = [(event, root_of(document, event.span)) for event in scene.events]
    verbs = [word.head if event.nominal else word for event, word in words if word is not None]
    return any(child.lower_ == "also" for verb in verbs for child in verb.children)


def _strikes_at_doers(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "the army said it killed 15 of the assailants" and "six attackers were killed" behind what others than a
    state's forces did."""
    acting = acting_in(moment.scenes)
    wide = scene.place is None or exactness(scene.place) >= COUNTRY
    if not wide or scene.states_day or not acting or any(actor.actor.inter in STATES for actor in acting):
        return False
    again = load_words().attackers
    struck = [root_of(document, phrase) for event in scene.events for phrase in event.patients]
    those = [one for noun in struck if noun is not None for one in (noun, *after_prepositions(noun, {"of"}))]
    return any(
        one.tag_ == "NNS"
        and one.lower_ in again
        and any(child.lower_ == "the" or child.dep_ == "nummod" for child in one.children)
        for one in those
    )


def _is_of_strikes(scene: Scene, moment: Moment) -> bool:
    """True for "a bomb fell on a school in Bel" behind "the army answered with air strikes", told of no place and no
    harm."""
    strikes = [event for one in moment.scenes for event in one.events]
    bare = all(event.act in _STRIKES and event.nominal and event.plural for event in strikes)
    if not bare or moment.tolls or any(one.place is not None for one in moment.scenes):
        return False
    undated = not scene.states_day
    from_afar = any(event.act in _STRIKES | {"explosion"} for event in scene.events)
    return undated and from_afar and not any(event.distinct or event.earlier for event in scene.events)


def _known_doer(document: Document, scene: Scene) -> str | None:
    """The noun of one attacker with "the" who acts in a scene; None for others and for several."""
    return next(
        (str(noun.lemma_.lower()) for noun in known_attackers(document, scene) if noun.tag_ == "NN"), None
    )


def _is_by_the_others(document: Document, scene: Scene) -> bool:
    """True for "the other attackers then stormed the hotel", with no day or place of its own: those of what was just
    told."""
    if scene.place is not None or scene.states_day:
        return False
    rest = event_cues(document)["rest"]
    return any(
        any(child.lower_ in rest for child in noun.children) for noun in known_attackers(document, scene)
    )


def _tells_of(document: Document, moment: Moment, noun: str) -> bool:
    """True where a moment has told of one so called."""
    return any(
        token.lemma_.lower() == noun and token.tag_ == "NN"
        for scene in moment.scenes
        for token in document.tokens(scene.sentence)
        if scene.span.start <= token.idx < scene.span.end
    )


def _is_cleft(document: Document, scene: Scene) -> bool:
    """True for "it was the Task Force that attacked them": that they were is known."""
    verb = root_of(document, scene.main.span)
    if verb is None or scene.main.nominal or verb.dep_ not in {"relcl", "ccomp", "acl"}:
        return False
    if not any(child.lower_ in {"that", "who", "which"} and child.i < verb.i for child in verb.children):
        return False
    return any(
        above.lemma_.lower() == "be" and any(c.lower_ == "it" and c.dep_ == "nsubj" for c in above.children)
        for above in list(verb.ancestors)[:2]
    )


def _of_its_day(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment of the day that harm states, where the newest only led to something and has none: "the order came
    after rebels had shot a man. Nine were wounded in yesterday's fight"."""
    day = scene.period
    if day is None or day.basis != "stated" or scene.place is not None or not scene.families <= HARM:
        return None
    if not moments or moments[0].period is not None or not led_to(document, moments[0].scenes[0].main):
        return None
    dated = (one for one in moments[1:] if one.period is not None and one.period.basis == "stated")
    return next((one for one in dated if days_meet(day, one.period)), None)


def is_of_another_village(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "in a village south of Ora" behind "in a town near Ora": two that have no name are two."""
    own = _nameless(document, scene.place)
    if own is None:
        return False
    told = [
        _nameless(document, one.place) for one in moment.scenes if one.sentence.index != scene.sentence.index
    ]
    return any(other is not None and other != own for other in told)


def _nameless(document: Document, place: PlaceMention | None) -> str | None:
    """The words of "a village south of Ora" from the article on; None for a place that is named itself."""
    if place is None or place.relation not in {"near", "direction"}:
        return None
    heads = load_language(document.report.language).places["heads"]
    name = document.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
    first = name[0]
    for noun in document.doc[max(first.sent.start, first.i - _BEFORE) : first.i]:
        settled = heads.get(noun.lemma_.lower(), {}).get("levels", ())[:1] == [_SETTLED]
        if settled and any(c.lower_ in {"a", "an", "another"} for c in noun.children):
            return document.text[noun.idx : place.span.end].casefold()
    return None


def is_told_below(document: Document, scene: Scene, scenes: Sequence[Scene]) -> bool:
    """True for a heading between paragraphs ("Soldiers killed in Ora") whose act, at its place, is told right below."""
    home = scene.sentence
    if home.zone != "body" or not document.is_heading(home, words=_HEADING):
        return False
    below = [one for one in scenes if 0 < one.sentence.index - home.index <= _UNDER]
    return any(_may_be_told(document, scene, one) for one in below)


def _may_be_told(document: Document, heading: Scene, scene: Scene) -> bool:
    if document.is_heading(scene.sentence, words=_HEADING):
        return False
    alike = bool(heading.families & scene.families) or heading.families <= HARM
    placed = heading.place is not None and scene.place is not None
    there = not placed or is_nested(heading.place, scene.place)  # type: ignore[arg-type]
    return alike and there


def is_further(scene: Scene, moment: Moment) -> bool:
    """True for "on 3 May a woman of Ora also died", with a day and a place of its own that lies elsewhere."""
    own, told = scene.place, moment.place
    if own is None or told is None or is_nested(own, told):
        return False
    dated = scene.states_day
    return dated and any(event.distinct for event in scene.events)
