"""The workbook read back by another reader: types, empties, formulas that stay text, drop-downs."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from dateline.errors import DatelineError
from dateline.publish import sheet, xlsx
from dateline.publish.changes import Changes, read_changes
from dateline.publish.items import Item
from dateline.records import Actor


def rows_of(name: str, *items: Item) -> list[list[Any]]:
    """The cells of one sheet."""
    stream = io.BytesIO()
    xlsx.write(items, stream)
    stream.seek(0)
    return CalamineWorkbook.from_filelike(stream).get_sheet_by_name(name).to_python()


def test_cells_keep_their_types(item: Item) -> None:
    heads, row = rows_of(xlsx.INCIDENTS, item)
    assert tuple(heads) == xlsx.COLUMNS
    cells = dict(zip(heads, row, strict=True))
    assert cells["date_start"] == date(2023, 1, 25)
    assert (cells["latitude"], cells["killed_best"]) == (25.5, 2)
    assert cells["injured_best"] == ""
    assert cells["check"] == sheet.check_of(item)


def test_claims_stand_with_their_words(item: Item) -> None:
    heads, row = rows_of(xlsx.CLAIMS, item)
    cells = dict(zip(heads, row, strict=True))
    assert (cells["incident"], cells["speaker"], cells["toll"]) == ("i1", "a resident", "2 killed")
    assert cells["words"].startswith("Rebels of the River Army overran")


def test_a_formula_and_a_link_stay_text(item: Item) -> None:
    bad = (Actor(as_written="x", name="=1+1"), Actor(as_written="y", name="https://x.example"))
    _, row = rows_of(
        xlsx.INCIDENTS,
        msgspec.structs.replace(item, incident=msgspec.structs.replace(item.incident, side_a=bad)),
    )
    assert row[xlsx.COLUMNS.index("side_a")] == "=1+1; https://x.example"
    stream = io.BytesIO()
    xlsx.write([item], stream)
    with zipfile.ZipFile(stream) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert "<f>" not in page
    assert page.count("<dataValidation ") == 7
    assert 'state="frozen"' in page


def test_the_same_incidents_give_the_same_bytes(item: Item) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    xlsx.write([item], first)
    xlsx.write([item], second)
    assert first.getvalue() == second.getvalue()


def test_the_check_changes_with_an_editable_value_only(item: Item) -> None:
    line = item.incident
    other_toll = msgspec.structs.replace(item, incident=msgspec.structs.replace(line, toll=()))
    other_sum = msgspec.structs.replace(item, incident=msgspec.structs.replace(line, background=True))
    assert sheet.check_of(other_toll) != sheet.check_of(item) == sheet.check_of(other_sum)


def test_more_incidents_than_a_sheet_has_rows_are_refused(
    item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MAX_ROWS", 3)
    assert xlsx.write([item, item], io.BytesIO()).incidents == 2
    with pytest.raises(DatelineError, match=r"a sheet has room for 2 incidents\. Export jsonl"):
        xlsx.write([item, item, item], io.BytesIO())


def test_a_sheet_of_headings_alone_changes_nothing(item: Item) -> None:
    stream = io.BytesIO()
    xlsx.write([], stream)
    assert read_changes(stream.getvalue(), [item], name="x.xlsx") == Changes(changed=(), refused=())


def test_what_was_written_comes_back_unchanged(item: Item) -> None:
    stream = io.BytesIO()
    xlsx.write([item], stream)
    assert read_changes(stream.getvalue(), [item], name="x.xlsx") == Changes(changed=(), refused=())
