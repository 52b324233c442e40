"""Every act that the reader sees in a report, as numbers: how it is told, who does it to whom, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.fillers.model import ROLES
from dateline.extract.fillers.reading import Fillers
from dateline.extract.mentions import ActorMention
from dateline.extract.moments.features import count_armed, scene_features
from dateline.extract.moments.judging import judge_scenes
from dateline.extract.moments.scenes import Mentions, Scene
from dateline.extract.reader import Reader
from dateline.records import Span
from dateline.text import Document
from evals.muc4.gate_words import Said, Words
from evals.muc4.values import words

NEAR = 300  # characters
_UNTOLD = -6.0
_PARTIES = ("civilian", "person", "body", "combatant")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its numbers by name, and the sentence that tells it."""

    numbers: dict[str, float]
    sentence: Span


def read_acts(document: Document, reader: Reader, mentions: Mentions) -> list[Act]:
    """The acts of a report in the order of the text, those that the reader takes for no incident too."""
    armed = count_armed(mentions.actors)
    kept, others = judge_scenes(document, reader.scenes_of(document, mentions), mentions.actors)
    judged = [(scene, True) for scene in kept] + [(scene, False) for scene in others]
    judged.sort(key=lambda pair: pair[0].span)
    return [
        Act(
            scene_features(document, scene, armed)
            | _told(document, scene, kept=stands)
            | _dated(document, scene)
            | _parties(scene),
            scene.sentence.span,
        )
        for scene, stands in judged
    ]


def _told(document: Document, scene: Scene, *, kept: bool) -> dict[str, float]:
    """How likely it is an incident, where it is told, what was done."""
    country = scene.place.place.country if scene.place else None
    numbers = {
        "chance": scene.chance,
        "kept": float(kept),
        "position": scene.span.start / max(1, len(document.text)),
        "sentence": float(scene.sentence.index),
        "acts": float(len(scene.events)),
        "strength": float(scene.main.strength),
        "weapons": float(len(scene.main.weapons)),
        "dead": float(max((t.best or 0 for t in scene.tolls if t.outcome == "killed"), default=-1)),
        "country": float(country is not None),
        "task_country": float(country is not None and country.upper() in words()["countries"]),
    }
    return numbers | {f"act_{event.act}": 1.0 for event in scene.events}


def _dated(document: Document, scene: Scene) -> dict[str, float]:
    """Days from the act to the report and the length of its period, -1 when unknown."""
    period = scene.period.value if scene.period else None
    published = document.report.published
    age = (published - period.start).days if period and period.start and published else -1
    return {"age_days": float(age), "length_days": float((period and period.length_days) or -1)}


def _parties(scene: Scene) -> dict[str, float]:
    """Which kinds of parties do it, undergo it, and stand beside it."""
    doers = _named(scene.actors, [span for event in scene.events for span in event.agents])
    hit = _named(scene.actors, [span for event in scene.events for span in event.patients])
    numbers = {
        "agents": float(sum(len(event.agents) for event in scene.events)),
        "patients": float(sum(len(event.patients) for event in scene.events)),
    }
    for name, actors in (("does", doers), ("hit", hit), ("beside", scene.actors)):
        numbers |= {f"{name}_{actor.actor.inter}": 1.0 for actor in actors}
        numbers |= {f"{name}_{kind}": float(any(a.role == kind for a in actors)) for kind in _PARTIES}
    return numbers


def _named(actors: Sequence[ActorMention], phrases: Sequence[Span]) -> list[ActorMention]:
    return [actor for actor in actors if any(actor.span.overlaps(phrase) for phrase in phrases)]


def act_rows(
    acts: Sequence[Act], found: Fillers, sentences: Sequence[Said], *, weights: Words, names: Sequence[str]
) -> list[list[float]]:
    """A row for each act: the named numbers, what its sentence and those beside it say, and fillers near it."""
    scores = [weights.score(said.columns) for said in sentences]
    rows = []
    for act in acts:
        own = [n for n, said in enumerate(sentences) if said.span.overlaps(act.sentence)]
        beside = [n for n in range(min(own, default=0) - 1, max(own, default=-2) + 2) if n not in own]
        rows.append([
            *(act.numbers.get(name, 0.0) for name in names),
            max((scores[n] for n in own), default=_UNTOLD),
            max((scores[n] for n in beside if 0 <= n < len(scores)), default=_UNTOLD),
            len(acts),
            *_fillers_near(found, act.sentence),
        ])  # fmt: skip
    return rows


def _fillers_near(found: Fillers, sentence: Span) -> list[float]:
    """The likeliest filler of each role in the sentence, and around it."""
    row = []
    for role in ROLES:
        placed = [(f.span.start, f.probability) for f in found.fillers if f.role == role]
        for reach in (0, NEAR):
            near = (p for at, p in placed if sentence.start - reach <= at < sentence.end + reach)
            row.append(max(near, default=0.0))
    return row


def acts_row(scores: Sequence[float]) -> list[float]:
    """All acts of a report as one row: the log-odds of the best, how many are likely, where the best is told."""
    import numpy as np

    told = np.array(scores if len(scores) else [_UNTOLD])
    ranked = np.sort(told)[::-1]
    chances = 1.0 / (1.0 + np.exp(-ranked))
    first, second, third, *_ = [*ranked, _UNTOLD, _UNTOLD]
    return [
        float(v)
        for v in (
            first, second, third, np.log(chances.sum()), -np.log1p(-chances.clip(0, 0.999)).sum(), told.mean(),
            np.log(len(told)), told[0], told.argmax() / len(told),
        )
    ]  # fmt: skip
