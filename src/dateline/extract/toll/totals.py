"""Tolls told as a figure: "the death toll rose to 41", "the dead numbered 75", "of the dead, three were"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from dateline.codebook import Outcome
from dateline.extract.grammar.numbers import Count
from dateline.extract.toll.listed import conjuncts
from dateline.extract.toll.people import PeopleWords
from dateline.extract.toll.triggers import Harm, HarmWords
from dateline.languages import load_language

IDENTITY = "told_who.earlier"
_REACH = 30
_BEFORE = 5  # tokens from "put" to "losses": "put the army's own losses at"
_PHRASE = 9  # tokens from "number" to the word of harm: "number of people known to have died"


@lru_cache(maxsize=4)
def _lexicon(code: str) -> dict[str, frozenset[str]]:
    table = load_language(code).toll["tolls"]
    keys = (
        "nouns",
        "totals",
        "losses",
        "verbs",
        "raised",
        "grown",
        "bearers",
        "wounds",
        "earlier",
        "remains",
    )
    return {key: frozenset(table[key]) for key in keys}


def find_totals(
    tokens: Sequence[Any],
    counts: Sequence[Count],
    words: HarmWords,
    people: PeopleWords,
    *,
    language: str = "en",
) -> Iterator[Harm]:
    """Harm whose number stands in another phrase than the harmed, in the order of the text."""
    lexicon = _lexicon(language)
    yield from _who(tokens, words)
    for at, token in enumerate(tokens):
        lemma = token.lemma_.casefold()
        if lemma in lexicon["nouns"] or (lemma in lexicon["totals"] and _brought(tokens, at, lexicon)):
            yield from _figure(tokens, at, counts, words, people, lexicon)
        elif token.lower_ in words.states and _is_group(tokens, at):
            yield from _group(tokens, at, counts, words.states[token.lower_], people, lexicon)
        elif lemma == "lose" and token.pos_ == "VERB":
            yield from _lost(tokens, token, counts, people)
        elif token.lower_ == "with" and at + 1 < len(tokens):
            yield from _with_wounds(tokens, at, counts, people, lexicon)


def _figure(
    tokens: Sequence[Any],
    at: int,
    counts: Sequence[Count],
    words: HarmWords,
    people: PeopleWords,
    lexicon: dict[str, frozenset[str]],
) -> Iterator[Harm]:
    """ "death toll", "number of wounded", "number of people killed": the count that follows the next verb."""
    token = tokens[at]
    phrase = (
        tokens[max(0, at - 2) : at + _PHRASE] if token.lemma_ != "toll" else tokens[max(0, at - 2) : at + 1]
    )
    outcomes = [o for t in phrase if (o := _outcome(t, words))]
    outcome = outcomes[0] if outcomes else "killed" if token.lemma_.casefold() == "toll" else None
    if token.lemma_.casefold() in lexicon["totals"]:  # "three more died, bringing the total to 14"
        outcome = outcome or next((o for t in reversed(tokens[:at]) if (o := _outcome(t, words))), None)
    count = _told_before(tokens, at, counts) or next(
        (c for c in _behind(tokens, at + 1, counts) if _linked(tokens, at, c, lexicon)), None
    )
    if outcome and count:
        rule = "toll.raised" if _grown(tokens, at, lexicon) else "toll.figure"
        rule = "toll.earlier" if _is_earlier(token, lexicon) else rule
        yield Harm(outcome, token, (_counted_noun(token.doc[count.end - 1], people),), rule)


def _counted_noun(number: Any, people: PeopleWords) -> Any:
    """The soldiers of "its losses at two soldiers dead", or the number itself where it counts no known people."""
    noun = number.head
    counted = number.dep_ == "nummod" and number.i < noun.i and people.known(noun.lemma_.casefold())
    return noun if counted else number


def _grown(tokens: Sequence[Any], at: int, lexicon: dict[str, frozenset[str]]) -> bool:
    """True for a toll that rose, or that something brought to where it is: it goes on from the one told before."""
    near = [*tokens[max(0, at - 3) : at], *tokens[at + 1 : at + _PHRASE], tokens[at].head]
    return any(token.lemma_.casefold() in lexicon["grown"] for token in near)


def _brought(tokens: Sequence[Any], at: int, lexicon: dict[str, frozenset[str]]) -> bool:
    """True for the total of "bringing the total to 14"."""
    return any(token.lemma_.casefold() in lexicon["raised"] for token in tokens[max(0, at - 3) : at])


def _is_earlier(noun: Any, lexicon: dict[str, frozenset[str]]) -> bool:
    """True for "the initial toll was 24"."""
    return any(c.dep_ == "amod" and c.lower_ in lexicon["earlier"] for c in noun.children)


def _told_before(tokens: Sequence[Any], at: int, counts: Sequence[Count]) -> Count | None:
    """The number of "bringing to five the number of those killed"."""
    for back in range(at - 1, max(-1, at - 3), -1):
        count = next((c for c in counts if c.end - 1 == tokens[back].i), None)
        if count is not None:
            at_first = back - (count.end - count.first)
            return count if at_first >= 1 and tokens[at_first].lower_ == "to" else None
    return None


def _outcome(token: Any, words: HarmWords) -> Outcome | None:
    return (
        words.states.get(token.lower_)
        or words.done_to.get(token.lemma_)
        or words.counted.get(token.lemma_)
        or words.befalls.get(token.lemma_)
    )


def _linked(tokens: Sequence[Any], at: int, count: Count, lexicon: dict[str, frozenset[str]]) -> bool:
    """True when a verb of counting or "of", "to", "at" leads from the noun to the number."""
    between = [t for t in tokens[at + 1 :] if t.i < count.first]
    if any(t.lower_ in (";", ":") for t in between) or len(between) > _REACH:
        return False
    if not between:
        return False
    last = between[-1].lower_
    if tokens[at].doc[count.first].lower_ == "from":  # "corrected the number of dead from eight to nine"
        last = "to"
    if tokens[at].lemma_.casefold() in lexicon["losses"] and last != "at":
        return False  # "the loss of 12 positions"
    counting = lexicon["verbs"] | lexicon["raised"]
    verbs = any(t.lemma_.casefold() in counting for t in [*between, *tokens[max(0, at - _BEFORE) : at]])
    if last == "of":  # "a toll of seven", not "killed by the explosion of three mines"
        return between[-1].head.i == tokens[at].i or len(between) == 1
    return last == ":" or (
        verbs and (last in ("to", "at", "by", "with", "as") or between[-1].lemma_ in lexicon["verbs"])
    )


def _is_group(tokens: Sequence[Any], at: int) -> bool:
    """ "the dead", "the wounded" as a noun, not "the dead man" nor "two dead"."""
    before = tokens[at - 1] if at else None
    return bool(before is not None and (before.lower_ in ("the", "those", "of") or before.tag_ == "POS"))


def _group(
    tokens: Sequence[Any],
    at: int,
    counts: Sequence[Count],
    outcome: Outcome,
    people: PeopleWords,
    lexicon: dict[str, frozenset[str]],
) -> Iterator[Harm]:
    """ "the dead numbered 75"; "of the dead, three were raiders and one a herder" (parts)."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.lemma_ in ("number", "total"):
        count = _following(tokens, at + 2, counts, stop_at_clause=True)
        if count and count.first <= following.i + 3:
            yield Harm(outcome, token, (token.doc[count.end - 1],), "toll.figure")
    if any(t.lemma_.casefold() in lexicon["raised"] for t in tokens[max(0, at - 3) : at]):
        count = _following(tokens, at + 1, counts, stop_at_clause=True)
        if count and tokens[at].doc[count.first - 1].lower_ in ("to", "at"):
            yield Harm(outcome, token, (_counted_noun(token.doc[count.end - 1], people),), "toll.figure")
    if following is not None and following.lower_ == "at" and _put(tokens, at, lexicon):
        count = next((c for c in counts if c.first == following.i + 1), None)
        if count:  # "puts the dead at 17 and the injured at 25"
            yield Harm(outcome, token, (_counted_noun(token.doc[count.end - 1], people),), "toll.figure")
    if (
        at > 1
        and tokens[at - 2].lower_ == "among"
        and following is not None
        and following.lower_ in ("were", "was")
    ):
        count = _following(tokens, at + 2, counts, stop_at_clause=True)
        if count:
            yield Harm(outcome, token, (token.doc[count.end - 1],), "part.among_the")
    if at > 1 and tokens[at - 2].lower_ == "of" and following is not None and following.lower_ == ",":
        for count in counts:
            if count.first > token.i and _heads_clause(token.doc[count.end - 1]):
                yield Harm(outcome, token, (token.doc[count.end - 1],), "part.of_the")


def told_who(noun: Any, words: HarmWords) -> Outcome | None:
    """What befell the guards of "the dead were four guards", "those killed were four guards"; None for other nouns."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return None
    subject = next((c for c in noun.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.lower_ == "those":
        harmed = next((c for c in subject.children if c.dep_ == "acl"), None)
        return None if harmed is None else words.done_to.get(harmed.lemma_)
    if subject is None or not any(c.lower_ == "the" for c in subject.children):
        return None
    return words.states.get(subject.lower_)


def _who(tokens: Sequence[Any], words: HarmWords) -> Iterator[Harm]:
    """ "the dead were four guards and a driver": it gives way to a figure told elsewhere."""
    for token in tokens:
        outcome = told_who(token, words)
        if outcome in ("killed", "injured"):
            yield Harm(outcome, token.head, (token,), IDENTITY)


def _put(tokens: Sequence[Any], at: int, lexicon: dict[str, frozenset[str]]) -> bool:
    """True for a second figure of "put the dead at 17 and the injured at 25"."""
    before = tokens[max(0, at - _REACH) : at - 3]
    return any(token.lemma_.casefold() in lexicon["raised"] for token in before)


def _heads_clause(number: Any) -> bool:
    """True for a number that stands for people: "three were raiders", "two from Orbel", "one a herder"."""
    following = number.nbor(1) if number.i + 1 < len(number.doc) else None
    return following is not None and following.lower_ in (
        "were",
        "was",
        "are",
        "is",
        "from",
        "a",
        "an",
        "in",
        "died",
    )


def _behind(tokens: Sequence[Any], at: int, counts: Sequence[Count]) -> Iterator[Count]:
    """The counts that start within reach of a place, in their order."""
    reach = {token.i for token in tokens[at : at + _REACH + 4]}
    return (count for count in counts if count.first in reach)


def _following(
    tokens: Sequence[Any], at: int, counts: Sequence[Count], *, stop_at_clause: bool
) -> Count | None:
    for token in tokens[at : at + _REACH + 4]:
        if stop_at_clause and token.lower_ in (",", ";"):
            return None
        found = next((c for c in counts if c.first == token.i), None)
        if found:
            return found
    return None


def _lost(tokens: Sequence[Any], verb: Any, counts: Sequence[Count], people: PeopleWords) -> Iterator[Harm]:
    """ "the army lost 37 men", "... and the rebels lost two" behind it: people whom a force loses are dead."""
    again = any(t.lemma_ == "lose" and t.i < verb.i for t in tokens)
    for child in verb.children:
        if child.dep_ != "dobj" or child.lemma_ == "life":
            continue
        bare = child.pos_ == "NUM" and (again or _of_own(child))
        if bare and any(c.end == child.i + 1 for c in counts):
            yield Harm("killed", verb, (child,), "lose.befalls", sure=False)
        if not any(people.known(one.lemma_.casefold()) for one in (child, *_counted_of(child))):
            continue
        joined = [o for o in conjuncts(child) if o is child or people.known(o.lemma_.casefold())]
        if any(one.left_edge.i <= c.first <= one.i for one in joined for c in counts):
            yield Harm("killed", verb, (child,), "lose.befalls", sure=False)


def _of_own(number: Any) -> bool:
    """True for the four of "losing four of their own"."""
    behind = number.doc[number.i + 1 : min(len(number.doc), number.i + 4)]
    return (
        len(behind) == 3
        and behind[0].lower_ == "of"
        and behind[1].tag_ == "PRP$"
        and behind[2].lower_ == "own"
    )


def _counted_of(number: Any) -> list[Any]:
    """The soldiers of "three of its soldiers"."""
    if number.pos_ != "NUM":
        return []
    return [
        thing for p in number.children if p.lower_ == "of" for thing in p.children if thing.dep_ == "pobj"
    ]


def _with_wounds(
    tokens: Sequence[Any],
    at: int,
    counts: Sequence[Count],
    people: PeopleWords,
    lexicon: dict[str, frozenset[str]],
) -> Iterator[Harm]:
    """ "three more with wounds"."""
    wounds = next((t for t in tokens[at + 1 : at + 4] if t.lower_ in lexicon["wounds"]), None)
    if wounds is None:
        return
    for count in counts:
        if count.end <= tokens[at].i <= count.end + 2:
            last = tokens[at - 1]
            of = last.head.head if last.dep_ == "pobj" else last
            if of.lemma_.casefold() in lexicon["remains"]:
                continue  # "the bodies of six men with gunshot wounds"
            yield Harm(
                "injured",
                wounds,
                (last if people.known(last.lemma_) else last.doc[count.end - 1],),
                "with_wounds",
            )
