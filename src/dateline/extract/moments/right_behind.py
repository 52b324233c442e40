"""What stands right behind a moment and is said of it: its blast, its doers, one of its attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM, LOUD
from dateline.extract.moments.called import is_called
from dateline.extract.moments.retold import is_separate
from dateline.extract.moments.scenes import Scene
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_BESIDES = {"abduction", "destruction"}


def is_said_behind(document: Document, scene: Scene, newest: Moment) -> bool:
    """True for what comes right behind a moment and is said of it: "The blast tore off a door" behind a blast, "The
    rebels also took six girls with them" behind what the rebels did; not with a day or another place of its own."""
    gap = scene.sentence.index - newest.last_sentence
    if gap > 1 or not scene.may_be_on(newest.period) or is_separate(document, scene):
        return False
    if _is_in_one_of(document, scene):
        return True
    return _is_said_of(document, scene, newest) or _do_besides(document, scene, newest)


def _is_said_of(document: Document, scene: Scene, newest: Moment) -> bool:
    """True for "the blast", the subject of its clause, where the newest act is one."""
    event = scene.events[0]
    noun = root_of(document, event.span)
    if noun is None or not event.nominal or not event.definite or event.plural or event.distinct:
        return False
    if event.family not in LOUD or not is_called(event, newest):
        return False
    others = [one for one in scene.events[1:] if one.family not in HARM and one.family != "destruction"]
    return noun.dep_ in {"nsubj", "nsubjpass"} and not others


def _is_in_one_of(document: Document, scene: Scene) -> bool:
    """True for harm "in one of the attacks", of which no more is told."""
    if scene.place is not None or not any(event.family in HARM for event in scene.events):
        return False
    nouns = (root_of(document, e.span) for e in scene.events if e.nominal and e.plural and e.definite)
    return any(
        noun is not None and noun.head.lower_ == "of" and noun.head.head.lower_ == "one" for noun in nouns
    )


def _do_besides(document: Document, scene: Scene, newest: Moment) -> bool:
    """True for what known doers did besides fighting, with no place of its own: "the attackers also took six girls"."""
    if scene.place is not None or not scene.families <= _BESIDES or newest.scenes[0].main.plural:
        return False
    first = document.tokens(scene.sentence)[0]
    known = first.lower_ in {"they", "he"} or (first.lower_ == "the" and first.head.tag_ == "NNS")
    doers = [root_of(document, phrase) for phrase in scene.main.agents]
    return known and any(doer is not None and doer in {first, first.head} for doer in doers)
