"""Harm read from word order alone, where a parse may fail: "5 dead and 12 wounded", "no dead or wounded"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

from dateline.codebook import Outcome
from dateline.extract.grammar.numbers import Count
from dateline.extract.toll.people import PeopleWords
from dateline.extract.toll.triggers import Harm, HarmWords, then_died
from dateline.extract.toll.undergoers import first_counted, is_passive
from dateline.languages import load_language

_BETWEEN = frozenset(
    ["others", "other", "more", "people", "persons", "were", "was", "are", "is", "been", "left"]
)
_OF_ONE = frozenset(["was", "is"])
_ASIDE = 8  # tokens of an aside between commas
_BARRIERS = frozenset([";", ":", "said", "says", "when", "while", "that", "which", "who"])


@lru_cache(maxsize=4)
def _none_words(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_language(code).toll["unreal"]
    return frozenset(table["no_words"]), frozenset(table["no_counted"]), frozenset(table["exceptions"])


def find_surface(tokens: Sequence[Any], counts: Sequence[Count], words: HarmWords) -> Iterator[Harm]:
    """Harm words that stand right after a number, or after a number and one small word."""
    by_index = {t.i: t for t in tokens}
    for count in counts:
        at = count.end
        if at in by_index and by_index[at].lower_ in _OF_ONE and (count.best or 0) > 1:
            continue  # "a mother of two was killed"
        steps = 0
        while at in by_index and steps < 3 and by_index[at].lower_ in _BETWEEN:
            at, steps = at + 1, steps + 1
        token = by_index.get(at)
        if token is None:
            continue
        outcome = _outcome(token, words)
        if (
            outcome
            and not then_died(token, words)
            and token.lemma_ not in ("claim", "capture", "evacuate")
            and not _has_object(token)
            and not (outcome == "abducted" and token.dep_ == "amod")  # "rescued 22 kidnapped villagers"
        ):
            head = by_index[at - 1] if steps and by_index[at - 1].pos_ == "NOUN" else by_index[count.end - 1]
            yield Harm(outcome, token, (head,), "surface")


def _outcome(token: Any, words: HarmWords) -> Outcome | None:
    state = words.state_of(token)
    if state or token.lower_ in words.states:
        return state
    return words.done_to.get(token.lemma_.casefold()) if token.tag_ in ("VBN", "VBD") else None


def _has_object(token: Any) -> bool:
    return any(c.dep_ in ("dobj", "obj") for c in token.children)


def near_people(
    tokens: Sequence[Any], counts: Sequence[Count], harm: Harm, words: HarmWords, people: PeopleWords
) -> Any | None:
    """The head of the counted people next to a word of harm whose own phrases count nobody, or None."""
    at = next((n for n, t in enumerate(tokens) if t.i == harm.trigger.i), None)
    if at is None or harm.outcome == "displaced" or harm.trigger.lemma_.casefold() in words.abstract:
        return None
    if any(count.end == harm.trigger.i for count in counts) and not _before_noun(harm.trigger):
        return None  # "11 bodies and 38 wounded"
    beside = _beside_auxiliary(harm.trigger, people)
    if beside is not None and not harm.victims:
        return beside
    if ".done_to" in harm.rule:
        right = _counted_head(tokens, _behind_aside(tokens, at + 1), counts, people)
        if right is not None:
            return right
        if not is_passive(harm.trigger):
            return None
    for back in range(at - 1, max(-1, at - 16), -1):
        token = tokens[back]
        if token.lower_ in _BARRIERS or (_outcome(token, words) and token.i != harm.trigger.i):
            return None
        head = _counted_head(tokens, back, counts, people)
        included = back > 0 and tokens[back - 1].lower_ == "including"
        if head is not None and not included and not _part_of(tokens, back, at):
            return first_counted(head)
    return None


def _beside_auxiliary(verb: Any, people: PeopleWords) -> Any | None:
    """The soldier of "in the capital, Dorma, a soldier was killed", where the parse calls the soldier a capital."""
    auxiliary = next((c for c in verb.children if c.dep_ == "auxpass"), None)
    if auxiliary is None or auxiliary.i == verb.sent.start:
        return None
    noun = auxiliary.nbor(-1)
    one = any(child.lower_ in ("a", "an") for child in noun.children)
    return noun if noun.pos_ == "NOUN" and one and people.known(noun.lemma_.casefold()) else None


def _before_noun(trigger: Any) -> bool:
    """True for the captured of "nine captured soldiers"."""
    following = trigger.nbor(1) if trigger.i + 1 < len(trigger.doc) else None
    return following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ")


def _behind_aside(tokens: Sequence[Any], at: int) -> int:
    """The place behind "killed, on 9 February, ...", or the same place where no aside opens."""
    if at >= len(tokens) or tokens[at].text != ",":
        return at
    closing = next((n for n in range(at + 1, min(len(tokens), at + _ASIDE)) if tokens[n].text == ","), None)
    return at if closing is None else closing + 1


def _counted_head(tokens: Sequence[Any], at: int, counts: Sequence[Count], people: PeopleWords) -> Any | None:
    """The known people noun of a counted phrase that starts at this token."""
    if at >= len(tokens):
        return None
    count = next((c for c in counts if c.first == tokens[at].i and not c.vague), None)
    if count is None:
        return None
    for token in tokens[at : at + 8]:
        if token.i < count.end:
            continue
        named = token.pos_ in ("NOUN", "PROPN") and people.known(token.lemma_.casefold())
        if named and token.dep_ != "compound":  # of "two gang members" the members
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "VERB") or token.lemma_ in people.things:
            return None
    return None


def _part_of(tokens: Sequence[Any], at: int, stop: int) -> bool:
    """True for "nine children among them": a part, not the whole ("17 people, nine children among them, ...")."""
    phrase = takewhile(lambda t: t.text != ",", tokens[at:stop][:8])
    return any(t.lower_ in ("among", "of") and t.nbor(1).lower_ in ("them", "whom") for t in phrase)


def find_none(
    tokens: Sequence[Any], words: HarmWords, *, language: str = "en"
) -> Iterator[tuple[Outcome, Any]]:
    """Outcomes that the sentence says befell nobody: "no dead or wounded", "without casualties"."""
    noes, counted, exceptions = _none_words(language)
    for at, token in enumerate(tokens):
        if token.lower_ not in noes or (token.lower_ == "any" and not _denied(token)):
            continue
        for word in tokens[at + 1 : at + 6]:
            lemma = word.lemma_.casefold()
            if lemma in counted or word.lower_ in counted:
                if word.i + 1 < len(word.doc) and word.nbor(1).lower_ in exceptions:
                    break
                outcome = words.states.get(word.lower_) or words.counted.get(lemma)
                yield from (((outcome, word),) if outcome else (("killed", word), ("injured", word)))
            elif word.pos_ not in ("ADJ", "CCONJ", "ADV") and word.lower_ != "reported":
                break


def _denied(token: Any) -> bool:
    return any(c.dep_ == "neg" for a in token.ancestors for c in a.children)
