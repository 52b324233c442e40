"""Rows of an Excel sheet as XML, many times faster than cell by cell; a finished workbook is filled with them.

XlsxWriter makes everything else of the workbook. Text is written as inline strings, so that nothing in it is ever
a formula, a link or a number, and so that memory does not grow with the rows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
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
_SHORT = 60  # characters of a text that is worth remembering


class Styles(NamedTuple):
    """What stands in the cells of one column: the format of a day, and of anything else, by their numbers."""

    plain: int = 0
    day: int = 0


class Rows:
    """Rows that are written one after the other below the headings of a sheet; `count` of them so far."""

    def __init__(self, stream: IO[bytes], styles: Sequence[Styles]) -> None:
        self.stream = stream
        self.count = 0
        self._columns = [_Marks.of(_letters(at), one) for at, one in enumerate(styles)]

    @property
    def reference(self) -> str:
        """The cells of the sheet, headings included: `A1:AG101`."""
        return f"A1:{_letters(len(self._columns) - 1)}{self.count + 1}"

    def add(self, cells: Iterable[Any]) -> None:
        """Writes one row; None leaves its cell empty."""
        self.count += 1
        row = self.count + 1
        parts = [f'<row r="{row}">']
        for (start, text, number, day), value in zip(self._columns, cells, strict=True):
            if value is None:
                continue
            if isinstance(value, str):
                words = _short_text(value) if len(value) < _SHORT else _text(value)
                parts.append(f"{start}{row}{text}{words}</is></c>")
            elif isinstance(value, date):
                parts.append(f"{start}{row}{day}{value.toordinal() - _DAY_ZERO}</v></c>")
            elif isinstance(value, int):
                parts.append(f"{start}{row}{number}{int(value)}</v></c>")
            else:
                parts.append(f"{start}{row}{number}{value:.16G}</v></c>")
        parts.append("</row>")
        self.stream.write("".join(parts).encode("utf-8"))


class _Marks(NamedTuple):
    """What stands before the number of the row in a cell of one column, and between it and the value by its kind."""

    start: str
    text: str
    number: str
    day: str

    @classmethod
    def of(cls, letters: str, styles: Styles) -> _Marks:
        """The marks of the column with these letters."""
        plain, day = (f'" s="{style}"' if style else '"' for style in styles)
        return cls(f'<c r="{letters}', f'{plain} t="inlineStr"><is>', f"{plain}><v>", f"{day}><v>")


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


def _text(value: str) -> str:
    """A text as XML: what XML cannot hold is written as Excel writes it, `_x0001_`."""
    value = value[:_MAX_TEXT]
    if _is_plain(value) or not _ODD.search(value):
        return f"<t>{value}</t>"
    value = _ESCAPED.sub(r"_x005F_\1", value)
    value = _SURROGATE.sub("\ufffd", escape(value))
    value = _CONTROL.sub(lambda sign: f"_x{ord(sign.group()):04X}_", value)
    return f'<t xml:space="preserve">{value}</t>'


def _is_plain(value: str) -> bool:
    """True for text that surely needs nothing; many times faster than the pattern, which knows the rest."""
    return (
        value.isprintable()
        and not ("&" in value or "<" in value or ">" in value or "_x" in value)
        and value[:1] != " "
        and value[-1:] != " "
    )


_short_text = lru_cache(maxsize=16_384)(_text)  # names of places and parties come again and again


def _letters(at: int) -> str:
    """The name of a column by its place: A, B, ... Z, AA."""
    first, last = divmod(at, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
