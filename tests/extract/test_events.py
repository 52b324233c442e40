"""Acts are found with their arguments, and what is not told as a fact is set aside with its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.extract.events import read_events
from dateline.extract.who import read_actors
from dateline.text import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "realis.toml").read_text(encoding="utf-8"))[
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
