"""Whether an act is told as having happened, and if not, what it is: vow, threat, plan, habit, trend, ..."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dateline.actors import load_nations
from dateline.actors.folding import fold_name
from dateline.codebook import SetAside
from dateline.extract.acts.triggers import load_acts
from dateline.extract.grammar.phrases import clause_of, objects_of
from dateline.extract.mentions import HARM
from dateline.extract.who.functions import searches
from dateline.languages import load_language
from dateline.text import Document, Sentence

_DEADLY = HARM | {"killing"}
_NEGATIVE = {"no", "not", "n't", "never", "without", "neither", "nor", "none", "nobody"}
_KINDS: tuple[SetAside, ...] = (
    "negation",
    "vow",
    "threat",
    "plan",
    "warning",
    "failed",
    "reaction",
    "follow_up",
)


@lru_cache(maxsize=32)
def pattern_of(code: str, tables: tuple[str, ...], key: str, *, endings: str = "") -> re.Pattern[str]:
    """Finds the words or phrases of these tables, with these endings, in a folded text.

    A pattern that has to look at case takes three times as long.
    """
    realis = load_language(code).realis
    words = (re.escape(word.casefold()) for table in tables for word in realis[table][key])
    return re.compile(r"\b(?:" + "|".join(words) + rf"){endings}\b")


@lru_cache(maxsize=64)
def says(code: str, table: str, text: str) -> bool:
    """True when a sentence holds a phrase of the table; asked again for each act in it."""
    return pattern_of(code, (table,), "phrases").search(text.casefold()) is not None


def judge_realis(
    document: Document, sentence: Sentence, head: Any, *, nominal: bool
) -> tuple[SetAside | None, str]:
    """The kind of thing an act is when it is not told as a fact, and the rule that says so; (None, "") for facts."""
    code = document.report.language
    text = _stretch_of(document, sentence, head)
    for rule in (_negation, _governor, _announced, _modality, _generic, _search):
        kind = rule(head, code, text, nominal)
        if kind is not None:
            return kind, f"realis.{rule.__name__.strip('_')}"
    return None, ""


def _stretch_of(document: Document, sentence: Sentence, head: Any) -> str:
    """The words of a sentence between the semicolons around an act: what is often done behind one is another."""
    whole, at = sentence.span.of(document.text), head.idx - sentence.span.start
    start, end = whole.rfind(";", 0, at) + 1, whole.find(";", at)
    return whole[start : end if end >= 0 else len(whole)]


def _negation(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """ "no clash", "had not attacked", "without an attack"."""
    if any(child.dep_ == "neg" or child.lower_ in _NEGATIVE for child in head.children if child.i < head.i):
        return "negation"
    if nominal and head.dep_ == "pobj" and any(child.lower_ == "any" for child in head.children):
        return "negation"  # "in anticipation of any attack"
    if not nominal and head.tag_ == "VB" and head.dep_ in {"xcomp", "advcl"} and _is_of_nobody(head.head):
        return "negation"
    verb = clause_of(head)
    if nominal and head.dep_ in {"attr", "dobj", "nsubj", "nsubjpass"} and head.head == verb:
        return "negation" if any(child.dep_ == "neg" for child in verb.children) else None
    return "negation" if nominal and _of_no_report(head, code) else None


def _is_of_nobody(verb: Any) -> bool:
    """True for the leaving of "no youth left the county to attack it"."""
    subjects = (child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"})
    return any(one.lower_ == "nobody" or any(c.lower_ == "no" for c in one.children) for one in subjects)


def _of_no_report(head: Any, code: str) -> bool:
    """True for "no reports of fighting": what is denied is that anything is known of it."""
    heard = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    denied = any(child.lower_ in {"no", "any"} for child in heard.children)
    return denied and heard.lemma_.lower() in load_language(code).realis["hearsay"]["nouns"]


def _governor(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """ "vowed to attack", "threat of attacks", "condemned the bombing", "a plan to storm"."""
    table = load_language(code).realis
    if nominal and _is_of_reaction(head, table["governors"]["reaction"]):
        return "reaction"
    for verb in _above(head, nominal=nominal):
        if verb.pos_ == "VERB":
            for kind in _KINDS:
                if verb.lemma_.lower() in table["governors"][kind] and _governs(
                    verb, head, kind, nominal=nominal
                ):
                    return None if kind == "failed" and _is_bloody(verb, code) else kind
        else:
            for kind in _KINDS:
                if verb.lemma_.lower() in table["governor_nouns"].get(kind, ()):
                    return kind
    return None


def _is_of_reaction(noun: Any, reacting: list[str]) -> bool:
    """True for the clashes of "condemned the violence and appealed to those behind the clashes"."""
    known = noun.dep_ == "pobj" and any(child.lower_ == "the" for child in noun.children)
    verb = clause_of(noun) if known else noun
    return known and verb.dep_ == "conj" and verb.head.tag_ == "VBD" and verb.head.lemma_.lower() in reacting


def _announced(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """ "announced its spring offensive": what is made known and still to come."""
    words = load_language(code).realis["announced"]
    made_known = nominal and head.dep_ == "dobj" and head.head.lemma_.lower() in words["verbs"]
    return "plan" if made_known and head.lemma_.lower() in words["nouns"] else None


def _above(head: Any, *, nominal: bool) -> list[Any]:
    """The words directly above the act: through prepositions, objects, and "to" clauses, not through relative ones."""
    above = []
    node = head
    for _ in range(4):
        if node.dep_ in {"ROOT", "relcl", "advcl", "nsubj", "nsubjpass"} or node.head == node:
            break
        if node.dep_ == "conj":
            node = node.head
            continue
        parent = node.head
        if parent.pos_ in {"VERB", "NOUN", "PROPN"}:
            above.append(parent)
            if node.dep_ not in {"pobj", "prep", "dobj", "xcomp", "acl", "pcomp", "compound"}:
                break
            if parent.pos_ == "VERB" and parent.dep_ not in {"xcomp", "pcomp"}:
                break
        node = parent
    return above


def _is_bloody(verb: Any, code: str) -> bool:
    """True for what was tried and cost lives: "six were killed when rebels tried to storm a base", "they tried to storm
    it, killing six"."""
    if verb.lemma_.lower() not in load_language(code).events["cues"]["trying"]:
        return False
    beside = [child for child in verb.children if child.dep_ in {"advcl", "conj"}]
    aims = [child for child in verb.children if child.dep_ == "xcomp"]
    beside += [child for aim in aims for child in aim.children if child.dep_ in {"advcl", "conj"}]
    beside += [verb.head] if verb.dep_ in {"advcl", "relcl"} else []
    acts, _ = load_acts(code)
    return any(act.family in _DEADLY for one in beside for act in acts.get(("V", one.lemma_.lower()), ()))


def _governs(verb: Any, head: Any, kind: str, *, nominal: bool) -> bool:
    """Plans and vows govern "to" clauses and what follows "to"; reactions and inquiries govern objects."""
    if kind == "reaction" and _is_struck_by(verb, head):
        return False
    if kind in {"reaction", "follow_up"}:
        return nominal
    if kind in {"negation", "failed", "warning", "threat"}:
        return bool(head != verb)
    return head.tag_ in {"VB", "VBG", "NN", "NNS"} and (not nominal or kind in {"plan", "vow"})


def _is_struck_by(verb: Any, head: Any) -> bool:
    """True for the bomb of "a patrol was blasted by a bomb", unlike that of "the minister blasted the bomb attack"."""
    table = load_language(verb.doc.lang_).realis["governors"]
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive and verb.lemma_.lower() in table["struck"] and head.dep_ in {"pobj", "compound"}


def _results(head: Any) -> bool:
    """True for the killing of "rebels ambushed a convoy, killing nine", whatever else the sentence speaks of."""
    while head.dep_ == "conj" and head.tag_ == "VBG":
        head = head.head
    return bool(head.tag_ == "VBG" and head.dep_ == "advcl" and head.head.tag_ == "VBD")


def _modality(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """ "will attack", "could kill", "if they attack"."""
    verb = clause_of(head)
    table = load_language(code).realis
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    perfect = bool(auxiliaries & {"have", "'ve"})
    future = {*table["modals"]["future"], *(table["modals"]["short"] if verb.tag_ == "VB" else ())}
    if auxiliaries & future and not perfect:
        return "plan"
    warring = not nominal and head.tag_ == "VB" and head.lemma_.lower() in table["trend"]["warring"]
    if warring and head.dep_ in {"advcl", "acl", "xcomp"} and "to" in auxiliaries:
        return "plan"  # "joined an alliance to fight them"
    if auxiliaries & set(table["modals"]["possible"]) and not perfect:
        return "conditional"
    marks = (child.lower_ for child in verb.children if child.dep_ == "mark")
    if verb.dep_ == "advcl" and any(mark in table["conditional"]["words"] for mark in marks):
        return "conditional"
    return None


def without_papers(code: str, text: str) -> str:
    """The words but for the "daily" of "the daily Ora reported" and "(Ora Daily)", papers; the "daily Quenland raids"
    stay."""
    papers = load_language(code).realis["habit"]["papers"]
    titled = "|".join(paper.title() for paper in papers)
    text = re.sub(rf"(?<=[a-z)] )(?:{titled})\b", "", text)
    return re.sub(
        rf"\b(?:{'|'.join(papers)}) [\"“‘'*]?(?=(?P<name>[A-ZÀ-Þ][\w'’-]*))",
        lambda found: found[0] if fold_name(found["name"]) in load_nations() else "",
        text,
    )


def _generic(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """Habits and trends: by their adverbs, by a present tense, by a plural without a number."""
    text = without_papers(code, text)
    if says(code, "habit", text) and says(code, "habit", _without_asides(head, text)):
        return "habit"
    verb = clause_of(head)
    if (
        nominal
        and verb.pos_ == "VERB"
        and verb.lemma_.lower() in load_language(code).realis["trend"]["verbs"]
        and not _is_of_one_day(verb)
    ):
        return "trend"
    done = head.head if nominal and head.dep_ == "dobj" and head.head.pos_ == "VERB" else verb
    if nominal and _is_pressed(head, code):
        return "trend"
    plural = nominal and (is_perfect(verb) or _is_enabled(done)) and _is_uncounted_plural(head)
    if plural and done.lemma_.lower() in load_language(code).realis["trend"]["perfect"]:
        return "trend"
    if not nominal and _is_of_trend(head, code):
        return "trend"
    warring = load_language(code).realis["trend"]["warring"]
    if not nominal and _goes_on(head) and head.lemma_.lower() in warring and _is_long(head):
        return "trend"
    if not nominal and is_perfect(head) and _is_done_to_many(head):
        return "trend"
    if head.lower_ in {"fought", "contested"} and any(child.lower_ == "over" for child in head.children):
        return "trend"  # "an area fought over by rival gangs"
    if _says_trend(code, text) and (head.tag_ in {"NNS", "VBG"} or is_perfect(verb)) and not _results(head):
        return "trend"
    if is_perfect(verb) and any(child.lower_ in {"been"} for child in verb.children) and verb.tag_ == "VBG":
        return "trend"
    return None


def _is_of_one_day(verb: Any) -> bool:
    """True for "clashes grew fiercer in Bel on Monday": on that day they were."""
    days = (end for child in verb.children if child.lower_ == "on" for end in child.children)
    return verb.tag_ == "VBD" and any(day.ent_type_ == "DATE" and day.tag_ in {"NNP", "CD"} for day in days)


def _without_asides(head: Any, text: str) -> str:
    """The text without the relative clauses that the act is not told in: "killed six in a region that is often hit"."""
    above = {head.i, *(one.i for one in head.ancestors)}
    for token in head.sent:
        if token.dep_ == "relcl" and token.i not in above:
            words = token.doc[token.left_edge.i : token.right_edge.i + 1].text
            text = text.replace(words, " ")
    return text


def _has_time(verb: Any) -> bool:
    return any(token.ent_type_ in {"DATE", "TIME"} for token in verb.subtree if token.i > verb.i)


def _search(head: Any, code: str, text: str, nominal: bool) -> SetAside | None:
    """ "raided nearby villages to search for the bombers": what follows an act up."""
    return "follow_up" if not nominal and searches(head, code) else None


def _is_pressed(noun: Any, code: str) -> bool:
    """True for the offensive of "troops are pressing an offensive in the north"."""
    verb, words = noun.head, load_language(code).realis["announced"]
    pressed = noun.dep_ == "dobj" and verb.lemma_.lower() in words["pressing"] and _is_under_way(verb)
    return pressed and noun.lemma_.lower() in words["nouns"]


def _is_enabled(verb: Any) -> bool:
    """True for "have been able to launch", "has managed to stage"."""
    above = list(verb.ancestors)[:2] if verb.dep_ == "xcomp" else []
    return any(one.pos_ in {"VERB", "AUX"} and is_perfect(one) for one in above)


def _is_of_trend(verb: Any, code: str) -> bool:
    """True for the killing of "have launched attacks, killing over 900", and for "have choked off the city by taking
    control of its roads"."""
    main = verb.head
    if verb.dep_ == "pcomp" and main.lower_ == "by":
        return is_perfect(main.head) and not _has_time(main.head)
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or not is_perfect(main):
        return False
    trends = load_language(code).realis["trend"]["perfect"]
    done = [one for one in main.subtree if one.lemma_.lower() in trends and (one == main or _is_enabled(one))]
    return any(_is_uncounted_plural(thing) for one in done for thing in objects_of(one))


def _is_done_to_many(verb: Any) -> bool:
    """True for "have also killed soldiers": to nobody who is counted or known, and at no time."""
    beside = [token for child in verb.children if child.dep_ != "nsubj" for token in child.subtree]
    if any(token.ent_type_ in {"DATE", "TIME"} for token in beside):
        return False
    things = [child for child in verb.children if child.dep_ == "dobj"]
    return bool(things) and all(
        thing.tag_ == "NNS" and not any(child.dep_ in {"det", "nummod", "poss"} for child in thing.children)
        for thing in things
    )


def _goes_on(verb: Any) -> bool:
    """True for "has fought" and "is fighting": told from where things stand now."""
    return _is_under_way(verb) or is_perfect(verb)


def _is_under_way(verb: Any) -> bool:
    """True for "is fighting"."""
    return verb.tag_ == "VBG" and any(child.lower_ in {"is", "are", "'re"} for child in verb.children)


def _is_long(verb: Any) -> bool:
    """True for "has long fought", "has fought since 2012" and what has no time beside it at all."""
    times = [token for token in verb.subtree if token.ent_type_ in {"DATE", "TIME"}]
    return all(token.tag_ == "CD" and token.head.lower_ == "since" for token in times)


def _says_trend(code: str, text: str) -> bool:
    """True for a phrase of trends that is not one of the last days: "over the past two days"."""
    if not says(code, "trend", text):
        return False
    short = pattern_of(code, ("short",), "phrases")
    return says(code, "trend", short.sub(" ", text.casefold()))


def _is_uncounted_plural(head: Any) -> bool:
    """True for "several attacks", for a noun joined to one such, and not for "two attacks"."""
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return head.tag_ in {"NNS", "NNPS"} and not any(child.dep_ == "nummod" for child in head.children)


def is_perfect(verb: Any) -> bool:
    """True for "has killed": told from where things stand now."""
    return any(child.lower_ in {"has", "have", "'ve"} for child in verb.children if child.dep_ == "aux")
