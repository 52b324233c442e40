"""What looks like an incident and is none: set-aside acts, garrisons, undated moments, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.extract.mentions import ActorMention, EventMention
from dateline.extract.moments import Moment
from dateline.extract.phrases import clause_span
from dateline.extract.scenes import Scene
from dateline.languages import load_language
from dateline.records import NotIncident, Span
from dateline.text import Document


def set_aside(
    document: Document,
    events: Sequence[EventMention],
    told: Iterable[Span],
    actors: Sequence[ActorMention],
) -> tuple[NotIncident, ...]:
    """Everything set aside, in the order of the text, one entry for a stretch; stretches told as facts are left out."""
    facts = list(told)
    found = [
        NotIncident(span=event.clause, kind=event.set_aside, rule=event.rule)
        for event in events
        if event.set_aside is not None and not any(fact.overlaps(event.span) for fact in facts)
    ]
    found += _garrisons(document, actors)
    found += _vows(document, actors)
    found += _trends(document)
    seen: dict[Span, NotIncident] = {}
    for entry in sorted(found, key=lambda entry: (entry.span, entry.kind)):
        if not any(other.span.overlaps(entry.span) and other.kind == entry.kind for other in seen.values()):
            seen[entry.span] = entry
    return tuple(seen.values())


def rejected(scene: Scene) -> NotIncident:
    """A scene that the scorer takes for no incident, with the kind its rules give, else by what it lacks."""
    kind = next((event.set_aside for event in scene.events if event.set_aside), None)
    by_form = "trend" if scene.main.plural or not scene.main.past else "undated" if scene.period is None else "other"
    return NotIncident(span=scene.span, kind=kind or by_form, rule="scorer.scene")


def undated(moment: Moment) -> NotIncident:
    """A moment that names neither its day nor its own place, as an entry set aside."""
    scene = moment.scenes[0]
    return NotIncident(span=scene.span, kind="undated", rule="asides.undated")


def _garrisons(document: Document, actors: Sequence[ActorMention]) -> list[NotIncident]:
    """ "Brigade 3 is based in Mohan": an armed party and a verb of being posted."""
    verbs = load_language(document.report.language).realis["garrison"]["verbs"]
    found = []
    for sentence in document.sentences:
        posted = [token for token in document.tokens(sentence) if token.lemma_ in verbs and token.tag_ == "VBN"]
        armed = any(actor.role == "combatant" and sentence.span.covers(actor.span) for actor in actors)
        if posted and armed:
            found.append(NotIncident(span=sentence.span, kind="garrison", rule="asides.garrison"))
    return found


def _vows(document: Document, actors: Sequence[ActorMention]) -> list[NotIncident]:
    """ "The Front has vowed to retaliate", "threatened to hit back": an armed party vows or threatens, whatever."""
    governors = load_language(document.report.language).realis["governors"]
    found = []
    for sentence in document.sentences:
        if not any(actor.role == "combatant" and sentence.span.covers(actor.span) for actor in actors):
            continue
        for token in document.tokens(sentence):
            kind = next((k for k in ("vow", "threat") if token.lemma_.lower() in governors[k]), None)
            if kind is not None and token.pos_ == "VERB" and any(c.dep_ in {"xcomp", "ccomp"} for c in token.children):
                found.append(NotIncident(span=clause_span(token), kind=kind, rule=f"asides.{kind}"))  # type: ignore[arg-type]
    return found


def _trends(document: Document) -> list[NotIncident]:
    """ "This month seems worse": a verb or adjective of getting worse with a stretch of time as its subject."""
    words = load_language(document.report.language).realis["worsening"]
    found = []
    for sentence in document.sentences:
        tokens = document.tokens(sentence)
        subject = any(token.lemma_.lower() in words["subjects"] and token.dep_ == "nsubj" for token in tokens)
        worse = any(token.lower_ in words["words"] for token in tokens)
        if subject and worse:
            found.append(NotIncident(span=sentence.span, kind="trend", rule="asides.worsening"))
    return found
