"""Words of harm in one sentence, each with the phrases it befell: `find_harm` proposes, nothing is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Outcome
from dateline.extract.grammar.phrases import after_prepositions, bearers_of, behind_town
from dateline.extract.toll.undergoers import RELATIVES, subjects, undergoers
from dateline.languages import load_language

FALLEN = "fall.befalls"  # of fighters only
LEFT_OPEN = "-open.done_to"  # ends the rule of what hurts, unless the text tells that he died: "shot"
_CUT = frozenset({"dobj", "nsubj", "nsubjpass"})
NOT_SURVIVED = "not_survived"  # denied in its words, and yet harm


@dataclass(frozen=True, slots=True)
class Harm:
    """One word of harm: what it says happened, the heads of the phrases it befell, the rule."""

    outcome: Outcome
    trigger: Any
    victims: tuple[Any, ...]
    rule: str
    sure: bool = True


class HarmWords:
    """The lexicon of harm, folded for look-up."""

    def __init__(self, code: str) -> None:
        table = load_language(code).toll
        self.done_to = _by_word(table["done_to"])
        self.done_with = _by_phrase(table["done_to_with"])
        self.done_to_part = _by_phrase(table["done_to_part"])
        self.befalls = _by_word(table["befalls"])
        self.befalls_with = _by_phrase(table["befalls_with"])
        self.falling = frozenset(table["falling"]["verbs"])
        self.fall_beside = frozenset(table["falling"]["beside"])
        self.lying = frozenset(table["befalls_in"]["lying"])
        self.wards = frozenset(table["befalls_in"]["wards"])
        self.surviving = frozenset(table["befalls_in"]["surviving"])
        self.unsure = frozenset(table["unsure"]["verbs"])
        self.wounding = frozenset(table["wounding"]["verbs"])
        self.states: dict[str, Outcome] = table["states"]
        self.counted: dict[str, Outcome] = table["counted"]
        self.deadly = frozenset(table["unsure"]["deadly"])
        self.gravely = frozenset(table["counted_verbs"]["gravely"])
        self.of_harmed = frozenset(table["of_harmed"]["states"])
        self.harmed = frozenset(table["of_harmed"]["nouns"])
        self.spared = frozenset(table["counted_verbs"]["spared"])
        self.lives = frozenset(table["counted_verbs"]["lives"])
        self.abstract = frozenset(table["counted_verbs"]["abstract"])
        self.verbs = frozenset(
            [*self.done_to, *self.done_with, *self.done_to_part, *self.befalls, *self.befalls_with]
        )
        self.verbs |= self.falling | self.lying | self.surviving | self.wounding

    def state_of(self, token: Any) -> Outcome | None:
        """What a word tells of the state of people: "dead"; "fatal" only of victims, and of no mistake."""
        lower = token.lower_
        if lower in self.of_harmed and token.head.lemma_.casefold() not in self.harmed:
            return None
        return self.states.get(lower)


def _by_word(table: dict[str, list[str]]) -> dict[str, Outcome]:
    return {word: outcome for outcome, words in table.items() for word in words}  # type: ignore[misc]


def _by_phrase(table: dict[str, dict[str, list[str]]]) -> dict[str, list[tuple[str, Outcome]]]:
    found: dict[str, list[tuple[str, Outcome]]] = {}
    for outcome, verbs in table.items():
        for verb, phrases in verbs.items():
            found.setdefault(verb, []).extend((phrase, outcome) for phrase in phrases)  # type: ignore[misc]
    return found


@lru_cache(maxsize=4)
def harm_words(code: str = "en") -> HarmWords:
    """The lexicon of harm of one language."""
    return HarmWords(code)


def find_harm(tokens: Sequence[Any], words: HarmWords) -> Iterator[Harm]:
    """Every word of harm among the tokens of one sentence, in order."""
    lives = any(token.lemma_ == "life" for token in tokens)
    for token in tokens:
        lemma = token.lemma_.casefold()
        if then_died(token, words):
            continue
        verbal = token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG")
        if verbal and (lives or lemma in words.verbs) and not _is_group(token, words):
            yield from _verb(token, lemma, words)
        state = words.state_of(token)
        if state and not _is_verbal(token, words):
            yield from _state(token, state)
        elif lemma in words.counted and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield from _noun(token, lemma, words)


def _is_group(token: Any, words: HarmWords) -> bool:
    """True for "the wounded" that a parse takes for a verb."""
    if token.lower_ not in words.states or token.i == token.sent.start or token.nbor(-1).lower_ != "the":
        return False
    return token.i + 1 == len(token.doc) or token.nbor(1).pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


def then_died(token: Any, words: HarmWords) -> bool:
    """True for the wounds of "three were hurt and died later" and of "seven people hurt in the blast died"."""
    if (
        words.done_to.get(token.lemma_.casefold()) != "injured"
        and words.states.get(token.lower_) != "injured"
    ):
        return False
    if token.dep_ in ("acl", "relcl") and _dies(token.head, words):
        return True
    joined = [c for c in token.children if c.dep_ == "conj" and _ends_in_death(c, words)]
    return any(not subject_of_own(c) for c in joined)


def _ends_in_death(verb: Any, words: HarmWords) -> bool:
    """True for "and died" and "and later pronounced dead"."""
    pronounced = verb.lemma_ == "pronounce" and any(child.lower_ == "dead" for child in verb.children)
    return words.befalls.get(verb.lemma_) == "killed" or pronounced


def _dies(noun: Any, words: HarmWords) -> bool:
    """True for the people of "a pupil wounded in the raid died" and "one of the guards, who was hurt, has died"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    verb = noun.head
    dies = noun.dep_ == "nsubj" and words.befalls.get(verb.lemma_) == "killed"
    return dies and not any(c.dep_ == "neg" for c in verb.children)


def subject_of_own(verb: Any) -> bool:
    """True for a verb with a subject beside it, or that is denied."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "neg") for c in verb.children)


def _is_verbal(token: Any, words: HarmWords) -> bool:
    """True for a participle read as a verb with a subject or an object of its own."""
    return bool(token.lemma_.casefold() in words.done_to and token.pos_ == "VERB")


def _part_of_body(verb: Any, words: HarmWords) -> Iterator[Harm]:
    """Those whose throats are cut: "slit the throats of two men", "two men had their throats cut"."""
    for part, outcome in words.done_to_part.get(verb.lemma_.casefold(), ()):
        for thing in (child for child in verb.children if child.lemma_.lower() == part):
            if thing.dep_ in _CUT and (bearers := bearers_of(thing)):
                yield Harm(outcome, verb, tuple(bearers), f"{part}.done_to")


def _is_grave(verb: Any, words: HarmWords) -> bool:
    """True for "fatally shot", "fatally wounded"."""
    return any(child.dep_ == "advmod" and child.lower_ in words.gravely for child in verb.children)


def _verb(token: Any, lemma: str, words: HarmWords) -> Iterator[Harm]:
    if lemma not in words.spared:
        yield from _lives(token, words)
    if lemma in words.done_to and lemma != "claim":
        yield Harm(
            "killed" if _is_grave(token, words) else words.done_to[lemma],
            token,
            tuple(undergoers(token)),
            f"{lemma}.done_to",
            lemma not in words.unsure,
        )
    for phrase, outcome in words.done_with.get(lemma, ()):
        if _followed_by(token, phrase):
            yield Harm(outcome, token, tuple(undergoers(token)), f"{lemma}-{phrase}.done_to")
            break
    else:
        if lemma in words.wounding and not (
            _shot_and_killed(token) or _brings_down(token) or _tells_of_what_one_died(token, words)
        ):
            shot: Outcome = "killed" if _beside_deadly(token, words) or _is_grave(token, words) else "injured"
            yield Harm(shot, token, tuple(undergoers(token)), f"{lemma}{LEFT_OPEN}", sure=False)
    yield from _part_of_body(token, words)
    if lemma in words.lying and _in_hospital(token, words):
        yield Harm("injured", token, tuple(subjects(token)), "lie_in_hospital.befalls", sure=False)
    if lemma in words.surviving and any(c.dep_ == "neg" for c in token.children):
        yield Harm("killed", token, tuple(subjects(token)), NOT_SURVIVED)
    if lemma in words.befalls:
        yield Harm(words.befalls[lemma], token, tuple(subjects(token)), f"{lemma}.befalls", lemma != "flee")
    for phrase, outcome in words.befalls_with.get(lemma, ()):
        if _followed_by(token, phrase, reach=4):
            yield Harm(outcome, token, tuple(subjects(token)), f"{lemma}-{phrase}.befalls")
            break
    else:
        if lemma in words.falling and not _falls_somewhere(token, words):
            yield Harm("killed", token, tuple(subjects(token)), FALLEN, sure=False)


def _in_hospital(verb: Any, words: HarmWords) -> bool:
    """True for "eleven others remain in two hospitals", and not for "two doctors are in the hospital"."""
    within = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "in"]
    return any(
        obj.lemma_.casefold() in words.wards and not any(c.lower_ == "the" for c in obj.children)
        for prep in within
        for obj in prep.children
    )


def _falls_somewhere(verb: Any, words: HarmWords) -> bool:
    """True for "fell into a pit", "fell ill", "fell on the crowd"; False for "fell near Katha on Monday"."""
    return any(
        child.dep_ in ("prt", "acomp", "dobj", "oprd", "advmod", "neg")
        or (
            child.dep_ == "prep"
            and child.i > verb.i
            and child.lower_ not in words.fall_beside
            and not _says_when(child)
        )
        for child in verb.children
    )


def _says_when(preposition: Any) -> bool:
    return any(child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


def _beside_deadly(verb: Any, words: HarmWords) -> bool:
    """True for the shot of "eight were crushed or shot" and "shot or hacked"."""
    beside = [(c, verb, c) for c in verb.children if c.dep_ == "conj"]
    beside += [(verb.head, verb.head, verb)] if verb.dep_ == "conj" else []
    return any(
        one.lemma_ in words.deadly
        and not subject_of_own(second)
        and any(c.dep_ == "cc" and c.lower_ == "or" for c in first.children)
        for one, first, second in beside
    )


def _shot_and_killed(token: Any) -> bool:
    return any(c.dep_ == "conj" and c.lemma_ in ("kill", "die", "wound", "injure") for c in token.children)


def _tells_of_what_one_died(verb: Any, words: HarmWords) -> bool:
    """True for the shot of "three farmers died after being shot": who was shot is dead, and not hurt as well."""
    if verb.dep_ != "pcomp" or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return False
    above = verb.head.head
    if above.pos_ != "VERB" or above.i > verb.i:
        return False
    return any(harm.outcome == "killed" for harm in _verb(above, above.lemma_.casefold(), words))


def _brings_down(verb: Any) -> bool:
    """True for "launched drones, but the air defence shot them down"."""
    down = any(child.dep_ == "prt" and child.lower_ == "down" for child in verb.children)
    return down and any(child.dep_ == "dobj" and child.pos_ == "PRON" for child in verb.children)


def _followed_by(token: Any, phrase: str, *, reach: int = 16) -> bool:
    """True when the phrase stands after the verb in its own clause, or the verb governs its last word."""
    want = phrase.split()
    doc = token.doc
    stop = min(len(doc), token.i + reach + len(want) + 1)
    for at in range(token.i + 1, stop - len(want) + 1):
        first = doc[at]
        lower = first.lower_
        if lower == want[0] and [t.lower_ for t in doc[at : at + len(want)]] == want:
            last = doc[at + len(want) - 1]
            if last.dep_ == "relcl" or any(a.dep_ == "relcl" and a.i > token.i for a in _ancestors(last, 3)):
                continue  # of people named behind the verb: "left two men who were wounded"
            return at == token.i + 1 or any(a.i == token.i for a in _ancestors(last, 4))
        if lower in (".", ";") or first.is_sent_start:
            return False
    return False


def _ancestors(token: Any, depth: int) -> Iterator[Any]:
    while depth and token.head.i != token.i:
        token = token.head
        yield token
        depth -= 1


def _state(token: Any, outcome: Outcome) -> Iterator[Harm]:
    """ "12 dead", "left two soldiers dead", "three were wounded", "the wounded"."""
    head = token.head
    if token.dep_ == "amod" and head.pos_ in ("NOUN", "PROPN", "NUM"):
        if token.i < head.i or outcome == "killed":
            yield Harm(outcome, token, (head,), "state.amod")
        return
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in RELATIVES]
    if own:
        yield Harm(outcome, token, tuple(own), "state.clause")
    elif token.dep_ == "relcl":
        yield Harm(outcome, token, (head,), "state.clause")
    elif token.pos_ in ("ADJ", "VERB", "ADV") and (
        token.dep_ in ("acomp", "oprd", "attr", "advcl", "ccomp", "xcomp", "conj")
        or (token.dep_ == "advmod" and head.pos_ == "VERB")  # "shot dead a clerk"
    ):
        verb = head
        while verb.dep_ == "conj" and verb.pos_ == "ADJ":
            verb = verb.head
        numbered = [c for c in token.children if c.dep_ in ("nummod", "quantmod", "npadvmod")]
        if numbered:
            yield Harm(outcome, token, (token,), "state.number")
        else:
            victims = [behind_town(c) for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
            victims = victims or subjects(verb)
            told_of = token.i > 1 and "of" in (token.nbor(-1).lower_, token.nbor(-2).lower_)
            if not told_of:  # "an officer spoke of 11 dead"
                yield Harm(outcome, token, tuple(victims), "state.be")
    else:
        yield Harm(outcome, token, (token,), "state.noun")


def _noun(token: Any, lemma: str, words: HarmWords) -> Iterator[Harm]:
    """ "nine bodies", "the death of a guard", "the abduction of two nurses", "14 deaths"."""
    of = [
        o
        for p in token.children
        if p.dep_ == "prep" and (p.lower_ == "of" or (p.lower_ == "to" and lemma == "injury"))
        for o in p.children
        if o.dep_ == "pobj"
    ]
    if lemma == "injury" and token.dep_ == "dobj":  # "causing injuries to two guards"
        of += after_prepositions(token.head, {"to"})
    of = [o for o in of if o.lemma_ != "life" or any(c.dep_ == "nummod" for c in o.children)]
    if of:  # "the killing of the guard, a cook and two drivers": the list may hang on the noun itself
        of += [
            c
            for c in token.children
            if c.dep_ == "conj" and c.pos_ == "NOUN" and c.lemma_ not in words.counted
        ]
    outcome = words.counted[lemma]
    if lemma == "life" or token.head.lower_ == "without":
        return
    yield Harm(outcome, token, tuple(of), "noun.of") if of else Harm(outcome, token, (token,), "noun")


def _lives(verb: Any, words: HarmWords) -> Iterator[Harm]:
    """ "claimed three lives", "cost 38 policemen their lives", "took the lives of 18 people"."""
    takes = verb.lemma_ in words.lives
    paying = [c for c in verb.children if c.dep_ == "dative" or (takes and c.dep_ == "dobj")]
    told = [*verb.children, *(c for one in paying for c in one.children if c.dep_ == "appos")]
    for child in told:
        if child.lemma_ == "life" and child.dep_ in ("dobj", "nsubjpass", "obj", "appos"):
            of = [o for p in child.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
            own = [one for one in paying if one.i < child.i]
            counted = any(c.dep_ == "nummod" for c in child.children)
            if counted or ((of or own) and takes):
                yield Harm("killed", verb, tuple(of or own or [child]), "lives")
