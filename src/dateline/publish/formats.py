"""What an export format is, and how its rows become cells that no program runs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from dateline.errors import DatelineError
from dateline.plugins import load_plugin
from dateline.publish.items import Item

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Written:
    """How many incidents stand in the file, and how many were left out for which reason."""

    incidents: int
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """One format: its name, the ending of its files, its columns, and the function that writes it."""

    name: str
    suffix: str
    columns: tuple[str, ...]
    write: Callable[[Iterable[Item], BinaryIO], Written]
    binary: bool = False


class LeaveOut(Exception):
    """Raised by a row function; its text is the reason."""


def load_export(name: str) -> Export:
    """The format of this name; DatelineError names the known ones."""
    export = load_plugin("exports", name)
    if not isinstance(export, Export):
        raise DatelineError(f"the exports plug-in {name!r} is no Export")
    return export


def rows_of(
    items: Iterable[Item], row_of: Callable[[Item], dict[str, Any]], left_out: Counter[str]
) -> Iterable[dict[str, Any]]:
    """Rows in order; those left out are counted by reason."""
    for item in items:
        try:
            yield row_of(item)
        except LeaveOut as reason:
            left_out[str(reason)] += 1


def write_csv(
    items: Iterable[Item],
    stream: BinaryIO,
    *,
    columns: Sequence[str],
    row_of: Callable[[Item], dict[str, Any]],
    second_header: Sequence[str] = (),
) -> Written:
    """One row an incident in UTF-8, lines ended by a line feed; formulas made inert."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    if second_header:
        writer.writerow(second_header)
    left_out: Counter[str] = Counter()
    count = 0
    for row in rows_of(items, row_of, left_out):
        writer.writerow([inert(row.get(column)) for column in columns])
        count += 1
    text.flush()
    text.detach()
    return Written(count, dict(sorted(left_out.items())))


def inert(value: Any) -> Any:
    """The value as a cell: None is empty; text a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
