"""Paragraphs end at blank lines, and at line breaks unless the lines were broken to fit a width."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.text import Document
from dateline.text.paragraphs import paragraph_spans

PAGE = """Gunmen raid a market in Ora
By A Writer
ORA, Telland (Agency) - Gunmen on motorcycles killed 12 people in Quen on Monday, residents said.
The men came at dawn. Four people were wounded.
On Tuesday soldiers shot dead three fighters near Bel."""

WRAPPED = """Gunmen on motorcycles killed twelve people in the market of
Quen on Monday, residents said. The men came at dawn, and they
left on the road to Bel, where the soldiers of Telland had a
post. Four people were wounded.
On Tuesday soldiers shot dead three fighters near the town of
Bel, an officer said."""


def pieces(text: str) -> list[str]:
    return [span.of(text) for span in paragraph_spans(text)]


def test_lines_of_a_page_without_blank_lines_are_its_paragraphs() -> None:
    assert pieces(PAGE) == PAGE.split("\n")


def test_lines_broken_to_fit_a_width_stay_together_up_to_a_short_one() -> None:
    head, tail = WRAPPED.split("\nOn Tuesday")
    assert pieces(WRAPPED) == [head, f"On Tuesday{tail}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("Rebels took the\nbridge.", ["Rebels took the\nbridge."]),
        ("Rebels took Ora\nThe army has left the town.", ["Rebels took Ora", "The army has left the town."]),
        (" \n one \n\t\n", ["one"]),
        ("", [""]),
        ("  \n ", ["  \n "]),
    ],
)
def test_a_break_is_an_end_unless_the_sentence_goes_on(text: str, told: list[str]) -> None:
    assert pieces(text) == told


def test_a_page_without_blank_lines_has_its_headline_byline_and_dateline(
    parse: Callable[..., Document],
) -> None:
    document = parse(PAGE)
    assert [sentence.zone for sentence in document.sentences[:3]] == ["headline", "furniture", "body"]
    assert document.sentences[2].span.of(PAGE).startswith("ORA, Telland (Agency)")


def test_a_quotation_left_open_ends_with_its_line(parse: Callable[..., Document]) -> None:
    document = parse("A man said: “They burned it.\nThe army said nothing about the fire.")
    assert [quote.inner.of(document.text) for quote in document.quotes] == ["They burned it."]


def test_a_closing_mark_right_before_a_word_opens_a_quotation(parse: Callable[..., Document]) -> None:
    document = parse("”They burned it.\n\n”Then they left,” a man said. He said it ”twice.")
    inner = [quote.inner.of(document.text) for quote in document.quotes]
    assert inner == ["They burned it.", "Then they left,", "twice."]
