"""Every kind of event in ACLED's codebook has words that make it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from dateline.codebook import SubEventType
from dateline.extract.claims.kinds import choose_main_act
from dateline.extract.reader import Reader
from dateline.pipeline import read_report
from dateline.records import Report

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "kinds.toml").read_text(encoding="utf-8"))
SENTENCES = [(kind, text) for kind, texts in CASES["kinds"].items() for text in texts]


def kinds_of(reader: Reader, text: str) -> list[str | None]:
    report = Report(id="r", text=text + "\n", published=date(2024, 5, 10))
    return [incident.sub_event_type.value for incident in read_report(report, reader).incidents]


def test_every_sub_event_type_has_its_sentences() -> None:
    assert set(CASES["kinds"]) == {kind.value for kind in SubEventType}


@pytest.mark.parametrize(("kind", "text"), SENTENCES, ids=[text[:50] for _, text in SENTENCES])
def test_a_sentence_makes_one_incident_of_its_kind(reader: Reader, kind: str, text: str) -> None:
    assert kinds_of(reader, text) == [kind]


@pytest.mark.parametrize("text", [text for texts in CASES["none"].values() for text in texts])
def test_what_only_sounds_like_one_makes_none(reader: Reader, text: str) -> None:
    assert kinds_of(reader, text) == []


@pytest.mark.parametrize(
    ("told", "main"),
    [
        (["arrest", "kill"], "kill"),
        (["attack", "arrest"], "attack"),
        (["harm", "withdrawal"], "withdrawal"),
        (["kill", "attack", "shelling"], "shelling"),
        (["protest", "kill"], "kill"),
    ],
)
def test_violence_names_the_incident_before_what_is_done_without_it(told: list[str], main: str) -> None:
    assert choose_main_act(told) == main
