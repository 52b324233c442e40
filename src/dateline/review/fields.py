"""The fields of a claim a person may rule on: one table in fields.toml, one type for each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from dateline.codebook import Losses, SubEventType, Verification
from dateline.records import Actor, Attribution, Claim, Period, Place, Reading, Record, Target, Toll

Group = Literal["what", "when", "where", "who", "toll", "thing", "source", "check"]

TYPE_OF: dict[str, Any] = {
    "sub_event_type": SubEventType,
    "date": Period,
    "location": Place,
    "actor": tuple[Actor, ...],
    "recipient": tuple[Actor, ...],
    "victims": tuple[Actor, ...],
    "toll": Toll,
    "losses_stated": Losses,
    "targets": Target,
    "weapons": tuple[str, ...],
    "attribution": Attribution,
    "verification": Verification,
}


class Field(Record, frozen=True, kw_only=True):
    """One field: its name in the record, its label, its colour group, and what the codebook says of it."""

    name: str
    label: str
    group: Group
    many: bool
    asks: str
    rule: str


@cache
def list_fields() -> tuple[Field, ...]:
    """All fields in the order a coder reads them."""
    table = tomllib.loads(files("dateline.review").joinpath("fields.toml").read_text("utf-8"))
    return msgspec.convert(table["field"], tuple[Field, ...])


def field_of(path: str) -> Field:
    """The field of a path such as `date` or `toll.1`; KeyError for one that is not there."""
    name = path.partition(".")[0]
    return {field.name: field for field in list_fields()}[name]


def readings_of(claim: Claim) -> tuple[tuple[str, Reading[Any]], ...]:
    """Path and reading of every field the claim fills, in the order of the table."""
    found: list[tuple[str, Reading[Any]]] = []
    for field in list_fields():
        held = getattr(claim, field.name)
        if field.many:
            found.extend((f"{field.name}.{index}", reading) for index, reading in enumerate(held))
        elif held is not None:
            found.append((field.name, held))
    return tuple(found)
