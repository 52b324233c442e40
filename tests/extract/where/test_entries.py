"""Lists of incidents, each entry under the name of its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.extract.reader import Reader
from dateline.extract.where.entries import entry_of, heads_entry
from dateline.records import Report, Span
from dateline.text import Document

LIST = (
    "Following are incidents reported on Monday.\n\n"
    "KATHA - A roadside bomb killed two soldiers on patrol, the military said.\n\n"
    "* KATHA - Gunmen shot dead a teacher in her car.\n\n"
    "NEAR MOHNYIN – Mortar bombs killed three people and wounded six on Monday, police said."
)
TWO_STORIES = "KATHA - A roadside bomb killed two soldiers.\n\nThe army sent more men.\n\nMOHNYIN - Police found a body."


def test_each_paragraph_under_a_place_is_an_entry(parse: Callable[..., Document]) -> None:
    document = parse(LIST)
    assert [entry_of(document, sentence) for sentence in document.sentences] == [0, 1, 2, 3]


def test_two_datelines_make_no_list(parse: Callable[..., Document]) -> None:
    document = parse(TWO_STORIES)
    assert {entry_of(document, sentence) for sentence in document.sentences} == {0}


def test_the_place_an_entry_stands_under_is_where_it_happened(parse: Callable[..., Document]) -> None:
    document = parse(LIST)
    assert heads_entry(document, Span(LIST.index("MOHNYIN"), LIST.index("MOHNYIN") + len("MOHNYIN")))
    assert not heads_entry(document, Span(LIST.index("Mortar"), LIST.index("Mortar") + len("Mortar")))


def test_entries_are_incidents_of_their_own_each_with_its_speaker() -> None:
    read = Reader().read(Report(id="r", text=LIST, published=date(2024, 5, 10), outlet="The Daro Herald"))
    assert [claim.attribution[0].value.kind for claim in read.claims] == ["military", "media", "government"]
