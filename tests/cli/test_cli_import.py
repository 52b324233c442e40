"""Out to Excel and back: exactly the changed cells, stale rows refused, strange files named."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from dateline.publish import changes, sheet
from dateline.stores import open_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def edit(run: Run, project: str, tmp_path: Path) -> Callable[..., str]:
    """A function that exports a workbook, changes cells by column name, and gives the new file's path."""

    def edited(
        changes: dict[str, Any],
        *,
        columns: list[str] | None = None,
        merge: bool = False,
        protect: bool = False,
    ) -> str:
        source, target = tmp_path / "out.xlsx", tmp_path / "edited.xlsx"
        assert run("export", "xlsx", "--project", project, "-o", str(source))[0] == 0
        heads, *rows = CalamineWorkbook.from_path(source).get_sheet_by_name("Incidents").to_python()
        order = columns or [str(head) for head in heads]
        with xlsxwriter.Workbook(
            target, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
        ) as book:
            page = book.add_worksheet("Incidents")
            page.write_row(0, 0, order)
            for at, row in enumerate(rows, 1):
                cells = dict(zip(heads, row, strict=True)) | changes
                page.write_row(at, 0, [cells.get(name, "") for name in order])
            if protect:
                page.protect("a word")
            if merge:
                page.merge_range(5, 0, 6, 1, "x")
        return str(target)

    return edited


def test_nothing_edited_is_nothing_changed(run: Run, project: str, edit: Callable[..., str]) -> None:
    assert run("import", edit({}), "--project", project, "--yes") == (0, "", "nothing to change\n")


def test_the_preview_lists_exactly_the_changed_cells(
    run: Run, project: str, edit: Callable[..., str]
) -> None:
    path = edit(
        {"killed_best": 3, "killed_high": 5, "date_start": datetime(2023, 1, 24), "verification": "confirmed"}
    )
    code, out, err = run("import", path, "--project", project, "--preview")
    assert code == 0
    assert out.splitlines() == [
        "i1  date_start: 2023-01-25 → 2023-01-24",
        "i1  killed_best: 2 → 3",
        "i1  killed_high: 2 → 5",
        "i1  verification: reported → confirmed",
    ]
    assert "nothing was applied" in err
    store = open_store(Path(project))
    assert store.counts().decisions == 0
    store.close()


def test_changes_come_back_as_rulings_and_change_the_incident(
    run: Run, project: str, edit: Callable[..., str]
) -> None:
    path = edit(
        {
            "killed_best": 3,
            "killed_high": 5,
            "sub_event_type": "Armed clash",
            "place": "Ora",
            "note": "rung up",
        }
    )
    code, _, err = run("import", path, "--project", project, "--yes", "--analyst", "vera")
    assert code == 0
    assert "5 cells of 1 incident taken back as 4 rulings" in err
    exported = run("export", "acled", "--project", project)[1]
    (row,) = csv.DictReader(io.StringIO(exported))
    assert (row["fatalities"], row["sub_event_type"], row["location"]) == ("3", "Armed clash", "Ora")
    store = open_store(Path(project))
    assert {decision.analyst for decision in store.decisions()} == {"vera"}
    store.close()


def test_a_place_that_is_only_renamed_keeps_its_point_and_that_is_said(
    run: Run, project: str, edit: Callable[..., str]
) -> None:
    said = "note: 1 place with a new name keeps the old point; change latitude and longitude too\n"
    assert said in run("import", edit({"place": "Ora"}), "--project", project, "--preview")[2]
    moved = edit({"place": "Ora", "latitude": 20.5, "longitude": 95.5})
    assert said not in run("import", moved, "--project", project, "--yes")[2]
    exported = run("export", "acled", "--project", project)[1]
    (row,) = csv.DictReader(io.StringIO(exported))
    assert (row["location"], row["latitude"], row["longitude"]) == ("Ora", "20.5", "95.5")


def test_a_stale_row_is_refused_with_the_reason(run: Run, project: str, edit: Callable[..., str]) -> None:
    path = edit({"killed_best": 3, "killed_high": 3})
    assert run("import", path, "--project", project, "--yes")[0] == 0
    code, out, err = run("import", path, "--project", project, "--yes")
    assert (code, out) == (2, "")
    assert "row 2: " in err
    assert "since the export" in err


def test_moved_columns_are_read_by_their_names(run: Run, project: str, edit: Callable[..., str]) -> None:
    order = sorted((column.name for column in sheet.COLUMNS), reverse=True)
    out = run("import", edit({"time_of_day": "dawn"}, columns=order), "--project", project, "--preview")[1]
    assert out == "i1  time_of_day: evening → dawn\n"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"killed_best": -1}, "killed_best: -1.0 is not a count"),
        ({"killed_best": "many"}, "killed_best: "),
        ({"sub_event_type": "Armed clash "}, ""),
        ({"sub_event_type": "Skirmish"}, "sub_event_type: 'Skirmish' is not one of the choices"),
        ({"side_a": "Someone"}, "side_a: this column cannot be changed here"),
        (
            {"date_start": "03/04/2023"},
            "date_start: '03/04/2023' can be read as two days; write it as 2023-01-25",
        ),
        ({"date_start": "soon"}, "date_start: 'soon' is not a day"),
        ({"id": "nobody"}, "no such incident now"),
        ({"id": ""}, "the row has no id"),
        ({"check": "old"}, "stale: the incident has changed since the export"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_whole(
    run: Run, project: str, edit: Callable[..., str], changes: dict[str, Any], reason: str
) -> None:
    code, out, err = run("import", edit({"time_of_day": "dawn"} | changes), "--project", project, "--yes")
    if not reason:
        assert code == 0
        return
    assert (code, out) == (2, "")
    assert f"row 2: {reason}" in err
    store = open_store(Path(project))
    assert store.counts().decisions == 0
    store.close()


@pytest.mark.parametrize("text", ["2023-01-24", "24 January 2023", "24 Jan. 2023", "24/01/2023", "24.1.2023"])
def test_days_written_as_text_are_read(run: Run, project: str, edit: Callable[..., str], text: str) -> None:
    out = run("import", edit({"date_start": text}), "--project", project, "--preview")[1]
    assert out == "i1  date_start: 2023-01-25 → 2023-01-24\n"


def test_text_that_looks_like_a_formula_comes_back_as_text(
    run: Run, project: str, edit: Callable[..., str]
) -> None:
    run("import", edit({"place": "=1+1"}), "--project", project, "--yes")
    assert ",'=1+1," in run("export", "acled", "--project", project)[1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is no workbook that can be read"),
        (b"id;check\r\nKaf\xe9;1\r\n", "it is a file of text, not a workbook"),
        ("id\tcheck\r\nCafé\t1".encode("utf-16"), "it is a file of text, not a workbook"),
        (b"PK\x03\x04 broken", "it is no workbook that can be read"),
    ],
)
def test_a_file_that_is_no_workbook_is_named(
    run: Run, project: str, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "strange.xlsx"
    path.write_bytes(content)
    code, out, err = run("import", str(path), "--project", project, "--yes")
    assert (code, out) == (2, "")
    assert f"{path}: {reason}" in err


def test_merged_cells_and_missing_headings_are_named(
    run: Run, project: str, edit: Callable[..., str]
) -> None:
    assert "it has merged cells" in run("import", edit({}, merge=True), "--project", project)[2]
    assert (
        "the headings check are missing"
        in run("import", edit({}, columns=["id", "place"]), "--project", project)[2]
    )
    assert "No such file" in run("import", "/nowhere.xlsx", "--project", project)[2]


def test_a_sheet_that_is_protected_is_read_and_a_workbook_with_a_password_is_named(
    run: Run, project: str, edit: Callable[..., str], tmp_path: Path
) -> None:
    path = edit({"time_of_day": "dawn"}, protect=True)
    assert run("import", path, "--project", project, "--preview")[1] == "i1  time_of_day: evening → dawn\n"
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(compound_file("EncryptedPackage"))
    code, out, err = run("import", str(locked), "--project", project, "--yes")
    assert (code, out) == (2, "")
    assert "it is locked with a password. Take it off" in err
    locked.write_bytes(compound_file("Workbook"))
    assert "it is no workbook that can be read" in run("import", str(locked), "--project", project)[2]


def test_no_row_at_all_and_headings_alone(run: Run, project: str, tmp_path: Path) -> None:
    empty, headings = tmp_path / "empty.xlsx", tmp_path / "headings.xlsx"
    for path, cells in ((empty, []), (headings, ["id", "check"])):
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Incidents").write_row(0, 0, cells)
    code, _, err = run("import", str(empty), "--project", project, "--yes")
    assert code == 2
    assert "the headings id and check are missing from the first row" in err
    assert run("import", str(headings), "--project", project, "--yes") == (0, "", "nothing to change\n")


def test_more_rows_than_a_sheet_has_are_refused(
    run: Run, project: str, edit: Callable[..., str], tmp_path: Path
) -> None:
    """A sheet made by another program, with a cell below the last row that Excel knows."""
    source, target = Path(edit({"time_of_day": "dawn"})), tmp_path / "long.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            page = old.read(name)
            if name.endswith("sheet1.xml"):
                row = (
                    b'<row r="1048577"><c r="A1048577" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
                )
                page = page.replace(b"</sheetData>", row)
            new.writestr(name, page)
    code, out, err = run("import", str(target), "--project", project, "--yes")
    assert (code, out) == (2, "")
    assert "it has 1,048,577 rows, more than the 1,048,576 of a sheet" in err


def test_an_archive_that_unpacks_without_end_is_refused(
    run: Run, project: str, edit: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_MAX_BYTES", 1000)
    assert "it unpacks to 0.0 GB" in run("import", edit({}), "--project", project)[2]


def compound_file(stream: str) -> bytes:
    """As much of the old container format as tells what is in it: its sign, and the name of a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1528) + stream.encode("utf-16-le") + bytes(480)


def test_an_impossible_toll_applies_nothing(run: Run, project: str, edit: Callable[..., str]) -> None:
    path = edit({"killed_best": 9})
    code, _, err = run("import", path, "--project", project, "--yes")
    assert code == 2
    assert "low <= best <= high" in err
    store = open_store(Path(project))
    assert store.counts().decisions == 0
    store.close()


@pytest.mark.parametrize(("column", "formula"), [("place", "=UPPER(A2)"), ("killed_best", "=1/0")])
def test_a_formula_without_a_result_and_an_error_erase_nothing(
    run: Run, project: str, edit: Callable[..., str], column: str, formula: str
) -> None:
    path = Path(edit({column: "HERE"}))
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    strings = re.findall(rb"<si>.*?</si>", members["xl/sharedStrings.xml"])
    number = strings.index(b"<si><t>HERE</t></si>")
    cell = re.compile(rb'<c r="([A-Z]+2)"[^>]*><v>%d</v></c>' % number)
    kind = b' t="e"' if formula == "=1/0" else b""
    new = (
        rb'<c r="\1"'
        + kind
        + b"><f>"
        + formula[1:].encode()
        + (b"</f><v>#DIV/0!</v></c>" if kind else b"</f></c>")
    )
    sheet_file = "xl/worksheets/sheet1.xml"
    members[sheet_file], count = cell.subn(new, members[sheet_file])
    assert count == 1
    with zipfile.ZipFile(path, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    code, out, err = run("import", str(path), "--project", project, "--preview")
    assert code in (1, 2)
    assert "(empty)" not in out
    assert (
        f"row 2: {column}: it is a formula without a saved result, or an error; write the value itself" in err
    )
