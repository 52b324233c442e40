"""A situation as a Word document, for those who must edit it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.publish.drawings import draw_map, draw_timeline
from dateline.publish.sitrep_fonts import embed_fonts
from dateline.publish.sitrep_words import method_lines, refs
from dateline.publish.situation import Entry, Number, Row, Situation

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = datetime(2000, 1, 1)  # written as the day of making, so that the same situation gives the same bytes
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PICTURE_WIDTH_CM = 16.0


def write_docx(situation: Situation) -> bytes:
    """The document: the same words, tables and pictures as the page."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title = f"Situation report, {situation.title}"
    properties.author, properties.created, properties.modified = "dateline", _EPOCH, _EPOCH
    document.add_heading("Situation report", 0)
    document.add_paragraph(situation.title)
    _summary(document, situation.summary[0])
    document.add_heading("By day", 1)
    _picture(document, draw_timeline(situation.by_day))
    document.add_heading("Map", 1)
    _picture(document, draw_map(situation.entries))
    document.add_paragraph("Circles are as large as the place may be off by.")
    for heading, rows in (("By place", situation.by_place), ("By party", situation.by_actor)):
        document.add_heading(heading, 1)
        cells = [(row.name, *map(_number, (row.incidents, row.killed, row.injured))) for row in rows]
        _table(document, ("", "Incidents", "Killed", "Injured"), cells)
    _entries(document, "Incidents", situation.entries, empty="No incident in this period.")
    if situation.uncertain:
        _entries(document, "May belong to this period", situation.uncertain)
    document.add_heading("How this was counted", 1)
    for line in method_lines(situation):
        document.add_paragraph(line, style="List Bullet")
    embed_fonts(document)
    made = io.BytesIO()
    document.save(made)
    return _same_bytes(made.getvalue())


def _summary(document: Document, row: Row) -> None:
    named = (
        ("Incidents", row.incidents),
        ("People killed, where anybody counts", row.killed),
        ("People injured, where anybody counts", row.injured),
    )
    document.add_heading("Summary", 1)
    cells = [(name, _number(number), _change(number)) for name, number in named]
    _table(document, ("", "Number", "Change from the period before"), cells)


def _entries(document: Document, heading: str, entries: Sequence[Entry], *, empty: str = "") -> None:
    document.add_heading(heading, 1)
    if not entries:
        document.add_paragraph(empty)
    for entry in entries:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"[{entry.number}] {entry.what}").bold = True
        if entry.unconfirmed:
            paragraph.add_run(f"  unconfirmed: {entry.status}").italic = True
        paragraph.add_run(f"\n{entry.when} · {entry.where} · {entry.who}")
        paragraph.add_run(f"\n{entry.toll}. Says: {entry.says}. {'; '.join(entry.sources)} · {entry.id}")
        for quote in entry.quotes:
            document.add_paragraph(f"“{quote}”", style="Quote")


def _table(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Light List")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _number(number: Number) -> str:
    return f"{number.value} [{refs(number.entries)}]" if number.entries else str(number.value)


def _change(number: Number) -> str:
    return "" if number.before is None else f"{number.value - number.before:+d} from {number.before}"


def _picture(document: Document, svg: str) -> None:
    """Puts the drawing in; Word takes no SVG, so it is drawn as dots."""
    import typst
    from docx.shared import Cm

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(svg, encoding="utf-8")
        (folder / "page.typ").write_text(
            '#set page(width: 16cm, height: auto, margin: 0pt)\n#image("drawing.svg", width: 100%)',
            encoding="utf-8",
        )
        dots = typst.compile(str(folder / "page.typ"), format="png", ppi=150.0, ignore_system_fonts=True)
    document.add_picture(io.BytesIO(dots), width=Cm(_PICTURE_WIDTH_CM))


def _same_bytes(data: bytes) -> bytes:
    """The same archive with one fixed time on every file in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
