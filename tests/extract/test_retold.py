"""A second telling of an act joins the first: names for it, what became of the hurt, what one side says of it."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Incident, Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def incidents(reader: Reader, *paragraphs: str) -> tuple[Incident, ...]:
    text = "\n\n".join(paragraphs) + "\n"
    return read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader).incidents


LEAD = "Gunmen killed six villagers in Banmauk on Tuesday and burned eleven houses, residents said."
OTHER = "On Sunday a mine had killed a farmer near Katha."


@pytest.mark.parametrize(
    "again",
    [
        "Two of the wounded died in hospital on Thursday, a nurse said.",
        "The army said that it had fired only at fighters.",
        "A group of students condemned Tuesday's attack.",
    ],
    ids=["the wounded", "a side's version", "a day's attack"],
)
def test_what_only_tells_again_opens_no_incident(reader: Reader, again: str) -> None:
    found = incidents(reader, LEAD.replace("killed six", "killed six and wounded nine"), OTHER, again)
    assert len(found) == 2


def test_the_dead_of_the_attack_told_before_are_of_it_whoever_counts_them(reader: Reader) -> None:
    count = "A spokesman in Mandalay said that six people were killed in the attack."
    assert len(incidents(reader, OTHER, LEAD, count)) == 2


def test_a_detail_behind_the_lead_is_of_the_lead(reader: Reader) -> None:
    found = incidents(
        reader,
        "A bomb went off in Banmauk on Tuesday, killing six people, the police said.",
        "The device, packed in a rice sack, went off at 6:10 p.m. in the porch of the Saint Ann chapel.",
    )
    assert len(found) == 1


def test_a_named_blast_is_the_one_with_its_words(reader: Reader) -> None:
    text = (
        "On Monday a bomb tore through a rice mill in Katha and killed four workers.\n\nOn Wednesday another bomb wounded "
        "two soldiers on a bridge near Banmauk.\n\nThe blast at the mill was heard ten miles away, people of the town said.\n"
    )
    claims = read_report(Report(id="r", text=text, published=date(2024, 5, 10)), reader).extraction.claims
    telling = [any("at the mill" in span.of(text) for span in claim.evidence) for claim in claims]
    assert telling == [True, False]


def test_the_death_of_the_taken_is_one_with_their_abduction(reader: Reader) -> None:
    found = incidents(
        reader,
        "On Sunday a teacher was abducted by gunmen in Banmauk and found strangled the next day.",
    )
    assert len(found) == 1


def test_another_act_right_behind_the_lead_stays_another(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen shot dead a teacher in Banmauk on Tuesday, the police said.",
        "In a separate attack on the same day, rebels killed two soldiers near Katha.",
    )
    assert len(found) == 2


def test_one_more_who_speaks_opens_nothing_and_more_who_were_hurt_in_the_clash_neither(
    reader: Reader,
) -> None:
    found = incidents(
        reader,
        "Fighting between troops and rebels near Katha on Monday killed 12 rebels, the army said. "
        "Another villager said the fighting had lasted two hours.",
        "The captain said 23 other rebels and a soldier were also wounded in the clash.",
    )
    assert len(found) == 1


def test_people_who_were_killed_are_no_targets_that_a_total_counts(reader: Reader) -> None:
    found = incidents(
        reader,
        "Gunmen killed 17 people at the weekend in Sagaing Region.",
        "On Saturday the gunmen shot at everybody in Katha as residents fled, the police said.",
    )
    assert len(found) == 1
