"""Report -> EventMentions: each word for an act with who did it to whom, and whether it is told as a fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.codebook import STATES
from dateline.extract.arguments import (
    aimed_at,
    doers_behind,
    is_undergone,
    nominal_arguments,
    subject_before,
    verbal_arguments,
)
from dateline.extract.cues import event_cues
from dateline.extract.mentions import BARE_ACTS, FROM_AFAR, HARM, LOUD, ActorMention, EventMention
from dateline.extract.needs import Beside, is_met, left_behind
from dateline.extract.phrases import (
    DEFINITE,
    after_prepositions,
    clause_of,
    clause_span,
    objects_of,
    phrase_of,
    phrases_of,
    span_of,
    subjects_of,
)
from dateline.extract.realis import is_perfect, judge_realis
from dateline.extract.toll_people import people_words
from dateline.extract.triggers import Trigger, find_triggers
from dateline.extract.weapons import is_weapon, met_in_the_air, used_weapons
from dateline.extract.who_lexicon import load_words
from dateline.extract.who_pronouns import resolve_pronoun
from dateline.extract.windows import inside, overlapping
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document, Sentence

_KNOWN = {"the", "this", "that"}
_NOBODY = {"no", "neither"}
_NO_ONE = {"nobody", "none"}
_OWN_TENSE = {"aux", "auxpass", "nsubj", "nsubjpass"}
_TAKEN = {"overrun", "recapture"}
_MANNED = {"fight", "killing", "destruction"}


def read_events(document: Document, actors: Sequence[ActorMention]) -> tuple[EventMention, ...]:
    """Event mentions in the order of the text; words that need an armed party beside them are dropped without."""
    found: list[EventMention] = []
    struck = False
    for sentence in document.sentences:
        if sentence.zone == "furniture":
            continue
        armed = [actor for actor in inside(actors, sentence.span) if actor.role == "combatant"]
        for trigger in find_triggers(document, sentence):
            mention = _mention(document, sentence, trigger, actors, armed=armed, struck=struck)
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
    struck: bool,
) -> EventMention | None:
    """The act of a trigger; `armed`: the parties of its sentence, `struck` when a strike from the air or from afar was
    told before, as "the strike" is."""
    head = trigger.head
    nominal = head.pos_ in {"NOUN", "PROPN"} and not _reads_as_verb(head)
    agents, patients = (
        nominal_arguments(head)
        if nominal or _reads_as_noun(head)
        else verbal_arguments(head, document.report.language)
    )
    if not nominal and any(token in trigger.tokens for token in agents):
        agents = doers_behind(trigger)  # "their throats were cut by rebels"
        patients = aimed_at(trigger, patients)
    elif not nominal and any(token in trigger.tokens or is_weapon(document, token) for token in patients):
        patients = aimed_at(trigger, patients)
    if not nominal and is_undergone(trigger, document.report.language):
        doers = doers_behind(trigger)
        undergoing = dict.fromkeys((*agents, *patients, *subject_before(head)))
        agents, patients = doers, [token for token in undergoing if token not in doers]
    cues = event_cues(document)
    if nominal and any(child.lemma_.lower() in cues["harmless"] for child in head.children):
        return None
    if _is_stopped(trigger, cues) or (not nominal and _is_unaimed(head, cues)):
        return None
    named = used_weapons(document, sentence, head, patients, manned=trigger.acts[0].family in _MANNED)
    weapons = tuple(named)
    owned = nominal and (_is_of_state(head, actors) or (struck and _is_definite(head)))
    acted_upon = [*(patients or _described(head)), *_aboard(patients, cues)]
    doers = [party for token in agents for party in _parties(token, actors)]
    met = (
        act
        for act in trigger.acts
        if is_met(
            Beside(
                document=document,
                act=act,
                agents=agents,
                patients=[*acted_upon, *left_behind(trigger, act)],
                armed=armed,
                doers=doers,
                owned=owned,
                weapons=weapons,
            )
        )
    )
    act = next(met, None)
    if act is None:
        return None
    if act.family == "abduction":
        patients = patients or _described(head)
    finders: list[Any] = []
    if act.needs == "bodies" and head.lemma_.lower() in cues["finding"]:
        agents, finders = [], agents
    if act.family in LOUD:
        patients = [*patients, *_armed_beside(head, actors, document.report.language)]
        agents = [*agents, *_bombers(trigger, actors)]
    went_off = head.lemma_.lower() in cues["bursting"]
    burst = [token for token in patients if went_off and _is_arm(document, token, cues)]
    blown = [token for token in agents if went_off and token.lemma_.lower() in load_words().posts]
    agents = [token for token in agents if token not in blown]
    patients = [*patients, *blown]  # "the police car exploded"
    planters = [token for token in patients if went_off and _planted(token, cues)]
    patients = [token for token in patients if token not in planters]
    agents = [
        *agents,
        *planters,
        *(
            user
            for token in (*agents, *burst)
            if _is_arm(document, token, cues)
            for user in _users(token, cues)
        ),
    ]
    striking = agents
    agents = [
        token
        for token in agents
        if not (token.dep_ == "compound" and token in trigger.tokens)
        and token.lemma_.lower() not in cues["accounts"]
        and not (went_off and token.lower_ == "it" and not objects_of(head))  # what goes off is no party
        and (not is_weapon(document, token) or _is_party(token, actors))
    ]
    patients = [*patients, *(holder for token in patients for holder in _holders(token, cues))]
    owners = [actor.span for actor in actors]
    name, agents, patients = met_in_the_air(document, act.name, agents, patients, owners)
    span = span_of(trigger.tokens[0], trigger.tokens[-1])
    kind, rule = judge_realis(document, sentence, head, nominal=nominal)
    return EventMention(
        span=span,
        text=span.of(document.text),
        act=_refine(_as_told(name, head, sentence.span.of(document.text), cues), weapons, striking),
        family=act.family,
        strength=act.strength,
        sentence=sentence.index,
        agents=tuple(phrase for token in agents for phrase in _naming(document, token, actors)),
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


def _described(verb: Any) -> list[Any]:
    """The nurses of "nurses seized by gunmen", to whom a participle says it was done."""
    return [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ == "NOUN" else []


def _aboard(things: list[Any], cues: dict[str, list[str]]) -> list[Any]:
    """The passengers of "seized a bus carrying 38 passengers"."""
    told = [child for thing in things for child in thing.children if child.dep_ in {"acl", "relcl"}]
    carrying = [child for child in told if child.tag_ != "VBN" and child.lemma_.lower() in cues["housing"]]
    return [guest for child in carrying for guest in objects_of(child)]


def _is_unaimed(verb: Any, cues: dict[str, list[str]]) -> bool:
    """True for "fired warning shots"."""
    return any(child.lower_ in cues["unaimed"] for thing in objects_of(verb) for child in thing.children)


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


def _naming(document: Document, agent: Any, actors: Sequence[ActorMention]) -> list[Span]:
    """The phrases that name who acts; for "it" those of the party that tells so: "the army says it killed six"."""
    if agent.pos_ == "PRON":
        said = clause_of(agent)
        tellers = subjects_of(said.head)[0] if said.dep_ == "ccomp" else []
        if any(_is_nobody(teller) for teller in tellers):
            return []
        meant = resolve_pronoun(document, agent, actors)
        if meant is not None and any(phrase_of(teller).overlaps(meant.span) for teller in tellers):
            return [meant.span]
        own = agent.lower_ == "it" and all(_is_one_body(teller) for teller in tellers)
        if own or any(_is_group(teller) for teller in tellers):
            return [phrase_of(teller) for teller in tellers] or phrases_of(agent)
    return phrases_of(agent)


def _is_group(teller: Any) -> bool:
    """True for "the group", which stands for the party named before."""
    known = any(child.dep_ == "det" and child.lower_ in _KNOWN for child in teller.children)
    return known and teller.lemma_.lower() in load_words().named_before


def _had_been(verb: Any) -> bool:
    """True for "had raided", and for what is joined to it: "had raided the village and burned a barn"."""
    while verb.dep_ == "conj" and not any(child.dep_ in _OWN_TENSE for child in verb.children):
        verb = verb.head
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _is_nobody(teller: Any) -> bool:
    """True for "no group has said it did it" and "no one said they did"."""
    words = {child.lower_ for child in teller.children if child.dep_ == "det"}
    return teller.lower_ in _NO_ONE or bool(words & _NOBODY)


def _is_one_body(teller: Any) -> bool:
    """True for "the agency", "the Ministry", which call themselves "it"."""
    return teller.tag_ in {"NN", "NNP"} and teller.ent_type_ != "PERSON"


def _holders(thing: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who holds the thing, or is in it: "a depot held by the rebels", "a base that houses a task force"."""
    told = [child for child in thing.children if child.dep_ in {"acl", "relcl"}]
    holding = [child for child in told if child.dep_ == "acl" and child.lemma_.lower() in cues["held"]]
    return [*(holder for child in holding for holder in subjects_of(child)[0]), *_aboard([thing], cues)]


def _is_arm(document: Document, token: Any, cues: dict[str, list[str]]) -> bool:
    """True for a weapon, and for "device" alone."""
    return is_weapon(document, token) or token.lemma_.lower() in cues["met"]


def _planted(token: Any, cues: dict[str, list[str]]) -> bool:
    """True for who laid what went off, which the parse takes for what did: "a mine laid by rebels exploded"."""
    laid = token.dep_ == "pobj" and token.head.dep_ == "agent"
    return laid and token.head.head.lemma_.lower() in cues["used_by"]


def _users(weapon: Any, cues: dict[str, list[str]]) -> list[Any]:
    """Who uses the weapon that strikes: "a drone flown by the army", "a missile fired by the rebels"."""
    told = [child for child in weapon.children if child.dep_ == "acl" and child.tag_ == "VBN"]
    using = [child for child in told if child.lemma_.lower() in cues["used_by"]]
    return [user for child in using for user in subjects_of(child)[0]]


def _is_party(token: Any, actors: Sequence[ActorMention]) -> bool:
    """True when the phrase stands for armed people: the jets of an army, a gunboat of a navy, a Quenland drone."""
    return bool(_parties(token, actors))


def _parties(token: Any, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The armed parties that the phrase of a word names."""
    return [actor for actor in overlapping(actors, phrase_of(token)) if actor.role == "combatant"]


def _is_of_state(noun: Any, actors: Sequence[ActorMention]) -> bool:
    """True when the words before the noun name a state's forces: "a Quenland strike", "the army's strikes"."""
    before = Span(noun.left_edge.idx, noun.idx)
    return any(actor.actor.inter in STATES for actor in overlapping(actors, before))


def _bombers(trigger: Trigger, actors: Sequence[ActorMention]) -> list[Any]:
    """The noun itself where it names the one who does it: "a suicide bomber drove into the gate"."""
    return [token for token in trigger.tokens[-1:] if token.pos_ == "NOUN" and _is_party(token, actors)]


def _armed_beside(head: Any, actors: Sequence[ActorMention], code: str) -> list[Any]:
    """What belongs to an armed party and lies beside a blast: "an explosion near a police truck"."""
    cues = set(load_language(code).events["cues"]["beside"])
    beside = list(after_prepositions(head, cues))
    if head.pos_ in {"NOUN", "PROPN"} and head.dep_ == "nsubj":
        beside += after_prepositions(head.head, cues)
    return [thing for thing in beside if _is_party(thing, actors)]


def _reads_as_noun(head: Any) -> bool:
    """True for the "fighting" of "fighting between rebels and troops left two dead", a verb by the parse."""
    return head.tag_ == "VBG" and any(child.lower_ == "between" for child in head.children)


def _reads_as_verb(token: Any) -> bool:
    return token.dep_ in {"ROOT", "conj", "ccomp"} and any(
        child.dep_ in {"nsubj", "dobj"} for child in token.children
    )


def _is_from_afar(event: EventMention) -> bool:
    return event.act in FROM_AFAR and event.set_aside is None


def _as_told(act: str, verb: Any, text: str, cues: dict[str, list[str]]) -> str:
    """The act, but for a place that one only tried to take ("tried to retake the hill") or took without a fight."""
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
    if act in BARE_ACTS and (blown_up or _are_blasts(agents)):
        return "explosion"
    return act


def _are_blasts(agents: list[Any]) -> bool:
    """True where a mine or a grenade strikes, not somebody: "two lorries were hit by a mine"."""
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
