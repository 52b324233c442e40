"""What looks like an incident and is none: set-aside acts, garrisons, undated moments, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.codebook import SetAside
from dateline.extract.acts.realis import says
from dateline.extract.grammar.phrases import clause_span
from dateline.extract.grammar.windows import Covered, inside
from dateline.extract.mentions import ActorMention, EventMention
from dateline.extract.moments.doers import acting_in
from dateline.extract.moments.moments import Moment
from dateline.extract.moments.scenes import Scene
from dateline.languages import load_language
from dateline.records import NotIncident, Span
from dateline.text import Document

_DEATHS = frozenset({"harm", "killing", "explosion"})
_NEXT = 2  # sentences over which a mishap goes on
_PROMISES: tuple[SetAside, ...] = ("vow", "threat")


def set_aside(
    document: Document,
    events: Sequence[EventMention],
    facts: Iterable[Span],
    others: Iterable[NotIncident],
) -> tuple[NotIncident, ...]:
    """Everything set aside, in the order of the text, one entry for a stretch and a kind; what is told as a fact
    stays out. `others` are scenes and moments judged to be no incident, and what has no act at all."""
    told = Covered(facts)
    found = [
        NotIncident(span=event.clause, kind=event.set_aside, rule=event.rule)
        for event in events
        if event.set_aside is not None and not told.overlaps(event.span)
    ]
    found += others
    kept: list[NotIncident] = []
    ends: dict[SetAside, int] = {}
    for entry in sorted(found, key=lambda entry: (entry.span, entry.kind)):
        if entry.span.start >= ends.get(entry.kind, 0):
            kept.append(entry)
            ends[entry.kind] = entry.span.end
    return tuple(kept)


def without_act(document: Document, actors: Sequence[ActorMention]) -> list[NotIncident]:
    """Garrisons, vows and trends: set aside although no word for an act of violence stands in them."""
    return [*_garrisons(document, actors), *_vows(document, actors), *_trends(document)]


def rejected(scene: Scene) -> NotIncident:
    """A scene that the scorer takes for no incident, with the kind its rules give, else by what it lacks."""
    kind = next((event.set_aside for event in scene.events if event.set_aside), None)
    stated = scene.states_day
    by_form: SetAside = "other" if stated else "undated"
    if any(toll.cumulative and toll.best for toll in scene.tolls):
        by_form = "war_total"
    if scene.sentence.zone == "caption":
        by_form = "caption"
    return NotIncident(span=scene.span, kind=kind or by_form, rule="scorer.scene")


def is_mishap(document: Document, scene: Scene, before: Scene | None) -> bool:
    """True for deaths by accident, disaster or illness, told without an attacker or a weapon, and for the deaths that
    the next sentences add to a mishap told just `before`."""
    if not scene.families <= _DEATHS or any(event.weapons for event in scene.events):
        return False
    if acting_in([scene]):
        return False
    if says(document.report.language, "mishap", scene.sentence.span.of(document.text)):
        return True
    near = before is not None and scene.sentence.index - before.sentence.index <= _NEXT
    doers = any(event.agents for event in scene.events)
    return near and not doers and "explosion" not in scene.families


def undated(moment: Moment) -> NotIncident:
    """A moment that names neither its day nor its own place, as an entry set aside."""
    scene = moment.scenes[0]
    return NotIncident(span=scene.span, kind="undated", rule="asides.undated")


def _garrisons(document: Document, actors: Sequence[ActorMention]) -> list[NotIncident]:
    """ "Brigade 3 is based in Mohan": an armed party and a verb of being posted."""
    verbs = load_language(document.report.language).realis["garrison"]["verbs"]
    found = []
    for sentence in document.sentences:
        posted = [
            token for token in document.tokens(sentence) if token.lemma_ in verbs and token.tag_ == "VBN"
        ]
        armed = any(actor.role == "combatant" for actor in inside(actors, sentence.span))
        if posted and armed:
            found.append(NotIncident(span=sentence.span, kind="garrison", rule="asides.garrison"))
    return found


def _vows(document: Document, actors: Sequence[ActorMention]) -> list[NotIncident]:
    """ "The Front has vowed to retaliate", "threatened to hit back": an armed party vows or threatens, whatever."""
    governors = load_language(document.report.language).realis["governors"]
    found = []
    for sentence in document.sentences:
        if not any(actor.role == "combatant" for actor in inside(actors, sentence.span)):
            continue
        for token in document.tokens(sentence):
            kind = next((k for k in _PROMISES if token.lemma_.lower() in governors[k]), None)
            if (
                kind is not None
                and token.pos_ == "VERB"
                and any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)
            ):
                found.append(NotIncident(span=clause_span(token), kind=kind, rule=f"asides.{kind}"))
    return found


def _trends(document: Document) -> list[NotIncident]:
    """ "This month seems worse": a verb or adjective of getting worse with a stretch of time as its subject."""
    words = load_language(document.report.language).realis["worsening"]
    found = []
    for sentence in document.sentences:
        tokens = document.tokens(sentence)
        worse = any(token.lower_ in words["words"] for token in tokens)
        if worse and any(t.dep_ == "nsubj" and t.lemma_.lower() in words["subjects"] for t in tokens):
            found.append(NotIncident(span=sentence.span, kind="trend", rule="asides.worsening"))
    return found
