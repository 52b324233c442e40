"""Slots of a template: who is described by which words, where they belong, how many they are."""

from __future__ import annotations

import pytest

from dateline.extract.fillers.reading import Filler
from dateline.extract.toll.reading import read_tolls
from dateline.records import Report, Span
from dateline.text import Document, parse_report
from evals.muc4.described import Described
from evals.muc4.parties import Teller, plain_phrases, read_described, tell_people
from evals.muc4.values import load_linear

TEXT = (
    "Gunmen killed deputy Anselmo Ruiz in Ostra today. "
    "In Lune a bomb wounded six peasants who were near the bridge of the Arva river."
)
LINEAR = load_linear()


def document() -> Document:
    """The text, parsed."""
    return parse_report(Report(id="r1", text=TEXT))


def span(words: str) -> Span:
    """The first place of these words."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def described(words: str) -> Described:
    """People told of in these words, once."""
    return Described(words, (span(words),), 0.0)


def filler(role: str, words: str) -> Filler:
    """A filler named once."""
    return Filler(role, words.lower(), span(words), 0.5, 0.5, (span(words),), 0)


def test_a_title_describes_the_victim_it_stands_beside_and_nobody_else() -> None:
    teller = Teller(document(), LINEAR, "attack")
    slots = tell_people(
        [filler("Victim", "Anselmo Ruiz")], [described("deputy"), described("peasants")], teller, ()
    )
    assert slots["hum-tgt-desc"] == ['"DEPUTY": "ANSELMO RUIZ"', '"PEASANTS"']
    assert [line.split(": ")[1] for line in slots["hum-tgt-num"]] == ['"ANSELMO RUIZ"', '"PEASANTS"']


def test_a_number_is_one_or_the_figure_beside() -> None:
    teller = Teller(document(), LINEAR, "bombing")
    assert teller.number("hum-tgt-num", [span("peasants")], ()) == "6"
    assert teller.number("hum-tgt-num", [span("deputy")], ()) == "1"


@pytest.mark.parametrize(("people", "told"), [("nurses", "4"), ("drivers", "3")])
def test_people_counted_side_by_side_have_their_own_number_and_not_the_toll(people: str, told: str) -> None:
    text = "Gunmen murdered four nurses and three drivers in Ostra."
    paired = parse_report(Report(id="r3", text=text))
    at = Span(text.index(people), text.index(people) + len(people))
    tolls = read_tolls(paired)
    assert any(t.best == 7 for t in tolls)
    assert Teller(paired, LINEAR, "attack").number("hum-tgt-num", [at], tolls) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The blast killed at least 23 shoppers.", "23 -"),
        ("They murdered more than 40 shoppers in a night.", "40 -"),
        ("Gunmen held approximately 35 shoppers for an hour.", "~35"),
        ("Some twenty shoppers were shot.", "~20"),
        ("Some men killed 12 shoppers.", "12"),
    ],
)
def test_a_figure_that_the_words_before_it_round_is_told_so(text: str, told: str) -> None:
    at = text.index("shoppers")
    teller = Teller(parse_report(Report(id="r2", text=text)), LINEAR, "attack")
    assert teller.number("hum-tgt-num", [Span(at, at + len("shoppers"))], ()) == told


def test_harmed_people_are_described_without_their_number_and_bystanding_things_are_not() -> None:
    found = [people.text for people in read_described(document(), LINEAR, ())]
    assert "peasants" in found
    assert not {"bridge", "river", "bomb", "gunmen"} & set(found)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Rebels shot thirty-six soldiers.", "soldiers"),
        ("They wounded more than thirty soldiers.", "soldiers"),
        ("Gunmen shot a 26-year-old woman.", "26-year-old woman"),
    ],
)
def test_a_plain_phrase_leaves_out_what_counts_it_and_keeps_an_age(text: str, plain: str) -> None:
    doc = parse_report(Report(id="r4", text=text)).doc
    assert plain in {text[span.start : span.end] for span, _ in plain_phrases(doc)}


def test_every_value_of_a_slot_has_its_weights() -> None:
    ends = [first + len(values) for first, values in LINEAR.slots.values()]
    assert max(ends) == len(LINEAR.bias) == len(LINEAR.weights)
