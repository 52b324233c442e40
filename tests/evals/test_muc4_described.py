"""Nouns that describe people: the same words together, likelier ones first."""

from __future__ import annotations

from dateline.extract.fillers.reading import Filler
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.described import group_phrases, judge_phrases, load_judge
from evals.muc4.described_rows import phrase_rows

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
    assert [people.text for people in judge_phrases(doc, groups, (), load_judge())] == ["peasants"]
    assert judge_phrases(doc, [], (), load_judge()) == []


def test_a_row_tells_how_mentions_open_and_which_filler_these_people_are() -> None:
    doc = parse_report(Report(id="r1", text=TEXT)).doc
    groups = group_phrases(TEXT, [(span("peasants"), 1.0), (span("peasants", 40), 0.5)])
    named = Filler("Victim", "peasants", span("peasants"), 0.6, 1.0, (span("peasants"),), 0)
    bare, filled = (phrase_rows(doc, groups, found, {})[0] for found in ((), (named,)))
    assert [(a, b) for a, b in zip(bare, filled, strict=True) if a != b] == [(0.0, 0.6)] * 3
    assert bare[19:26] == [4, 0, 1, 0, 0, 1, 0]
