"""Times of a sentence as tables tell them, rules by their own examples, and the period of an act."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.when.calendar import bounds
from dateline.extract.when.leads import lead_day
from dateline.extract.when.reading import publication_of, read_times, resolve_period
from dateline.extract.words.times import load_lexicon
from dateline.records import Period, Span
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "when.toml").read_text(encoding="utf-8"))["case"]
RULES = load_lexicon("en")
Parse = Callable[..., Document]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_times_of_a_sentence(case: dict[str, Any], parse: Parse) -> None:
    document = parse(case["text"], published=case.get("published", "2023-01-27") or None)
    told = [
        {
            "text": t.text,
            "value": t.value,
            "start": t.start.isoformat() if t.start else "",
            "end": t.end.isoformat() if t.end else "",
            "role": t.role,
        }
        for t in read_times(document)
    ]
    assert told == case["times"]


@pytest.mark.parametrize(
    ("row", "rule"),
    list(zip(RULES.words["rule"], RULES.rules, strict=True)),
    ids=[rule.name for rule in RULES.rules],
)
def test_rules_match_their_example_and_not_the_other(row: dict[str, str], rule: Any) -> None:
    assert not row["yes"] or rule.pattern.fullmatch(row["yes"])
    assert not rule.pattern.search(row["no"])


def test_spans_are_the_words(parse: Parse) -> None:
    document = parse("On 3 May 2022, and again early last week, shells fell at 9 a.m. near Quen.")
    assert all(t.span.of(document.text) == t.text for t in read_times(document))


def test_the_dateline_gives_the_day_of_print(parse: Parse) -> None:
    document = parse("ORAM, 3 JAN 90 (AGENCIA) -- A bomb exploded yesterday.", published=None)
    told = publication_of(document)
    assert told is not None
    assert told.start == date(1990, 1, 3)
    assert [t.value for t in read_times(document)] == ["1990-01-03", "1990-01-02"]


def _period(parse: Parse, text: str, word: str) -> Period | None:
    document = parse(text)
    start = document.text.index(word)
    reading = resolve_period(document, Span(start, start + len(word)), read_times(document))
    return reading.value if reading else None


def _day(day: str, *, hours: str | None = None) -> Period:
    return Period(
        start=date.fromisoformat(day), end=date.fromisoformat(day), precision="day", time_of_day=hours
    )


def test_the_day_of_speaking_dates_no_act(parse: Parse) -> None:
    text = "Officials said on Monday that rebels had attacked the village on Saturday."
    assert _period(parse, text, "attacked") == _day("2023-01-21")


def test_the_day_of_print_dates_no_act_and_an_act_owned_by_its_day_has_it(parse: Parse) -> None:
    text = "A paper published on Monday about Saturday’s clash near Ora said that four soldiers had died."
    assert _period(parse, text, "clash") == _day("2023-01-21")
    assert _period(parse, text, "died") != _day("2023-01-23")


def test_each_act_has_the_day_of_its_clause(parse: Parse) -> None:
    text = "Rebels captured Ora on Monday and burned the market of Bel on Tuesday."
    assert _period(parse, text, "captured") == _day("2023-01-23")
    assert _period(parse, text, "burned") == _day("2023-01-24")


def test_two_days_joined_are_one_period(parse: Parse) -> None:
    period = _period(parse, "Rebels attacked four posts on Wednesday and Thursday.", "attacked")
    assert period == Period(start=date(2023, 1, 25), end=date(2023, 1, 26), precision="day")


def test_hours_that_stand_apart_join_the_day(parse: Parse) -> None:
    text = "Rebels attacked a post in a pre-dawn raid on Thursday near Quen."
    assert _period(parse, text, "attacked") == _day("2023-01-26", hours="pre-dawn")


def test_a_sentence_without_a_day_takes_the_one_before_as_inferred(parse: Parse) -> None:
    document = parse("Rebels attacked the post on Thursday. They seized weapons.")
    start = document.text.index("seized")
    reading = resolve_period(document, Span(start, start + 6), read_times(document))
    assert reading is not None
    assert (reading.value, reading.basis, reading.spans) == (_day("2023-01-26"), "inferred", ())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "On Wednesday, a day after the ambush, two houses were burned.",
            {"ambush": "2023-01-24", "burned": "2023-01-25"},
        ),
        (
            "A boy was shot on Saturday, locals said, a day after gunmen had killed an official.",
            {"shot": "2023-01-21", "killed": "2023-01-20"},
        ),
        (
            "Two days after Sunday's ambush, jets struck Bel.",
            {"ambush": "2023-01-22", "struck": "2023-01-24"},
        ),
        (
            "Two days after an ambush on the road, the town was shelled on Wednesday.",
            {"ambush": "2023-01-23", "shelled": "2023-01-25"},
        ),
        (
            "Rescuers said on Wednesday that four miners were still missing two days after a raid on the mine.",
            {"raid": "2023-01-23"},
        ),
        (
            "Troops burned the village on Friday, three days after they lost a post there on Monday.",
            {"burned": "2023-01-27", "lost": "2023-01-23"},
        ),
        (
            "Rebels took the bridge on 10 January. Two days after the attack, the town was shelled.",
            {"attack": "2023-01-10", "shelled": "2023-01-12"},
        ),
    ],
)
def test_a_length_between_two_acts_dates_both(parse: Parse, text: str, days: dict[str, str]) -> None:
    assert {word: _period(parse, text, word) for word in days} == {w: _day(day) for w, day in days.items()}


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "Shells hit a market in Ora on Saturday, the mayor said.\n\nThe toll rose on Tuesday.\n\nHours after the market "
            "was struck, drones burned a depot.",
            "burned",
            "2023-01-21",
        ),
        (
            "A bus was seized in Ora on 17 January.\n\nThe pupils were freed on Sunday.\n\nFour days before the bus was "
            "seized, soldiers shot a rider in Bel.",
            "shot",
            "2023-01-13",
        ),
        (
            "Four days before the mill was seized on 17 January, soldiers shot a rider in Bel.",
            "shot",
            "2023-01-13",
        ),
        (
            "Guards fired on a truck at Ora on Wednesday. It comes nine days after jets bombed a camp in Bel.",
            "bombed",
            "2023-01-16",
        ),
        (
            "Nothing has been heard of them, a clerk said on Wednesday. A few hours afterwards a mine killed a driver.",
            "killed",
            "2023-01-25",
        ),
        (
            "Gunmen stopped buses in Ora late on Wednesday night. In Bel, a bridge was blown up at around 2am.",
            "blown",
            "2023-01-26",
        ),
    ],
)
def test_an_act_is_dated_by_another_that_was_told(parse: Parse, text: str, word: str, day: str) -> None:
    found = _period(parse, text, word)
    assert found is not None
    assert found.start == date.fromisoformat(day)


def test_a_month_holds_for_what_a_day_is_counted_to(parse: Parse) -> None:
    text = "They left Ora in December, the day after gunmen shot four neighbours."
    period = _period(parse, text, "shot")
    assert period == Period(start=date(2022, 12, 1), end=date(2022, 12, 31), precision="month")


def test_no_day_of_the_past_lies_after_that_of_print(parse: Parse) -> None:
    text = "They left Ora on foot, the day after gunmen shot four neighbours."
    assert _period(parse, text, "shot") is None


def test_around_midnight_the_night_has_two_days(parse: Parse) -> None:
    period = _period(parse, "The raid came late on Saturday, around midnight.", "raid")
    assert period == Period(
        start=date(2023, 1, 21), end=date(2023, 1, 22), precision="day", time_of_day="midnight"
    )


def test_the_story_does_not_go_on_from_what_came_before_it(parse: Parse) -> None:
    text = (
        "Rebels attacked the post on Thursday, near where they had struck a day earlier. They seized weapons."
    )
    assert _period(parse, text, "struck") == _day("2023-01-25")
    assert _period(parse, text, "seized") == _day("2023-01-26")


def test_a_day_holds_for_three_paragraphs(parse: Parse) -> None:
    far = "\n\nThe post is old.\n\nThe river is near."
    assert _period(parse, f"Rebels shelled Ora on Tuesday.{far}\n\nFour died.", "died") == _day("2023-01-24")
    assert _period(parse, f"Rebels shelled Ora on Tuesday.{far}{far}\n\nFour died.", "died") is None


def test_the_day_of_a_count_is_no_stated_day_of_the_raid(parse: Parse) -> None:
    document = parse("The death toll from the raid on Ora rose to nine on Thursday.")
    start = document.text.index("raid")
    reading = resolve_period(document, Span(start, start + 4), read_times(document))
    assert reading is not None
    assert reading.basis == "inferred"


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2023-W04", "2023-01-23", "2023-01-29", "week"),
        ("2023-W04-WE", "2023-01-28", "2023-01-29", "week"),
        ("2022-WI", "2022-12-01", "2023-02-28", "year"),
        ("2022-H2", "2022-07-01", "2022-12-31", "year"),
        ("2022-Q4", "2022-10-01", "2022-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("198", "1980-01-01", "1989-12-31", "unknown"),
    ],
)
def test_bounds_of_values(value: str, first: str, last: str, precision: str) -> None:
    assert bounds(value) == (date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize("value", ["P2D", "PAST_REF", "XXXX-WXX-1", "2023-02-30", "BC0480", "0000"])
def test_values_without_days_have_no_bounds(value: str) -> None:
    assert bounds(value) == (None, None, "unknown")


def test_what_has_gone_on_since_a_day_goes_up_to_that_of_print(parse: Parse) -> None:
    text = (
        "Since Tuesday morning, they say, soldiers have gone from house to house and have taken away 45 men."
    )
    assert _period(parse, text, "taken") == Period(
        start=date(2023, 1, 24), end=date(2023, 1, 27), precision="week"
    )


def test_what_a_length_of_time_counts_to_is_no_day_of_the_later_act(parse: Parse) -> None:
    text = "Troops fought at the gate on Wednesday.\n\nThe shooting comes nine days after jets struck a camp in Tor."
    assert _period(parse, text, "shooting") == _day("2023-01-25")
    assert _period(parse, text, "struck") == _day("2023-01-16")


def test_a_day_ahead_dates_nothing_that_is_told(parse: Parse) -> None:
    text = "The gate is to open on Monday. A clash broke out in Tor."
    assert _period(parse, text, "clash") is None


def test_the_day_of_speaking_serves_where_no_other_is_told(parse: Parse) -> None:
    text = "In November the group ended a truce.\n\nOn Tuesday the army said the group had fired rockets at a base."
    document = parse(text)
    start = document.text.index("fired")
    reading = resolve_period(document, Span(start, start + 5), read_times(document))
    assert reading is not None
    assert (reading.value, reading.basis) == (_day("2023-01-24"), "inferred")


def test_overnight_beside_a_month_says_only_in_which_part_of_a_day(parse: Parse) -> None:
    text = "The group had also briefly seized the hill in an overnight attack in November."
    period = _period(parse, text, "attack")
    assert period is not None
    assert (period.start, period.end) == (date(2022, 11, 1), date(2022, 11, 30))


def test_an_old_day_that_describes_somebody_dates_no_act_beside_it(parse: Parse) -> None:
    text = "On Saturday a bomb went off.\n\nRebels shot a guide who had fled the camp in October."
    assert _period(parse, text, "shot") == _day("2023-01-21")
    raid = "Rebels told of the raid in which a guide was shot in October."
    assert _period(parse, raid, "raid") == Period(
        start=date(2022, 10, 1), end=date(2022, 10, 31), precision="month"
    )


def test_what_is_said_before_a_day_is_not_told_of_it(parse: Parse) -> None:
    text = "Shells killed a man in Quen on Wednesday. On Monday a clinic said that two women had been shot."
    assert _period(parse, text, "shot") == _day("2023-01-23")


def test_the_days_just_past_are_those_up_to_print(parse: Parse) -> None:
    text = "At least nine people were killed over the past two days in Quen."
    assert _period(parse, text, "killed") == Period(
        start=date(2023, 1, 25), end=date(2023, 1, 27), precision="day"
    )
    assert _period(parse, text.replace("two days", "two years"), "killed") is None


def test_since_when_is_not_when(parse: Parse) -> None:
    text = "On Wednesday rebels burned a post. They have shelled Ora ever since the war began on October 7."
    assert _period(parse, text, "shelled") == _day("2023-01-25")
    assert _period(parse, text, "war") == _day("2022-10-07")


def test_a_day_right_behind_an_act_is_its_own(parse: Parse) -> None:
    text = "Talks were broken off on 18 January following a raid the day before on a base near Ora."
    assert _period(parse, text, "raid") == _day("2023-01-17")


def test_what_is_confirmed_on_a_day_was_before(parse: Parse) -> None:
    text = "The raid of Sunday took six lives, as confirmed by a mayor on Wednesday."
    assert _period(parse, text, "raid") == _day("2023-01-22")
    assert _period(parse, text, "took") == _day("2023-01-22")


def test_a_month_of_its_own_is_not_counted_from_the_story(parse: Parse) -> None:
    text = "On Sunday two men died.\n\nA strike on Ora late last month killed a rebel just hours before the killing of another."
    assert _period(parse, text, "strike") == Period(
        start=date(2022, 12, 22), end=date(2022, 12, 31), precision="month"
    )


def test_the_day_of_an_act_since_which_something_is_so_dates_it(parse: Parse) -> None:
    text = "Nobody farms here since the attack of 3 March 2021, which left nine dead. Nobody came since May 2022."
    assert _period(parse, text, "attack") == _day("2021-03-03")


def test_what_bodies_were_found_after_is_counted_back_from_that_day(parse: Parse) -> None:
    text = "Bodies were found on Wednesday near Ora, two days after gunmen attacked the village."
    assert _period(parse, text, "attacked") == _day("2023-01-23")


def test_the_day_that_an_act_owns_is_not_that_of_another_beside_it(parse: Parse) -> None:
    text = "Today's attack followed strikes over the past weekend that killed nine."
    assert _period(parse, text, "killed") == Period(
        start=date(2023, 1, 21), end=date(2023, 1, 22), precision="week"
    )
    assert _period(parse, "Thursday's attack on Ora killed nine.", "killed") == _day("2023-01-26")


def test_the_day_in_a_clause_of_reason_is_that_of_the_reason(parse: Parse) -> None:
    text = "On Tuesday rebels shelled Hara. Soldiers raided the village because two clerks had gone missing on Monday."
    assert _period(parse, text, "raided") == _day("2023-01-24")
    text = "Gunmen stormed a hotel on Wednesday. The army shelled Hara although it had promised on Sunday to hold fire."
    assert _period(parse, text, "shelled") == _day("2023-01-25")


def test_the_week_of_what_was_before_is_not_that_of_the_act(parse: Parse) -> None:
    text = "An overnight raid killed nine soldiers, after a hundred men fled heavy fighting last week."
    assert _period(parse, text, "killed") == Period(
        start=date(2023, 1, 26), end=date(2023, 1, 27), precision="day", time_of_day="night"
    )


def test_minutes_after_an_hour_are_of_the_day_told_before(parse: Parse) -> None:
    text = "Raiders burned Ora on Monday. The men shot a clerk few minutes after 2 p.m."
    assert _period(parse, text, "shot") == _day("2023-01-23")


def test_the_day_of_another_thing_is_not_that_of_the_report(parse: Parse) -> None:
    text = "Rebels shelled a base in Ora.\n\nIn a related clash on Monday, rebels shot a clerk in Bel.\n"
    document = parse(text)
    assert lead_day(document, read_times(document)) is None


def test_whole_days_told_in_hours_are_counted_back(parse: Parse) -> None:
    for hours, day in (("24 hours", "2023-01-24"), ("48 hours", "2023-01-23")):
        text = f"Rebels struck a mine at Ora on Wednesday, {hours} after gunmen killed nine people in Bel."
        assert _period(parse, text, "killed") == _day(day)


def test_a_fight_that_has_raged_since_a_day_lasts_until_print(parse: Parse) -> None:
    for trigger, verb in (("fighting", "has been under way"), ("clashes", "have raged")):
        text = f"Heavy {trigger} {verb} since Tuesday near Ora."
        assert _period(parse, text, trigger) == Period(
            start=date(2023, 1, 24), end=date(2023, 1, 27), precision="week"
        )


@pytest.mark.parametrize("verb", ["lasted", "raged"])
def test_what_began_on_a_day_and_lasted_into_the_next_is_of_both(parse: Parse, verb: str) -> None:
    period = _period(parse, f"The clash, begun late on Tuesday and {verb} into Wednesday, was near.", "clash")
    assert period is not None
    assert period.end == date(2023, 1, 25)
