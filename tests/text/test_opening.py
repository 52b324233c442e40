"""What stands before the first sentence of a paragraph is no part of its grammar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dateline.extract.acts.events import read_events
from dateline.extract.who.reading import read_actors
from dateline.records import Report
from dateline.text import Document, parse_report
from dateline.text.opening import find_opening


@pytest.mark.parametrize(
    ("paragraph", "day", "dateline"),
    [
        ("ORA, Telland (Agency) -- Rebels burned a post.", "", "ORA, Telland (Agency) -- "),
        ("Ora, May 4, 2021 (AGY) - Rebels burned a post.", "", "Ora, May 4, 2021 (AGY) - "),
        ("May 4, 2021 (ORA) – Rebels burned a post.", "", "May 4, 2021 (ORA) – "),
        ("ORA: Rebels burned a post.", "", "ORA: "),
        ("ORA, Jan 12: Rebels burned a post.", "", "ORA, Jan 12: "),
        ("Ora, Oct 7 Rebels burned a post.", "", "Ora, Oct 7 "),
        ("In Ora, 7 rebels burned a post.", "", ""),
        ("Ora, 19 August 2033. Rebels burned a post.", "", "Ora, 19 August 2033. "),
        ("date 2021-05-04 Rebels burned a post near Ora.", "date 2021-05-04 ", ""),
        ("date 2021-05-04 ORA (Agency) - Rebels burned a post.", "date 2021-05-04 ", "ORA (Agency) - "),
        ("Tuesday, May 4, 2021 - Rebels burned a post.", "Tuesday, May 4, 2021 - ", ""),
        ("Rebels burned a post - and left.", "", ""),
        ("The governor, John Ora - a former general - was shot.", "", ""),
        ("Rebels Burn Post - Army", "", ""),
    ],
)
def test_day_of_print_and_dateline_are_found(paragraph: str, day: str, dateline: str) -> None:
    printed, found = find_opening(paragraph)
    assert (printed.of(paragraph), found.of(paragraph)) == (day, dateline)


def test_the_one_who_acts_is_not_lost_behind_a_dateline(parse: Callable[..., Document]) -> None:
    document = parse("Dova, Telland, 4 May 2021 (AGY) – Government forces fought rebels near Arrow Hill.")
    (event,) = read_events(document, read_actors(document))
    assert [span.of(document.text) for span in event.agents] == ["Government forces"]
    assert len(document.sentences) == 1


def test_a_first_line_that_tells_the_whole_story_is_no_headline() -> None:
    text = (
        "date 2021-05-04 The village of Dova in the district of Ora was stormed on Sunday by gunmen, who took the head "
        "of the village and his three brothers away.\n\nNobody has heard of them since.\n"
    )
    document = parse_report(Report(id="r", text=text, published=date(2021, 5, 4)))
    assert [sentence.zone for sentence in document.sentences] == ["dateline", "body", "body"]
    assert document.sentences[1].span.of(text).startswith("The village")


def test_a_headline_above_a_dateline_stays_a_headline() -> None:
    text = "Rebels Burn Post\n\nORA (Agency) - Rebels burned a post near Dova.\n"
    document = parse_report(Report(id="r", text=text))
    assert [sentence.zone for sentence in document.sentences] == ["headline", "body"]
