"""Scenes -> moments: the incidents that the report itself tells apart, each with all its scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.mentions import EVENT_RELATIONS, PlaceMention, TollMention
from dateline.extract.moments.announced import announced
from dateline.extract.moments.binding import exactness, lies_in, narrowest
from dateline.extract.moments.called import named_again, names_all, tells_how
from dateline.extract.moments.causes import answered, came_before, dates_another, is_reason, led_to
from dateline.extract.moments.counted_again import counted_again, counted_by_others, harmed_again
from dateline.extract.moments.doers import answers_from_afar
from dateline.extract.moments.features import pair_features
from dateline.extract.moments.going_on import (
    goes_on,
    is_told_below,
)
from dateline.extract.moments.hours import is_just_before
from dateline.extract.moments.known_before import known_before
from dateline.extract.moments.one_scene import days_meet
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.ordnance import fallen_in
from dateline.extract.moments.retold import (
    adds_nothing,
    counts_otherwise,
    describes_doers,
    details,
    died_in,
    hurt_before,
    is_more_of,
    is_separate,
    reacted_to,
)
from dateline.extract.moments.right_behind import is_said_behind
from dateline.extract.moments.same_words import told_in_same_words, was_told_earlier
from dateline.extract.moments.scenes import UNDONE, Scene
from dateline.extract.moments.sieges import ended_siege, fallen_next_day
from dateline.extract.moments.telling_apart import in_one_entry, tells_apart
from dateline.extract.moments.told_in_full import told_in_full
from dateline.extract.moments.totals import looks_total
from dateline.extract.scorers.linear import probability
from dateline.extract.when.counted import HOURS
from dateline.extract.where.entries import entry_of
from dateline.languages import load_language
from dateline.records import Period, Reading, Span
from dateline.text import Document

_USUAL = frozenset({"habit", "trend", "follow_up"})
_NEAR_DAY = 4  # sentences over which a day told before still holds; tuned on hand-coded reports
_OPEN = 30  # the moments told last that a scene may join; more would cost time by the square of the text
_REACH = 40  # sentences behind the last of a moment; in 205 news reports a scene joins over 11 at most
_FULL = 20  # scenes of a moment; the most in 75 reports is 8, and what never ends opens another
_NEAR_PLACE = 2  # the same for a place
_KNOWN = 5  # words between "the camp" and the name by which it is told: "the camp ten miles north of Ora"
_EXACT = 2  # a town or a district, not a province
_SAME = (
    0.4  # tuned on hand-coded reports, each read by weights that never saw it: incident F1 .797, at .5 .75
)


@dataclass(slots=True)
class Moment:
    """One incident as the report tells it: its scenes in the order of the text."""

    scenes: list[Scene] = field(default_factory=list)
    inherited_period: Reading[Period] | None = None
    inherited_place: PlaceMention | None = None
    found_place: PlaceMention | None = None

    @property
    def period(self) -> Reading[Period] | None:
        """The most exact stated day, the first of equals; else one inferred, of speaking last; else one inherited."""
        told = [scene.period for scene in self._telling if scene.period and scene.period.value.start]
        if not told:
            return self.inherited_period
        return min(told, key=_reliance)

    @property
    def place(self) -> PlaceMention | None:
        """The one found beside its scenes; else the most exact of theirs, the first of equals; else the one inherited
        from the scene before."""
        if self.found_place is not None:
            return self.found_place
        told = [scene.place for scene in self._telling if scene.place]
        return narrowest(told) if told else self.inherited_place

    @property
    def _telling(self) -> list[Scene]:
        """The scenes without what only follows up: a death in hospital has a day and a place of its own."""
        return [scene for scene in self.scenes if not scene.again]

    @property
    def places_itself(self) -> bool:
        """True when a scene of its own names the place."""
        return any(scene.place is self.place for scene in self.scenes)

    @property
    def acts(self) -> list[str]:
        """The strongest act of each scene in the order of the text, without what only tells again or, beside acts, only
        of what is usual."""
        telling = [
            s for s in self._telling if any(e.set_aside not in _USUAL for e in s.events)
        ] or self._telling
        facts = [scene for scene in telling if scene.fact.set_aside not in UNDONE] or telling
        return [scene.fact.act for scene in facts if not answers_from_afar(scene, facts[0])]

    @property
    def families(self) -> frozenset[str]:
        """Families of all acts, harm left out where there is another."""
        joined = frozenset().union(*(scene.families for scene in self.scenes))
        return joined - {"harm"} or joined

    @property
    def tolls(self) -> list[TollMention]:
        """Statements of harm in the order of the text."""
        return [toll for scene in self.scenes for toll in scene.tolls]

    @property
    def last_sentence(self) -> int:
        """Index of the last sentence that tells of it."""
        return max(scene.sentence.index for scene in self.scenes)


def group_moments(
    document: Document,
    scenes: Sequence[Scene],
    *,
    lead_day: Reading[Period] | None = None,
    places: Sequence[PlaceMention] = (),
    pointing: Sequence[Scene] = (),
) -> list[Moment]:
    """Moments in the order in which the body first tells them; headlines, captions, headings of what is told below
    them and what is `pointing` back join, and open none, unless a headline stands for a body that tells of nothing;
    what only names all that was told is of none. `lead_day` dates what nothing else dates; of `places` the one named
    just before is the place of what names none."""
    told_below = [scene for scene in scenes if is_told_below(document, scene, scenes)]
    body = [s for s in scenes if s.sentence.zone in {"body", "dateline"} and s not in told_below]
    margin = [scene for scene in scenes if scene not in body]
    moments: list[Moment] = []
    back = {scene.main.span for scene in pointing}
    for scene in sorted([*body, *pointing], key=lambda scene: scene.span) if body else margin[:1]:
        if moments and names_all(document, scene):
            continue
        home = _home(document, scene, moments)
        if home is not None:
            home.scenes.append(scene)
        elif scene.main.span not in back:
            moments.append(_open(document, scene, moments, lead_day))
            if scene.place is None and not is_separate(document, scene):
                _inherit_place(document, moments, places)
    return moments


def _inherit_place(document: Document, moments: Sequence[Moment], places: Sequence[PlaceMention]) -> None:
    """Gives the newest moment the exact place named just before, where none is known or the one known was named before
    the moment told last had ended."""
    newest = moments[-1]
    named = _named_before(document, newest.scenes[0], places)
    if newest.inherited_place is None:
        newest.inherited_place = named
    elif named is not None and len(moments) > 1:
        last = document.sentences[moments[-2].last_sentence]
        newest.inherited_place = named if named.span.start > last.span.end else newest.inherited_place


def _home(document: Document, scene: Scene, moments: list[Moment]) -> Moment | None:
    """The moment that the scene names or follows up, else the one that takes it in with the highest probability, else
    the one that it only tells again; None for another incident, as is what had come before something told."""
    days = scene.period.spans if scene.period is not None and scene.period.basis == "stated" else ()
    several = bool(moments) and len(scene.events) > 1  # of one alone it is asked below
    dated = [
        event.span
        for event in scene.events
        if dates_another(document, event, days) or (several and came_before(document, event))
    ]
    before = [event for event in scene.events if dated and event.span >= dated[0]]
    if before and all(e in before or (e.nominal and e.definite and not e.plural) for e in scene.events):
        scene.events = before
        return None
    if led_to(document, scene.main) or (moments and came_before(document, scene.main)):
        return None
    near = (m for m in moments[-_OPEN:] if scene.sentence.index - m.last_sentence <= _REACH)
    recent = sorted(near, key=lambda moment: _told_last(document, scene, moment), reverse=True)
    named_in_answer = answered(document, scene, recent[0]) if recent else None
    if named_in_answer is not None:
        scene.events = [event for event in scene.events if event not in named_in_answer]
        return None
    if recent and in_one_entry(document, scene, recent[0]) and is_more_of(document, scene, recent[0]):
        return recent[0]
    told_in_short = announced(document, scene, moments)
    if told_in_short is not None:
        return told_in_short
    fitting = [
        (newer, moment)
        for newer, moment in enumerate(recent)
        if len(moment.scenes) < _FULL and not tells_apart(document, scene, moment)
    ]
    known = [moment for _, moment in fitting]
    named = (
        named_again(document, scene, known)
        or goes_on(document, scene, known)
        or ended_siege(document, scene, known)
        or fallen_next_day(document, scene, known)
        or _share_of(document, scene, known)
        or counted_again(document, scene, known)
        or harmed_again(document, scene, known)
        or told_in_full(document, scene, known)
        or fallen_in(document, scene, known)
        or told_in_same_words(document, scene, known)
        or known_before(document, scene, known)
    )
    if named is not None:
        return named
    hurt = hurt_before(document, scene, recent)
    if hurt is not None:
        scene.again = True
        return hurt
    other_count = recent and (
        counts_otherwise(document, scene) or was_told_earlier(document, scene, recent[0])
    )
    if other_count and scene.may_be_on(recent[0].period):
        scene.again = True
        return recent[0]
    reacted = recent[0] if recent and describes_doers(document, scene) else reacted_to(scene, recent)
    if reacted is not None:
        scene.again = True
        return reacted
    scored = (
        (probability("moment", pair_features(document, scene, moment, newer_moments=newer)), -newer, moment)
        for newer, moment in fitting
    )
    chance, _, best = max(scored, key=lambda entry: entry[:2], default=(0.0, 0, None))
    if best is None or chance > _SAME:
        return best
    newest = next((moment for newer, moment in fitting if newer == 0), None)
    if newest is not None and scene.may_be_on(newest.period) and tells_how(document, scene):
        return newest
    if newest is not None and is_said_behind(document, scene, newest):
        return newest
    if died_in(document, scene, best) or (len(moments) == 1 and details(document, scene, best)):
        return best
    scene.again = adds_nothing(document, scene, best)
    return (counted_by_others(document, scene, known) or best) if scene.again else None


def _share_of(document: Document, scene: Scene, moments: Sequence[Moment]) -> Moment | None:
    """The share of a total that a scene tells more of: at the same place, and on its day."""
    if scene.share or scene.place is None or opens_anew(document, scene):
        return None
    name = scene.place.place.name
    return next(
        (
            moment
            for moment in moments
            if moment.scenes[0].share
            and moment.place is not None
            and moment.place.place.name == name
            and days_meet(scene.period, moment.period)
        ),
        None,
    )


def _reliance(reading: Reading[Period]) -> tuple[bool, int, int]:
    """What is smaller is relied on more: a day stated, then one inferred, then that of speaking, then that of print
    which an hour alone is taken to be of; then the shorter."""
    length = reading.value.length_days or 0
    guessed = 2 if reading.rule in HOURS else int(reading.rule == "when.day_of_speech")
    return reading.basis != "stated", guessed, length


def _told_last(document: Document, scene: Scene, moment: Moment) -> tuple[int, bool, Span]:
    """What is greater was told later; what only gave the reason of another counts as told before that, unless the scene
    is of its kind."""
    reason = scene.families.isdisjoint(moment.families) and all(
        is_reason(document, one.main) for one in moment.scenes
    )
    return moment.last_sentence, not reason, max(one.span for one in moment.scenes)


def _named_before(document: Document, scene: Scene, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The exact place named last in the sentences just before a scene of the body."""
    first = document.sentences[max(0, scene.sentence.index - _NEAR_PLACE)].span.start
    before = [
        place
        for place in places
        if first <= place.span.start < scene.sentence.span.start
        and place.relation in EVENT_RELATIONS
        and exactness(place) <= _EXACT
        and not _apart(document, scene, place)
        and document.sentence_at(place.span.start).zone == "body"
        and entry_of(document, document.sentence_at(place.span.start)) == entry_of(document, scene.sentence)
    ]
    before = [place for place in before if not _is_measured_from(document, place, before)]
    last = max(before, key=lambda place: place.span, default=None)
    return narrowest([last, *(place for place in before if lies_in(place, last))]) if last else None


def _is_measured_from(document: Document, place: PlaceMention, named: Sequence[PlaceMention]) -> bool:
    """True for the Bel of "Ora lies 12 km from Bel", which only tells where Ora is, and of "the camp north of Bel"."""
    if place.relation != "direction":
        return False
    sentence = document.sentence_at(place.span.start)
    if any(sentence.span.start <= other.span.start < place.span.start for other in named):
        return True
    settled = load_language(document.report.language).places["heads"]
    name = document.doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
    before = document.doc[max(name[0].sent.start, name[0].i - _KNOWN) : name[0].i]
    if any(
        word.lemma_.lower() in settled and any(child.lower_ == "the" for child in word.children)
        for word in before
    ):
        return True
    subjects = [token for token in document.tokens(sentence) if token.dep_ == "nsubj"][:1]
    return any(one.pos_ == "PROPN" or one.lemma_.lower() in settled for one in subjects)


def _apart(document: Document, scene: Scene, place: PlaceMention | None) -> bool:
    """True for a settlement of another paragraph beside an act with a day of its own: on hand-coded reports it was
    that act's place in none of 11."""
    if place is None or not scene.states_day or exactness(place):
        return False
    return document.sentence_at(place.span.start).paragraph != scene.sentence.paragraph


def _open(
    document: Document, scene: Scene, moments: list[Moment], lead_day: Reading[Period] | None
) -> Moment:
    """A new moment; day and place it does not tell are taken from what was told before, as inherited."""
    moment = Moment([scene])
    if any(event.other_patient for event in scene.events) or led_to(document, scene.main):
        return moment
    followed = all(
        event.set_aside == "follow_up" for event in scene.events
    )  # "jailed over the bombing of a bus"
    if scene.period is None and scene.main.past and not (scene.main.earlier or followed):
        moment.inherited_period = lead_day
    if not moments:
        return moment
    before = next((m for m in reversed(moments) if not led_to(document, m.scenes[0].main)), moments[-1])
    near = scene.sentence.index - before.last_sentence
    if scene.period is None and (not scene.main.earlier or is_just_before(document, scene)):
        lead = moments[0] if looks_total(document, moments[0].scenes[0]) else None
        giver = before if near <= _NEAR_DAY and before.period is not None else lead
        if giver is not None and giver.period is not None:
            moment.inherited_period = giver.period
    if is_separate(document, scene) or not in_one_entry(document, scene, before):
        return moment
    if scene.place is None and near <= _NEAR_PLACE and not _apart(document, scene, before.place):
        moment.inherited_place = before.place
    return moment
