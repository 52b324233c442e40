"""What a word must have beside it to stand for an act: "seize" a post, "hit" a house, "lay down" arms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import STATES
from dateline.extract.acts.triggers import Act, Trigger
from dateline.extract.grammar.phrases import after_prepositions, antecedent, heads_of, phrase_of
from dateline.extract.mentions import HARM, ActorMention
from dateline.extract.toll.people import people_words
from dateline.extract.words.things import names_thing
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

_OBJECTS = frozenset({"dobj", "nsubjpass", "conj"})  # "took Ora", not "recovered by police at Ora"
_GROUND = frozenset({"position", "ground"})
_FROM = {"from", "off", "out"}
_INTO = {"into", "to", "toward", "towards", "in"}
_WORK = frozenset({"in", "on"})
_OUT_OF = frozenset({"of", "from"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a word (`head`): who acts and who or what is acted upon, the armed parties of its sentence,
    those of them that act (`doers`), its places (`ground`), its weapons, whether one of them acts itself (`by_weapon`:
    "jets hit a bridge"), and whether it is a state's or known ("the strike")."""

    document: Document
    act: Act
    head: Any
    agents: list[Any]
    patients: list[Any]
    armed: Sequence[ActorMention]
    doers: Sequence[ActorMention]
    ground: Sequence[Span]
    owned: bool
    weapons: tuple[str, ...]
    by_weapon: bool

    @property
    def language(self) -> str:
        return self.document.report.language

    def words(self, table: str, key: str = "words") -> list[str]:
        """The words of one list of the lexicon of acts."""
        listed: list[str] = load_language(self.language).events[table][key]
        return listed

    def upon(self, table: str) -> bool:
        """True when one acted upon is called by a word of the list."""
        return _is_among(self.patients, self.words(table))


def is_met(beside: Beside) -> bool:
    """True when the word has beside it what the lexicon asks for: an armed party, a post, homes, bodies."""
    act, patients = beside.act, beside.patients
    bloodless = beside.words("bloodless") if act.family in HARM and patients else []
    if bloodless and all(_is_bloodless(token, bloodless) for token in patients):
        return False
    return _NEEDS[act.needs](beside)


def _has_position(beside: Beside) -> bool:
    """True for a post, or a place by name that is retaken; "the bodies were recovered from the area" tells of none."""
    if not beside.armed or _is_among([*beside.agents, *beside.patients], beside.words("body_words")):
        return False
    retaken = beside.act.name == "recapture"
    if not retaken and beside.patients and _is_among(beside.patients[:1], beside.words("people_words")):
        return False  # "boys were taken from two villages"
    if retaken and any(token.head.lower_ in _OUT_OF and token.pos_ == "PROPN" for token in beside.patients):
        return True
    if retaken and beside.doers and any(token.lower_ == "it" for token in beside.patients):
        return True  # "... before troops retook it"
    if beside.doers and any(_is_unknown_name(token, retaken=retaken) for token in beside.patients):
        return True  # "regained Bel", which no gazetteer need hold
    positions = beside.words("position_words")
    held = [antecedent(token, token.head) for token in beside.patients]
    return any(
        _has_lemma(token, positions) or (token.dep_ in _OBJECTS and _is_ground(beside, token))
        for token in held
    )


def _is_unknown_name(token: Any, *, retaken: bool) -> bool:
    """True for a name of one word that is retaken or taken over; arms are only recovered."""
    if token.pos_ != "PROPN" or token.dep_ != "dobj" or not (token.text.isalpha() and token.text.istitle()):
        return False
    over = any(child.dep_ == "prt" and child.lower_ == "over" for child in token.head.children)
    return over or (retaken and token.head.lemma_.lower() != "recover" and token.left_edge == token)


def _is_entered(beside: Beside) -> bool:
    """True for armed people who come into a place, or hoist their flag there."""
    within = [*beside.patients, *(token for head in beside.agents for token in _ends_of(head.head))]
    spans = [Span(token.left_edge.idx, token.right_edge.idx + len(token.right_edge)) for token in within]
    return bool(beside.doers) and any(span.overlaps(place) for span in spans for place in beside.ground)


def _ends_of(verb: Any) -> list[Any]:
    """What stands behind the prepositions of a verb."""
    return [
        end for child in verb.children if child.dep_ == "prep" for end in child.children if end.dep_ == "pobj"
    ]


def _is_ground(beside: Beside, token: Any) -> bool:
    """True for the name of a place, whatever the parser takes it for."""
    return any(span.start <= token.idx < span.end for span in beside.ground)


def _has_artillery(beside: Beside) -> bool:
    return "artillery" in beside.weapons or _is_among(beside.agents, beside.words("falling"))


def _has_bombs(beside: Beside) -> bool:
    """True for bombs that fall, whoever they fall on."""
    return _is_among(list(beside.head.children), beside.words("falling", "from_above"))


def _has_people(beside: Beside) -> bool:
    """True for people, with or without a name; "taking on the guards" takes none away."""
    verbs = {token.head for token in beside.patients}
    if any(child.dep_ == "prt" and child.lower_ == "on" for verb in verbs for child in verb.children):
        return False
    held = [antecedent(token, token.head) for token in beside.patients]
    people = _people(beside.language)
    return any(
        any(part.lemma_.lower() in people for part in heads_of(token))
        or (token.ent_type_ == "PERSON" and not _is_ground(beside, token))
        for token in held
    )


def _is_beaten(beside: Beside) -> bool:
    """True for people whom armed people or a crowd beat; not for a team that another beats."""
    return bool(beside.doers) and beside.upon("people_words")


def _has_captives(beside: Beside) -> bool:
    """True for people held by others than a state, of whom the sentence tells that they were let go."""
    lawless = bool(beside.agents) and not _is_state_among(beside.doers)
    freed = beside.words("freed_words")
    told = any(token.lower_ in freed for held in beside.patients for token in held.sent)
    return lawless and told and _has_people(beside)


def _has_foes(beside: Beside) -> bool:
    """True where one armed party does it to another."""
    met = [one for token in beside.patients for one in beside.armed if phrase_of(token).overlaps(one.span)]
    return bool(beside.doers) and any(one.role == "combatant" for one in met)


def _has_anybody(beside: Beside) -> bool:
    known = people_words(beside.language).known
    return any(known(head.lemma_.casefold()) for token in beside.patients for head in heads_of(token))


def _has_freed(beside: Beside) -> bool:
    """True for a pronoun that stands for those who were let go."""
    pronouns, freed = beside.words("freed_words", "pronouns"), beside.words("freed_words")
    return any(token.lower_ in pronouns and _tells_of_freed(token, freed) for token in beside.patients[:1])


def _has_persons(beside: Beside) -> bool:
    """True for people, named or meant by a pronoun, whom no helpers bring away: "rescuers led away thirty people"."""
    if _is_among(beside.agents, beside.words("carried", "helpers")):
        return False
    return _is_among(beside.patients, [*_people(beside.language), *beside.words("people_words", "pronouns")])


def _is_taken_from(beside: Beside) -> bool:
    """True for anybody taken beside armed people out of where he was: "a policeman was dragged from his home"."""
    taken = bool(beside.armed) and _has_anybody(beside) and not _is_arrested(beside)
    return taken and _goes(beside, _FROM, "from")


def _is_arrested(beside: Beside) -> bool:
    """True where police act: whom they take, they arrest."""
    return _is_among(beside.agents, beside.words("carried", "arresting"))


def _is_carried_into(beside: Beside) -> bool:
    """True for people whom armed people bring where nobody finds them: "drove twelve pupils into the bush"."""
    return bool(beside.doers) and _has_persons(beside) and _goes(beside, _INTO, "into")


def _goes(beside: Beside, ways: set[str], words: str) -> bool:
    """True where the verb has one of these prepositions with one of these words behind it."""
    verbs = {token.head for token in beside.patients if token.dep_ in {"dobj", "nsubjpass"}}
    ends = [end for verb in verbs for end in after_prepositions(verb, ways)]
    ends += [deeper for end in ends for deeper in after_prepositions(end, {"of"})]
    return _is_among(ends, beside.words("carried", words))


def _is_lawless_upon(beside: Beside) -> bool:
    """True for people whom others than a state's forces round up or pick up."""
    return bool(beside.doers) and _is_lawless(beside) and (_has_anybody(beside) or _has_people(beside))


def _is_armed(beside: Beside) -> bool:
    """True beside an armed party or a weapon, and for "a mine hit their car"."""
    return bool(beside.armed or beside.weapons) or _is_among(beside.agents, beside.words("cues", "met"))


def _is_lawless(beside: Beside) -> bool:
    """True where no state's forces act; whom police arrest may be of a mob."""
    party = beside.doers or beside.armed
    return bool(party) and not _is_state_among(party)


def _is_at_work(beside: Beside) -> bool:
    """True for "engaged in" or "on" something, with nobody whom they engage."""
    behind = any(child.dep_ == "prep" and child.lower_ in _WORK for child in beside.head.children)
    return behind and not any(child.dep_ == "dobj" for child in beside.head.children)


def _is_owned(beside: Beside) -> bool:
    text = beside.document.text
    return beside.owned or any(
        names_thing(beside.document, phrase_of(token).of(text)) for token in beside.patients
    )


def _has_no_goods(beside: Beside) -> bool:
    goods = beside.words("goods")
    return bool(beside.armed and beside.patients) and not any(
        token.lemma_.lower() in goods for token in beside.patients
    )


_NEEDS: dict[str, Callable[[Beside], bool]] = {
    "": lambda beside: True,
    "anybody": _has_anybody,
    "armed": _is_armed,
    "armed doer": lambda beside: bool(beside.doers),
    "artillery": _has_artillery,
    "beaten": _is_beaten,
    "bombs": _has_bombs,
    "bodies": lambda beside: beside.upon("body_words"),
    "carried into": _is_carried_into,
    "captives": _has_captives,
    "falls on": lambda beside: bool(
        beside.doers and beside.patients and after_prepositions(beside.head, {"on"})
    ),
    "foes": _has_foes,
    "freed": _has_freed,
    "ground": lambda beside: not beside.upon("goods"),  # nor a lorry, which is driven off
    "homes": lambda beside: beside.upon("home_words"),
    "lawless doer": _is_lawless,
    "lawless upon people": _is_lawless_upon,
    "manned": lambda beside: not beside.agents and beside.upon("manned_words"),
    "no goods": _has_no_goods,
    "not at work": lambda beside: bool(beside.armed) and not _is_at_work(beside),
    "nobody": lambda beside: not beside.patients,
    "owned": _is_owned,
    "people": _has_people,
    "people not arrested": lambda beside: _has_people(beside) and not _is_arrested(beside),
    "persons": _has_persons,
    "position": _has_position,
    "entered": _is_entered,
    "laden": lambda beside: "explosive" in beside.weapons and not beside.by_weapon,
    "weapon doer": lambda beside: beside.by_weapon,
    "taken from": _is_taken_from,
    "struck": lambda beside: not beside.agents and beside.upon("home_words"),
}


def _is_state_among(parties: Sequence[ActorMention]) -> bool:
    """True where one of them belongs to a state's forces."""
    return any(party.actor.inter in STATES for party in parties)


@lru_cache(maxsize=4)
def _people(code: str) -> frozenset[str]:
    """Nouns for those who can be taken away: the unarmed, but for prisoners of a fight and patients, and a few more."""
    words = load_language(code).events["people_words"]
    unarmed = {noun for noun, status in people_words(code).status.items() if status == "civilian"}
    return frozenset(words["words"]) | unarmed - set(words["not_taken"])


def left_behind(trigger: Trigger, act: Act) -> list[Any]:
    """What stands behind the preposition of a phrase: "withdrew from the camp"."""
    if act.needs not in _GROUND:
        return []
    return [
        end for token in trigger.tokens if token.pos_ == "ADP" for end in token.children if end.dep_ == "pobj"
    ]


def _tells_of_freed(pronoun: Any, freed: list[str]) -> bool:
    """True where the sentence, or the one before, tells that somebody was let go; "taken to hospital" held nobody."""
    here, verb = pronoun.sent, pronoun.head
    brought = verb.lemma_.lower() == "take" and any(
        child.dep_ == "prep" and child.lower_ == "to" for child in verb.children
    )
    if brought or (pronoun.dep_ == "nsubj" and verb.lemma_.lower() == "take"):
        return False
    before = here[0].nbor(-1).sent if here.start else ()
    return any(token.lower_ in freed for sentence in (here, before) for token in sentence)


def _is_bloodless(token: Any, bloodless: list[str]) -> bool:
    """True for what can be "hurt" or "killed" without harm to anybody: a trade, a hope, talks."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in bloodless


def _is_among(phrases: list[Any], words: list[str]) -> bool:
    """True when a phrase, or one joined to it, is called by one of the words."""
    return any(part.lemma_.lower() in words for phrase in phrases for part in heads_of(phrase))


def _has_lemma(token: Any, words: Collection[str]) -> bool:
    return any(part.lemma_.lower() in words for part in heads_of(token)) or token.ent_type_ in {
        "GPE",
        "LOC",
        "FAC",
    }
