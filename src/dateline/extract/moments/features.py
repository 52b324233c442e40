"""What the scorers look at: a scene alone (is it an incident?), and a scene beside a moment (is it the same?).

Every feature is a named number, so that a decision can be explained by the terms of its sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.extract.acts.realis import pattern_of, without_papers
from dateline.extract.mentions import ActorMention, PlaceMention, TollMention
from dateline.extract.moments.binding import exactness
from dateline.extract.moments.open_days import share_open_day
from dateline.extract.moments.openings import opens_anew
from dateline.extract.moments.scenes import Scene
from dateline.extract.moments.totals import looks_total, target_count
from dateline.places.fold import fold_name
from dateline.records import Period, Reading, Span
from dateline.text import Document

if TYPE_CHECKING:
    from dateline.extract.moments.moments import Moment

Features = dict[str, float]


def _is_done_by_armed(scene: Scene) -> bool:
    """True for a past verb with an armed party as its doer: "jets bombed the market"."""
    armed = [actor.span for actor in scene.actors if actor.role == "combatant"]
    told = [event for event in scene.events if event.past and not event.nominal and event.set_aside is None]
    return any(span.overlaps(phrase) for event in told for phrase in event.agents for span in armed)


def _words(code: str, table: str, key: str) -> re.Pattern[str]:
    return pattern_of(code, (table,), key, endings="s?")


@lru_cache(maxsize=16)
def _in_report(code: str, table: str, text: str) -> int:
    """How many words of this table (of games and the arts, drills, mishaps) a whole report has; counted once."""
    return len(_words(code, table, "words").findall(text.casefold()))


def count_armed(actors: Sequence[ActorMention]) -> int:
    """How many times armed parties are named in a report."""
    return sum(actor.role == "combatant" for actor in actors)


def scene_features(document: Document, scene: Scene, armed: int) -> Features:
    """Features of one scene: its day, place, harm and parties, how it is told, what the rules say against it.

    `armed` is how many times the report names armed parties.
    """
    text = (written := scene.span.of(document.text)).casefold()
    code = document.report.language
    main = scene.main
    days = _length(scene.period)
    features: Features = {
        "bias": 1.0,
        "first_body": float(scene.sentence.paragraph <= 2),
        "late": float(scene.sentence.index >= 12),
        "margin": float(scene.sentence.zone not in {"body", "dateline"}),
        "dated": float(days is not None),
        "day_inferred": float(
            days is not None and scene.period is not None and scene.period.basis != "stated"
        ),
        "day_known": float(days is not None and days <= 1),
        "long_period": float(days is not None and days > 20),
        "age_weeks": _age(document, scene.period),
        "placed": float(scene.place is not None),
        "settlement": float(scene.place is not None and exactness(scene.place) <= 1),
        "wide_place": float(scene.place is not None and exactness(scene.place) >= 3),
        "counted_harm": float(any(t.best for t in scene.tolls if not t.cumulative)),
        "told_whole": float(
            days is not None
            and scene.period is not None
            and scene.period.basis == "stated"
            and scene.place is not None
            and any(t.best for t in scene.tolls if not t.cumulative)
        ),
        "cumulative": float(any(t.cumulative for t in scene.tolls)),
        "several_acts": float(len(scene.events) > 1),
        "nominal": float(all(event.nominal for event in scene.events)),
        "plural": float(main.plural),
        "definite": float(main.definite),
        "past": float(any(event.past for event in scene.events)),
        "armed_agent": float(any(a.role == "combatant" for a in scene.actors)),
        "armed_doer": float(_is_done_by_armed(scene)),
        "no_actor": float(not scene.actors),
        "quoted": float(document.in_quote(main.span) is not None),
        "unarmed_all": float(not scene.tolls and not armed),
        "unarmed_scene": float(not any(a.role == "combatant" for a in scene.actors) and not main.weapons),
        "armed_report": min(4.0, armed / 3),
        "metaphor": float(len(_words(code, "metaphor", "words").findall(text))),
        "metaphor_report": min(6.0, _in_report(code, "metaphor", document.text) / 3),
        "exercise": float(bool(_words(code, "exercise", "words").search(text))),
        "exercise_report": min(3.0, _in_report(code, "exercise", document.text) / 2),
        "mishap": float(bool(_words(code, "mishap", "words").search(text))),
        "mishap_report": min(3.0, _in_report(code, "mishap", document.text) / 3),
        "trend_words": float(bool(_words(code, "trend", "phrases").search(text))),
        "habit_words": float(
            bool(_words(code, "habit", "phrases").search(without_papers(code, written).casefold()))
        ),
        "total_words": float(bool(_words(code, "war_total", "phrases").search(text))),
        f"family_{main.family}": 1.0,
    }
    for kind in {event.set_aside for event in scene.events if event.set_aside}:
        features[f"aside_{kind}"] = 1.0
    features["all_aside"] = float(all(event.set_aside for event in scene.events))
    return features


def pair_features(document: Document, scene: Scene, moment: Moment, *, newer_moments: int) -> Features:
    """Features of one scene beside one moment: distance, days, places, acts, harm, wording."""
    gap = scene.sentence.index - moment.last_sentence
    first = moment.scenes[0]
    features: Features = {
        "bias": 1.0,
        "gap": min(gap, 12) / 4,
        "same_sentence": float(gap == 0),
        "next_sentence": float(gap == 1),
        "same_paragraph": float(scene.sentence.paragraph == moment.scenes[-1].sentence.paragraph),
        "newer_moments": min(newer_moments, 4.0),
        "distinct": float(scene.main.distinct),
        "definite_singular": float(scene.main.definite and not scene.main.plural),
        "nominal": float(all(event.nominal for event in scene.events)),
        "same_act": float(
            bool({e.act for e in scene.events} & {e.act for s in moment.scenes for e in s.events})
        ),
        "same_family": float(bool(scene.families & moment.families)),
        "only_harm": float(scene.families == {"harm"}),
        "moment_harm": float(moment.families == {"harm"}),
        "quoted": float(document.in_quote(scene.main.span) is not None),
        "pronoun": float(any(span.of(document.text).casefold() in _PRONOUNS for span in _arguments(scene))),
        "that_attack": float(scene.main.demonstrative and bool(scene.families & moment.families)),
        "opens_anew": float(opens_anew(document, scene)),
        "same_quote": float(_same_quote(document, scene, moment)),
        "first_is_plural": float(first.main.plural and first.main.nominal),
    }
    features.update(_word_features(document, scene, moment))
    features.update(_total_features(document, scene, first))
    features.update(_open_day_features(scene, moment) or _day_features(scene.period, moment.period))
    features.update(_place_features(scene.place, moment.place))
    features.update(_toll_features(scene.tolls, moment.tolls))
    features.update(_actor_features(scene, moment))
    return features


_PRONOUNS = frozenset({"he", "she", "it", "they", "them", "him", "her", "these", "those", "both", "who"})


def _arguments(scene: Scene) -> list[Span]:
    return [span for event in scene.events for span in (*event.agents, *event.patients)]


def _same_quote(document: Document, scene: Scene, moment: Moment) -> bool:
    quote = document.in_quote(scene.main.span)
    return quote is not None and any(quote.span.covers(s.main.span) for s in moment.scenes)


def _word_features(document: Document, scene: Scene, moment: Moment) -> Features:
    """Nouns and names that both use, and whether they act upon the same kind of thing."""
    mine = _nouns(document, scene)
    theirs = set().union(*(_nouns(document, other) for other in moment.scenes))
    shared = mine & theirs
    patients = {_last_word(document, p) for e in scene.events for p in e.patients}
    known = {_last_word(document, p) for s in moment.scenes for e in s.events for p in e.patients}
    return {
        "shared_words": min(4.0, len(shared)) / 2,
        "shared_share": len(shared) / max(3, min(len(mine), len(theirs))),
        "same_patient": float(bool(patients & known)),
        "other_patient": float(bool(patients) and bool(known) and not patients & known),
    }


def _nouns(document: Document, scene: Scene) -> frozenset[str]:
    """Nouns and names of a scene, found once: each scene is held against all that came before it."""
    known: dict[Span, frozenset[str]] = document.doc.user_data.setdefault(__name__, {})
    if scene.span not in known:
        inside = (t for t in document.tokens(scene.sentence) if scene.span.start <= t.idx < scene.span.end)
        nouns = (t for t in inside if t.pos_ in {"NOUN", "PROPN"} and len(t.text) > 2)
        known[scene.span] = frozenset(t.lemma_.casefold() for t in nouns)
    return known[scene.span]


def _last_word(document: Document, phrase: Span) -> str:
    return phrase.of(document.text).casefold().split()[-1].rstrip("s")


def _length(reading: Reading[Period] | None) -> int | None:
    return None if reading is None else reading.value.length_days


def _age(document: Document, reading: Reading[Period] | None) -> float:
    """Weeks from the act to the publication, at most 8; 0 when either is unknown."""
    if reading is None or reading.value.start is None or document.report.published is None:
        return 0.0
    return min(8.0, max(0.0, (document.report.published - reading.value.start).days / 7))


def _open_day_features(scene: Scene, moment: Moment) -> Features:
    """On a page without a date: whether the weekdays or months told are one; nothing where a day is known."""
    same = share_open_day(scene, moment)
    if same is None:
        return {}
    return {"day_same": 1.0} if same else {"day_differs": 1.0}


def _day_features(a: Reading[Period] | None, b: Reading[Period] | None) -> Features:
    if a is None or a.value.start is None or a.basis != "stated":
        return {"day_untold": 1.0}
    if b is None or b.value.start is None:
        return {"day_new": 1.0}
    a_end, b_end = a.value.end or a.value.start, b.value.end or b.value.start
    if a.value.start == b.value.start and a_end == b_end:
        return {"day_same": 1.0}
    if a.value.start <= b_end and b.value.start <= a_end:
        return {"day_overlaps": 1.0}
    gap = max((a.value.start - b_end).days, (b.value.start - a_end).days)
    return {"day_differs": 1.0, "day_next": float(gap == 1)}


def _place_features(a: PlaceMention | None, b: PlaceMention | None) -> Features:
    if a is None:
        return {"place_untold": 1.0}
    if b is None:
        return {"place_new": 1.0}
    if a.place.name == b.place.name or fold_name(a.text) == fold_name(b.text):
        return {"place_same": 1.0, "place_same_settlement": float(exactness(a) <= 1)}
    if b.place.name in a.place.units:
        return {"place_inside": 1.0}
    if a.place.name in b.place.units:
        return {"place_around": 1.0}
    return {"place_differs": 1.0, "place_differs_settlement": float(max(exactness(a), exactness(b)) <= 1)}


def whole_figures(tolls: Sequence[TollMention]) -> set[tuple[str, int]]:
    """(outcome, figure) of every statement that counts all who were harmed, not a part of them."""
    return {(toll.outcome, toll.best) for toll in tolls if toll.best and not toll.subset}


def _toll_features(told: list[TollMention], known: list[TollMention]) -> Features:
    mine, theirs = whole_figures(told), whole_figures(known)
    features: Features = {"subset": float(any(t.subset for t in told))}
    if mine & theirs:
        big = any(best > 2 for _, best in mine & theirs if best)
        features |= {"toll_same": 1.0, "toll_same_big": float(big)}
    elif {outcome for outcome, _ in mine} & {outcome for outcome, _ in theirs}:
        features["toll_differs"] = 1.0
    elif mine and theirs:
        features["toll_adds"] = 1.0
    return features


def _actor_features(scene: Scene, moment: Moment) -> Features:
    mine = {a.group or a.actor.name for a in scene.actors if a.role == "combatant" and not a.generic}
    theirs = {
        a.group or a.actor.name
        for s in moment.scenes
        for a in s.actors
        if a.role == "combatant" and not a.generic
    }
    if not mine or not theirs:
        return {"parties_untold": 1.0}
    return {"parties_same": 1.0} if mine & theirs else {"parties_differ": 1.0}


def _total_features(document: Document, scene: Scene, first: Scene) -> Features:
    """Whether the moment was opened by a total, and the scene is narrower than it."""
    if not looks_total(document, first):
        return {}
    mine, theirs = target_count(document, scene), target_count(document, first)
    long, short = _length(first.period), _length(scene.period)
    return {
        "under_total": 1.0,
        "total_other_count": float(theirs is not None and mine != theirs),
        "total_shorter": float(long is not None and short is not None and short < long),
        "total_narrower_place": float(
            scene.place is not None
            and first.place is not None
            and exactness(scene.place) < exactness(first.place)
        ),
    }
