"""An edited workbook against the incidents it was made from: which cells changed, which rows are refused.

Nothing is applied here. A row is stale when its `check` is not that of the incident as it is now.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from dateline.errors import UnusableInput
from dateline.publish.items import Item
from dateline.publish.sheet import BY_NAME, COLUMNS, Cell, Column, check_of
from dateline.publish.unsaid import unsaid_cells
from dateline.records import Record

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

SHEET = "Incidents"
_KEYS = ("id", "check")
_MAX_ROWS = 1_048_576  # of an Excel sheet, headings included
_MAX_BYTES = 4_000_000_000  # of everything in the archive; 100,000 incidents take 0.4 GB
_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"  # a workbook of today; an old or a locked one
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what Office calls the stream of a locked workbook
# What zipfile raises for archives that somebody damaged.
_BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error)
_REMEDY = "Give a workbook made by `dateline export xlsx`, saved as .xlsx."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


_UNSAID = object()  # in place of a value that is not in the file
_NOT_SAVED = "it is a formula without a saved result, or an error; write the value itself"


class Change(Record, frozen=True, kw_only=True):
    """One changed cell."""

    incident: str
    column: str
    old: Cell
    new: Cell


class Refusal(Record, frozen=True, kw_only=True):
    """A row or a cell that is not taken back, and why."""

    row: int
    incident: str
    reason: str


class Changes(Record, frozen=True, kw_only=True):
    """What a workbook would change, and what in it is refused."""

    changed: tuple[Change, ...]
    refused: tuple[Refusal, ...]


def read_changes(data: bytes, items: Iterable[Item], *, name: str) -> Changes:
    """Changed cells of the incidents sheet in its order; a file that is no such workbook is unusable."""
    heads, rows = _table(data, name)
    current = {item.incident.id: item for item in items}
    changed: list[Change] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(heads, row, strict=False))
        identity = str(cells.get("id") or "").strip()
        if not any(value not in ("", None) for value in row):
            continue
        item = current.get(identity)
        reason = _why_refused(identity, item, cells, seen)
        if reason or item is None:
            refused.append(Refusal(row=number, incident=identity, reason=reason or "no such incident"))
            continue
        seen.add(identity)
        for found in _changed_cells(item, cells):
            if isinstance(found, Change):
                changed.append(found)
            else:
                refused.append(Refusal(row=number, incident=identity, reason=found))
    return Changes(changed=_whole_rows(changed, refused), refused=tuple(refused))


def _why_refused(identity: str, item: Item | None, cells: Mapping[str, Any], seen: set[str]) -> str:
    if not identity:
        return "the row has no id; new incidents cannot be made in the sheet"
    if item is None:
        return "no such incident now; it was joined, split or rejected since the export"
    if identity in seen:
        return "the incident stands in two rows"
    if str(cells.get("check") or "").strip() != check_of(item):
        return (
            "stale: the incident has changed since the export, or the sheet is a redacted one; export again"
        )
    return ""


def _whole_rows(changed: Sequence[Change], refused: Sequence[Refusal]) -> tuple[Change, ...]:
    """Changes of rows in which nothing was refused: a row is taken whole or not at all."""
    bad = {one.incident for one in refused}
    return tuple(change for change in changed if change.incident not in bad)


def _changed_cells(item: Item, cells: Mapping[str, Any]) -> Iterator[Change | str]:
    """Changes of one row, and the reason for each cell that is refused."""
    for column in COLUMNS:
        if column.name not in cells or column.name in _KEYS:
            continue
        old = column.cell(item)
        try:
            new = (
                _read_cell(column, cells[column.name]) if column.editable else _loose(cells[column.name], old)
            )
        except ValueError as fault:
            yield f"{column.name}: {fault}"
            continue
        if not _same(old, new):
            changed = Change(incident=item.incident.id, column=column.name, old=old, new=new)
            yield changed if column.editable else f"{column.name}: this column cannot be changed here"


def _same(old: Cell, new: Cell) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int):
        return abs(old - new) < 1e-9
    return (str(old) if old is not None else "") == (str(new) if new is not None else "")


def _loose(value: Any, old: Cell) -> Cell:
    """A cell of a column nobody should change, as near to the old value's type as it will go."""
    if value is _UNSAID:
        raise ValueError(_NOT_SAVED)
    if value in ("", None):
        return None
    if isinstance(old, int | float) and isinstance(value, int | float):
        return value
    return str(value)


def _read_cell(column: Column, value: Any) -> Cell:
    """The cell's value by the column's kind; ValueError says why it does not fit."""
    if value is _UNSAID:
        raise ValueError(_NOT_SAVED)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if column.kind == "date":
        return read_day(value)
    if column.kind in ("number", "decimal"):
        return _read_number(column.kind, value)
    text = str(value).strip()
    if column.choices and text not in column.choices:
        raise ValueError(f"{text!r} is not one of the choices")
    return text


def _read_number(kind: Literal["number", "decimal"] | str, value: Any) -> int | float:
    if isinstance(value, bool):
        raise ValueError("yes or no is not a number")
    number = float(str(value).strip().replace(",", "."))
    if kind == "decimal":
        return number
    if number != int(number) or number < 0:
        raise ValueError(f"{value!r} is not a count")
    return int(number)


def read_day(value: Any) -> date:
    """A day from a date cell or from text: 2023-01-25, 25 January 2023, 25/01/2023 where one reading fits."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    words = re.fullmatch(r"(\d{1,2})[ .-]+([A-Za-z]{3,9})\.?[ ,-]+(\d{4})", text)
    if words and words[2][:3].lower() in _MONTHS:
        return date(int(words[3]), _MONTHS.index(words[2][:3].lower()) + 1, int(words[1]))
    parts = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    if parts:
        first, second, year = (int(part) for part in parts.groups())
        if first > 12 >= second:
            return date(year, second, first)
        if second > 12 >= first:
            return date(year, first, second)
        if first == second:
            return date(year, first, first)
        raise ValueError(f"{text!r} can be read as two days; write it as 2023-01-25")
    raise ValueError(f"{text!r} is not a day; write it as 2023-01-25")


def _table(data: bytes, name: str) -> tuple[list[str], Iterable[list[Any]]]:
    """Headings and rows of the incidents sheet."""
    page = _page(data, name)
    if page.height > _MAX_ROWS:
        raise UnusableInput(
            f"it has {page.height:,} rows, more than the {_MAX_ROWS:,} of a sheet",
            where=name,
            remedy="Delete what stands below the table, and save again.",
        )
    if getattr(page, "merged_cell_ranges", None):
        raise UnusableInput("it has merged cells", where=name, remedy="Unmerge them and save again.")
    try:
        rows = _marked(page, unsaid_cells(data, SHEET))
    except (zlib.error, *_BROKEN) as fault:
        raise UnusableInput(
            f"it is no workbook that can be read ({fault})", where=name, remedy=_REMEDY
        ) from None
    heads = [str(head).strip() for head in next(rows, [])] if page.height else []
    _check_heads(heads, name)
    return heads, rows


def _marked(page: CalamineSheet, unsaid: frozenset[tuple[int, int]]) -> Iterator[list[Any]]:
    """The rows of the sheet, with a mark in each cell whose value is not in the file."""
    first_row, first_column = page.start or (0, 0)
    where: dict[int, list[int]] = {}
    for row, column in unsaid:
        where.setdefault(row - first_row, []).append(column - first_column)
    for number, cells in enumerate(page.iter_rows()):
        marks = [at for at in where.get(number, ()) if 0 <= at < len(cells)]
        yield [_UNSAID if at in marks else value for at, value in enumerate(cells)] if marks else cells


def _page(data: bytes, name: str) -> CalamineSheet:
    """The incidents sheet; UnusableInput says what the file is instead."""
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_other_files(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if SHEET not in book.sheet_names:
            raise UnusableInput(f"there is no sheet {SHEET!r}", where=name, remedy=_REMEDY)
        return book.get_sheet_by_name(SHEET)
    except (CalamineError, *_BROKEN) as fault:
        raise UnusableInput(
            f"it is no workbook that can be read ({fault})", where=name, remedy=_REMEDY
        ) from None


def _refuse_other_files(data: bytes, name: str) -> None:
    """Nothing; a file of text, or one that unpacks to more than any workbook, is unusable."""
    if data and not data.startswith((_ZIP, _COMPOUND)):
        raise UnusableInput(
            "it is a file of text, not a workbook: days and letters may have changed on the way",
            where=name,
            remedy="Save the workbook itself as .xlsx, not as CSV.",
        )
    if data.startswith(_COMPOUND) and _LOCKED in data:
        raise UnusableInput("it is locked with a password", where=name, remedy="Take it off and save again.")
    if data.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
        except _BROKEN as fault:
            raise UnusableInput(
                f"it is no workbook that can be read ({fault})", where=name, remedy=_REMEDY
            ) from None
        if size > _MAX_BYTES:
            raise UnusableInput(f"it unpacks to {size / 1e9:.1f} GB", where=name, remedy=_REMEDY)


def _check_heads(heads: Sequence[str], name: str) -> None:
    """Columns may stand in any order, but each once, and the two that identify a row must be there."""
    missing = [word for word in _KEYS if word not in heads]
    if missing:
        raise UnusableInput(
            f"the headings {' and '.join(missing)} are missing from the first row",
            where=name,
            remedy="Keep the first row of the export.",
        )
    twice = sorted({head for head in heads if head in BY_NAME and heads.count(head) > 1})
    if twice:
        raise UnusableInput(f"two columns are called {twice[0]}", where=name, remedy="Delete one of them.")
