"""Nouns that describe people: the same words together, likelier ones first."""

from __future__ import annotations

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4_described import group_phrases, judge_phrases, load_judge

TEXT = "Gunmen murdered two peasants near the bridge today. The peasants were walking home over the bridge."


def span(words: str, start: int = 0) -> Span:
    """The first place of these words from an offset on."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


def test_the_same_words_are_one_group() -> None:
    scored = [(span("peasants"), 1.0), (span("bridge"), -3.0), (span("peasants", 40), 0.5)]
    groups = group_phrases(TEXT, scored)
    assert [g.text for g in groups] == ["peasants", "bridge"]
    assert groups[0].scores == (1.0, 0.5)


def test_people_whom_an_act_befell_are_taken_and_things_are_not() -> None:
    doc = parse_report(Report(id="r1", text=TEXT)).doc
    groups = group_phrases(TEXT, [(span("peasants"), 1.0), (span("bridge"), -4.0)])
    assert [people.text for people in judge_phrases(doc, groups, load_judge())] == ["peasants"]
    assert judge_phrases(doc, [], load_judge()) == []
