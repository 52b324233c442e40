"""Which harmed things of a report share a template: groups by likeness, days and towns beside each."""

from __future__ import annotations

from datetime import date

import numpy as np

from dateline.extract.fillers.model import KINDS
from dateline.extract.fillers.reading import Filler, Fillers
from dateline.extract.mentions import TimeMention
from dateline.records import Report, Span
from dateline.text import Document, parse_report
from evals.muc4.described import Described
from evals.muc4.ground import ground_row, read_ground
from evals.muc4.split import Splitter, as_filler, build_templates, load_splitter, split

TEXT = (
    "Gunmen killed deputy Anselmo Ruiz in Ostra on Monday.\n\n"
    "In another attack on Friday a bomb wounded six peasants near the Arva bridge."
)


def document() -> Document:
    """The text, parsed."""
    return parse_report(Report(id="r1", text=TEXT, published=date(1990, 5, 12)))


def span(words: str) -> Span:
    """The first place of these words."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def filler(role: str, words: str) -> Filler:
    """A filler named once."""
    return Filler(role, words.lower(), span(words), 0.8, 0.8, (span(words),), 0)


def people(words: str, score: float) -> Filler:
    """People without a name as a filler."""
    return as_filler(Described(words, (span(words),), score), 0)


def day(words: str, number: int) -> TimeMention:
    """A day of an event."""
    at = date(1990, 5, number)
    return TimeMention(
        span=span(words), text=words, type="DATE", value=at.isoformat(), start=at, end=at, precision="day"
    )


def splitter(alone: float) -> Splitter:
    """The shipped trees with another least chance of people alone."""
    shipped = load_splitter()
    return Splitter(shipped.forest, 0.5, together=0.5, shared=0.5, alone=alone)


def test_unlike_victims_part_and_who_did_it_stays_with_its_own() -> None:
    fillers = [filler("Victim", "Anselmo Ruiz"), filler("PerpInd", "Gunmen"), people("peasants", 0.9)]
    table = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.1], [0.1, 0.1, 1.0]])
    assert split(table, fillers, splitter(0.7)) == [[0, 1], [2]]


def test_people_who_are_not_likely_victims_open_no_incident() -> None:
    fillers = [filler("Victim", "Anselmo Ruiz"), filler("PerpInd", "Gunmen"), people("peasants", 0.4)]
    table = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.1], [0.1, 0.1, 1.0]])
    assert split(table, fillers, splitter(0.7)) == [[0, 1, 2]]


def test_days_beside_two_things_and_words_that_tell_of_a_further_act_are_seen() -> None:
    doc = document().doc
    ground = read_ground(doc, (day("Monday", 7), day("Friday", 11)), (), "")
    apart = ground_row(doc, filler("Victim", "Anselmo Ruiz"), people("peasants", 0.9), ground)
    alike = ground_row(doc, filler("Target", "Arva bridge"), people("peasants", 0.9), ground)
    assert apart[4:7] == [2.0, 0.0, 4.0]
    assert alike[4:7] == [2.0, 1.0, 0.0]
    assert len(apart) == len(alike)


def test_every_filler_and_everybody_described_is_in_a_template() -> None:
    doc = document().doc
    chosen = [filler("Victim", "Anselmo Ruiz"), filler("Target", "Arva bridge"), filler("PerpInd", "Gunmen")]
    found = Fillers(tuple(chosen), dict.fromkeys(KINDS, 0.9))
    described = [Described("peasants", (span("peasants"),), 0.9)]
    ground = read_ground(doc, (), (), "")
    templates = build_templates(doc, chosen, found, described, ground)
    assert [p for t in templates for p in t.described] == described
    for one in chosen:
        assert any(one in t.fillers[one.role] for t in templates)
    assert len(build_templates(doc, [], found, [], ground)) == 1
