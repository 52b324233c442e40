"""Sentences -> scenes: what one clause (or one sentence) tells as a single act, with its own day and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dateline.codebook import SetAside
from dateline.extract.acts.describing import (
    is_of_care,
    without_captives,
    without_charges,
    without_known,
    without_provocation,
    without_scenery,
    without_sides_of_campaigns,
)
from dateline.extract.grammar.phrases import root_of
from dateline.extract.grammar.windows import inside, overlapping
from dateline.extract.mentions import (
    ActorMention,
    EventMention,
    PlaceMention,
    TimeMention,
    TollMention,
)
from dateline.extract.moments.binding import (
    are_apart,
    bind_place,
    lies_in,
    narrowest,
    sites,
)
from dateline.extract.moments.blasts_beside import is_blast_beside
from dateline.extract.moments.causes import (
    died_of,
    is_long_past,
    is_of_result,
    led_to,
)
from dateline.extract.moments.one_scene import (
    are_one,
    days_meet,
    is_harmed_behind,
    is_of,
    is_when_harmed,
    was_there_before,
)
from dateline.extract.moments.open_days import open_day
from dateline.extract.moments.shared import NEXT, part_of, shared_out
from dateline.extract.moments.shares import Share
from dateline.extract.moments.sieges import as_day_of_end
from dateline.extract.when.leads import lead_day
from dateline.extract.when.owned import is_right_behind
from dateline.extract.when.reading import resolve_period
from dateline.extract.who.reading import resolve_pronoun
from dateline.extract.words.acts import event_cues
from dateline.records import Period, Reading, Span
from dateline.text import Document, Sentence

UNDONE: frozenset[SetAside] = frozenset({"conditional", "negation", "plan", "threat", "vow", "warning"})
_NEWS = timedelta(days=60)  # what an act led to so long ago was not today
_DAYS = 3  # days of one sentence that are looked through for that of an act


@dataclass(slots=True)
class Scene:
    """Acts told together: their words, the stretch of text, the day and place told there, the harm told there,
    the parties that its pronouns mean, and the chance that it is an incident at all. `shared` is the number of
    places among which its sentence shares out the harm; `share` marks one of these, `again` one that only follows up
    or tells again an act told before; `open_day` is a weekday or month that no year makes a day; `setting` is the
    place of the sentence right before it in its paragraph that tells of no act."""

    sentence: Sentence
    span: Span
    events: list[EventMention]
    period: Reading[Period] | None = None
    place: PlaceMention | None = None
    actors: list[ActorMention] = field(default_factory=list)
    tolls: list[TollMention] = field(default_factory=list)
    meant: dict[Span, ActorMention] = field(default_factory=dict)
    chance: float = 0.5
    shared: int = 0
    share: bool = False
    again: bool = False
    open_day: str | None = None
    setting: PlaceMention | None = None

    @property
    def states_day(self) -> bool:
        """True when it states its day, and does not take it from elsewhere."""
        return self.period is not None and self.period.basis == "stated"

    @property
    def main(self) -> EventMention:
        """The strongest act, the first of equals."""
        if len(self.events) == 1:
            return self.events[0]
        return max(self.events, key=lambda event: (event.strength, -event.span.start))

    @property
    def fact(self) -> EventMention:
        """The strongest act that is not only feared, planned or denied; of a scene in which all are, the strongest."""
        facts = [event for event in self.events if event.set_aside not in UNDONE]
        return max(facts or self.events, key=lambda event: (event.strength, -event.span.start))

    @property
    def families(self) -> frozenset[str]:
        """Families of the acts, harm left out where there is another."""
        all_families = frozenset(event.family for event in self.events)
        return all_families - {"harm"} or all_families

    def may_be_on(self, day: Reading[Period] | None) -> bool:
        """False when the scene states another day than this."""
        own = self.period
        return own is None or own.basis != "stated" or days_meet(own, day) is not False

    def named_in(self, phrases: Sequence[Span], *, pronouns: bool = True) -> list[ActorMention]:
        """Parties and people named in the phrases, or meant by them where they are `pronouns`: nobody burns "it"."""
        named = [actor for phrase in phrases for actor in self.actors if phrase.overlaps(actor.span)]
        return named + [self.meant[phrase] for phrase in phrases if pronouns and phrase in self.meant]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything the readers found in one report."""

    times: Sequence[TimeMention]
    places: Sequence[PlaceMention]
    actors: Sequence[ActorMention]
    tolls: Sequence[TollMention]
    events: Sequence[EventMention]
    shares: Sequence[Share] = ()


def build_scenes(document: Document, mentions: Mentions) -> list[Scene]:
    """Scenes in the order of the text; acts set aside make scenes of their own, apart from those told as facts."""
    acts: dict[int, list[EventMention]] = {}
    for event in mentions.events:
        acts.setdefault(event.sentence, []).append(event)
    shared: dict[int, list[Share]] = {}
    for share in mentions.shares:
        shared.setdefault(share.sentence, []).append(share)
    scenes: list[Scene] = []
    for sentence in document.sentences:
        shares = shared.get(sentence.index, [])
        if sentence.index in acts:
            told = _of_sentence(document, sentence, acts[sentence.index], mentions)
            scenes.extend(shared_out(document, told, shares, mentions, scenes[-1:]) if shares else told)
        elif shares and scenes and sentence.index - scenes[-1].sentence.index <= NEXT:
            scenes.extend(part_of(document, sentence, scenes[-1], share, mentions) for share in shares)
    for scene in scenes:
        scene.setting = _setting(document, scene, acts, mentions)
    return scenes


def _setting(
    document: Document, scene: Scene, acts: Mapping[int, Sequence[EventMention]], mentions: Mentions
) -> PlaceMention | None:
    """The place of the sentence right before, in the paragraph of a scene without a place, that tells of no act:
    "Late on Sunday armed men walked into Ora. They burned a post"; none for a noun, "the fighting was hard"."""
    before = document.sentences[scene.sentence.index - 1] if scene.sentence.index > 0 else None
    if scene.place is not None or before is None or before.index in acts:
        return None
    if before.paragraph != scene.sentence.paragraph or before.zone != "body":
        return None
    here = sites(before, mentions.places, mentions.actors)
    return narrowest(here) if here and not scene.main.nominal else None


def _of_sentence(
    document: Document, sentence: Sentence, events: list[EventMention], mentions: Mentions
) -> list[Scene]:
    groups: list[list[EventMention]] = []
    facts: list[tuple[Reading[Period] | None, PlaceMention | None]] = []
    here = sites(sentence, mentions.places, mentions.actors)
    tokens = document.tokens(sentence)
    events = without_scenery(document, without_charges(document, without_captives(document, events)))
    events = without_provocation(document, without_known(document, events))
    events = without_sides_of_campaigns(document, events)
    if all(event.family == "harm" for event in events):
        here = [place for place in here if not _is_of_care(document, place)]
    for event in events:
        day = as_day_of_end(document, _own_period(document, event, mentions))
        fact = (day, bind_place(event, here, mentions.places, tokens))
        named = [n for n, group in enumerate(groups) if is_of(document, event, group)]
        above = _above(document, event, groups)
        if above and fact[1] is not None and not event.clause.covers(fact[1].span):
            fact = (fact[0], facts[above[0]][1])
        named += above
        home = next(
            (n for n in (*named, *range(len(groups))) if are_one(document, event, fact, groups[n], facts[n])),
            None,
        )
        if home is None:
            groups.append([event])
            facts.append(fact)
        else:
            groups[home].append(event)
            period, place = facts[home]
            inner = place is not None and fact[1] is not None and lies_in(fact[1], place)
            behind = inner or is_harmed_behind(document, event, fact[1], groups[home], place)
            dated = fact[0] is not None and is_when_harmed(document, event, groups[home][:-1])
            facts[home] = (
                fact[0] if dated else period or fact[0],
                fact[1] if behind else place or fact[1],
            )
    alone = len(groups) == 1
    told = zip(groups, facts, strict=True)
    return _each_its_own(
        document, [_scene(document, sentence, group, fact, mentions, alone=alone) for group, fact in told]
    )


def _above(document: Document, event: EventMention, groups: list[list[EventMention]]) -> list[int]:
    """The group of the act on which this one hangs: "jets hit a camp in Bel, wounding three"."""
    verb = root_of(document, event.span)
    roots = {root_of(document, one.span): n for n, group in enumerate(groups) for one in group}
    return [roots[above] for above in (verb.ancestors if verb is not None else ()) if above in roots][:1]


def _each_its_own(document: Document, scenes: list[Scene]) -> list[Scene]:
    """The scenes, one around another of another day or town without what that tells: "The raid came a week after a bomb
    killed six", "A mine killed one man in Ora and gunmen shot four in Bel"."""
    for outer in scenes:
        for inner in scenes:
            if outer.span == inner.span or not outer.span.covers(inner.span):
                continue
            elsewhere = are_apart(outer.place, inner.place) or any(
                is_blast_beside(document, event, outer.events) for event in inner.events
            )
            before = was_there_before(document, inner, outer)
            if not (elsewhere or before) and days_meet(outer.period, inner.period) is not False:
                continue
            outer.tolls = [toll for toll in outer.tolls if not inner.span.covers(toll.span)]
            if outer.place is not None and inner.span.covers(outer.place.span) and inner.place is outer.place:
                outer.place = None
            if elsewhere and all(event.span.end <= inner.span.start for event in outer.events):
                outer.span = Span(outer.span.start, inner.span.start)
                outer.actors = inside(outer.actors, outer.span)
    return scenes


def are_in_two(scene: Scene, other: Scene) -> bool:
    """True for what befell two towns or districts, and by no doer of both: "jets killed six in Ora and two in Bel"."""
    doers = {phrase for event in scene.events for phrase in event.agents}
    same = any(phrase in doers for event in other.events for phrase in event.agents)
    return not same and are_apart(scene.place, other.place)


def _is_of_care(document: Document, place: PlaceMention) -> bool:
    word = root_of(document, place.span)
    return word is not None and is_of_care(document, word)


def _own_period(document: Document, event: EventMention, mentions: Mentions) -> Reading[Period] | None:
    """The day of an act; one that is told of other targets takes none over from what was told before."""
    act = died_of(document, event, mentions.events)
    own = resolve_period(document, act.span, mentions.times) if act is not None else None
    if own is not None and own.basis == "stated":
        return own
    period = _not_of_result(document, event, mentions)
    if period is None or period.rule == "when.offset":
        return period
    if period.basis != "stated" and (event.other_patient or led_to(document, event)):
        return None
    if period.rule == "when.running_day" and _opens_apart(document, event):
        lead = lead_day(document, mentions.times)
        return lead if lead is not None and period.value.ends_before(lead.value) else period
    return None if is_long_past(document, event) else period


def _opens_apart(document: Document, event: EventMention) -> bool:
    """True where the first word of its sentence says that it is another thing: "Separately, jets bombed a post"."""
    tokens = document.tokens(document.sentences[event.sentence])
    return bool(tokens) and tokens[0].lower_ in event_cues(document)["apart"]


def _not_of_result(document: Document, event: EventMention, mentions: Mentions) -> Reading[Period] | None:
    """The day of an act but for one of what it led to: "Tension rose today after a man was shot last night"; where no
    other is told in its sentence, none."""
    times, result = mentions.times, None
    for _ in range(_DAYS):
        period = resolve_period(document, event.span, times)
        if (
            period is None
            or not period.spans
            or period.rule == "when.offset"
            or is_right_behind(period.spans[0], event.span)
            or not is_of_result(document, event, period.spans[0], mentions.events)
        ):
            own = times is mentions.times or (period is not None and period.spans)
            return period if own else _if_long_past(document, result)
        result = result or period
        left = period.spans
        times = [time for time in times if time.span not in left]
    return None


def _if_long_past(document: Document, result: Reading[Period] | None) -> Reading[Period] | None:
    """The time of what an act led to, where that is no news: "broke off the talks in 2006 after a bomb killed two"."""
    published = document.report.published
    last = result.value.last if result is not None else None
    return result if published is not None and last is not None and published - last > _NEWS else None


def _scene(
    document: Document,
    sentence: Sentence,
    events: list[EventMention],
    fact: tuple[Reading[Period] | None, PlaceMention | None],
    mentions: Mentions,
    *,
    alone: bool,
) -> Scene:
    span = sentence.span if alone else _cover(events)
    stated = fact[0] is not None and fact[0].basis == "stated"
    return Scene(
        sentence=sentence,
        span=span,
        events=events,
        period=fact[0],
        place=fact[1],
        actors=inside(mentions.actors, span),
        tolls=overlapping(mentions.tolls, span),
        meant=_meant(document, events, span, mentions.actors),
        open_day=None if stated else open_day(events[0], sentence, mentions.times),
    )


def _meant(
    document: Document, events: list[EventMention], span: Span, actors: Sequence[ActorMention]
) -> dict[Span, ActorMention]:
    """The party behind each pronoun that acts or is acted upon ("they burned it"), and behind a phrase that stands
    outside the stretch of the scene ("gunmen blocked a road, searched cars and shot two men")."""
    found = {}
    for phrase in (phrase for event in events for phrase in (*event.agents, *event.patients)):
        words = document.doc.char_span(phrase.start, phrase.end)
        if words is not None and len(words) == 1 and words[0].pos_ == "PRON":
            actor = resolve_pronoun(document, words[0], actors)
            if actor is not None:
                found[phrase] = actor
        elif not span.covers(phrase):
            found.update((phrase, actor) for actor in overlapping(actors, phrase)[-1:])
    return found


def _cover(events: list[EventMention]) -> Span:
    return Span(min(e.clause.start for e in events), max(e.clause.end for e in events))
