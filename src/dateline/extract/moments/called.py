"""Acts called again by a noun: "the attack took place", "Tuesday's attack", "the blast at the mill"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.extract.acts.weapons import is_weapon
from dateline.extract.grammar.phrases import clause_of, root_of, span_of
from dateline.extract.mentions import HARM, LOUD, EventMention, PlaceMention
from dateline.extract.moments.binding import is_nested
from dateline.extract.moments.hours import is_spoken_of_after
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.records import Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_ANY = "fight"  # the family of nouns for any act: "the attack"
_FIGHTS = {"clash"}
_TIMES = {"DATE", "TIME"}
_BLASTS = {"explosion", "suicide_bombing", "shelling", "airstrike"}
_MODIFIERS = {"compound", "amod", "nmod", "poss", "pobj", "prep", "pcomp", "conj", "appos"}


def points_back(document: Document, event: EventMention) -> bool:
    """True for "the attack took place at noon", "the killings took place" and "Tuesday's attack": an act that the
    reader knows of already."""
    head = root_of(document, event.span)
    if head is None or not event.nominal or event.distinct:
        return False
    if event.plural and event.family not in HARM:
        return False
    return _is_a_days(head) or (event.definite and _only_happens(document, head))


def is_of_known_bomb(document: Document, event: EventMention) -> bool:
    """True for "the bomb went off" and "they set off the bomb": one that the reader knows of already."""
    verb = root_of(document, event.span)
    if verb is None or event.nominal or event.family != "explosion":
        return False
    bombs = [
        child for child in verb.children if child.dep_ in {"nsubj", "dobj"} and is_weapon(document, child)
    ]
    return any(child.lower_ == "the" for noun in bombs for child in noun.children)


def names_all(document: Document, scene: Scene) -> bool:
    """True for "The attacks came a week after the vote" and "few of the attacks are heard of": all that was told, or
    many, with nothing told of any."""
    event = scene.main
    head = root_of(document, event.span)
    if head is None or not (event.nominal and event.plural and event.definite) or event.distinct:
        return False
    if _is_of_many(document, head) and not scene.tolls and (scene.period is None or not scene.period.spans):
        return True
    if scene.tolls or not _only_happens(document, head):
        return False
    place = root_of(document, scene.place.span) if scene.place is not None else None
    return place is None or place.head.head != clause_of(head)


def tells_how(document: Document, scene: Scene) -> bool:
    """True when the strongest act of a scene points back, or is told in how one began that does: "The attack started
    when a car bomb went off"."""
    if points_back(document, scene.main):
        return True
    told = root_of(document, scene.main.span)
    clause = clause_of(told) if told is not None else None
    if clause is None or clause.dep_ != "advcl" or not any(child.tag_ == "WRB" for child in clause.children):
        return False
    nouns = {root_of(document, event.span) for event in scene.events if points_back(document, event)}
    return any(noun is not None and noun.head == clause.head for noun in nouns)


def named_again(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment whose act a scene only calls by its day, its place or whom it hit: "the Monday attack", "the blast at
    the mill"; of those that fit as well the one told longest ago."""
    event = scene.main
    head = root_of(document, event.span)
    if head is None or event.distinct or not all(one.nominal for one in scene.events):
        return None
    days = scene.period.spans if scene.period is not None and scene.period.basis == "stated" else ()
    whole = span_of(head.left_edge, head.right_edge)
    dated = any(whole.covers(day) for day in days)
    if not (event.definite or dated):
        return None
    several = _is_a_days(head) or (event.definite and dated and scene.place is None)
    if event.plural and not several:  # "Thursday's twin bombings"
        return None
    if days and _is_heard_of(document, scene, head):
        told = [moment for moment in moments[:1] if event.family in moment.families]
        return next((moment for moment in told if days_meet(scene.period, moment.period)), None)
    new = not event.definite and not _is_a_days(head)
    words = _described_by(head, days)
    best, most = None, 1
    for moment in moments:
        if new and not may_be_called(scene.place, moment.place):
            continue
        other_day = dated and not days_meet(scene.period, moment.period)
        if not is_called(event, moment) or (other_day and not is_spoken_of_after(scene, moment)):
            continue
        fit = dated + len(words & nouns_of_moment(document, moment))
        if fit >= most:
            best, most = moment, fit
    return best or _only_one_so_called(event, moments)


def _is_heard_of(document: Document, scene: Scene, noun: Any) -> bool:
    """True for "I was told of the gunfight last night", of one act without a place or people of its own."""
    event, hearing = scene.main, event_cues(document)["hearing_of"]
    if not event.definite or event.plural or scene.place is not None or scene.tolls:
        return False
    of = noun.dep_ == "pobj" and noun.head.lower_ in {"of", "about"}
    return of and noun.head.head.lemma_.lower() in hearing


def _only_one_so_called(event: EventMention, moments: Sequence[Moment]) -> Moment | None:
    """The moment of "the abduction" where one abduction alone was told, and of "the gunfight" where of those told last,
    in one sentence, a fight was one and the newest none."""
    if event.plural or not event.definite or event.family in HARM or not moments:
        return None
    if event.family == _ANY:
        if event.act not in _FIGHTS or _ANY in moments[0].families:
            return None
        moments = [one for one in moments if one.last_sentence == moments[0].last_sentence]
    called = [moment for moment in moments if event.family in moment.families]
    return called[0] if len(called) == 1 else None


def may_be_called(own: PlaceMention | None, told: PlaceMention | None) -> bool:
    """True for one place by two names, one a part of the other: "Ora" and "Ora Bel", "the Ora-Bel road"."""
    if own is None or told is None or is_nested(own, told):
        return True
    mine, theirs = (set(place.text.casefold().replace("-", " ").split()) for place in (own, told))
    return mine <= theirs or theirs <= mine


def is_called(event: EventMention, moment: Moment) -> bool:
    """True when the noun's kind of act is among the moment's, or the noun is one for any."""
    families = moment.families
    if event.family == _ANY or event.family in families:
        return True
    if event.family in HARM:
        killed = any(toll.outcome == "killed" for toll in moment.tolls)
        return killed or not families.isdisjoint(HARM)
    acts = {one.act for scene in moment.scenes for one in scene.events}
    return event.family in LOUD and not acts.isdisjoint(_BLASTS)


def _is_of_many(document: Document, noun: Any) -> bool:
    """True for the attacks of "hears of few of the attacks" and "most of the raids were theirs"."""
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return of is not None and of.head.lemma_.lower() in event_cues(document)["many"]


def _is_a_days(noun: Any) -> bool:
    return any(child.dep_ == "poss" and child.ent_type_ in _TIMES for child in noun.children)


def _only_happens(document: Document, noun: Any) -> bool:
    """True for the subject of "took place", "came", "began"."""
    subject = noun.dep_ in {"nsubj", "nsubjpass"}
    return subject and clause_of(noun).lemma_.lower() in event_cues(document)["happen"]


def _described_by(noun: Any, days: Sequence[Span]) -> set[str]:
    """Nouns and names that stand with a noun and tell which one is meant, its days left out."""
    found: set[str] = set()
    waiting = [child for child in noun.children if child.dep_ in _MODIFIERS]
    while waiting:
        token = waiting.pop()
        if _names(token) and not any(day.start <= token.idx < day.end for day in days):
            found.add(token.lemma_.casefold())
        waiting.extend(child for child in token.children if child.dep_ in _MODIFIERS)
    return found


def nouns_of_moment(document: Document, moment: Moment) -> set[str]:
    """The nouns and names of all scenes of a moment, as lemmas in small letters, times left out."""
    return set().union(*(nouns_of(document, scene) for scene in moment.scenes))


def nouns_of(document: Document, scene: Scene) -> set[str]:
    """The nouns and names of a scene, as lemmas in small letters, times left out."""
    tokens = tokens_of(document, scene)
    return {t.lemma_.casefold() for t in tokens if _names(t) and t.ent_type_ not in _TIMES}


def _names(token: Any) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and len(token.text) > 2


def tokens_of(document: Document, scene: Scene) -> list[Any]:
    """The tokens of the clause or sentence that a scene is told in."""
    return [t for t in document.tokens(scene.sentence) if scene.span.start <= t.idx < scene.span.end]
