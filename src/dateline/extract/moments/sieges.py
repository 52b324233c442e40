"""How a siege ends: the day on which it does is not that of the attack, and who retakes the hotel ends that attack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import structs

from dateline.extract.grammar.phrases import after_prepositions, heads_of, objects_of, root_of, subjects_of
from dateline.extract.mentions import HARM, EventMention
from dateline.extract.moments.binding import are_apart
from dateline.extract.words.acts import event_cues
from dateline.records import Period, Reading
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment
    from dateline.extract.moments.scenes import Scene

_RULE = "when.day_of_end"
_NIGHT = timedelta(days=1)
_LASTS = 4  # days
_BETWEEN = 3  # sentences


def as_day_of_end(document: Document, day: Reading[Period] | None) -> Reading[Period] | None:
    """The day, with the one before where it is that on which a siege ended: "the siege ended on Sunday", "troops retook
    the hotel on Sunday"."""
    if day is None or day.basis != "stated" or not day.spans or not day.value.start:
        return day
    words = root_of(document, day.spans[0])
    verb = (
        next((above for above in words.ancestors if above.pos_ == "VERB"), None)
        if words is not None
        else None
    )
    if verb is None or not _ends(document, verb):
        return day
    begun = structs.replace(day.value, start=day.value.start - _NIGHT)
    return structs.replace(day, value=begun, rule=_RULE)


def ended_siege(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The attack, of those given with the newest first, that a scene tells the end of: begun up to four days before,
    and in no other place."""
    if not any(_ends(document, verb) for verb in _verbs_over(document, scene.events)):
        return None
    return next((moment for moment in moments if _may_end(scene, moment)), None)


def fallen_next_day(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The newest moment, where it is said to go on, for those killed or hurt on one of the days behind, at no other
    place: "the battle continued into a second day", "on Wednesday two more soldiers were killed"."""
    if not moments or scene.place is not None or not scene.families <= HARM or not scene.states_day:
        return None
    newest = moments[0]
    begun, day = (reading.value.start if reading else None for reading in (newest.period, scene.period))
    if not begun or not day or not 0 < (day - begun).days <= _LASTS or newest.families <= HARM:
        return None
    lasting = event_cues(document)["lasting"]
    since = document.sentences[
        max(newest.last_sentence, scene.sentence.index - _BETWEEN) : scene.sentence.index
    ]
    sentences = [*(one.sentence for one in newest.scenes), *since]
    told = (token for sentence in sentences for token in document.tokens(sentence))
    return newest if any(token.lemma_.lower() in lasting for token in told) else None


def are_of_one_siege(document: Document, event: EventMention, group: Sequence[EventMention]) -> bool:
    """True for the dead of "the attack ended on Sunday after 29 were killed": both hang on the verb of its end."""
    over = {verb.i for verb in _verbs_over(document, [event]) if _ends(document, verb)}
    return bool(over) and any(verb.i in over for verb in _verbs_over(document, group))


def _may_end(scene: Scene, moment: Moment) -> bool:
    begun, over = (reading.value.start if reading else None for reading in (moment.period, scene.period))
    lasted = (over - begun).days if begun and over else 0
    return not moment.families <= HARM and 0 <= lasted <= _LASTS and not are_apart(scene.place, moment.place)


def _verbs_over(document: Document, events: Sequence[EventMention]) -> Iterator[Any]:
    """The verbs of some acts and those above them."""
    for event in events:
        word = root_of(document, event.span)
        if word is not None:
            yield from (one for one in (word, *word.ancestors) if one.pos_ == "VERB")


def _ends(document: Document, verb: Any) -> bool:
    """True for "ended the siege", "the assault ended", "retook the hotel", "regained control of the mall"."""
    cues, lemma = event_cues(document), verb.lemma_.lower()
    active, passive = subjects_of(verb)
    things = [head for thing in (*objects_of(verb), *passive) for head in heads_of(thing)]
    if lemma in cues["ending_sieges"]:
        return any(thing.lemma_.lower() in cues["sieges"] for thing in (*things, *active))
    if lemma not in cues["regaining"]:
        return False
    things += [one for thing in things for one in after_prepositions(thing, {"of"})]
    return any(thing.lemma_.lower() in cues["besieged"] for thing in things)
