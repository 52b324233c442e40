"""Acts told as what came before something else ("talks were broken off after rebels attacked a base"), and answers
to an act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from dateline.extract.grammar.phrases import root_of, subjects_of
from dateline.extract.mentions import HARM, EventMention
from dateline.extract.words.acts import event_cues
from dateline.records import Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment
    from dateline.extract.moments.scenes import Scene

_DEEP = 8  # words up from an act: "five days after an incident in the village of Ora, where six died"
_OPENING = 3  # words: "In retaliation, the statement went on, two planes ..."
_AIR = "airstrike"
_HURT_IN = {"prep", "pobj", "pcomp", "acl", "relcl", "nsubj"}


def led_to(document: Document, event: EventMention) -> bool:
    """True for an act told as what came before something else: "the order came after rebels had beheaded a man", "in
    revenge for the killing of a herder"."""
    act = root_of(document, event.span)
    if act is None:
        return False
    if brought_on(document, event):
        return True
    if not event.earlier:
        return False
    cues = _cues(document)
    for token in [act, *act.ancestors][:3]:
        if token.dep_ == "prep" and token.lower_ in cues:
            return True
        before = (child for child in token.children if child.idx < event.span.start)
        if any(child.dep_ in {"mark", "prep"} and child.lower_ in cues for child in before):
            return True
    return False


def is_reason(document: Document, event: EventMention) -> bool:
    """True for the shooting of "a crowd attacked the station after police shot a student": why others acted."""
    act = root_of(document, event.span)
    if act is None or act.dep_ != "advcl" or act.head.pos_ != "VERB" or act.head.i > act.i:
        return False
    return any(child.dep_ == "mark" and child.lower_ in _cues(document) for child in act.children)


def dates_another(document: Document, event: EventMention, days: Sequence[Span] = ()) -> bool:
    """True where days lie between an act and one that only comes behind it: "came two days after rebels struck", or the
    day of the first stands with it: "took place after the killing of two men on 3 May"."""
    cues = event_cues(document)
    for token, after in _counted_from(document, event):
        verb = after.head if after.dep_ == "prep" else token.head
        if verb.lemma_.lower() not in cues["happen"]:
            return False
        told = [day for day in days if after.idx < day.start]
        stands = any("," not in document.text[after.idx : day.start] for day in told)
        return stands or after.nbor(-1).lemma_.lower() in cues["spells"]
    return False


def came_before(document: Document, event: EventMention) -> bool:
    """True where an act is dated from what was told, behind it: "rebels had shelled a base an hour before they stopped
    the bus", "the killing came a day after a patrol was ambushed"."""
    verb = root_of(document, event.span)
    if any(_is_came_after(after, event_cues(document)) for _, after in _counted_from(document, event)):
        return True
    if verb is None or event.nominal or not event.earlier or not event.patients:
        return False
    marks = (child for end in verb.children for child in (end, *end.lefts) if child.lower_ == "before")
    spells = event_cues(document)["spells_before"]
    return any(mark.nbor(-1).lemma_.lower() in spells for mark in marks if mark.i > mark.sent.start)


def _is_came_after(after: Any, cues: dict[str, list[str]]) -> bool:
    """True for the "after" of "came a day after" and "followed hours after"."""
    spell = after.nbor(-1) if after.i > after.sent.start else after
    before = [
        token for token in after.doc[max(after.sent.start, spell.i - 3) : spell.i] if token.pos_ == "VERB"
    ]
    return spell.lemma_.lower() in cues["spells"] and any(one.lemma_ in cues["came"] for one in before)


def is_long_past(document: Document, event: EventMention) -> bool:
    """True for the ambush of "set up a camp a year after an ambush": of another time than what is told."""
    for _, after in _counted_from(document, event):
        return bool(after.nbor(-1).lemma_.lower() in event_cues(document)["long_spells"])
    return False


def is_done_to_others_before(document: Document, event: EventMention) -> bool:
    """True for the dead of "shot nine people, days after 20 others were killed": others than those of what is told."""
    act = root_of(document, event.span)
    if act is None or act.dep_ != "advcl" or event.family not in HARM:
        return False
    cues = event_cues(document)
    harmed = (word for word in act.lefts if word.dep_ in {"nsubj", "nsubjpass"})
    others = any(one.lower_ in cues["others"] for word in harmed for one in (word, *word.lefts))
    spells = (after.nbor(-1).lemma_.lower() for _, after in _counted_from(document, event))
    return others and any(spell in cues["spells"] for spell in spells)


def _counted_from(document: Document, event: EventMention) -> Iterator[tuple[Any, Any]]:
    """Each "after" that leads the act or a clause around it, within a sentence, with the word that it leads."""
    act = root_of(document, event.span)
    for token in [act, *act.ancestors][:_DEEP] if act is not None else []:
        for after in (token, *token.lefts):
            leads = after.lower_ == "after" and after.dep_ in {"mark", "prep"}
            if leads and after.i > after.sent.start:
                yield token, after


def brought_on(document: Document, event: EventMention) -> bool:
    """True for the act for which others did what is told, or from which it is counted by months and years: "revenge
    for the killing of a herder", "burned the house after a youth was beaten to death", "a year after the ambush"."""
    act = root_of(document, event.span)
    act = act.head if act is not None and event.family in HARM and tells_of_antecedent(act) else act
    if act is None:
        return False
    return (
        _is_avenged(document, act, event) or _is_cause(document, act, event) or is_long_past(document, event)
    )


def tells_of_antecedent(verb: Any) -> bool:
    """True for the verb of "a raid which left 21 dead", which says what the noun before it did."""
    return verb.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.tag_ == "WDT" for c in verb.children)


def is_only_avenged(document: Document, scene: Scene) -> bool:
    """True where nothing but "in response to the killing of a commander" tells of an act, without day and place."""
    told = [
        *(scene.period.spans if scene.period is not None else ()),
        *([scene.place.span] if scene.place else []),
    ]
    for event in scene.events:
        act = root_of(document, event.span)
        if act is None or event.agents or not _is_avenged(document, act, event):
            return False
        if any(one.start >= act.left_edge.idx for one in told):
            return False
    return True


def _is_avenged(document: Document, act: Any, event: EventMention) -> bool:
    """True for the killing of "in revenge for the killing of a herder", "a response to the killing" and "avenged the
    killing"."""
    if act.dep_ == "dobj" and act.head.lemma_.lower() in event_cues(document)["avenging"]:
        return event.nominal
    named = event.nominal or act != root_of(document, event.span)  # "a response to a raid which killed nine"
    of = act.head if named and act.dep_ == "pobj" else None
    answers = event_cues(document)["answers"]
    return of is not None and of.lower_ in {"for", "of", "to"} and of.head.lemma_.lower() in answers


def _is_cause(document: Document, act: Any, event: EventMention) -> bool:
    """True for harm in a clause behind "after", where the main clause tells what others did, and not who died; and for
    how it was done: "burned the house after a youth was killed when the army shelled a street"."""
    if act.dep_ == "advcl" and any(child.lower_ == "when" for child in act.children):
        act = act.head
    elif event.family not in HARM:
        return False
    if act.dep_ != "advcl" or act.head.pos_ != "VERB":
        return False
    dies = act.lemma_.lower() in event_cues(document)["dying"] and not _is_known(act)
    passive = dies or any(child.dep_ == "nsubjpass" for child in act.children)
    marked = any(child.dep_ == "mark" and child.lower_ in _cues(document) for child in act.children)
    does = act.head.lemma_.lower() not in event_cues(document)["suffered"]
    return passive and marked and does and bool(subjects_of(act.head)[0])


def _is_known(verb: Any) -> bool:
    """True for "after two of those hurt died": people told of before."""
    return any(
        word.lower_ in {"those", "them"} or (word.lower_ == "the" and word.head.dep_ == "pobj")
        for subject in verb.lefts
        if subject.dep_ == "nsubj"
        for word in subject.subtree
    )


def answered(document: Document, scene: Scene, moment: Moment) -> list[EventMention] | None:
    """What a scene names of a moment to which others answer in it: the ambush of "Following the ambush, troops burned
    the village", nothing of "In retaliation, jets bombed the camp"; None where the same go on, or nobody answers."""
    told = (event for event in scene.events if (event.agents or event.act == _AIR) and not event.nominal)
    deed = max(told, key=lambda event: event.strength, default=None)
    verb = root_of(document, deed.span) if deed is not None else None
    if deed is None or verb is None:
        return None
    cues = event_cues(document)
    nouns = {root_of(document, e.span): e for e in scene.events if e.nominal and e.definite and not e.plural}
    ends = [(prep, end) for prep in verb.lefts if prep.dep_ == "prep" for end in prep.children]
    named = [nouns[end] for prep, end in ends if prep.lower_ in cues["behind"] and end in nouns]
    opening = document.tokens(scene.sentence)[:_OPENING]
    opens = any(word.lower_ in cues["answers"] and word.dep_ == "pobj" for word in opening)
    words = (word for word in verb.subtree if word.i > verb.i and word.dep_ == "pobj")
    if not named and not opens and not any(word.lower_ in cues["answers"] for word in words):
        return None
    doing = _doing(scene, [deed])
    done = set().union(*(_doing(told, told.events) for told in moment.scenes))
    if not doing and deed.act == _AIR and _AIR not in moment.acts:
        return named  # aircraft of whom nobody is named answer those who have none
    return named if doing and done and doing.isdisjoint(done) else None


def _doing(scene: Scene, events: Sequence[EventMention]) -> set[str]:
    """The armed parties that act in these events, by name."""
    phrases = [phrase for event in events for phrase in event.agents]
    armed = (actor for actor in scene.actors if actor.role == "combatant")
    return {
        actor.actor.name.casefold()
        for actor in armed
        if any(phrase.overlaps(actor.span) for phrase in phrases)
    }


def died_of(document: Document, event: EventMention, events: Sequence[EventMention]) -> EventMention | None:
    """The act of which somebody hurt before dies, on a day that is not the act's: "died on Friday as a result of
    Monday's blast", "succumbed today after Wednesday's ambush"."""
    verb = root_of(document, event.span)
    if event.nominal or verb is None:
        return None
    hurt = event.family == "harm" and verb.dep_ in {
        "acl",
        "relcl",
    }  # "a girl hurt in Monday's blast died today"
    if not hurt and verb.lemma_.lower() not in event_cues(document)["dying"]:
        return None
    for act in events:
        noun = root_of(document, act.span)
        if noun is not None and act.sentence == event.sentence and _is_of_wounds(document, verb, noun):
            return act
        if noun is None or not act.nominal or act.sentence != event.sentence or act.family in HARM:
            continue
        path = [noun, *takewhile(lambda above: above != verb, noun.ancestors)]
        if path[-1].head == verb and all(above.dep_ in _HURT_IN for above in path):
            return act
    return None


def _is_of_wounds(document: Document, verb: Any, act: Any) -> bool:
    """True for "died of his wounds four days after police opened fire"."""
    wounds = (end for prep in verb.children if prep.lower_ in {"of", "from"} for end in prep.children)
    if act.dep_ != "advcl" or act.head != verb or not any(child.lower_ == "after" for child in act.lefts):
        return False
    return any(end.lemma_.lower() in event_cues(document)["injuries"] for end in wounds)


def is_of_result(document: Document, event: EventMention, day: Span, events: Sequence[EventMention]) -> bool:
    """True when a day told beside an act is that of what the act led to, and that is no act itself."""
    told, act = root_of(document, day), root_of(document, event.span)
    if told is None or act is None or told.sent != act.sent:
        return False
    above = {told, *told.ancestors}
    path = [act, *act.ancestors]
    below = [token for token in path if token not in above]
    common = next((token for token in path if token in above), None)
    if not below or common is None or common.pos_ != "VERB":
        return False
    if any(other.span.start <= common.idx < other.span.end for other in events) and not _is_cause(
        document, act, event
    ):
        return False
    cues = _cues(document)
    return any(
        token.lower_ in cues
        or any(child.dep_ == "mark" and child.lower_ in cues for child in token.children)
        or _is_charge(document, token)
        for token in below
    )


def _is_charge(document: Document, word: Any) -> bool:
    """True for the "for" of "a court sentenced two men on Tuesday for an attack on a beach"."""
    judging = event_cues(document)["judging"]
    return (
        word.dep_ == "prep"
        and word.lower_ == "for"
        and any(a.lemma_.lower() in judging for a in word.ancestors)
    )


def _cues(document: Document) -> list[str]:
    cues: list[str] = event_cues(document)["led_to"]
    return cues
