"""Tolls and losses as the words give them; the sentences stand in tests/cases/toll.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.toll.reading import read_losses, read_tolls
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "toll.toml").read_text(encoding="utf-8"))
Parse = Callable[..., Document]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["text"][:40])
def test_a_sentence_gives_its_tolls(parse: Parse, case: dict[str, Any]) -> None:
    found = []
    for mention in read_tolls(parse(case["text"])):
        numbers = [-1 if n is None else n for n in (mention.low, mention.best, mention.high)]
        marks = ["subset"] * mention.subset + ["cumulative"] * mention.cumulative
        found.append([mention.outcome, *numbers, mention.status, *marks])
    assert sorted(found) == sorted(case["tolls"])


@pytest.mark.parametrize("case", CASES["losses"], ids=lambda c: c["text"][:40])
def test_losses_without_a_number(parse: Parse, case: dict[str, Any]) -> None:
    found = [m.losses for m in read_losses(parse(case["text"]))]
    assert found == ([case["losses"]] if case["losses"] else [])


def test_every_span_holds_the_words_that_were_read(parse: Parse) -> None:
    document = parse(
        "Shells killed a nurse and two boys in Orbel.\n\nAt least nine others were wounded, three badly."
    )
    mentions = read_tolls(document)
    assert [m.best for m in mentions] == [3, 9]
    for mention in mentions:
        assert mention.text == mention.span.of(document.text)
        assert mention.span.covers(mention.trigger)
        assert mention.people is not None
        assert mention.span.covers(mention.people)


def test_low_best_high_stay_in_order(parse: Parse) -> None:
    text = "Between 8 and 14 people died, up to 30 were hurt, and more than 200 fled."
    for mention in read_tolls(parse(text)):
        known = [n for n in (mention.low, mention.best, mention.high) if n is not None]
        assert known == sorted(known)


def test_a_page_without_harm_gives_nothing(parse: Parse) -> None:
    document = parse("The council opened 14 new schools in 2019.\n\nPrices rose by 30 percent, traders said.")
    assert read_tolls(document) == ()
    assert read_losses(document) == ()
