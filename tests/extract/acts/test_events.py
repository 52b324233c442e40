"""Acts are found with their arguments, and what is not told as a fact is set aside with its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.extract.acts.events import read_events
from dateline.extract.who.reading import read_actors
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "realis.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_each_act_is_found_and_told_apart_from_plans_and_habits(
    case: dict, parse: Callable[..., Document]
) -> None:
    document = parse(case["text"])
    events = read_events(document, read_actors(document))
    assert [[event.text, event.act, event.set_aside or ""] for event in events] == case["acts"]


def test_the_one_who_acts_and_the_one_acted_upon_come_from_the_grammar(
    parse: Callable[..., Document],
) -> None:
    document = parse("Two convoys were ambushed by fighters of the Southern League near Arrow Hill.")
    (event,) = read_events(document, read_actors(document))
    words = [span.of(document.text) for span in (*event.agents, *event.patients)]
    assert words == ["fighters of the Southern League", "Two convoys"]


def test_a_weapon_is_no_agent(parse: Callable[..., Document]) -> None:
    document = parse("A mortar shell hit a school in Dova on Tuesday.")
    (event,) = read_events(document, read_actors(document))
    assert (event.act, event.agents, event.weapons) == ("shelling", (), ("artillery",))


@pytest.mark.parametrize(
    ("text", "act", "agents", "patients"),
    [
        (
            "Bombs were dropped on the hamlet by an army jet on Monday.",
            "airstrike",
            ["an army jet"],
            ["the hamlet"],
        ),
        (
            "A police base came under attack from two suicide bombers on Friday.",
            "suicide_bombing",
            ["two suicide bombers"],
            ["A police base"],
        ),
        (
            "Late on Sunday an air force jet bombed the school twice.",
            "airstrike",
            ["an air force jet"],
            ["the school"],
        ),
    ],
)
def test_who_acts_where_the_grammar_turns_it_round(
    parse: Callable[..., Document], text: str, act: str, agents: list[str], patients: list[str]
) -> None:
    document = parse(text)
    event = next(event for event in read_events(document, read_actors(document)))
    assert [span.of(text) for span in event.agents] == agents
    assert [span.of(text) for span in event.patients] == patients
    assert event.act == act


def test_the_bomber_of_a_suicide_bombing_is_the_one_who_acts(parse: Callable[..., Document]) -> None:
    document = parse("A suicide bomber drove a lorry into the gate of a police base in Dova.")
    (event,) = read_events(document, read_actors(document))
    assert "A suicide bomber" in [span.of(document.text) for span in event.agents]
