"""The columns of the incidents sheet, and one incident as its typed cells; read back by the importer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple, get_args

import msgspec

from dateline.codebook import DatePrecision, SubEventType, Verification
from dateline.publish.items import Item
from dateline.publish.words import harmed, names, sentence_of
from dateline.records import content_id

Kind = Literal["text", "number", "decimal", "date", "choice"]
Cell = str | int | float | date | None


class Column(NamedTuple):
    """One column: its heading, the kind of its cells, whether an edit is taken back, and its choices."""

    name: str
    kind: Kind
    editable: bool
    width: int
    cell: Callable[[Item], Cell]
    choices: tuple[str, ...] = ()


def _place(name: str) -> Callable[[Item], Cell]:
    return lambda item: getattr(item.incident.place, name) if item.incident.place else None


def _line(name: str) -> Callable[[Item], Cell]:
    return lambda item: getattr(item.incident, name)


COLUMNS = (
    Column("id", "text", False, 18, _line("id")),
    Column("check", "text", False, 10, lambda item: check_of(item)),
    Column("event_type", "text", False, 24, lambda item: item.incident.event_type.value),
    Column("sub_event_type", "choice", True, 30, _line("sub_event_type"), tuple(SubEventType)),
    Column("date_start", "date", True, 12, _line("date_start")),
    Column("date_end", "date", True, 12, _line("date_end")),
    Column("date_precision", "choice", True, 12, _line("date_precision"), get_args(DatePrecision)),
    Column("time_of_day", "text", True, 12, _line("time_of_day")),
    Column("place", "text", True, 20, _place("name")),
    Column("country", "text", True, 14, _place("country")),
    Column("admin1", "text", True, 14, _place("admin1")),
    Column("admin2", "text", True, 14, _place("admin2")),
    Column("admin3", "text", True, 14, _place("admin3")),
    Column("latitude", "decimal", True, 11, _place("latitude")),
    Column("longitude", "decimal", True, 11, _place("longitude")),
    Column("radius_km", "decimal", True, 9, _place("radius_km")),
    Column("where_prec", "number", True, 9, _place("where_prec")),
    Column("side_a", "text", False, 28, lambda item: names(item.incident.side_a) or None),
    Column("side_b", "text", False, 28, lambda item: names(item.incident.side_b) or None),
    Column("victims", "text", False, 20, lambda item: names(item.incident.victims) or None),
    Column("killed_low", "number", True, 9, lambda item: harmed(item.incident, "killed")[0]),
    Column("killed_best", "number", True, 9, lambda item: harmed(item.incident, "killed")[1]),
    Column("killed_high", "number", True, 9, lambda item: harmed(item.incident, "killed")[2]),
    Column("injured_best", "number", False, 9, lambda item: harmed(item.incident, "injured")[1]),
    Column("losses_stated", "text", False, 12, _line("losses_stated")),
    Column("verification", "choice", True, 16, _line("verification"), get_args(Verification)),
    Column("background", "text", False, 10, lambda item: "yes" if item.incident.background else "no"),
    Column("total_of", "number", False, 8, lambda item: len(item.incident.sums) or None),
    Column("sources", "text", False, 30, lambda item: speakers_of(item)),
    Column("outlets", "text", False, 20, lambda item: outlets_of(item)),
    Column("confidence", "decimal", False, 9, lambda item: item.incident.confidence.get("incident")),
    Column("sentence", "text", False, 60, lambda item: sentence_of(item.incident)),
    Column("note", "text", True, 30, lambda item: None),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
EDITABLE = tuple(column for column in COLUMNS if column.editable)
_CHECK = COLUMNS.index(BY_NAME["check"])
_EDITABLE = tuple((at, column.name) for at, column in enumerate(COLUMNS) if column.editable)


def check_of(item: Item) -> str:
    """Ten characters that change with any editable value: a stale row is known by them."""
    return _check(item, {column.name: column.cell(item) for column in EDITABLE})


def cells_of(item: Item) -> tuple[Cell, ...]:
    """All cells of one incident in the order of the columns."""
    cells = [None if at == _CHECK else column.cell(item) for at, column in enumerate(COLUMNS)]
    cells[_CHECK] = _check(item, {name: cells[at] for at, name in _EDITABLE})
    return tuple(cells)


def _check(item: Item, values: dict[str, Cell]) -> str:
    return content_id(item.incident.id, msgspec.json.encode(values).decode("utf-8"))[:10]


def speakers_of(item: Item) -> str | None:
    """Who says so, each once."""
    return "; ".join(dict.fromkeys(source.as_written for source in item.incident.sources)) or None


def outlets_of(item: Item) -> str | None:
    """Where it was published, each outlet once."""
    return "; ".join(dict.fromkeys(head.outlet for head in item.reports if head.outlet)) or None
