"""A formula nobody has computed and an error are no empty cells: what stood there is not erased by them."""

from __future__ import annotations

import io
import zipfile

import pytest

from dateline.publish.unsaid import unsaid_cells

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    '<row r="2"><c r="A2"><f>SUM(2,3)</f><v></v></c><c r="B2"><f>SUM(2,3)</f><v>5</v></c><c r="C2"><f>1+1</f></c></row>'
    '<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="AB3" t="str"><f t="shared" si="0"/><v/></c><c r="AC3"/></row>'
)


def workbook(rows: str, *, prefix: str = "", target: str = "worksheets/sheet2.xml") -> bytes:
    """The bytes of an archive with two sheets, of which the second has the rows."""
    stream = io.BytesIO()
    for tag in ("row", "c", "v", "f"):
        rows = rows.replace(f"<{tag}>", f"<{prefix}{tag}>").replace(f"<{tag} ", f"<{prefix}{tag} ")
        rows = rows.replace(f"</{tag}>", f"</{prefix}{tag}>").replace(f"<{tag}/>", f"<{prefix}{tag}/>")
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<workbook><sheets><sheet name="Other" sheetId="1" r:id="rId1"/>'
            '<sheet name="Incidents" sheetId="2" r:id="rId2"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Target="{target}" Id="rId2"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
        archive.writestr(
            "xl/worksheets/sheet2.xml", f"<{prefix}worksheet><{prefix}sheetData>{rows}</{prefix}sheetData>"
        )
    return stream.getvalue()


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("target", ["worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml"])
def test_cells_without_a_value_of_their_own_are_found(prefix: str, target: str) -> None:
    found = unsaid_cells(workbook(ROWS, prefix=prefix, target=target), "Incidents")
    assert found == {(1, 0), (1, 2), (2, 0), (2, 27)}


def test_other_sheets_and_other_files_have_none() -> None:
    assert unsaid_cells(workbook(ROWS), "Other") == frozenset()
    assert unsaid_cells(workbook(ROWS), "Missing") == frozenset()
    assert unsaid_cells(b"\xd0\xcf\x11\xe0 an old workbook", "Incidents") == frozenset()
