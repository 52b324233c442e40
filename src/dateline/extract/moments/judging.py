"""Which scenes are incidents: the scorer's chance, and what the text itself rules out or in."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.acts.realis import says
from dateline.extract.grammar.phrases import root_of
from dateline.extract.mentions import HARM, ActorMention, EventMention
from dateline.extract.moments.asides import is_mishap
from dateline.extract.moments.binding import COUNTRY, exactness
from dateline.extract.moments.causes import is_only_avenged
from dateline.extract.moments.doers import acting_in
from dateline.extract.moments.features import count_armed, scene_features
from dateline.extract.moments.scenes import UNDONE, Scene
from dateline.extract.moments.staged import is_staged
from dateline.extract.scorers.linear import probability
from dateline.extract.words.acts import event_cues
from dateline.text import Document

_INCIDENT = 0.5
BACK = 0.1  # below this a scorer sees nothing of an act
_SEASON, _MONTH, _WEEK = 100, 31, 7  # days
_HUNDRED = 100  # dead of one incident without day and place are fewer
_UNREAL = UNDONE | {"habit"}


def judge_scenes(
    document: Document, scenes: Sequence[Scene], actors: Sequence[ActorMention]
) -> tuple[list[Scene], list[Scene]]:
    """Scenes that are incidents, with their chance, and those that are not."""
    kept: list[Scene] = []
    others: list[Scene] = []
    mishap: Scene | None = None
    of_mishap = False
    armed = count_armed(actors)
    for scene in scenes:
        if is_mishap(document, scene, mishap):
            scene.chance, mishap = 0.0, scene
            of_mishap = of_mishap or not kept
            others.append(scene)
            continue
        scene.chance = probability("scene", scene_features(document, scene, armed))
        if is_ruled_out(document, scene, told_before=bool(kept)) or (of_mishap and not is_attack(scene)):
            scene.chance = min(scene.chance, BACK)
        held = scene.chance > _INCIDENT or is_told_old(document, scene)
        (kept if held else others).append(scene)
        mishap = None if held else mishap
    if not any(is_violent(scene) for scene in kept):
        return [], sorted([*kept, *others], key=lambda scene: scene.span)
    return kept, others


def is_attack(scene: Scene) -> bool:
    """True in a report of a mishap for what armed people or a weapon did, told with its harm or its day; and for a
    killing told with its day and its place."""
    if acting_in([scene]) or any(event.weapons for event in scene.events):
        return _is_dated(scene) or any(toll.best for toll in scene.tolls)
    return "killing" in scene.families and _is_dated(scene) and scene.place is not None


def is_violent(scene: Scene) -> bool:
    """True for an act beyond harm alone, or harm at a place, by a weapon or with people counted."""
    if scene.families != {"harm"} or scene.place is not None or any(e.weapons for e in scene.events):
        return True
    return any((toll.best or 0) > 1 for toll in scene.tolls)


def is_ruled_out(document: Document, scene: Scene, *, told_before: bool) -> bool:
    """True for what is told as not having happened, for a count over a long time, and for drills, games and films."""
    if all(event.set_aside in UNDONE for event in scene.events) or is_plot(document, scene):
        return True
    unreal = all(event.set_aside in _UNREAL for event in scene.events)
    if unreal and not any(toll.best for toll in scene.tolls) and not _is_dated(scene):
        return True
    if is_only_avenged(document, scene):
        return True
    if all(event.rule == "realis.search" for event in scene.events) and not scene.tolls:
        return True
    if _is_only_spoken_of(scene) or _is_how_it_began(document, scene):
        return True
    return is_statistic(scene, told_before=told_before) or is_staged(document, scene)


def _is_only_spoken_of(scene: Scene) -> bool:
    """True for a trend without day and place, for "the attacks have deepened the crisis in Ora" and "the two have been
    fighting over the mines of Ora", and for what is only condemned, without day and harm."""
    if _is_dated(scene):
        return False
    kinds = {event.set_aside for event in scene.events}
    many = all(event.nominal and event.plural and event.definite for event in scene.events)
    if kinds == {"trend"}:
        under_way = all(event.act == "clash" and event.perfect for event in scene.events)
        return scene.place is None or ((many or under_way) and not scene.tolls)
    return kinds == {"reaction"} and not scene.tolls


def _is_how_it_began(document: Document, scene: Scene) -> bool:
    """True for "the fighting in Ora began in February", of a war and of no day."""
    event, cues = scene.main, event_cues(document)
    noun = root_of(document, event.span) if event.nominal else None
    if noun is None or noun.lemma_.lower() not in cues["campaigns"] or noun.dep_ != "nsubj" or scene.tolls:
        return False
    return noun.head.lemma_.lower() in cues["beginning"] and _days(scene) > _WEEK


def is_plot(document: Document, scene: Scene) -> bool:
    """True for deaths in the present tense of the body without a day: "He dies; his coat is handed to another"."""
    if scene.sentence.zone != "body" or not scene.families <= HARM or _is_dated(scene):
        return False
    return all(_is_present(document, event) for event in scene.events)


def _is_present(document: Document, event: EventMention) -> bool:
    """True for one verb in the present: not "are dead", nor "killing six"."""
    if event.past or event.nominal or " " in event.text:
        return False
    verb = root_of(document, event.span)
    return verb is not None and verb.tag_ != "VBG"


def is_statistic(scene: Scene, *, told_before: bool) -> bool:
    """True for harm and acts added up over more than a season, but for one act told at a settlement with its toll; and
    for a running total without a day beside what is told already: "550 were killed since the end of April"."""
    if told_before and (is_running_total(scene) or _is_of_a_country(scene)):
        return True
    if not _is_dated(scene) or _days(scene) <= _SEASON:
        return False
    single = not any(event.nominal and event.plural for event in scene.events)
    settled = scene.place is not None and exactness(scene.place) <= 1
    return not (single and settled and any(toll.best for toll in scene.tolls))


def _is_of_a_country(scene: Scene) -> bool:
    """True for "more than 400 people have been killed in the violence in central Quenland", told of no day."""
    told = [event for event in scene.events if not (event.nominal and event.definite)]
    if _is_dated(scene) or any(event.family not in HARM for event in told):
        return False
    if not any(event.perfect for event in told) or not all(event.perfect or event.earlier for event in told):
        return False
    wide = scene.place is None or exactness(scene.place) >= COUNTRY
    return wide and any(toll.outcome == "killed" and (toll.best or 0) >= _HUNDRED for toll in scene.tolls)


def is_running_total(scene: Scene) -> bool:
    """True for people killed so far or since some day, told without a day of its own."""
    return not _is_dated(scene) and any(t.cumulative and t.outcome == "killed" for t in scene.tolls)


def is_told_old(document: Document, scene: Scene) -> bool:
    """True for one past act with its month or day, though the scorer doubts it: "In May 2021 a car bomb at that very
    college killed thirteen", "he took part in the kidnapping of last March", "it came two days after a trader was held
    in Ora". Plurals, running totals and what is set aside stay doubtful."""
    counted = scene.period is not None and scene.period.rule == "when.offset" and scene.place is not None
    if scene.chance <= BACK or not (_is_dated(scene) or counted) or _days(scene) > _MONTH:
        return False
    if any(event.set_aside for event in scene.events) or any(toll.cumulative for toll in scene.tolls):
        return False
    text = scene.span.of(document.text)
    if any(says(document.report.language, table, text) for table in ("trend", "war_total", "mishap")):
        return False
    main = scene.main
    if main.nominal and main.text.casefold() in event_cues(document)["campaigns"] and not scene.tolls:
        return False
    verbal = [event for event in scene.events if not event.nominal and event.past and not event.perfect]
    return (bool(verbal) or (main.past and not main.perfect)) and not (main.nominal and main.plural)


def _is_dated(scene: Scene) -> bool:
    return scene.period is not None and scene.states_day and scene.period.value.start is not None


def _days(scene: Scene) -> int:
    return (scene.period.value.length_days or 0) if scene.period is not None else 0
