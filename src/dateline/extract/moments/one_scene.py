"""Whether two acts of one sentence are one scene: by their day, their place, and how the one is told in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.extract.acts.describing import is_scenery, recalls, tells_of_ground
from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM, EventMention, PlaceMention
from dateline.extract.moments.binding import exactness, is_nested, on_other_sides
from dateline.extract.moments.blasts_beside import is_blast_beside
from dateline.extract.moments.causes import brought_on, is_done_to_others_before, tells_of_antecedent
from dateline.extract.moments.sieges import are_of_one_siege
from dateline.extract.when.counted import is_counted_back
from dateline.extract.words.acts import event_cues
from dateline.records import Period, Reading
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.scenes import Scene


def are_one(
    document: Document,
    event: EventMention,
    fact: tuple[Reading[Period] | None, PlaceMention | None],
    group: list[EventMention],
    told: tuple[Reading[Period] | None, PlaceMention | None],
) -> bool:
    """Acts of one sentence are one scene unless day or place differ, or a word says that this is another."""
    if _in_series(document, event, group) or any(_is_told_of(document, event, one) for one in group):
        return True
    if (event.set_aside is None) != (group[0].set_aside is None):
        return False
    (period, place), (group_period, group_place) = fact, told
    if is_of(document, event, group) and _is_inferred(period, group_period):
        return True
    if period == group_period and any(_happens_in(document, one, event) for one in group):
        return True
    if is_when_harmed(document, event, group):
        return True
    if is_scenery(document, event, group) or is_blast_beside(document, event, group):
        return False
    if are_of_one_siege(document, event, group) and not _differ(period, group_period):
        return True
    if brought_on(document, event) != any(brought_on(document, other) for other in group):
        return False
    if is_done_to_others_before(document, event):
        return False
    if event.distinct and not any(o.distinct or _happens_in(document, o, event) for o in group):
        return False
    days = period.spans if period is not None else ()
    if is_harmed_behind(document, event, place, group, group_place):
        return True
    if _was_there_before(document, event, period, group):
        return False
    if _differ(period, group_period) or recalls(document, event.span, days, [one.span for one in group]):
        return False
    if any(_does(document, one, event) or _does(document, event, one) for one in group):
        return True
    if place is not None and group_place is not None and place.span != group_place.span:
        return is_nested(place, group_place) and not on_other_sides(place, group_place)
    return True


def is_of(document: Document, event: EventMention, group: list[EventMention]) -> bool:
    """True where one of the two is told to happen in the other."""
    return any(
        _happens_in(document, one, event)
        or _happens_in(document, event, one)
        or _is_told_of(document, event, one)
        for one in group
    )


def _is_told_of(document: Document, event: EventMention, act: EventMention) -> bool:
    """True for the dead of "in response to a raid which left 21 dead": what another act is told to have done."""
    verb, noun = root_of(document, event.span), root_of(document, act.span)
    if verb is None or noun is None or not act.nominal or event.family not in HARM:
        return False
    return tells_of_antecedent(verb) and verb.head == noun


def is_when_harmed(document: Document, event: EventMention, group: list[EventMention]) -> bool:
    """True for the attack of "claims that a man was killed and two were hurt when rebels attacked a village on Monday":
    the harm was done in it, whatever day stands with who claims so."""
    verb = root_of(document, event.span)
    if verb is None or event.nominal:
        return False
    joined = event.family in HARM and verb.dep_ == "conj" and any(_is_when(one) for one in verb.children)
    if not joined and not _is_when(verb):
        return False
    above = {verb.head, verb.head.head} if verb.head.dep_ == "conj" else {verb.head}
    return all(one.family in HARM for one in group) and any(root_of(document, o.span) in above for o in group)


def _is_when(verb: Any) -> bool:
    """True for the verb of a clause with "when" before it."""
    return verb.dep_ == "advcl" and any(one.tag_ == "WRB" and one.lower_ == "when" for one in verb.children)


def _is_inferred(*days: Reading[Period] | None) -> bool:
    return any(day is not None and day.basis != "stated" for day in days)


def _happens_in(document: Document, act: EventMention, event: EventMention) -> bool:
    """True for "two soldiers were wounded in a separate clash": one act by two words."""
    verb, noun = root_of(document, act.span), root_of(document, event.span)
    return verb is not None and noun is not None and noun.dep_ == "pobj" and noun.head.head == verb


def _in_series(document: Document, event: EventMention, group: list[EventMention]) -> bool:
    """True for the blasts of "30 people were killed in a series of blasts"."""
    noun = root_of(document, event.span)
    series = noun.head.head if noun is not None and noun.dep_ == "pobj" else None
    if series is None or series.dep_ != "pobj" or series.lemma_.lower() not in event_cues(document)["series"]:
        return False
    return any(one.family in HARM and root_of(document, one.span) == series.head.head for one in group)


def is_harmed_behind(
    document: Document,
    event: EventMention,
    place: PlaceMention | None,
    group: list[EventMention],
    wide: PlaceMention | None,
) -> bool:
    """True for the wounded of "In a strike on the Ora area, ten were killed and nine wounded in Bel": both were harmed
    in the place behind them."""
    verb = root_of(document, event.span)
    if place is None or wide is None or verb is None or verb.dep_ != "conj" or event.family not in HARM:
        return False
    first = next((one for one in group if root_of(document, one.span) == verb.head), None)
    if first is None or first.family not in HARM or exactness(wide) <= exactness(place):
        return False
    return wide.span.end <= first.span.start and event.span.end <= place.span.start


def _does(document: Document, act: EventMention, event: EventMention) -> bool:
    """True for the strike of "In Ora, a strike on a camp in Bel killed nine": what it did is no other act."""
    noun, verb = root_of(document, act.span), root_of(document, event.span)
    return act.nominal and noun is not None and noun.dep_ == "nsubj" and noun.head == verb


def _differ(a: Reading[Period] | None, b: Reading[Period] | None) -> bool:
    """True when both days are told, and they share none."""
    return a is not None and b is not None and bool(a.spans and b.spans) and days_meet(a, b) is False


def days_meet(a: Reading[Period] | None, b: Reading[Period] | None) -> bool | None:
    """Whether the two days may be one; None where one of them is not known, but for two told in the same words, where
    nothing says which Tuesday is meant."""
    if a is None or b is None:
        return None
    unknown = a.value.start is None and b.value.start is None
    return (a.raw == b.raw and bool(a.raw)) or None if unknown else a.value.meets(b.value)


def was_there_before(document: Document, scene: Scene, other: Scene) -> bool:
    """True for the dead of "were killed in an area where six villagers had been slain the day before", told of where
    another scene of the sentence was."""
    return all(_was_there_before(document, event, scene.period, other.events) for event in scene.events)


def _was_there_before(
    document: Document, event: EventMention, day: Reading[Period] | None, others: list[EventMention]
) -> bool:
    return day is not None and is_counted_back(day) and tells_of_ground(document, event, others)
