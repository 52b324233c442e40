"""Whether a word of harm is said to have happened: hypothetical, negated, or a total over a long time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from dateline.extract.toll.people import People
from dateline.extract.toll.triggers import harm_words
from dateline.languages import load_language

_DEPTH = 8  # steps up the parse to the clause that a word of harm stands in


@lru_cache(maxsize=4)
def _unreal(code: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    unreal = load_language(code).toll["unreal"]
    return (
        frozenset(unreal["modals"]),
        frozenset(unreal["governors"]),
        tuple(unreal["conditions"]),
        frozenset(unreal["governing_nouns"]),
    )


@lru_cache(maxsize=4)
def _sums(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Phrases that add up over a time, with their words."""
    phrases = load_language(code).toll["cumulative"]["phrases"]
    return tuple((phrase, tuple(phrase.split())) for phrase in (*phrases, "since"))


@lru_cache(maxsize=16)
def _sums_in(sentence: str, language: str) -> tuple[str, ...]:
    """Those of the phrases whose words are all in a sentence, looked for once for all its words of harm."""
    said = sentence.casefold()
    return tuple(phrase for phrase, words in _sums(language) if all(word in said for word in words))


def _escapes(language: str) -> frozenset[str]:
    return frozenset(load_language(language).toll["unreal"]["escapes"])


def _unharmed(language: str) -> frozenset[str]:
    return _escapes(language) - harm_words(language).surviving


def is_unreal(trigger: Any, *, language: str = "en") -> bool:
    """True when the harm is only possible, planned, threatened or conditional."""
    modals, governors, conditions, nouns = _unreal(language)
    verb = _clause_verb(trigger)
    if any(c.dep_ == "aux" and c.lower_ in modals and not _perfect(verb) for c in verb.children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in conditions for c in verb.children):
        return True
    gerund = verb.tag_ == "VBG" or any(c.dep_ == "auxpass" and c.tag_ == "VBG" for c in verb.children)
    if gerund and verb.dep_ in ("xcomp", "ccomp", "dobj") and verb.head.lemma_ in _escapes(language):
        return True  # "escaped being killed"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if not infinitive or verb.head.i == verb.i:
        return False
    if verb.dep_ in ("acl", "relcl"):
        return verb.head.lemma_ in nouns
    return verb.head.lemma_ in governors or (verb.dep_ == "advcl" and trigger.lemma_ == verb.lemma_)


def _perfect(verb: Any) -> bool:
    """ "may have killed", "is believed to have died": said to have happened, hedged."""
    return any(c.dep_ == "aux" and c.lower_ in ("have", "has") for c in verb.children)


def _clause_verb(token: Any) -> Any:
    """The verb whose auxiliaries say how the token's clause is meant."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    steps = 0
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and steps < 3:
        if any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children):
            break
        token, steps = token.head, steps + 1
    return token


def is_negated(trigger: Any, *, language: str = "en") -> bool:
    """True for "were not killed", "did not kill", "escaped injury"; "no one was killed" is a count of 0, not this."""
    verb = _clause_verb(trigger)
    if trigger.dep_ == "dobj" and trigger.head.lemma_ in _unharmed(language):
        return True
    return any(c.dep_ == "neg" for c in verb.children) or any(c.dep_ == "neg" for c in trigger.children)


def _own_words(verb: Any, trigger: Any) -> list[Any]:
    """The words of a clause without relative clauses that do not hold the trigger: those tell of other things."""
    told, stack = [], [verb]
    while stack:
        node = stack.pop()
        told.append(node)
        stack += [c for c in node.children if not _tells_other(c) or any(t.i == trigger.i for t in c.subtree)]
    return sorted(told, key=lambda t: t.i)


def _tells_other(clause: Any) -> bool:
    """True for a relative clause, for "as the army reported killing 67 in two days of fighting", and for "ending a calm
    since May"."""
    if clause.dep_ == "relcl" or (clause.dep_ == "advcl" and clause.tag_ == "VBG"):
        return True
    own = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    return (
        clause.dep_ == "advcl"
        and own in (["as"], ["while"])
        and any(c.dep_ == "nsubj" for c in clause.children)
    )


def is_cumulative(trigger: Any, sentence: str, *, language: str = "en") -> bool:
    """True when the clause of a word of harm, in this sentence, adds up over weeks, a war, or "since" a time, or tells
    of deaths that no arms brought."""
    if _of_time_before(trigger) or _opens_since(trigger, language) or _of_ailment(trigger, language):
        return True
    if _of_record(trigger, language) or _adds_to_sum(trigger, language):
        return True
    if (
        _of_many_acts(trigger, language)
        or _goes_on_since(trigger)
        or _of_several(trigger, language)
        or _of_war(trigger, language)
        or _of_campaign(trigger, language)
    ):
        return True
    phrases = _sums_in(sentence, language)
    if not phrases:
        return False
    verb = _clause_verb(trigger)
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head
    own = _own_words(verb, trigger)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _perfect(verb) and _perfect(verb.head):
        own = [*_own_words(verb.head, verb.head), *own]  # "have died in the war and others have fled"
    words = (
        " "
        + " ".join(t.lower_ for t in own if not (_is_compared(t, language) or _is_of_missing(t, language)))
        + " "
    )
    words = words.replace(" of this year ", " ").replace(" of this month ", " ")  # "on 4 March of this year"
    for phrase in phrases:
        before, found, behind = words.partition(f" {phrase} ")
        if found and not _is_of_days(behind, language) and not _counts_days(before, phrase, language):
            return True
    return False


def _adds_to_sum(trigger: Any, language: str) -> bool:
    """True for "troops have also killed 160 rebels" and "over 90 others were hurt" right behind "twenty have now died
    since May"."""
    verb = _clause_verb(trigger)
    also = any(child.lower_ == "also" for child in verb.children) and _perfect(verb)
    if not verb.sent.start or not (also or _is_of_others(verb)):
        return False
    before = verb.doc[verb.sent.start - 1].sent
    said = f" {before.text.casefold()} "
    sums = any(f" {phrase} " in said for phrase, _ in _sums(language))
    return sums and any(child.lower_ in ("have", "has") for child in before.root.children)


def _is_of_others(verb: Any) -> bool:
    """True for "over 90 others were hurt", told of no day."""
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(s.lower_ == "others" for s in subjects) and not any(t.ent_type_ == "DATE" for t in verb.sent)


def _is_compared(token: Any, language: str = "en") -> bool:
    """True for "since May", "to date" and "this year" behind "the deadliest attack" and "the fourth"."""
    ordinals = load_language(language).toll["people"]["ordinals"]
    for before in reversed(token.doc[max(token.sent.start, token.i - _DEPTH) : token.i]):
        if before.pos_ == "VERB" or before.is_punct:
            return False
        if (
            before.tag_ in ("JJS", "RBS")
            or before.lower_.endswith("iest")
            or before.ent_type_ == "ORDINAL"
            or before.lower_ in ordinals
        ):
            return True
    return False


def _is_of_missing(token: Any, language: str) -> bool:
    """True for the since of "missing since rebels attacked", which says how long they were sought."""
    missing = load_language(language).toll["cumulative"]["missing"]
    return token.lower_ == "since" and token.i > token.sent.start and token.nbor(-1).lower_ in missing


def _of_time_before(trigger: Any) -> bool:
    """True for "violence since May, which left nine dead"; "since May, when nine died" counts those of May."""
    since = next((above for above in trigger.ancestors if above.lower_ == "since"), None)
    if since is None:
        return False
    return not any(token.lower_ == "when" for token in trigger.doc[since.i : trigger.i])


def _of_many_acts(trigger: Any, language: str) -> bool:
    """True for "the killings brought to 90 the number of those killed in the feud", unlike for what one death did."""
    verb, toll = _clause_verb(trigger), load_language(language).toll
    if verb.lemma_ not in toll["tolls"]["grown"]:
        return False
    many = toll["cumulative"]["many_acts"]
    return any(c.dep_ == "nsubj" and c.tag_ == "NNS" and c.lemma_ in many for c in verb.children)


def _goes_on_since(trigger: Any) -> bool:
    """True for "in violence since 2015, which has left thousands dead"."""
    verb = _clause_verb(trigger)
    which = verb.dep_ == "relcl" or any(c.lower_ == "which" for c in verb.children)
    if not which or not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    before = trigger.doc[trigger.sent.start : verb.left_edge.i]
    return any(t.lower_ == "since" and not _is_compared(t) for t in before)


def _is_of_days(following: str, language: str) -> bool:
    """True behind "over the past" for "two days", behind "since" for "Monday": what befell in these is no sum over a
    time."""
    return following.startswith(tuple(load_language(language).toll["cumulative"]["days"]))


def _counts_days(before: str, phrase: str, language: str) -> bool:
    """True for the "days of" in "three days of fighting": what befell in these is the toll of one fight."""
    table = load_language(language).toll["cumulative"]
    return phrase in table["lasting"] and before.split()[-1:] != [] and before.split()[-1] in table["few"]


def _opens_since(trigger: Any, language: str) -> bool:
    """True in a sentence that opens with "Since the start of the year", not with "Since Monday"."""
    first = next((t for t in trigger.sent if t.is_alpha), None)
    if first is None or first.lower_ != "since" or first.dep_ != "prep":
        return False
    behind = trigger.doc[first.i + 1 : trigger.sent.end].text.casefold()
    return not _is_of_days(behind.replace(",", " "), language)


def _of_several(trigger: Any, language: str) -> bool:
    """True for "in a series of attacks in which six died": the figure of them all."""
    verb = _clause_verb(trigger)
    if verb.dep_ != "relcl" or verb.head.tag_ != "NNS" or verb.head.head.lower_ != "of":
        return False
    several = load_language(language).toll["cumulative"]["several"]
    return verb.head.head.head.lemma_.lower() in several


def _of_ailment(trigger: Any, language: str) -> bool:
    """True for "15 died of hunger": no toll of an attack."""
    ailments = load_language(language).toll["cumulative"]["ailments"]
    causes = [o for p in trigger.children if p.lower_ in ("of", "from") for o in p.children]
    return any(t.lemma_.lower() in ailments for cause in causes for t in cause.subtree)


def _of_record(trigger: Any, language: str) -> bool:
    """True for "they are thought to have killed 700 people" behind "in the east since 1995": a group's record."""
    verb, sentence = _clause_verb(trigger), trigger.sent
    holders = load_language(language).toll["cumulative"]["holders"]
    told = [*verb.children, *(verb.head.children if verb.dep_ == "xcomp" else [])]
    acting = any(c.dep_ in ("nsubj", "nsubjpass") and c.lemma_.lower() in holders for c in told)
    if not acting or not _perfect(verb) or not sentence.start or any(t.ent_type_ == "DATE" for t in sentence):
        return False
    before = trigger.doc[sentence.start - 1].sent
    return any(t.lower_ == "since" and not _is_compared(t) for t in before)


def _of_war(trigger: Any, language: str) -> bool:
    """True for "the conflict has left 3,000 dead" and "a war that left 3,000 dead"."""
    wars = load_language(language).toll["cumulative"]["wars"]
    verb = _clause_verb(trigger)
    if verb.dep_ == "relcl" and verb.head.lemma_.lower() in wars:
        return True
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    return perfect and any(c.dep_ == "nsubj" and c.lemma_.lower() in wars for c in verb.children)


def _of_campaign(trigger: Any, language: str) -> bool:
    """True for "has killed 121 in a month-long offensive" and "a three-day offensive that has killed 74"."""
    words, verb = load_language(language).toll["cumulative"], _clause_verb(trigger)
    if not _perfect(verb):
        return False
    during = [noun for p in verb.children if p.lower_ in ("in", "during") for noun in p.children]
    campaigns = [noun for noun in (*during, verb.head) if noun.lemma_.lower() in words["campaigns"]]
    return any(
        part.lemma_.lower() in words["lengths"] and "-" in (part.nbor(-1).text, part.nbor(1).text)
        for noun in campaigns
        for part in noun.doc[noun.left_edge.i + 1 : noun.i]
    )


def is_funeral(trigger: Any, people: Sequence[People], *, language: str = "en") -> bool:
    """False where a word of burial tells of no dead, or of one only: "buried under rubble", "buried her son"."""
    burial = load_language(language).toll["burial"]
    if trigger.lemma_ not in burial["verbs"]:
        return True
    several = any(one.count is not None and one.count.size > 1 for one in people)
    return several and not any(token.lower_ in burial["not_dead"] for token in trigger.subtree)


def gives_way(trigger: Any, *, language: str = "en") -> bool:
    """True for a figure that counts only where no other is given: one told before, or of those buried so far."""
    buried = trigger.lemma_ in load_language(language).toll["burial"]["verbs"]
    return buried or is_earlier(trigger, language=language)


def is_earlier(trigger: Any, *, language: str = "en") -> bool:
    """True for what was said before what is said now: "police had earlier put it at 12", "early reports said"."""
    words = load_language(language).toll["earlier"]
    for verb in trigger.ancestors:
        if verb.lemma_ in words["verbs"]:
            speakers = [c for c in verb.children if c.dep_ in ("nsubj", "agent")]
            return any(c.lower_ in words["said"] and not list(c.children) for c in verb.children) or any(
                c.dep_ == "amod" and c.lower_ in words["reports"] for s in speakers for c in s.subtree
            )
    return False


def clause_apart(trigger: Any, *, language: str = "en") -> tuple[int, int] | None:
    """The tokens of a clause that says when by another thing ("one year after it lost 37 men") and holds the word of
    harm, from the first to behind the last; None where no such clause does."""
    measures = load_language(language).toll["cumulative"]["measures"]
    node = trigger
    for _ in range(_DEPTH):
        for mark in [node, *node.children]:
            if mark.lower_ not in ("after", "before") or mark.i >= trigger.i or mark.i == 0:
                continue
            if mark.nbor(-1).lower_ in measures:
                subtree = list(node.subtree if node is not mark else mark.subtree)
                return max(mark.i, subtree[0].i), subtree[-1].i + 1
        if node.head.i == node.i:
            return None
        node = node.head
    return None
