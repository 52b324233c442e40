"""Lists of incidents, each entry under the name of its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

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


IN_SMALL = (
    "Katha district: two men were shot dead by gunmen.\n\nMohnyin: mortar bombs fell on a market on Wednesday and "
    "hurt six.\n\nBanmauk: a mine killed a farmer."
)
INTERVIEW = "Daro: why did you leave?\n\nThe guest: two men were shot.\n\nDaro: and then?"


def test_places_in_small_letters_head_entries_where_one_is_called_a_unit(
    parse: Callable[..., Document],
) -> None:
    document = parse(IN_SMALL)
    assert [entry_of(document, sentence) for sentence in document.sentences] == [1, 2, 3]
    document = parse(INTERVIEW)
    assert {entry_of(document, sentence) for sentence in document.sentences} == {0}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (IN_SMALL, [10, 8, 10]),
        (IN_SMALL.replace("Katha district", "Report of 9 May\n\nKatha district"), [9, 8, 9]),
        (
            "1. A patrol was ambushed near Katha; two soldiers died.\n\n2. On 8 May a mine killed a man in Mohnyin.\n\n"
            "3. Jets bombed a camp in Banmauk, killing ten rebels.",
            [10, 8, 10],
        ),
        (
            "• On 8 May gunmen shot two men in Katha.\n\n• Mortar bombs fell on a market in Mohnyin and hurt six.\n\n• On 12 February jets "
            "bombed Banmauk, killing ten rebels.",
            [8, 8, 12],
        ),
    ],
)
def test_what_a_list_tells_without_a_day_is_of_the_day_of_the_list(text: str, days: list[int]) -> None:
    read = Reader().read(Report(id="r", text=text, published=date(2024, 5, 10), outlet="The Daro Herald"))
    told = {
        claim.moment: claim.date.value.start.day
        for claim in read.claims
        if claim.date and claim.date.value.start
    }
    assert [told[number] for number in sorted(told)] == days
