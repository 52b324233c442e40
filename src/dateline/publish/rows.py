"""Rows of an Excel sheet as XML, many times faster than cell by cell; a finished workbook is filled with them.

XlsxWriter makes everything else of the workbook. Text is written as inline strings, so that nothing in it is ever
a formula, a link or a number, and so that memory does not grow with the rows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import IO, Any, BinaryIO, NamedTuple
from xml.sax.saxutils import escape

_MAX_TEXT = 32_767  # characters of an Excel cell
_DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel counts days from here
_ODD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|^\s|\s$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
_LEVEL = 3  # of deflate: a third of the time of the usual 6 for a file that is an eighth larger
_APART = "|"  # between texts that are looked at together
_ROW = "#"  # the number of the row in its pattern, where nothing else is written so


class Styles(NamedTuple):
    """What stands in the cells of one column: the format of a day, and of anything else, by their numbers."""

    plain: int = 0
    day: int = 0


class Rows:
    """Rows that are written one after the other below the headings of a sheet; `count` of them so far."""

    def __init__(self, stream: IO[bytes], styles: Sequence[Styles]) -> None:
        self.stream = stream
        self.count = 0
        self._columns = len(styles)
        # Rows whose cells are of the same kinds have one pattern, which is filled in many times faster than its cells.
        self._pattern_of = lru_cache(maxsize=1024)(partial(_pattern, tuple(styles)))

    @property
    def reference(self) -> str:
        """The cells of the sheet, headings included: `A1:AG101`."""
        return f"A1:{_letters(self._columns - 1)}{self.count + 1}"

    def add(self, cells: Sequence[Any]) -> None:
        """Writes one row; None leaves its cell empty."""
        if len(cells) != self._columns:
            raise ValueError(f"{len(cells)} cells for {self._columns} columns")
        self.count += 1
        plain = _is_plain(_APART.join([value for value in cells if isinstance(value, str)]))
        xml, days = self._pattern_of(tuple(map(type, cells)), plain)
        values = [value for value in cells if value is not None]
        for at in days:
            values[at] = values[at].toordinal() - _DAY_ZERO
        if not plain:
            values = [_text(value) if isinstance(value, str) else value for value in values]
        self.stream.write((xml.replace(_ROW, str(self.count + 1)) % tuple(values)).encode("utf-8"))


class _Pattern(NamedTuple):
    """The XML of a row with a place for each cell that is filled, and which of those are days."""

    xml: str
    days: tuple[int, ...]


def _pattern(styles: tuple[Styles, ...], kinds: tuple[type, ...], plain: bool) -> _Pattern:
    """The pattern of rows with cells of these kinds; `plain` where their texts stand as they are."""
    cells = [
        _cell(_letters(at), kind, style, plain)
        for at, (kind, style) in enumerate(zip(kinds, styles, strict=True))
    ]
    filled = [kind for kind in kinds if kind is not type(None)]
    days = tuple(at for at, kind in enumerate(filled) if issubclass(kind, date))
    return _Pattern(f'<row r="{_ROW}">{"".join(cells)}</row>', days)


def _cell(letters: str, kind: type, style: Styles, plain: bool) -> str:
    """The XML of one cell around its value; nothing where it is empty."""
    if kind is type(None):
        return ""
    number = style.day if issubclass(kind, date) else style.plain
    start = f'<c r="{letters}{_ROW}"' + (f' s="{number}"' if number else "")
    if issubclass(kind, str):
        return f'{start} t="inlineStr"><is>{"<t>%s</t>" if plain else "%s"}</is></c>'
    return f"{start}><v>{'%d' if issubclass(kind, int | date) else '%.16G'}</v></c>"


def fill_workbook(frame: BinaryIO, sheets: Mapping[str, Rows], stream: BinaryIO) -> None:
    """Writes the workbook with the rows in their sheets, named by their file in the archive; all else as it is."""
    with zipfile.ZipFile(frame) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
            with new.open(entry, "w", force_zip64=name in sheets) as member:
                for block in _filled(old.read(name), sheets.get(name)):
                    member.write(block)


def _filled(page: bytes, rows: Rows | None) -> Iterator[bytes]:
    """The page of a sheet with the rows before the end of its data."""
    if rows is None:
        yield page
        return
    head, end, tail = page.partition(b"</sheetData>")
    yield re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="{rows.reference}"/>'.encode("ascii"), head)
    rows.stream.seek(0)
    while block := rows.stream.read(_BLOCK):
        yield block
    yield end + tail


def _is_plain(texts: str) -> bool:
    """True where the texts, joined, surely stand in XML as they are; one look at all is many times faster."""
    return (
        texts.isprintable()
        and len(texts) <= _MAX_TEXT
        and not ("&" in texts or "<" in texts or ">" in texts or "_x" in texts)
        and not (f"{_APART} " in texts or f" {_APART}" in texts or texts[:1] == " " or texts[-1:] == " ")
    )


def _text(value: str) -> str:
    """A text as XML: what XML cannot hold is written as Excel writes it, `_x0001_`."""
    value = value[:_MAX_TEXT]
    if not _ODD.search(value):
        return f"<t>{value}</t>"
    value = _ESCAPED.sub(r"_x005F_\1", value)
    value = _SURROGATE.sub("\ufffd", escape(value))
    value = _CONTROL.sub(lambda sign: f"_x{ord(sign.group()):04X}_", value)
    return f'<t xml:space="preserve">{value}</t>'


def _letters(at: int) -> str:
    """The name of a column by its place: A, B, ... Z, AA."""
    first, last = divmod(at, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
