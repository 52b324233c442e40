"""Who a noun phrase counts: the people in it, how many they are, and whether they fight or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dateline.extract.grammar.numbers import Count
from dateline.extract.mentions import Status
from dateline.extract.toll.enumerated import listed_beside
from dateline.extract.toll.listed import PLURAL_TAGS, conjuncts, is_counted
from dateline.languages import load_language

NO_PEOPLE = ("ORG", "GPE", "LOC", "FAC", "MONEY", "PERCENT", "EVENT", "PRODUCT", "ORDINAL")
_PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|ant|ee|man|woman|eer|ese|ite|i)s?$")


@dataclass(frozen=True, slots=True)
class People:
    """One noun phrase of people: its head, token range, its count (None = plural without number)."""

    head: Any
    first: int
    end: int
    count: Count | None
    status: Status


class PeopleWords:
    """The lexicon of people, folded for look-up."""

    def __init__(self, code: str) -> None:
        table = load_language(code).toll
        people = table["people"]
        self.status: dict[str, Status] = dict.fromkeys(people["civilian"], "civilian")
        self.status |= dict.fromkeys(people["combatant"], "combatant")
        self.neutral = frozenset(people["neutral"])
        self.things = frozenset(people["things"])
        self.one = frozenset(table["numbers"]["determiners_one"])
        self.measures = frozenset(table["people_more"]["measures"])
        self.both = frozenset(table["people_more"]["both"])
        self.collectives = frozenset(table["people_more"]["collectives"])
        self.offices = frozenset(table["people_more"]["offices"])
        self.praised = frozenset(table["people_more"]["praised"])
        self.leaving = frozenset(table["people_more"]["leaving"])
        self.of_herds = frozenset(table["people_more"]["of_herds"])
        self.healing = frozenset(table["people_more"]["healing"])
        self.remains = frozenset(table["people_more"]["remains"])
        self.tended = frozenset(table["people_more"]["tended"])
        self.pronouns = frozenset(table["people_more"]["pronouns"])
        self.backward = frozenset(table["people_more"]["backward"])
        self.fractions: dict[str, int] = people["fractions"]
        self.plural = frozenset(table["people_more"]["plural_without_s"])
        self.ordinals = frozenset(people["ordinals"])
        self.nobody = frozenset(table["unreal"]["nobody"])

    def status_of(self, noun: Any) -> Status | None:
        """Whether a noun's people fight, None where the lexicon does not say; "six Islamists" as well."""
        lemma = noun.lemma_.casefold()
        return self.status.get(lemma) or self.status.get(lemma.removesuffix("s"))

    def known(self, word: str) -> bool:
        """True for a noun that names people."""
        return word in self.status or word in self.neutral or word.endswith(("man", "men", "woman", "women"))


@lru_cache(maxsize=4)
def people_words(code: str = "en") -> PeopleWords:
    """The lexicon of people of one language."""
    return PeopleWords(code)


def read_people(
    head: Any, counts: Sequence[Count], words: PeopleWords, *, sure: bool = True
) -> People | None:
    """The people a noun phrase counts, or None when it is no people (or, unless `sure`, may be none)."""
    part = any(c.lower_ == "of" for c in head.children)
    if part and head.lower_ in words.fractions:
        return _share_of(head, counts, words)
    one_more = head.lower_ in words.ordinals and any(c.lower_ == "a" for c in head.children)
    if one_more and head.pos_ in ("ADJ", "NOUN"):
        return People(head, head.left_edge.i, head.i + 1, Count(head.i, head.i + 1, 1, 1, 1), "unknown")
    outer = head
    head = _measured(head, words)
    lemma = head.lemma_.casefold()
    if (
        lemma in words.things
        or head.lower_ in words.things
        or ((not words.known(lemma) or lemma in words.of_herds) and _is_of_things(head, words))
        or (
            head.ent_type_ in NO_PEOPLE
            and head.pos_ != "NUM"
            and not (sure and (_is_named_plural(head) or _is_introduced(head)))
            and (not words.known(lemma) or (head.pos_ == "PROPN" and not is_counted(head)))
        )
    ):
        return None
    if head.pos_ == "PRON" and lemma not in words.pronouns and head.lower_ not in words.nobody:
        return None
    first, end = _range(head)
    count = _count_of(outer, counts, words, min(first, outer.left_edge.i)) if outer is not head else None
    count = count or _count_of(head, counts, words, first)
    if not _may_be_people(head, lemma, words, counted=bool(count and count.size != 1), sure=sure):
        return None
    return People(head, min(first, count.first) if count else first, end, count, _status(head, words))


def _is_named_plural(head: Any) -> bool:
    """True for the Tigers of "120 Tigers were killed" and for "seven ABC were killed", who go by their letters."""
    several = head.tag_ in PLURAL_TAGS or (head.tag_ == "NNP" and head.text.isupper() and len(head.text) > 1)
    return several and head.text[:1].isupper() and is_counted(head)


def _is_introduced(head: Any) -> bool:
    """True for the name in "killed Ali Ora, a senior member of the party", which the parser takes for a place."""
    return any(
        child.dep_ == "appos" and child.tag_ == "NN" and child.pos_ == "NOUN" for child in head.children
    )


def _share_of(part: Any, counts: Sequence[Count], words: PeopleWords) -> People | None:
    """The 20 of "a third of the 60 passengers", None where the whole has no number."""
    whole = next((o for p in part.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"), None)
    people = None if whole is None else read_people(whole, counts, words, sure=False)
    if people is None or people.count is None or not people.count.best:
        return None
    share = people.count.best // words.fractions[part.lower_]
    return replace(
        people, first=part.left_edge.i, count=Count(part.left_edge.i, people.end, share, share, None)
    )


def _is_of_things(head: Any, words: PeopleWords) -> bool:
    """True for "30 heads of cattle", and not for "the head of the village"."""
    if head.lemma_.casefold() in words.of_herds and not any(c.dep_ == "nummod" for c in head.children):
        return False
    inner = (obj for prep in head.children if prep.dep_ == "prep" for obj in prep.children)
    return any(obj.dep_ == "pobj" and obj.lemma_.casefold() in words.things for obj in inner)


def _may_be_people(head: Any, lemma: str, words: PeopleWords, *, counted: bool, sure: bool) -> bool:
    """Known nouns and names of persons always; others when the verb is only done to people."""
    if words.known(lemma) or head.ent_type_ == "PERSON" or head.lower_ in words.nobody | words.both:
        return True
    if head.pos_ == "NUM" and counted:
        return True
    return sure and (counted or head.tag_ == "NNP" or bool(_PERSON_ENDING.search(lemma)))


def _measured(head: Any, words: PeopleWords) -> Any:
    """ "dozens of civilians", "one of the guards", "the bodies of nine people": the noun after "of"."""
    if head.lemma_.casefold() in words.measures or head.pos_ in ("NUM", "DET", "PRON"):
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "among"):
                for obj in child.children:
                    if obj.dep_ == "pobj" and words.known(obj.lemma_.casefold()):
                        return obj
    return head


def _range(head: Any) -> tuple[int, int]:
    """The phrase without relative clauses and without what is joined to it."""
    left = head.left_edge.i
    right = head.i
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in ("prep", "compound", "nummod", "amod")
            and child.lower_ in ("of", "from", "in")
        ):
            if child.right_edge.i - head.i <= 12:
                right = max(right, child.right_edge.i)
        elif child.i > head.i and child.i == right + 1 and child.dep_ in ("compound", "flat", "nummod"):
            right = child.i
    while left < head.i and head.doc[left].is_punct:
        left += 1
    return left, right + 1


def _count_of(head: Any, counts: Sequence[Count], words: PeopleWords, first: int) -> Count | None:
    if head.lower_ == "one" and head.i and head.nbor(-1).lower_ == "no":
        return Count(head.i - 1, head.i + 1, 0, 0, 0)
    if head.lower_ in words.both:
        return Count(head.i, head.i + 1, 2, 2, 2)
    if head.lemma_.casefold() in words.collectives and head.tag_ not in PLURAL_TAGS:
        return _size_of(head, counts)
    inside = [c for c in counts if first <= c.end - 1 <= head.i and not _blocked(head, c)]
    if not inside:
        inside = [c for c in counts if c.end == first and c.end <= head.i]
    if inside and head.lemma_.casefold() in words.collectives:
        return _of_groups(inside[-1])
    if inside:
        return inside[-1]
    if any(c.lower_ == "both" and c.i < head.i for c in head.children) and head.tag_ in PLURAL_TAGS:
        return Count(first, head.i + 1, 2, 2, 2)
    if head.lower_ in words.nobody or any(c.lower_ == "no" and c.dep_ == "det" for c in head.children):
        return Count(head.i, head.i + 1, 0, 0, 0)
    lemma = head.lemma_.casefold()
    if lemma in words.plural and any(c.lower_ == "another" for c in head.children):
        return Count(first, head.i + 1, 1, 1, 1)  # "another police personnel"
    singular = head.tag_ not in PLURAL_TAGS and (lemma not in words.plural or is_counted(head))
    if head.lower_ == "other" and any(c.lower_ in ("the", "one") for c in head.children):
        return Count(first, head.i + 1, 1, 1, 1)
    if lemma in words.measures and lemma not in ("one", "body", "corpse"):
        return None
    if (
        singular
        and (head.pos_ not in ("NUM", "ADJ") or any(c.dep_ == "det" for c in head.children))
        and (_determined(head, words) or head.ent_type_ == "PERSON" or head.tag_ == "NNP")
    ):
        return Count(first, head.i + 1, 1, 1, 1)
    return None


def _of_groups(count: Count) -> Count:
    """At least as many people as there are families; how many more nobody says."""
    return Count(count.first, count.end, count.low, None, None, vague=True)


def _size_of(group: Any, counts: Sequence[Count]) -> Count | None:
    """The number behind "of" in "a family of five", "the crew of three": a group without one is of no known size."""
    of = [
        o
        for p in group.children
        if p.lower_ == "of"
        for o in p.children
        if o.dep_ == "pobj" and o.pos_ == "NUM"
    ]
    return next((c for o in of for c in counts if c.first <= o.i < c.end), None)


def _blocked(head: Any, count: Count) -> bool:
    """A number inside a compound ("5th Brigade soldier", "62nd") or in a name does not count the head."""
    token = head.doc[count.end - 1]
    return bool(
        token.head.i != head.i
        and token.dep_ == "nummod"
        and token.head.dep_ == "pobj"
        and token.head.i < head.i
    )


def _determined(head: Any, words: PeopleWords) -> bool:
    dets = [
        c
        for c in head.children
        if c.i < head.i and c.dep_ in ("det", "poss", "nummod", "amod", "compound", "nmod")
    ]
    return any(d.lower_ in words.one or d.dep_ == "poss" for d in dets) or (
        head.lower_ in ("another", "one", "someone", "somebody") or words.known(head.lemma_.casefold())
    )


def _status(head: Any, words: PeopleWords) -> Status:
    found: set[Status] = set()
    for token in head.doc[_range(head)[0] : _range(head)[1]]:
        status = words.status_of(token)
        if status == "civilian" and token.dep_ == "amod" and _of_arms(token.head, words):
            continue  # "a civilian vigilante force"
        if status and (token.i == head.i or token.dep_ in ("compound", "amod", "pobj", "conj", "nmod")):
            found.add(status)
    own = words.status_of(head)
    if any(c.dep_ == "amod" and c.lower_ in words.praised for c in head.children):
        return "combatant"
    if head.lemma_.casefold() in words.offices and "combatant" in found:
        return "combatant"  # "a police chief"
    if own:
        return own
    if head.lower_ == "men" and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children):
        return "combatant"  # "two of his men"
    if head.lemma_.casefold() == "member" and not found:
        return "combatant"
    return found.pop() if len(found) == 1 else "mixed" if found else "unknown"


def _of_arms(noun: Any, words: PeopleWords) -> bool:
    """True for a noun for those who bear arms, alone or with the word before it: "militia", "vigilante force"."""
    before = [child for child in noun.children if child.dep_ == "compound"]
    return any(words.status_of(one) == "combatant" for one in (noun, *before))


def merge_status(people: Sequence[People]) -> Status:
    """One status for several phrases: mixed when they differ."""
    found = {p.status for p in people} - {"unknown"}
    return found.pop() if len(found) == 1 else "mixed" if found else "unknown"


def all_people(
    head: Any, counts: Sequence[Count], words: PeopleWords, *, sure: bool = True
) -> Iterator[People]:
    """The people of a phrase and of the phrases joined to it."""
    found = []
    joined = conjuncts(head)
    beside = [noun for noun in listed_beside(head, words.known) if noun not in joined]
    for token in sorted([*joined, *beside], key=lambda t: t.i):
        certain = sure and (token is head or bool(_PERSON_ENDING.search(token.lemma_.casefold())))
        people = read_people(token, counts, words, sure=certain)
        if people:
            found.append(people)
    yield from found[:1] if _breaks_down(found) else found


def broken_down(head: Any, counts: Sequence[Count], words: PeopleWords) -> list[People]:
    """The groups that a phrase shares out its whole among: of "seven people: four soldiers and three guards" these
    two; none where it counts no whole."""
    found = [people for token in conjuncts(head) if (people := read_people(token, counts, words, sure=False))]
    return found[1:] if _breaks_down(found) else []


def _breaks_down(people: Sequence[People]) -> bool:
    """True when the later phrases only say who the first counts: "18 people: five soldiers and 13 raiders"."""
    sizes = [p.count.size for p in people if p.count]
    if people and people[0].status == "combatant" and any(p.status == "civilian" for p in people[1:]):
        return False  # "two soldiers, a nurse and a boy"
    return (
        len(sizes) > 1
        and len(sizes) == len(people)
        and sizes[0] == sum(sizes[1:])
        and sizes[0] > 1
        and len(sizes) > 2
    )
