"""Dead who are found: those told before, or others in another town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.extract.grammar.phrases import POINTING, after_prepositions, root_of
from dateline.extract.mentions import EventMention
from dateline.extract.moments.binding import TOWN, are_apart, exactness
from dateline.extract.moments.scenes import Scene
from dateline.languages import load_language
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment


def finds_known_dead(document: Document, event: EventMention) -> bool:
    """True for "troops found the bodies" and "the bodies of the four": of dead who are known of already."""
    return any(
        is_known(noun) and all(is_known(one) for one in after_prepositions(noun, {"of"}))
        for noun in _bodies(document, event)
    )


def is_found_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "nine bodies were found in Bel" behind four killed in Ora: more bodies than dead were told of there, in
    another settlement."""
    own = scene.place
    if own is None or exactness(own) > TOWN or not are_apart(own, moment.place):
        return False
    found = [event for event in scene.events if _bodies(document, event)]
    if not found or any(finds_known_dead(document, event) for event in found):
        return False
    there = [one for one in moment.scenes if one.place is not None and exactness(one.place) <= TOWN]
    told = max((number for one in there for number in _dead(one)), default=0)
    return 0 < told < max(_dead(scene), default=0)


def is_known(token: Any) -> bool:
    """True for "the bodies", "his wounds" and "the third": what stands there was told of before."""
    noun = token.head if token.dep_ == "amod" else token
    told = (child for child in noun.children if child.dep_ not in {"mark", "nsubj", "nsubjpass"})
    return any(child.lower_ in POINTING or child.ent_type_ == "ORDINAL" for child in told)


def _bodies(document: Document, event: EventMention) -> list[Any]:
    """The bodies that are found or recovered in an act."""
    words = load_language(document.report.language).events["body_words"]["words"]
    if event.family != "killing" or event.nominal:
        return []
    nouns = (root_of(document, phrase) for phrase in event.patients)
    return [noun for noun in nouns if noun is not None and noun.lemma_.lower() in words]


def _dead(scene: Scene) -> list[int]:
    """Each count of dead that a scene gives."""
    return [toll.best for toll in scene.tolls if toll.outcome == "killed" and toll.best is not None]
