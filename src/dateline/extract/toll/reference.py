"""Which mentions and pronouns speak of the same people: antecedents of "them", doubles in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.extract.grammar.numbers import Count, read_counts
from dateline.extract.mentions import TollMention
from dateline.extract.toll.listed import PLURAL_TAGS
from dateline.extract.toll.people import People, PeopleWords, read_people
from dateline.extract.toll.triggers import LEFT_OPEN
from dateline.text import Document


def antecedent(document: Document, pronoun: Any, words: PeopleWords) -> People | None:
    """The people "them" stands for: the nearest counted plural before it; one person for "him" or "she"."""
    if pronoun.lower_ in ("he", "him", "she", "her"):
        one = Count(pronoun.i, pronoun.i + 1, 1, 1, 1)
        return People(pronoun, pronoun.i, pronoun.i + 1, one, "unknown")
    sentence = document.sentence_at(pronoun.idx)
    for index in (sentence.index, sentence.index - 1):
        if index < 0:
            break
        tokens = document.tokens(document.sentences[index])
        counts = read_counts(tokens, language=document.report.language)
        for token in reversed([t for t in tokens if t.i < pronoun.i]):
            if token.tag_ in PLURAL_TAGS and words.known(token.lemma_.casefold()):
                people = read_people(token, counts, words, sure=False)
                if people and people.count:
                    return people
    return None


def without_doubles(mentions: Sequence[TollMention]) -> list[TollMention]:
    """One mention per outcome and people: the surer, then the larger, then the first stays."""
    kept: list[TollMention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, -(m.best or 0), m.span)):
        same = [k for k in kept if k.people and mention.people and k.people.overlaps(mention.people)]
        twins = [
            k
            for k in same
            if k.outcome == mention.outcome
            or (
                k.outcome == "killed" and mention.rule.endswith(LEFT_OPEN)
            )  # "found shot", "killed were shot"
            or (k.trigger == mention.trigger and k.best != 0)
        ]
        if not twins:
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)
