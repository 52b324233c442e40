"""Whether a scene only adds to or follows up what a moment has told: details, more harm, what became of the hurt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.codebook import STATES
from dateline.extract.grammar.phrases import FINITE, root_of
from dateline.extract.mentions import HARM, EventMention, PlaceMention
from dateline.extract.moments.binding import PROVINCE, TOWN, UNIT, are_known_apart, exactness, is_nested
from dateline.extract.moments.called import is_called, may_be_called, nouns_of, nouns_of_moment, tokens_of
from dateline.extract.moments.doers import acting_in, is_done_by_others
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.finding import finds_known_dead, is_known
from dateline.extract.moments.hours import is_later
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.extract.moments.totals import is_part, looks_total
from dateline.extract.words.acts import event_cues
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

_OPENING = 4  # words
_SUFFERED = HARM | {"abduction", "destruction"}
_LEAD = 3  # sentences: of 15 scenes so near the only act told, and on its day, 14 told it again in hand-coded reports


def hurt_before(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The moment in which those of "two of the wounded died" were hurt: by the words that both use, then the one that
    counts wounded, then the one told last. None for a scene that tells of harm of its own."""
    if not _is_aftermath(document, scene):
        return None
    words = nouns_of(document, scene)
    return max(
        (moment for moment in moments if moment.tolls or not moment.families.isdisjoint(HARM)),
        key=lambda moment: (
            len(words & nouns_of_moment(document, moment)),
            any(toll.outcome == "injured" for toll in moment.tolls),
            moment.last_sentence,
        ),
        default=None,
    )


def adds_nothing(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for a scene that names neither day nor place nor another act, beside a moment that is no total: what one
    side says of it, how it went, who died in it."""
    told = scene.period is not None and scene.states_day and bool(scene.period.value.start)
    if told or scene.place is not None or _is_another(document, scene):
        return False
    before = scene.main.earlier and scene.main.family not in HARM
    return not before and not looks_total(document, moment.scenes[0])


def is_more_of(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for more harm "in the clash" that was just told, with no other day or place, though the sentence opens anew:
    "Police also said that six rebels were killed in the clash"."""
    first = moment.scenes[0]
    if scene.share or first.share or is_separate(document, scene) or is_part(document, scene, first):
        return False
    return may_be_called(scene.place, moment.place) and died_in(document, scene, moment)


def died_in(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for harm or loss "in the blast", said without a day of its own or with the first: the blast told before; "in
    the attacks" behind what told of several."""
    told = moment.period is not None and moment.period.basis == "stated"
    if told and scene.states_day:
        return False
    several = any(one.nominal and one.plural for told in moment.scenes for one in told.events)
    if looks_total(document, scene) and not several:
        return False
    nouns = {event: root_of(document, event.span) for event in scene.events if event.nominal}
    verbs = [
        root_of(document, one.span) for one in scene.events if one.family in _SUFFERED and not one.nominal
    ]
    return any(
        noun is not None
        and noun.dep_ == "pobj"
        and _hung_on(noun.head) in verbs
        and event.definite
        and not event.distinct
        and (several or not event.plural)
        and is_called(event, moment)
        for event, noun in nouns.items()
    )


def _hung_on(preposition: Any) -> Any:
    """The verb that a preposition belongs to, over a "they said" between commas."""
    verb = preposition.head
    return verb.head if verb.dep_ == "parataxis" else verb


def details(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for a scene right behind the lead and on its day, where the lead tells of one act and no more."""
    first = moment.scenes[0]
    near = scene.sentence.index - first.sentence.index <= _LEAD
    whole = any(
        one.nominal and one.definite and not one.plural for one in scene.events
    )  # "the fighting in Ora"
    if not near or scene.share or _is_another(document, scene):
        return False
    if looks_total(document, first) and not whole:
        return False
    if counts_more(document, scene, moment):
        return False
    if _is_elsewhere(scene, moment) and (
        scene.families.isdisjoint(moment.families)
        or is_done_by_others(scene, moment)
        or _is_fought_by_new(scene, moment)
        or _has_day_of_its_own(scene, moment)
    ):
        return False
    if _is_undated(moment) and _is_counted_elsewhere(scene, moment):
        return False
    inside = scene.place is not None and _may_be_within(scene.place, moment.place)
    acts = {one.act for one in first.events} - HARM  # "drones hit a town" and "the aerial attack"
    alike = not scene.families.isdisjoint(first.families - HARM) or scene.main.act in acts
    if _is_undated(moment) and alike and (scene.place is None or inside):
        first.place = scene.place if inside else first.place  # the lead named only the region
        return True
    return bool(days_meet(scene.period, moment.period))


def counts_more(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for the nine of "raids in the province in two days left nine dead" behind one raid that left three."""
    own, told = scene.period, moment.period
    if own is None or told is None or not any(one.nominal and one.plural for one in scene.events):
        return False
    wider = (own.value.length_days or 0) > (told.value.length_days or 0) == 0
    known = dict(whole_figures(moment.tolls))
    return wider and any(
        number > known.get(outcome, number) for outcome, number in whole_figures(scene.tolls)
    )


def _may_be_within(place: PlaceMention, wide: PlaceMention | None) -> bool:
    """True for a place in the country that a lead named alone, or of the province or region that it did."""
    if wide is None or exactness(wide) < PROVINCE:
        return False
    return place.place.country is not None and place.place.country == wide.place.country


def _is_undated(moment: Moment) -> bool:
    """True for a lead with the day of speaking alone, which a later sentence dates."""
    return not any(scene.states_day for scene in moment.scenes)


def _is_elsewhere(scene: Scene, moment: Moment) -> bool:
    """True for an act in another settlement than the moment's, and in a district or province known to lie elsewhere."""
    own, told = scene.place, moment.place
    if own is None or told is None or is_nested(own, told):
        return False
    return max(exactness(own), exactness(told)) <= TOWN or are_known_apart(own, told)


def _is_fought_by_new(scene: Scene, moment: Moment) -> bool:
    """True for "American troops fought gunmen in Bel" behind a bomb in Ora: a state's forces not told of there."""
    own = {actor.group for actor in acting_in([scene]) if actor.group and actor.actor.inter in STATES}
    events = [(one, event) for one in moment.scenes for event in one.events]
    told = {
        actor.group
        for one, event in events
        for actor in one.named_in((*event.agents, *event.patients), pronouns=False)
    }
    return bool(own) and own.isdisjoint(told)


def _is_counted_elsewhere(scene: Scene, moment: Moment) -> bool:
    """True for other dead in another town or district on a stated day, both of which a list knows: "the bodies of seven
    men were found in Ora. On Monday soldiers killed four in Bel"."""
    own, told = scene.place, moment.place
    dated = scene.states_day
    if not dated or own is None or told is None or is_nested(own, told):
        return False
    known = bool(own.place.units and told.place.units) and max(exactness(own), exactness(told)) <= UNIT
    mine, theirs = whole_figures(scene.tolls), whole_figures(moment.tolls)
    return known and bool(mine and theirs) and mine.isdisjoint(theirs)


def is_separate(document: Document, scene: Scene) -> bool:
    """True for an act said to be none of those told: "in a separate clash", "another attack", "in a separate case"."""
    cues = event_cues(document)
    apart = cues["separate"]
    opening = document.tokens(scene.sentence)[:_OPENING]
    other = [*apart, *cues["related"]]
    if any(t.lower_ in other and t.head.lemma_.lower() in cues["incidents"] for t in opening):
        return True
    if [t.lower_ for t in opening[:2]] == ["in", "the"] and _is_next_of_several(opening[2:], cues):
        return True
    if is_later(document, scene):
        return True
    nouns = (root_of(document, event.span) for event in scene.events if event.distinct and not event.definite)
    return any(noun is not None and any(c.lower_ in apart for c in noun.children) for noun in nouns)


def _is_next_of_several(words: Sequence[Any], cues: dict[str, list[str]]) -> bool:
    """True for the words behind "In the" of "In the second incident" and "In the other attack"."""
    acts = {*cues["incidents"], *cues["counted"], *cues["any"]}
    return any(word.lower_ in cues["next_ones"] and word.head.lemma_.lower() in acts for word in words)


def ends_captivity(scene: Scene, moment: Moment) -> bool:
    """True for the death of those whom the moment tells to be taken: "was abducted and found strangled a day later"."""
    return scene.families <= HARM and "abduction" in moment.families


def counts_otherwise(document: Document, scene: Scene) -> bool:
    """True for "a doctor in Ora put the toll higher, saying that 33 died": another figure for what was told, from where
    he speaks."""
    if not scene.families <= HARM or not scene.tolls:
        return False
    cues = event_cues(document)
    return any(
        token.lemma_.lower() in cues["accounts"]
        and any(one.lower_ in cues["otherwise"] for one in (*token.children, *token.head.children))
        for token in document.tokens(scene.sentence)
        if token.idx < scene.tolls[0].span.start
    )


def describes_doers(document: Document, scene: Scene) -> bool:
    """True for "the bandits who attacked the village came from the forest": what is known of the doers already, with no
    day and no harm of its own."""
    if scene.tolls or scene.states_day:
        return False
    verbs = [root_of(document, event.span) for event in scene.events]
    return all(
        verb is not None and verb.dep_ == "relcl" and verb.tag_ in FINITE and _is_of_doers(verb)
        for verb in verbs
    )


def reacted_to(scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """Of moments, the newest first, the one of "the mayor decried the killing as a needless murder": what is felt about
    it; with a place, the one there ("condemned the Ora killings")."""
    if not all(event.set_aside == "reaction" and not event.distinct for event in scene.events):
        return None
    if scene.place is None:
        return moments[0] if moments and is_called(scene.main, moments[0]) else None
    called = (moment for moment in moments if is_called(scene.main, moment) and moment.place is not None)
    return next((one for one in called if may_be_called(scene.place, one.place)), None)


def _is_of_doers(verb: Any) -> bool:
    """True for a clause with "who" or "that" as its subject, of people with "the" before them."""
    acting = any(child.dep_ == "nsubj" and child.lower_ in {"who", "that"} for child in verb.children)
    return acting and verb.head.tag_ == "NNS" and any(child.lower_ == "the" for child in verb.head.children)


def _has_day_of_its_own(scene: Scene, moment: Moment) -> bool:
    """True for harm "on Saturday" behind "since Friday" and "a week ago" behind "on Sunday", not of "the clashes"."""
    own, told = scene.period, moment.period
    if not scene.tolls or any(event.definite for event in scene.events):
        return False
    return (
        own is not None and own.basis == "stated" and told is not None and own.value.start != told.value.start
    )


def _is_another(document: Document, scene: Scene) -> bool:
    """True when a word says that this is another act than the one told before."""
    said = any(event.distinct or event.other_patient for event in scene.events)
    return said or opens_anew(document, scene)


def _is_aftermath(document: Document, scene: Scene) -> bool:
    """True for what became of those already told to be hurt or dead: "two of the wounded", "succumbed to his
    injuries", "found the bodies"."""
    if finds_known_dead(document, scene.events[0]):
        return True
    if scene.families != {"harm"}:
        return False
    cues = event_cues(document)
    if scene.place is None and any(_is_one_more(document, event) for event in scene.events):
        return True
    if any(_is_list_of_names(document, event) for event in scene.events):
        return True
    return any(
        is_known(token)
        and (
            token.lower_ in cues["hurt"]
            or (token.dep_ == "pobj" and token.lemma_.lower() in cues["injuries"])
        )
        for token in tokens_of(document, scene)
    ) or any(_is_where_died(token, cues) for token in tokens_of(document, scene))


def _is_list_of_names(document: Document, event: EventMention) -> bool:
    """True for "Killed were Sgt. Bel, Cpl. Ora and Pvt. Quen": who they were that were told to be hurt."""
    word = root_of(document, event.span)
    if word is None or event.nominal or word.tag_ != "VBN" or not word.is_sent_start:
        return False
    behind = word.nbor(1) if word.i + 1 < len(word.doc) else word
    return behind.lemma_ == "be" and any(one.pos_ == "PROPN" for one in word.doc[behind.i + 1 : behind.i + 4])


def _is_one_more(document: Document, event: EventMention) -> bool:
    """True for "a further person died on Friday": one more of those hurt before."""
    verb = root_of(document, event.span)
    if verb is None or event.nominal or verb.lemma_.lower() not in event_cues(document)["dying"]:
        return False
    more = {*event_cues(document)["another"]} - {"also", "meanwhile", "earlier"}
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    caused = any(
        child.dep_ in {"advcl", "agent"} or child.lower_ in {"from", "of", "in"} for child in verb.children
    )
    return not caused and any(
        word.lower_ in more or word.ent_type_ == "ORDINAL" for one in subjects for word in one.children
    )


def _is_where_died(token: Any, cues: dict[str, list[str]]) -> bool:
    """True for the hospital of "died in hospital"."""
    there = token.dep_ == "pobj" and token.lemma_.lower() in cues["care"]
    return there and token.head.dep_ == "prep" and token.head.head.lemma_.lower() in cues["dying"]
