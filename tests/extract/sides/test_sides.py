"""Who acts and who is acted upon in each incident of a report, and what kind of event that makes it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.extract.reader import Reader
from dateline.records import Actor, Reading, Report

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "sides.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_sides_of_each_incident(case: dict[str, Any], reader: Reader) -> None:
    claims = reader.read(Report(id="r", text=case["text"], published=date(2024, 3, 1))).claims
    found = [
        [
            claim.location.value.as_written if claim.location else "",
            written(claim.actor),
            written(claim.recipient),
        ]
        for claim in claims
    ]
    assert found == case["sides"]


@pytest.mark.parametrize("case", [case for case in CASES if "kinds" in case], ids=lambda case: case["why"])
def test_the_kind_of_each_incident(case: dict[str, Any], reader: Reader) -> None:
    claims = reader.read(Report(id="r", text=case["text"], published=date(2024, 3, 1))).claims
    assert [claim.sub_event_type.value.value for claim in claims] == case["kinds"]


def written(side: Reading[tuple[Actor, ...]] | None) -> str:
    return "; ".join(actor.as_written for actor in side.value) if side else ""


def test_the_group_is_the_party_named_before(reader: Reader) -> None:
    text = "The Quenland Freedom Front spoke on Friday. The group raided a police post in Bunia on Monday."
    [claim] = reader.read(Report(id="r", text=text, published=date(2024, 3, 1))).claims
    assert claim.actor is not None
    assert [(actor.name, actor.as_written) for actor in claim.actor.value] == [
        ("Quenland Freedom Front", "group")
    ]


def test_gunmen_are_of_the_party_they_are_believed_to_belong_to(reader: Reader) -> None:
    text = "Gunmen believed to belong to the Gulf Avengers attacked an army post in Bama on Monday."
    [claim] = reader.read(Report(id="r", text=text, published=date(2024, 3, 1))).claims
    assert claim.actor is not None
    assert [(actor.name, actor.as_written) for actor in claim.actor.value] == [("Gulf Avengers", "Gunmen")]
