"""Whether the text itself tells a scene and a moment apart, whatever a score says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import FROM_AFAR, HARM, EventMention, TollMention
from dateline.extract.moments.binding import UNIT, are_apart, are_known_apart, exactness, is_nested
from dateline.extract.moments.blasts_beside import is_blast_elsewhere
from dateline.extract.moments.doers import (
    is_answered_from_afar,
    is_answered_later,
    is_done_by_others,
    is_told_by_the_struck,
)
from dateline.extract.moments.features import whole_figures
from dateline.extract.moments.finding import is_found_elsewhere
from dateline.extract.moments.going_on import (
    is_by_new,
    is_further,
    is_new_there,
    is_of_another_village,
    is_return,
    is_told_beside,
)
from dateline.extract.moments.hours import is_at_another_hour, opens_later
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.open_days import are_on_other_open_days
from dateline.extract.moments.openings import opens_anew, opens_elsewhere
from dateline.extract.moments.retold import counts_more, ends_captivity, is_separate
from dateline.extract.moments.scenes import Scene
from dateline.extract.moments.totals import is_part
from dateline.extract.toll.people import people_words
from dateline.extract.when.counted import is_counted_back
from dateline.extract.where.entries import entry_of
from dateline.extract.words.acts import event_cues
from dateline.records import Period, Reading
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

SEASON = 60  # days; over a longer time no single thing happens
_ANSWER = 16  # characters in which a sentence says that it tells of an answer
_ON = len("On ")
_DESTROYED = frozenset({"destruction"})
_MOVED = frozenset({"strategic"})
_EXPLOSION = "explosion"
_BLASTS = frozenset({_EXPLOSION, "suicide_bombing"})
_FAR = 14  # days between two stated days, over which nothing is one act, whatever the places


def tells_apart(document: Document, scene: Scene, moment: Moment) -> bool:
    """True when the text itself tells the two apart, so that no score joins them: one of several counted before, a
    sentence that opens anew, an answer of the other camp, another settlement on another day."""
    return any(reason(document, scene, moment) for reason in _REASONS)


def _told_beside(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for two acts of one sentence that are told as two."""
    return any(
        other.sentence is scene.sentence and is_told_beside(document, scene, other) for other in moment.scenes
    )


def _counts_anew(document: Document, scene: Scene, moment: Moment) -> bool:
    """True where other harm is counted, and a sentence opens anew ("Elsewhere, ...") or tells of others or of another
    place."""
    new = opens_anew(document, scene) or (
        is_done_by_others(scene, moment) and not is_told_by_the_struck(scene, moment)
    )
    if new:
        return _count_otherwise(scene.tolls, moment.tolls)
    return is_new_there(document, scene, moment) and (
        _count_otherwise(scene.tolls, moment.tolls) or _is_of_other_kind(scene, moment)
    )


def _is_of_other_kind(scene: Scene, moment: Moment) -> bool:
    """True for people abducted in one place and others killed in another."""
    mine, theirs = whole_figures(scene.tolls), whole_figures(moment.tolls)
    other = {outcome for outcome, _ in mine}.isdisjoint(outcome for outcome, _ in theirs)
    return bool(mine and theirs) and other and scene.families.isdisjoint(moment.families)


def _blows_up_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for a bomb or a mine in another settlement than that of an act without one, and for what new people do
    without one in another settlement than a bomb's."""
    told = [event for one in moment.scenes for event in one.events]
    if not is_new_there(document, scene, moment):
        return False
    return is_blast_elsewhere(document, scene.main, told) or _fights_elsewhere(scene, told)


def _fights_elsewhere(scene: Scene, told: Sequence[EventMention]) -> bool:
    blown = any(event.act in _BLASTS for event in told)
    own = scene.main
    return blown and own.act == "clash" and not own.nominal and bool(own.agents) and bool(own.patients)


def _is_share_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for the five "reported from Ora" of a total that was told of no town."""
    if not scene.share or scene.place is None or any(one.share for one in moment.scenes):
        return False
    return moment.place is None or exactness(moment.place) > UNIT


def _opens_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    return moment.place is not None and opens_elsewhere(document, scene, moment.place)


def _opens_on_another_day(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "On May 3, two women were killed in a strike" behind what was on another day: a sentence that begins
    with its day, and counts harm in an act not told of before."""
    own, told = scene.period, moment.period
    if own is None or told is None or own.basis != "stated" or told.basis != "stated":
        return False
    first = document.tokens(scene.sentence)[0].idx
    opens = any(span.start - first <= _ON for span in own.spans)
    if not opens or own.value.meets(told.value) is not False or not scene.tolls:
        return False
    acts = [event for event in scene.events if event.family not in HARM]
    known = any(event.definite for event in scene.events)
    return bool(acts) and not known and not ends_captivity(scene, moment)


def _burned_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for houses burned or looted in another town than that of an act which destroyed nothing: "nine huts
    were burned down in Ora"."""
    if scene.families - _MOVED != _DESTROYED or scene.place is None or moment.place is None or scene.tolls:
        return False
    if any(other.families & _DESTROYED or other.sentence is scene.sentence for other in moment.scenes):
        return False
    near = max(exactness(scene.place), exactness(moment.place)) <= UNIT
    apart = near and not is_nested(scene.place, moment.place)
    return apart or (are_known_apart(scene.place, moment.place) and is_by_new(document, scene))


def _tells_where_it_lies(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for any act behind "Bel lies in Ora, which rebels took in March": that only tells of Ora."""
    if len(moment.scenes) > 1 or any(event.definite for event in scene.events):
        return False
    if days_meet(scene.period, moment.period) is not False:
        return False
    verb = root_of(document, moment.scenes[0].main.span)
    told = moment.period is not None and moment.period.basis == "stated"
    return told and verb is not None and verb.dep_ == "relcl" and verb.head.pos_ == "PROPN"


def _on_other_days(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for weeks between two days, for what befell over a season and in a day, and for another day and another
    settlement."""
    own, told = scene.period, moment.period
    if own is None or told is None:
        return False
    if _is_told_before(own, told) or _is_told_before(told, own) or _had_been(scene, own, told):
        return True
    if own.basis != "stated" or (told.basis != "stated" and told.rule != "when.running_day"):
        return False
    if told.basis != "stated":
        return own.value.meets(told.value) is False and _days_between(own.value, told.value) > _FAR
    if (own.value.length_days or 0) > SEASON > (told.value.length_days or 0):
        return True
    if own.value.meets(told.value) is not False:
        return False
    if any(other.sentence is scene.sentence for other in moment.scenes):
        return not ends_captivity(scene, moment)
    if _days_between(own.value, told.value) > _FAR:
        return True
    if scene.place is None or moment.place is None:
        return False
    near = max(exactness(scene.place), exactness(moment.place)) <= UNIT
    return near and not is_nested(scene.place, moment.place)


def _answers_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "In response, troops took Bel" behind the shelling of Ora: another act of the other side."""
    place, told = scene.place, moment.place
    if (
        place is None
        or told is None
        or is_nested(place, told)
        or not any(event.agents for event in scene.events)
    ):
        return False
    opening = scene.sentence.span.of(document.text)[:_ANSWER].casefold()
    return (
        opening.startswith(tuple(event_cues(document)["answering"]))
        and max(exactness(place), exactness(told)) <= UNIT
    )


def _strikes_another_by_name(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "Bel was attacked, where eight were killed" behind the raid on Ora, where others were."""
    own, told = scene.place, moment.place
    if own is None or told is None or is_nested(own, told) or exactness(told) > UNIT:
        return False
    struck = any(phrase.overlaps(own.span) for event in scene.events for phrase in event.patients)
    return struck and _count_otherwise(scene.tolls, moment.tolls)


def _is_set_elsewhere(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "They burned a post" behind "Late on Sunday armed men walked into Ora", where the moment was in
    another town and told in a paragraph before."""
    told = document.sentences[moment.last_sentence]
    if scene.setting is None or told.paragraph == scene.sentence.paragraph:
        return False
    return are_apart(scene.setting, moment.place)


def _blows_up_later(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "Hours later, a bomb exploded" behind what was done without one."""
    told = {event.act for one in moment.scenes for event in one.events}
    if _EXPLOSION not in {event.act for event in scene.events} or told & {_EXPLOSION, *FROM_AFAR}:
        return False
    return opens_later(document, scene)


def _is_done_to_others(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "three other posts were seized": none of those told. Others who are hurt may be of the same act."""
    known = people_words(document.report.language).known
    things = (
        root_of(document, phrase)
        for event in scene.events
        if event.other_patient and event.family not in HARM
        for phrase in event.patients
    )
    return any(thing is not None and not known(thing.lemma_.casefold()) for thing in things)


def _is_like_it(document: Document, scene: Scene, moment: Moment) -> bool:
    """True for "On Tuesday five were killed in a similar attack" behind what was told of another day."""
    own, told = scene.period, moment.period
    if own is None or told is None or own.basis != "stated" or own.value.meets(told.value) is not False:
        return False
    alike = event_cues(document)["alike"]
    nouns = (root_of(document, event.span) for event in scene.events if event.nominal)
    return any(noun is not None and any(c.lower_ in alike for c in noun.lefts) for noun in nouns)


_REASONS: tuple[Callable[[Document, Scene, Moment], bool], ...] = (
    _told_beside,
    _blows_up_elsewhere,
    _blows_up_later,
    _strikes_another_by_name,
    counts_more,
    _is_done_to_others,
    _is_share_elsewhere,
    lambda document, scene, moment: is_part(document, scene, moment.scenes[0]),
    lambda document, scene, moment: is_separate(document, scene),
    lambda document, scene, moment: not in_one_entry(document, scene, moment),
    is_at_another_hour,
    _counts_anew,
    is_answered_from_afar,
    is_answered_later,
    _opens_elsewhere,
    _is_set_elsewhere,
    is_of_another_village,
    lambda document, scene, moment: is_further(scene, moment),
    is_return,
    is_found_elsewhere,
    _opens_on_another_day,
    _is_like_it,
    _burned_elsewhere,
    _tells_where_it_lies,
    _on_other_days,
    lambda document, scene, moment: are_on_other_open_days(scene, moment),
    _answers_elsewhere,
)


def in_one_entry(document: Document, scene: Scene, moment: Moment) -> bool:
    """False where a list tells of the two under different heads ("ORA - ...", "QUEN - ...")."""
    return entry_of(document, scene.sentence) == entry_of(document, moment.scenes[0].sentence)


def _is_told_before(a: Reading[Period], b: Reading[Period]) -> bool:
    """True when somebody spoke of the one on a day before the stated day of the other."""
    return a.rule == "when.day_of_speech" and b.basis == "stated" and a.value.ends_before(b.value)


def _had_been(scene: Scene, own: Reading[Period], told: Reading[Period]) -> bool:
    """True for "troops had raided the village the previous week" behind what somebody told on a later day."""
    back = scene.main.earlier and own.basis == "stated" and is_counted_back(own)
    return back and own.value.ends_before(told.value)


def _days_between(a: Period, b: Period) -> int:
    """Days from the end of the one to the start of the other; 0 where a bound is not known."""
    if a.start is None or a.last is None or b.start is None or b.last is None:
        return 0
    return max((a.start - b.last).days, (b.start - a.last).days)


def _count_otherwise(told: Sequence[TollMention], known: Sequence[TollMention]) -> bool:
    """True when both count people with one outcome, and no figure of it is the same."""
    mine, theirs = whole_figures(told), whole_figures(known)
    return bool(
        {one for one, _ in mine - theirs} & {one for one, _ in theirs} - {one for one, _ in mine & theirs}
    )
