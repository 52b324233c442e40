"""Whether those who act in a scene are those who act in what was told before, or their enemies, who answer them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.codebook import STATES
from dateline.extract.grammar.phrases import DEFINITE, root_of
from dateline.extract.mentions import HEAVY, ActorMention
from dateline.extract.moments.binding import UNIT, exactness, is_nested
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.extract.words.parties import load_words
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_NOUNS = frozenset({"NN", "NNS"})
_ENDS = frozenset({"pobj", "dobj"})
_AFTER_THAT = ["after", "that"]
_IN_ANSWER = HEAVY | {"destruction"}


def is_done_by_others(scene: Scene, moment: Moment) -> bool:
    """True where those who act in a scene are known, and of another camp than those known to act in the moment."""
    acting, known = _camps(acting_in([scene])), _camps(acting_in(moment.scenes))
    return bool(acting and known) and acting.isdisjoint(known)


def is_told_by_the_struck(scene: Scene, moment: Moment) -> bool:
    """True for "the army admits two dead and says it destroyed four cars" behind an attack on soldiers, with no other
    day or place: what those did in it who were attacked."""
    dated = scene.states_day
    if dated or scene.place is not None:
        return False
    struck = {
        actor.group
        for one in moment.scenes
        for event in one.events
        for actor in one.named_in(event.patients, pronouns=False)
    }
    acting = _camps(acting_in([scene]))
    return bool(acting) and acting <= struck


def is_answered_from_afar(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for jets of one camp beside shells of another, and the other way round: each fires at the other; and for
    jets or guns of one camp behind what the other did by hand."""
    own, told = _heavy([scene]), _heavy(moment.scenes)
    if own and not told and not scene.main.nominal and not _is_meanwhile(document, scene):
        later = comes_later(document, scene) or _comes_behind_act(document, scene)
        return later or is_done_by_others(scene, moment)
    if len(own) != 1 or len(told) != 1 or own == told:
        return False
    sides = [
        {actor.actor.inter in STATES for actor in acting_in(scenes)} for scenes in ([scene], moment.scenes)
    ]
    return is_done_by_others(scene, moment) or sides in ([{True}, {False}], [{False}, {True}])


def _comes_behind_act(document: Document, scene: Scene) -> bool:
    """True for "the army shelled the area after the attack", "after the action, jets bombed the hill"."""
    verb, cues = root_of(document, scene.main.span), event_cues(document)
    if verb is None:
        return False
    ends = [end for prep in verb.children if prep.lower_ in cues["behind"] for end in prep.children]
    acts = {*cues["any"], *cues["counted"], *cues["actions"]}
    return any(end.lemma_.lower() in acts and end.dep_ in _ENDS for end in ends)


def _is_meanwhile(document: Document, scene: Scene) -> bool:
    """True for "helicopters hit the rebels as they fled", which is of the same fight."""
    verb = root_of(document, scene.main.span)
    return verb is not None and any(child.dep_ == "advcl" for child in verb.children)


def answers_from_afar(scene: Scene, first: Scene) -> bool:
    """True for the helicopters of "soldiers were killed in a rebel attack. Army helicopters hit the rebels as they
    fled": what was done by hand goes by its own name."""
    acting, known = _camps(acting_in([scene])), _camps(acting_in([first]))
    by_hand = not _heavy([first]) and first.fact.family == "fight"
    return bool(_heavy([scene]) and acting and known) and acting.isdisjoint(known) and by_hand


def _heavy(scenes: Sequence[Scene]) -> set[str]:
    """Which of jets and guns these scenes tell of."""
    return {event.act for scene in scenes for event in scene.events} & {"airstrike", "shelling"}


def is_answered_later(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "the navy said it later destroyed two radars" behind what its enemy did, and for "youths then attacked
    a camp at Bel" behind what others did in Ora."""
    if not comes_later(document, scene):
        return False
    if scene.families & _IN_ANSWER:
        return is_done_by_others(scene, moment)
    return _is_in_another_town(scene, moment) and _are_others(document, scene, moment)


def _is_in_another_town(scene: Scene, moment: Moment) -> bool:
    own, told = scene.place, moment.place
    if own is None or exactness(own) > UNIT:
        return False
    return told is None or (exactness(told) <= UNIT and not is_nested(own, told))


def _are_others(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for doers by a noun that none of the moment is told by: youths, where gunmen acted."""
    own = [root_of(document, phrase) for phrase in scene.main.agents]
    known = {
        noun.lemma_
        for one in moment.scenes
        for event in one.events
        for phrase in (*event.agents, *event.patients)
        if (noun := root_of(document, phrase)) is not None
    }
    return bool(own) and all(
        noun is not None and noun.tag_ in _NOUNS and noun.lemma_ not in known and not _is_the(noun)
        for noun in own
    )


def _is_the(noun: Any) -> bool:
    return any(child.lower_ in DEFINITE for child in noun.children)


def comes_later(document: Document, scene: Scene) -> bool:
    """True for the second act of "jets struck Ora, killing two, and later struck Bel"."""
    verb = root_of(document, scene.events[0].span)
    words = event_cues(document)["afterwards"]
    if verb is None:
        return False
    opening = [token.lower_ for token in document.tokens(scene.sentence)[:2]]
    return opening == _AFTER_THAT or any(child.lower_ in words for child in verb.lefts)


def acting_in(scenes: Sequence[Scene]) -> list[ActorMention]:
    """The armed parties that act in these scenes, as often as they are named."""
    return [
        actor
        for scene in scenes
        for event in scene.events
        for actor in scene.named_in(event.agents, pronouns=False)
        if actor.role == "combatant"
    ]


def _camps(actors: Sequence[ActorMention]) -> set[str]:
    return {actor.group for actor in actors if actor.group}


def known_attackers(document: Document, scene: Scene) -> list[Any]:
    """The nouns for attackers told of before who act in a scene: "the gunman", "the two gunmen"."""
    words = load_words().attackers
    nouns = (root_of(document, phrase) for event in scene.events for phrase in event.agents)
    return [
        noun
        for noun in nouns
        if noun is not None and noun.lower_ in words and any(child.lower_ == "the" for child in noun.children)
    ]
