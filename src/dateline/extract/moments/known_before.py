"""What is known of one act already: "the police post", "the five soldiers", "it was a suicide attack"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dateline.extract.grammar.numbers import word_number
from dateline.extract.grammar.phrases import after_prepositions, objects_of, root_of
from dateline.extract.mentions import HARM, LOUD
from dateline.extract.moments.binding import ROADS, is_nested, lies_in
from dateline.extract.moments.called import tokens_of
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.extract.words.acts import event_cues
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_NAMED = frozenset({"it", "this", "that"})
_AT = {"at", "on", "against"}
_SAID_BESIDE = frozenset({"advcl", "conj"})


def known_before(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The one moment that struck "a police post" of a scene that strikes "the police post", or in which five soldiers
    were hurt of one with "the five soldiers"; that of the day, else the newest, of "it was a suicide attack" and of
    what whoever "claimed responsibility" says of it. `moments` has the newest first."""
    if not moments or scene.share:
        return None
    if _says_what_it_was(document, scene) or _is_of_claim(document, scene):
        raw = scene.period.raw if scene.period is not None and scene.states_day else None
        same = (moment for moment in moments if raw and any(_is_told_on(one, raw) for one in moment.scenes))
        may_be = moments[0] if scene.may_be_on(moments[0].period) and scene.place is None else None
        return next(same, may_be)
    if opens_anew(document, scene) or any(event.distinct for event in scene.events):
        return None
    fitting = [moment for moment in moments if _may_be_there(scene, moment)]
    for known in (_strikes_known, _counts_known, _is_quoted_of, _is_examined):
        called = [moment for moment in fitting if known(document, scene, moment)]
        if len(called) == 1:
            scene.again = scene.place is None and any(one.states_day for one in called[0].scenes)
            return called[0]
        if called:
            return None
    return None


def _is_told_on(scene: Scene, raw: str) -> bool:
    return scene.period is not None and scene.states_day and scene.period.raw == raw


def _says_what_it_was(document: Document, scene: Scene) -> bool:
    """True for "It was a suicide attack": what something told before was."""
    nouns = (root_of(document, event.span) for event in scene.events if event.nominal)
    return any(
        noun is not None
        and noun.dep_ == "attr"
        and noun.head.lemma_ == "be"
        and any(one.dep_ == "nsubj" and one.lower_ in _NAMED for one in noun.head.children)
        and not any(one.dep_ in {"relcl", "acl"} or one.ent_type_ == "ORDINAL" for one in noun.children)
        for noun in nouns
    )


def _is_of_claim(document: Document, scene: Scene) -> bool:
    """True for "claimed responsibility for the attack, saying that it had targeted a rival": what is said of it by
    those who claim it."""
    verb, cues = root_of(document, scene.main.span), event_cues(document)
    if verb is None or scene.main.nominal or verb.dep_ != "ccomp" or verb.head.dep_ not in _SAID_BESIDE:
        return False
    return any(
        one.lemma_.lower() in cues["owning"]
        and any(thing.lemma_.lower() in cues["owned"] for thing in objects_of(one))
        for one in verb.doc[verb.sent.start : verb.head.i]
    )


def _may_be_there(scene: Scene, moment: Moment) -> bool:
    """True where day and place of the scene may be those of the moment."""
    same_day = days_meet(scene.period, moment.period)
    if same_day is False or (scene.states_day and not same_day):
        return False
    own, told = scene.place, moment.place
    if own is not None and own.kind in ROADS:
        return True
    return own is None or told is None or is_nested(own, told) or lies_in(own, told) or lies_in(told, own)


def _strikes_known(document: Document, scene: Scene, moment: Moment) -> bool:
    """True where a scene does to "the police post" what was done to "a police post"."""
    own = [noun for noun in _struck(document, [scene]) if _is_led_by(noun, {"the"})]
    told = [noun for noun in _struck(document, moment.scenes) if _is_led_by(noun, {"a", "an"})]
    return any(_is_same(noun, other) for noun in own for other in told)


def _struck(document: Document, scenes: Sequence[Scene]) -> Iterator[Any]:
    """The nouns of what the acts of the scenes are done to, or are told to be at: "two bombings at an army base"."""
    for scene in scenes:
        for event in scene.events:
            roots = [root_of(document, phrase) for phrase in event.patients]
            act = root_of(document, event.span) if event.nominal else None
            above = [act, act.head] if act is not None and act.dep_ == "dobj" else [act]
            at = [noun for word in above if word is not None for noun in after_prepositions(word, _AT)]
            yield from (noun for noun in (*roots, *at) if noun is not None and noun.tag_ == "NN")


def _is_led_by(noun: Any, articles: set[str]) -> bool:
    return any(child.dep_ == "det" and child.lower_ in articles for child in noun.children)


def _is_same(noun: Any, told: Any) -> bool:
    """True for "the post" and "the police post" beside "a police post in the hills"."""
    own, other = ({c.lemma_.lower() for c in one.children if c.dep_ == "compound"} for one in (noun, told))
    return noun.lemma_.lower() == told.lemma_.lower() and own <= other


def _is_quoted_of(document: Document, scene: Scene, moment: Moment) -> bool:
    """True where somebody is quoted on what was done to "an army base" behind such an act, and counts no other dead."""
    if document.in_quote(scene.main.span) is None or scene.main.family in HARM:
        return False
    own, told = ([*_struck(document, scenes)] for scenes in ([scene], moment.scenes))
    if not any(_is_led_by(noun, {"a", "an"}) and _is_same(noun, other) for noun in own for other in told):
        return False
    mine, theirs = whole_figures(scene.tolls), whole_figures(moment.tolls)
    return {outcome for outcome, _ in mine - theirs}.isdisjoint(outcome for outcome, _ in theirs)


def _is_examined(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "investigators said a home-made bomb was set off" behind a blast: what they found out of it."""
    if scene.tolls or not scene.families & moment.families & LOUD:
        return False
    examiners = event_cues(document)["examiners"]
    words = tokens_of(document, scene)
    return any(one.dep_ == "nsubj" and one.lemma_.lower() in examiners for one in words)


def _counts_known(document: Document, scene: Scene, moment: Moment) -> bool:
    """True where a scene tells of "the five soldiers", and five soldiers were harmed."""
    harmed = {
        (toll.best, noun.lemma_.lower())
        for toll in moment.tolls
        if toll.people is not None and (toll.best or 0) > 1
        for noun in [root_of(document, toll.people)]
        if noun is not None
    }
    return any(
        noun.tag_ == "NNS"
        and _is_led_by(noun, {"the"})
        and any(_counts(document, noun, number) for number, lemma in harmed if lemma == noun.lemma_.lower())
        for noun in tokens_of(document, scene)
    )


def _counts(document: Document, noun: Any, number: int | None) -> bool:
    """True where the number right before the noun is this one."""
    counts = [child for child in noun.children if child.dep_ == "nummod"]
    return any(word_number(one.text, language=document.report.language) == number for one in counts)
