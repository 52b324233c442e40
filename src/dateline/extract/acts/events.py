"""Report -> EventMentions: each word for an act with who did it to whom, and whether it is told as a fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.codebook import STATES
from dateline.extract.acts.needs import Beside, is_met, left_behind
from dateline.extract.acts.parties import (
    aboard,
    arguments_of,
    described,
    naming,
    parties_of,
    taking_part,
)
from dateline.extract.acts.realis import is_perfect, judge_realis
from dateline.extract.acts.triggers import Trigger, find_triggers
from dateline.extract.acts.weapons import is_weapon, met_in_the_air, used_weapons
from dateline.extract.grammar.phrases import (
    DEFINITE,
    after_prepositions,
    clause_of,
    clause_span,
    objects_of,
    phrases_of,
    span_of,
)
from dateline.extract.grammar.windows import inside, overlapping
from dateline.extract.mentions import (
    BARE_ACTS,
    EVENT_RELATIONS,
    FROM_AFAR,
    HARM,
    ActorMention,
    EventMention,
    PlaceMention,
)
from dateline.extract.toll.people import people_words
from dateline.extract.words.acts import event_cues
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence

_OWN_TENSE = {"aux", "auxpass", "nsubj", "nsubjpass"}
_TAKEN = {"overrun", "recapture"}
_MANNED = {"fight", "killing", "destruction"}


def read_events(
    document: Document, actors: Sequence[ActorMention], places: Sequence[PlaceMention] = ()
) -> tuple[EventMention, ...]:
    """Event mentions in the order of the text; words that need an armed party beside them are dropped without, and a
    name in `places` is ground that can be taken, and nobody."""
    found: list[EventMention] = []
    struck = False
    for sentence in document.sentences:
        if sentence.zone == "furniture":
            continue
        armed = [actor for actor in inside(actors, sentence.span) if actor.role == "combatant"]
        ground = [place.span for place in inside(places, sentence.span) if place.relation in EVENT_RELATIONS]
        for trigger in find_triggers(document, sentence):
            mention = _mention(document, sentence, trigger, actors, armed=armed, ground=ground, struck=struck)
            if mention is not None:
                found.append(mention)
                struck = struck or _is_from_afar(mention)
    return tuple(found)


def _mention(
    document: Document,
    sentence: Sentence,
    trigger: Trigger,
    actors: Sequence[ActorMention],
    *,
    armed: Sequence[ActorMention],
    ground: Sequence[Span],
    struck: bool,
) -> EventMention | None:
    """The act of a trigger; `armed`: the parties of its sentence, `ground`: its places, `struck` when a strike
    from the air or from afar was told before, as "the strike" is."""
    head = trigger.head
    nominal = head.pos_ in {"NOUN", "PROPN"} and not _reads_as_verb(head)
    agents, patients = arguments_of(document, trigger, nominal=nominal)
    cues = event_cues(document)
    if nominal and trigger.acts[0].family == "fight" and _is_kind_of_weapon(document, head):
        return None
    if nominal and any(child.lemma_.lower() in cues["harmless"] for child in head.children):
        return None
    if nominal and _is_duty(head, cues):
        return None
    if _is_stopped(trigger, cues) or (not nominal and _is_unaimed(head, cues)):
        return None
    named = used_weapons(document, sentence, head, patients, manned=trigger.acts[0].family in _MANNED)
    weapons = tuple(named)
    owned = nominal and (_is_of_state(head, actors) or (struck and _is_definite(head)))
    acted_upon = [*described(head), *patients, *aboard(patients, cues)]
    doers = [party for token in agents for party in parties_of(token, actors)]
    met = (
        act
        for act in trigger.acts
        if is_met(
            Beside(
                document=document,
                act=act,
                head=head,
                agents=agents,
                patients=[*acted_upon, *left_behind(trigger, act)],
                armed=armed,
                doers=doers,
                ground=ground,
                owned=owned,
                weapons=weapons,
                by_weapon=any(
                    is_weapon(document, token) or token.lemma_.lower() in cues["met"] for token in agents
                ),
            )
        )
    )
    act = next(met, None)
    if act is None:
        return None
    finders: list[Any] = []
    if act.needs == "bodies" and head.lemma_.lower() in cues["finding"]:
        agents, finders = [], agents
    part = taking_part(document, trigger, act, agents, patients, actors)
    name, agents, patients = met_in_the_air(document, act.name, part.agents, part.patients, actors)
    span = span_of(trigger.tokens[0], trigger.tokens[-1])
    kind, rule = judge_realis(document, sentence, head, nominal=nominal)
    return EventMention(
        span=span,
        text=span.of(document.text),
        act=_refine(
            _as_told(name, head, sentence.span.of(document.text), cues, doers), weapons, part.striking
        ),
        family=act.family,
        strength=act.strength,
        sentence=sentence.index,
        agents=tuple(phrase for token in agents for phrase in naming(document, token, actors)),
        patients=tuple(phrase for token in patients for phrase in phrases_of(token)),
        finders=tuple(phrase for token in finders for phrase in phrases_of(token)),
        clause=clause_span(head),
        nominal=nominal,
        plural=nominal and head.tag_ in {"NNS", "NNPS"},
        definite=nominal and _is_definite(head),
        demonstrative=nominal and any(child.lower_ in {"this", "that"} for child in head.children),
        distinct=_is_distinct(document, head, act.family),
        other_patient=any(child.lower_ == "other" for token in patients for child in token.children),
        of_known=bool(patients) and all(_is_pronoun(token, document.report.language) for token in patients),
        past=_is_past(head),
        perfect=is_perfect(head if head.pos_ == "VERB" else clause_of(head)),
        earlier=_had_been(clause_of(head)),
        weapons=weapons,
        weapon_spans=tuple(named.values()),
        set_aside=kind,
        rule=rule,
    )


def _is_kind_of_weapon(document: Document, noun: Any) -> bool:
    """True for the assault of "assault rifles"."""
    return noun.dep_ in {"compound", "amod"} and noun.head.i > noun.i and is_weapon(document, noun.head)


def _is_unaimed(verb: Any, cues: dict[str, list[str]]) -> bool:
    """True for "fired warning shots"."""
    return any(child.lower_ in cues["unaimed"] for thing in objects_of(verb) for child in thing.children)


def _is_duty(noun: Any, cues: dict[str, list[str]]) -> bool:
    """True for "craft on naval operation" and "troops on operations", which tells who is meant."""
    on = noun.head if noun.dep_ == "pobj" else None
    if on is None or on.lower_ != "on" or noun.lemma_.lower() not in cues["planned"]:
        return False
    return on.head.pos_ in {"NOUN", "PROPN"} and not any(child.dep_ == "det" for child in noun.children)


def _is_stopped(trigger: Trigger, cues: dict[str, list[str]]) -> bool:
    """True for a bomber who only owns something, or is caught: "the bomber's car", "arrested a suicide bomber"; and for
    what is only worn: "wearing suicide vests"."""
    bomber = trigger.tokens[-1]
    if bomber.lemma_.lower() in cues["vests"]:
        return bool(bomber.dep_ == "dobj" and bomber.head.lemma_.lower() in cues["worn"])
    if bomber.lemma_.lower() not in cues["bombers"]:
        return False
    caught = bomber.dep_ in {"dobj", "nsubjpass"} and bomber.head.lemma_.lower() in cues["stopped"]
    return bomber.dep_ == "poss" or caught


def _had_been(verb: Any) -> bool:
    """True for "had raided", and for what is joined to it: "had raided the village and burned a barn"."""
    while verb.dep_ == "conj" and not any(child.dep_ in _OWN_TENSE for child in verb.children):
        verb = verb.head
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _is_of_state(noun: Any, actors: Sequence[ActorMention]) -> bool:
    """True when the words before the noun name a state's forces: "a Quenland strike", "the army's strikes"."""
    before = Span(noun.left_edge.idx, noun.idx)
    return any(actor.actor.inter in STATES for actor in overlapping(actors, before))


def _reads_as_verb(token: Any) -> bool:
    return token.dep_ in {"ROOT", "conj", "ccomp"} and any(
        child.dep_ in {"nsubj", "dobj"} for child in token.children
    )


def _is_from_afar(event: EventMention) -> bool:
    return event.act in FROM_AFAR and event.set_aside is None


def _as_told(
    act: str, verb: Any, text: str, cues: dict[str, list[str]], doers: Sequence[ActorMention]
) -> str:
    """The act, but for a place that one only tried to take ("tried to retake the hill") or took without a fight, and
    for what a state bombs, which it does from the air."""
    if act == "explosion" and verb.pos_ == "VERB" and verb.lemma_.lower() in cues["bombing"] and doers:
        return "airstrike" if all(party.actor.inter in STATES for party in doers) else act
    if act not in _TAKEN:
        return act
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in cues["trying"]:
        return "attack"
    return "withdrawal" if any(words in text.casefold() for words in cues["unfought"]) else act


def _refine(act: str, weapons: tuple[str, ...], agents: list[Any]) -> str:
    """The act named by its weapon where the verb leaves it open: hit + rocket = shelling, bombed + jet = air strike."""
    if act in {"attack", "explosion", "shelling", "kill", "harm", "destruction", "arson"}:
        if "aircraft" in weapons or "drone" in weapons:
            return "airstrike"
        if "suicide" in weapons:
            return "suicide_bombing"
        if (
            act in BARE_ACTS | {"destruction", "explosion"}
            and "artillery" in weapons
            and not {"explosive", "firearms"} & set(weapons)
        ):
            return "shelling"
    # not for "ambushed it with explosives and rifles"
    blown_up = "explosive" in weapons and "firearms" not in weapons
    if act in BARE_ACTS | {"destruction"} and (blown_up or _are_blasts(agents)):
        return "explosion"
    return act


def _are_blasts(agents: list[Any]) -> bool:
    """True where a mine or a grenade strikes, not somebody: "two lorries were hit by a mine", "a bus was destroyed
    by a mine"."""
    cues = load_language("en").events["cues"]
    return any(token.lemma_.lower() in {*cues["met"], *cues["thrown"]} for token in agents)


def _is_definite(noun: Any) -> bool:
    """True for "the attack", and for the killing of "the attack and killing"."""
    dets = [child.lower_ for child in noun.children if child.dep_ in {"det", "poss", "nummod"}]
    if not dets and noun.dep_ == "conj" and noun.tag_ == noun.head.tag_:
        return _is_definite(noun.head)
    return any(word in DEFINITE for word in dets)


def _is_distinct(document: Document, head: Any, family: str) -> bool:
    """True for "another attack", "also attacked", "an ambush of their own"; not for one more who is harmed: "killed one
    and another was hurt"."""
    another = event_cues(document)["another"]
    harmed = {"nsubjpass"} if family in HARM else set()
    if family == "harm" and not objects_of(head):
        harmed.add("nsubj")
    if any(thing.lower_ in event_cues(document)["own"] for thing in after_prepositions(head, {"of"})):
        return True
    return any(
        child.lower_ in another and child.dep_ not in harmed for child in head.children if child.i < head.i
    )


def _is_pronoun(token: Any, code: str) -> bool:
    """True for "him" and for "two of them"."""
    backward = people_words(code).backward
    return any(one.lower_ in backward for one in (token, *after_prepositions(token, {"of"})))


def _is_past(head: Any) -> bool:
    """True when the clause is told in the past: a past tense, a perfect, or a participle without a present verb."""
    verb = head if head.pos_ == "VERB" else clause_of(head)
    if verb.tag_ in {"VBD", "VBN"}:
        return not any(
            child.lower_ in {"is", "are", "will", "'ll"}
            for child in verb.children
            if child.dep_ in {"aux", "auxpass"}
        )
    return any(child.tag_ == "VBD" for child in verb.children if child.dep_ in {"aux", "auxpass"})
