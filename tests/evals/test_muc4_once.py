"""Nothing is told twice: names of a person, words for the same people."""

from __future__ import annotations

import pytest

from dateline.extract.fillers.reading import Filler
from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.described import Described
from evals.muc4.once import described_once, persons_once


def test_a_name_within_a_name_is_no_second_person() -> None:
    span = Span(0, 1)
    people = [
        Filler("Victim", words, span, chance, 0.9, (span,), 0)
        for words, chance in (("ana gil", 0.5), ("ana gil ruiz", 0.7), ("ana torm", 0.4))
    ]
    assert [f.text for f in persons_once(people)] == ["ana gil ruiz", "ana torm"]


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        (
            "Gunmen shot four nurses. The murdered nurses were buried.",
            ("nurses", "murdered nurses"),
            ["nurses"],
        ),
        ("The nurses died. Gunmen shot four night nurses.", ("nurses", "night nurses"), ["night nurses"]),
        ("Gunmen shot four priests. The Jesuits fled once.", ("priests", "jesuits"), ["priests"]),
        ("Gunmen shot four nurses and two old nurses.", ("nurses", "old nurses"), ["nurses", "old nurses"]),
        ("Gunmen shot four nurses and a nurse.", ("nurses", "a nurse"), ["nurses", "a nurse"]),
        ("Gunmen shot the nurses and drivers.", ("nurses", "drivers"), ["nurses", "drivers"]),
    ],
)
def test_words_for_the_same_people_are_told_once(text: str, words: tuple[str, ...], kept: list[str]) -> None:
    doc = parse_report(Report(id="r1", text=text)).doc
    starts = [text.lower().index(w) for w in words]
    people = [Described(w, (Span(at, at + len(w)),), 0.5) for w, at in zip(words, starts, strict=True)]
    assert [d.text for d in described_once(doc, people)] == kept
