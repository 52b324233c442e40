"""Cells of a sheet whose value is not in the file: formulas nobody has computed, and errors such as #REF!.

A reader of workbooks gives such cells as empty, which would erase what stood there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

_BLOCK = 1 << 20
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_SIGN = re.compile(rb'<(?:\w+:)?f[ >/]|\bt="e"')  # a formula, or a cell that is an error
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")


def unsaid_cells(data: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column, both from 0, of each cell of the sheet without a value of its own; of .xlsx files alone."""
    if not data.startswith(b"PK"):
        return frozenset()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        file = _file_of(archive, sheet) if "xl/workbook.xml" in names else None
        if file is None or file not in names or not _has_sign(archive, file):
            return frozenset()
        return frozenset(_cells(archive.read(file)))


def _has_sign(archive: zipfile.ZipFile, file: str) -> bool:
    """False where the sheet has neither a formula nor an error, as most have; some of it is held at a time."""
    last = b""
    with archive.open(file) as page:
        while block := page.read(_BLOCK):
            if _SIGN.search(last + block):
                return True
            last = block[-16:]
    return False


def _file_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The file in the archive that holds the sheet of this name."""
    relations = "xl/_rels/workbook.xml.rels"
    id = next(
        (
            _attribute(found, rb"[\w:]*:id")
            for found in _SHEET.findall(archive.read("xl/workbook.xml"))
            if _attribute(found, b"name") == sheet
        ),
        None,
    )
    if id is None or relations not in archive.namelist():
        return None
    for found in _RELATION.findall(archive.read(relations)):
        if _attribute(found, b"Id") == id:
            target = _attribute(found, b"Target") or ""
            return target[1:] if target.startswith("/") else f"xl/{target}"
    return None


def _attribute(tag: bytes, name: bytes) -> str | None:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return found.group(1).decode("utf-8", "replace") if found else None


def _cells(page: bytes) -> Iterator[tuple[int, int]]:
    """The cells around each formula and each error; the rest of the sheet is not looked at."""
    found = _PREFIX.search(page)
    prefix = (found.group(1) or b"") if found else b""
    for sign in _SIGN.finditer(page):
        begun = page.rfind(b"<" + prefix + b"c ", 0, sign.end())
        head, _, body = page[begun : page.find(b"</" + prefix + b"c>", begun)].partition(b">")
        at = _REFERENCE.search(head)
        if begun >= 0 and at and (b't="e"' in head or not _VALUE.search(body)):
            yield int(at.group(2)) - 1, _column(at.group(1))


def _column(letters: bytes) -> int:
    """The place of a column by its letters: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
