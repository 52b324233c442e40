"""Rows written straight into a workbook read back as they were, whatever the text; each cell has its column's format."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from dateline.publish import sheet, xlsx
from dateline.publish.items import Item
from dateline.publish.rows import Rows, Styles, _letters
from dateline.records import Actor

ODD = [
    "a < b & c > d", "  spaces kept  ", "two\nlines", "=1+1", "_x0041_ stays", "https://x.example", "ဖားကန့်", "إدلب", "'quoted'", "1234567890123456789"
]  # fmt: skip


def written(*items: Item) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    xlsx.write(items, stream)
    return stream.getvalue()


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back_as_it_was(item: Item, text: str) -> None:
    line = msgspec.structs.replace(item.incident, victims=(Actor(as_written=text, name=text),))
    data = written(msgspec.structs.replace(item, incident=line))
    heads, row = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Incidents").to_python()
    assert row[heads.index("victims")] == text


def test_what_xml_cannot_hold_is_written_as_excel_writes_it(item: Item) -> None:
    line = msgspec.structs.replace(item.incident, victims=(Actor(as_written="x", name="a\x01b\ud800c"),))
    with zipfile.ZipFile(io.BytesIO(written(msgspec.structs.replace(item, incident=line)))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert "a_x0001_b\ufffdc" in page


def test_a_cell_holds_no_more_than_excel_takes(item: Item) -> None:
    line = msgspec.structs.replace(item.incident, victims=(Actor(as_written="x", name="y" * 40_000),))
    data = written(msgspec.structs.replace(item, incident=line))
    heads, row = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Incidents").to_python()
    assert len(row[heads.index("victims")]) == 32_767


def test_cells_have_the_format_of_their_column(item: Item) -> None:
    with zipfile.ZipFile(io.BytesIO(written(item))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
        styles = book.read("xl/styles.xml").decode("utf-8")
    numbers = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].split("<xf ")[1:]
    assert 'fillId="2"' in numbers[1]
    assert 'numFmtId="164"' in numbers[2]
    assert 'formatCode="yyyy-mm-dd"' in styles
    day = _letters(xlsx.COLUMNS.index("date_start"))
    assert f'<c r="{day}2" s="2"><v>{(date(2023, 1, 25) - date(1899, 12, 30)).days}</v></c>' in page
    grey = _letters(xlsx.COLUMNS.index("side_a"))
    assert f'<c r="{grey}2" s="1" t="inlineStr">' in page


def test_columns_are_lettered_past_z() -> None:
    assert [_letters(at) for at in (0, 25, 26, 27, len(sheet.COLUMNS) - 1)] == ["A", "Z", "AA", "AB", "AG"]


def test_each_row_is_written_by_its_own_kinds_of_cells() -> None:
    stream = io.BytesIO()
    rows = Rows(stream, [Styles(plain=1, day=3), Styles(day=2), Styles()])
    rows.add(("a", date(2023, 1, 25), 1.5))
    rows.add((None, "#%d", 2))
    rows.add(("#", "a | b", " c"))
    assert stream.getvalue().decode("utf-8") == (
        '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>a</t></is></c><c r="B2" s="2"><v>44951</v></c>'
        '<c r="C2"><v>1.5</v></c></row>'
        '<row r="3"><c r="B3" t="inlineStr"><is><t>#%d</t></is></c><c r="C3"><v>2</v></c></row>'
        '<row r="4"><c r="A4" s="1" t="inlineStr"><is><t>#</t></is></c><c r="B4" t="inlineStr"><is><t>a | b</t></is></c>'
        '<c r="C4" t="inlineStr"><is><t xml:space="preserve"> c</t></is></c></row>'
    )
