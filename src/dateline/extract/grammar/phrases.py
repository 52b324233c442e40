"""Noun phrases, clauses and arguments of a verb or noun, read off the parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.extract.grammar.missed import (
    behind_day,
    behind_death,
    goes_into,
    has_object,
    subject_behind_day,
)
from dateline.extract.grammar.once import once
from dateline.languages import load_language
from dateline.records import Span
from dateline.text import Document

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of a verb that a clause goes on with
_INSIDE = {
    "det",
    "amod",
    "compound",
    "poss",
    "nummod",
    "nmod",
    "advmod",
    "quantmod",
    "case",
    "punct",
    "npadvmod",
}
DEFINITE = frozenset({"the", "this", "that", "these", "those"})  # before what is known
POINTING = DEFINITE | {"its", "his", "her", "their"}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})
_TIMES = {"DATE", "TIME"}
_CLAUSES = {"ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis", "acl"}


def span_of(first: Any, last: Any) -> Span:
    """The span from one token to another, inclusive."""
    return Span(first.idx, last.idx + len(last.text))


def root_of(document: Document, span: Span) -> Any | None:
    """The token on which the words of a span hang, or None where they are no tokens of the text."""
    doc = document.doc
    known: dict[Span, int | None] = doc.user_data.setdefault(f"{__name__}.root_of", {})
    if span not in known:
        words = doc.char_span(span.start, span.end, alignment_mode="expand")
        known[span] = words.root.i if words is not None else None
    place = known[span]
    return doc[place] if place is not None else None


def phrase_of(head: Any) -> Span:
    """A noun phrase without its relative clauses: modifiers before the head, and "of" phrases behind it."""
    first, last = head, head
    for child in head.children:
        if child.i < head.i and child.dep_ in _INSIDE and not child.is_punct:
            first = min(first, child.left_edge, key=lambda token: token.i)
        elif child.i > head.i and child.dep_ == "prep" and child.lower_ == "of":
            objects = [token for token in child.children if token.dep_ == "pobj"]
            last = _last_name(objects[-1]) if objects else last
        elif head.tag_ == "JJ" and child.dep_ == "appos" and child.left_edge.i == head.i + 1:
            last = child  # "the paramilitary Tavan Forces", taken for one who is paramilitary
    return span_of(first, last)


def _last_name(noun: Any) -> Any:
    """The last of the names that are joined: "a force of the KIA and PDF"."""
    joined = [
        c for c in noun.children if c.dep_ == "conj" and c.pos_ == noun.pos_ == "PROPN" and c.text.isupper()
    ]
    return joined[-1] if joined and noun.text.isupper() else noun


def heads_of(token: Any) -> list[Any]:
    """A noun and the nouns coordinated with it."""
    heads = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            heads.extend(heads_of(child))
    return heads


def phrases_of(token: Any) -> list[Span]:
    """The phrases of a noun and its coordinates; "three army and police posts" is one phrase, not two."""
    heads = heads_of(token)
    if len(heads) == 2 and heads[0].tag_ in {"NN", "NNP"} and heads[1].tag_ in {"NNS", "NNPS"}:
        counted = any(
            child.dep_ == "nummod" and child.lower_ not in {"one", "1"} for child in heads[0].children
        )
        if counted:
            return [Span(phrase_of(heads[0]).start, phrase_of(heads[1]).end)]
    return [phrase_of(head) for head in heads]


def subjects_of(verb: Any, *, depth: int = 0) -> tuple[list[Any], list[Any]]:
    """Active subjects (or by-agents) and passive subjects of a verb, inherited through conjuncts and "to"."""
    active = [child for child in verb.children if child.dep_ in {"nsubj", "csubj"}]
    active = active or _before_aux(verb) or subject_behind_day(verb)
    if len(active) > 1:
        active = [one for one in active if not _is_meant(one)] or active
    passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
    active, passive = ([behind_town(one) for one in ones] for ones in (active, passive))
    if (
        verb.dep_ == "acomp" and verb.tag_ == "VBN" and verb.head.lemma_ == "be"
    ):  # "was gang-raped by four men"
        passive = [child for child in verb.head.children if child.dep_ == "nsubj"]
    agents = _named_by(verb)
    if passive and not agents:
        behind = [c for c in verb.children if c.dep_ == "conj" and c.tag_ == "VBN" and c.i > verb.i]
        agents = [
            doer for other in behind for doer in _named_by(other)
        ]  # "was shot and his house burned by rebels"
    if agents and not passive and verb.tag_ in {"VBD", "VBN"} and not has_object(verb):
        passive = active  # "nuns held captive by gunmen since June", which the parse takes for an active verb
    if passive or agents:
        return agents, passive
    if active:
        return [antecedent(token, verb) for token in active], []
    if depth < 3 and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        before, patients = subjects_of(_joined_to(verb), depth=depth + 1)
        return (before, patients) if verb.tag_ == "VBN" or not patients else (before or patients, [])
    if depth < 3 and verb.dep_ in {"xcomp", "advcl"} and (verb.tag_ in {"VB", "VBG"} or _is_perfect(verb)):
        before, patients = subjects_of(verb.head, depth=depth + 1)
        return before or patients, []
    if depth < 3 and verb.dep_ == "xcomp" and _is_perfect(verb, passive=True):
        before, patients = subjects_of(verb.head, depth=depth + 1)
        return [], before or patients
    if depth < 3 and verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ == "by":
        return subjects_of(verb.head.head, depth=depth + 1)[0], []  # "youths hit back by burning cars"
    if _is_told_of_doers(verb):
        return subjects_of(verb.head, depth=depth + 1)[0], []
    if takes_object(verb):
        return [_topmost(verb.head)], []
    if verb.dep_ in {"acl", "relcl"}:
        cues = load_language("en").events["cues"]
        mutual = verb.lemma_.lower() in cues["mutual"]  # "youths fought in the forest"
        mutual = mutual or verb.lemma_.lower() in cues["objectless"]  # "gunmen swooped on the village"
        mutual = mutual or _is_who_fires(verb)
        undergone = verb.tag_ == "VBN" and not mutual and not _is_main(verb) and not _is_done_so(verb)
        top = _topmost(verb.head)
        doer = (
            top if top.dep_ == "ROOT" else verb.head
        )  # "two factions of a union clashed", a noun by the parse
        return ([], [verb.head]) if undergone else ([doer], [])
    return [], []


def behind_town(subject: Any) -> Any:
    """The soldier of "in the capital, Dorma, a soldier was killed", where the parse makes the town the subject: who is
    only named in apposition has a comma behind."""
    if subject.pos_ == "NOUN" and subject.lower_ != "capital":
        return subject
    beside = [c for c in subject.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i < subject.head.i]
    return next((c for c in beside if _is_verbal(c.doc[c.right_edge.i + 1], subject.head)), subject)


def _is_verbal(word: Any, verb: Any) -> bool:
    """True for the verb and for what helps it: "was killed"."""
    return bool(word == verb or (word.head == verb and word.dep_ in {"aux", "auxpass"}))


def _is_who_fires(verb: Any) -> bool:
    """True for "A criminal fired from a van at a policeman", where the parse takes him for what is fired."""
    ammunition = load_language("en").events["cues"]["ammunition"]
    aimed = any(child.dep_ == "prep" and child.lower_ in {"at", "on", "into"} for child in verb.children)
    return verb.lemma_ == "fire" and aimed and verb.head.lemma_.casefold() not in ammunition


def _is_meant(noun: Any) -> bool:
    """True for the convoy of "a bomb intended for a convoy killed two", a second subject by the parse."""
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else None
    return before is not None and before.dep_ == "prep" and not list(before.children)


def _named_by(verb: Any) -> list[Any]:
    """Who stands behind "by" as the doer of a passive; how it was done does not."""
    return [
        token
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")
        for token in child.children
        if token.dep_ == "pobj" and token.lemma_.lower() not in _manner()
    ]


def _before_aux(verb: Any) -> list[Any]:
    """The subject of "the force has, for the first time, put up a camp", which the parse hangs on "has"."""
    return [
        child for aux in verb.children if aux.dep_ == "aux" for child in aux.children if child.dep_ == "nsubj"
    ]


def _joined_to(verb: Any) -> Any:
    """The verb to which one is joined: the main one of "gunmen burst into a hall where people were dancing and opened
    fire", which the parse joins to the dancing; the first of "rebels killed five, he said, and burned huts"."""
    before = verb.head
    told = [child for child in before.children if child.dep_ in {"ccomp", "nsubj"} or child.text == ";"]
    if verb.tag_ == "VBD" and [child.dep_ for child in told] == ["ccomp", "nsubj"]:
        return told[0]
    if goes_on_behind(verb):
        return before.head
    goes_on = verb.tag_ == "VBD" and before.tag_ == "VBG" and before.dep_ == "relcl"
    if not goes_on or not any(child.dep_ == "aux" for child in before.children):
        return before
    return next((above for above in before.ancestors if above.tag_ == "VBD"), before)


def goes_on_behind(verb: Any) -> bool:
    """True for the second strike of "jets struck Ora, killing two, and later struck Bel", which the parse joins to the
    killing."""
    before = verb.head
    return bool(
        verb.dep_ == "conj" and verb.tag_ == "VBD" and before.tag_ == "VBG" and before.dep_ == "advcl"
    )


def takes_object(verb: Any) -> bool:
    """True for "men on motorcycles killed nine people", which the parse takes for motorcycles that were killed, and for
    "a drone ploughed into a house"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    giving = load_language("en").events["cues"]["giving"]
    return verb.lemma_.lower() not in giving and (has_object(verb) or goes_into(verb))


def _is_told_of_doers(verb: Any) -> bool:
    """True for the killing of "gunmen believed to be herders killed two", which the parse hangs on what is believed."""
    above = verb.head
    taken = load_language("en").who["owners"]["verbs"]
    told = verb.dep_ == "ccomp" and above.tag_ in {"VBD", "VBN"} and above.lemma_.lower() in taken
    return told and any(child.dep_ == "xcomp" and child.lemma_ == "be" for child in above.children)


def _topmost(noun: Any) -> Any:
    """The noun that one behind a preposition hangs on: the men of "men on motorcycles", "men armed with knives", "men
    wielding knives"."""
    while noun.dep_ in {"pobj", "dobj"} and noun.head.dep_ in {"prep", "acl"}:
        above = noun.head if noun.dep_ == "dobj" else noun.head.head
        above = above.head if above.dep_ == "acl" else above
        if above.pos_ not in {"NOUN", "PROPN"}:
            break
        noun = above
    return noun


def _is_main(verb: Any) -> bool:
    """True for "a jet targeted the town", which the parse takes for one that was targeted, "a nurse reported that"."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    named = after is not None and after.pos_ in {"PROPN", "DET", "NUM"} and after.ent_type_ not in _TIMES
    told = any(
        c.dep_ == "ccomp" and any(m.lower_ in {"that", "how"} for m in c.children) for c in verb.children
    )
    told = told and verb.lemma_.lower() not in {"tell", "inform"}
    noun = _topmost(verb.head) if told else verb.head
    return bool(noun.dep_ == "ROOT" and noun.pos_ in {"NOUN", "PROPN"} and (named or told))


def _is_done_so(verb: Any) -> bool:
    """True for "the army bombed by mistake a camp", "the army shelled with mortars two camps", where the parse finds no
    object, and no main verb."""
    end = verb.right_edge.i + 1
    after = verb.doc[end] if end < len(verb.doc) else None
    armed = any(child.dep_ == "prep" and child.lower_ == "with" for child in verb.children)
    if armed and after is not None and after.pos_ in {"DET", "NUM"} and after.ent_type_ not in _TIMES:
        return bool(verb.i == verb.head.i + 1)
    ways = [way for child in verb.children if child.dep_ == "agent" for way in child.children]
    return bool(ways) and verb.head.dep_ == "ROOT" and all(way.lemma_.lower() in _manner() for way in ways)


def _manner() -> list[str]:
    words: list[str] = load_language("en").events["cues"]["manner"]
    return words


def _is_perfect(verb: Any, *, passive: bool = False) -> bool:
    """True for "having hijacked" and "claims to have taken", in the passive for "is said to have been taken": its
    subject is that of the main clause."""
    aux = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return ("having" in aux or {"to", "have"} <= aux) and ("been" in aux) == passive


def antecedent(token: Any, verb: Any) -> Any:
    """The noun behind a relative pronoun, or the token itself; "who" stands for the people before a day or a place:
    "stoned police in Ora on Friday, who fired back"."""
    if token.lower_ not in {"who", "which", "that"} or verb.dep_ != "relcl":
        return token
    noun = verb.head
    if token.lower_ != "who" or noun.ent_type_ not in _TIMES | _PLACES:
        return noun
    before = noun.doc[noun.sent.start : noun.i]
    people = (word for word in reversed(before) if word.dep_ in _ARGUMENTS and word.pos_ == "NOUN")
    return next((word for word in people if word.ent_type_ not in _TIMES | _PLACES), noun)


def objects_of(verb: Any) -> list[Any]:
    """Direct objects of a verb, and what follows "on", "at", "against", "into" when there is none."""
    direct = [child for child in verb.children if child.dep_ in {"dobj", "obj"} and child.pos_ != "VERB"]
    direct = direct or behind_death(verb) or behind_day(verb)
    if direct:
        return direct
    taken = [own for deed in verb.children if is_deed_of(deed, verb) for own in deed.children]
    if taken:
        return [own for own in taken if own.dep_ == "nsubj"]
    return list(after_prepositions(verb, {"on", "upon", "at", "against", "into"}))


def is_deed_of(deed: Any, verb: Any) -> bool:
    """True for the killing of "they ambushed the patrol killing two", which the parse gives the patrol to do."""
    if deed.tag_ != "VBG" or deed.dep_ not in {"ccomp", "xcomp"} or deed.head != verb:
        return False
    own = [child for child in deed.children if child.dep_ == "nsubj"]
    beside = bool(own) and own[0].left_edge.i == verb.i + 1 and own[0].right_edge.i == deed.i - 1
    return beside and any(child.dep_ == "dobj" for child in deed.children)


def _is_time(token: Any) -> bool:
    """True for a day, an hour, and a clock that the parse takes for a number: "1:30am"."""
    clock = token.pos_ == "NUM" and not token.like_num and token.text[0].isdigit()
    return token.ent_type_ in _TIMES or clock


def after_prepositions(head: Any, words: set[str]) -> Iterator[Any]:
    """Objects of the head's prepositions that are among these words."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in words:
            yield from (t for t in child.children if t.dep_ == "pobj" and not _is_time(t))


def bearers_of(part: Any) -> list[Any]:
    """Whose the part of the body is: "the throats of two men", "two men had their throats cut", "two men lay with their
    throats cut"."""
    owned = [child for child in part.children if child.dep_ == "poss" and child.pos_ == "NOUN"]
    named = [*after_prepositions(part, {"of"}), *owned]
    verb = part.head
    if named or part.dep_ not in {"nsubj", "nsubjpass"}:
        return named
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "have":
        return subjects_of(verb.head)[0]
    if verb.dep_ != "pcomp" or verb.head.lower_ != "with":
        return []
    above = verb.head.head
    if above.pos_ != "VERB":
        return [above]
    active, passive = subjects_of(above)
    return passive or objects_of(above) or active


def clause_of(token: Any) -> Any:
    """The verb (or root) whose clause holds the token."""
    return token.doc[_clause_at(token)]


@once
def _clause_at(token: Any) -> int:
    while token.dep_ not in _CLAUSES and token.head != token:
        token = token.head
    return int(token.i)


def clause_span(token: Any) -> Span:
    """The stretch of the clause that holds the token, without clauses coordinated with it that have subjects."""
    first, last = _reach(clause_of(token))
    return span_of(token.doc[first], token.doc[last])


def _reach(head: Any) -> tuple[int, int]:
    """The first and the last token of a clause; worked out once for each word, from the leaves of the tree."""
    known: dict[int, tuple[int, int]] = head.doc.user_data.setdefault(f"{__name__}._reach", {})
    waiting, order = [head], []
    while waiting:
        node = waiting.pop()
        if node.i not in known:
            parts = [child for child in node.children if not _stands_alone(child)]
            order.append((node.i, [child.i for child in parts]))
            waiting.extend(parts)
    for place, parts in reversed(order):
        reached = [known[part] for part in parts]
        known[place] = min([place, *(a for a, _ in reached)]), max([place, *(b for _, b in reached)])
    return known[head.i]


def _stands_alone(child: Any) -> bool:
    """True for a clause coordinated with its head that has a subject of its own, or that of a main clause before it."""
    if child.dep_ not in {"conj", "ccomp", "parataxis", "advcl"}:
        return False
    if goes_on_behind(child):
        return True
    return any(grand.dep_ in {"nsubj", "nsubjpass"} for grand in child.children)
