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
from dateline.publish.sitrep_fonts import embed_fonts, font_folders
from dateline.publish.sitrep_words import method_lines, refs
from dateline.publish.situation import Entry, Number, Row, Situation

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = datetime(2000, 1, 1)  # written as the day of making, so that the same situation gives the same bytes
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PICTURE_WIDTH_CM = 17.0
_NOTHING = "No incident in this period."
_UNCERTAIN = "Their day is known too roughly to count them."


def write_docx(situation: Situation) -> bytes:
    """The document: the same words, tables and pictures as the page."""
    import docx

    document = docx.Document()
    _set_up(document, f"Situation report, {situation.title}")
    document.add_heading("Situation report", 0)
    document.add_paragraph(", ".join(part for part in (situation.title, situation.only) if part))
    _summary(document, situation.summary[0])
    document.add_heading(f"By {situation.step}", 1)
    _picture(document, draw_timeline(situation.by_time))
    document.add_heading("Map", 1)
    _picture(document, draw_map(situation.entries))
    document.add_paragraph("Circles are as large as the place may be off by.", style="Caption")
    for heading, rows in (("By place", situation.by_place), ("By party", situation.by_actor)):
        document.add_heading(heading, 1)
        cells = [(row.name, *map(_number, (row.incidents, row.killed, row.injured))) for row in rows]
        _table(document, ("", "Incidents", "Killed", "Injured"), cells, widths=(6.5, 3.5, 3.5, 3.5))
    _entries(document, "Incidents", situation.entries, note="" if situation.entries else _NOTHING)
    if situation.uncertain:
        _entries(document, "May belong to this period", situation.uncertain, note=_UNCERTAIN)
    document.add_heading("How this was counted", 1)
    for line in method_lines(situation):
        document.add_paragraph(line, style="List Bullet")
    embed_fonts(document)
    made = io.BytesIO()
    document.save(made)
    return _same_bytes(made.getvalue())


def _set_up(document: Document, title: str) -> None:
    """A4 with the margins of the printed page, and styles that suit any script: quotes are upright."""
    from docx.shared import Cm, Pt, RGBColor

    properties, page = document.core_properties, document.sections[0]
    properties.title, properties.author = title, "dateline"
    properties.created = properties.modified = _EPOCH
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.0)
    for name, size, grey in (("Normal", 10, 0x22), ("Quote", 9, 0x46), ("Caption", 8, 0x5A)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(grey, grey, grey)
        style.font.italic = style.font.bold = False
        style.paragraph_format.space_after = Pt(4)


def _summary(document: Document, row: Row) -> None:
    named = (
        ("Incidents", row.incidents),
        ("People killed, where anybody counts", row.killed),
        ("People injured, where anybody counts", row.injured),
    )
    document.add_heading("Summary", 1)
    cells = [(name, _number(number), _change(number)) for name, number in named]
    _table(document, ("", "Number", "Change from the period before"), cells, widths=(7.0, 4.0, 6.0))


def _entries(document: Document, heading: str, entries: Sequence[Entry], *, note: str = "") -> None:
    document.add_heading(heading, 1)
    if note:
        document.add_paragraph(note, style="Caption")
    for entry in entries:
        told = document.add_paragraph()
        told.paragraph_format.keep_together = True
        told.paragraph_format.keep_with_next = bool(entry.quotes)
        told.add_run(f"[{entry.number}] {entry.what}").bold = True
        if entry.unconfirmed:
            told.add_run(f"  unconfirmed: {entry.status}").italic = True
        told.add_run(f"\n{entry.when} · {entry.where} · {entry.who}")
        told.add_run(f"\n{entry.toll}. Says: {entry.says}. {'; '.join(entry.sources)} · {entry.id}")
        for quote in entry.quotes:
            said = document.add_paragraph(f"“{quote}”")
            said._p.style = "Quote"  # by its id: looked up by name, styles are half of the time


def _table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[float]
) -> None:
    """Lines between the rows, numbers to the right; the headings come again on the next page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(heads), style="Light Shading")
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in (("val", "0620"), ("firstColumn", "0"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for at, texts in enumerate((heads, *rows)):
        row = table.add_row()
        for number, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.text, cell.width = text, Cm(width)
            if number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _number(number: Number) -> str:
    if not number.told:
        return "–"
    return f"{number.value} [{refs(number.entries)}]" if number.entries else str(number.value)


def _change(number: Number) -> str:
    if number.before is None or not number.told:
        return ""
    by = number.value - number.before
    return f"{by:+d} from {number.before}" if by else f"0 from {number.before}"


def _picture(document: Document, svg: str) -> None:
    """Puts the drawing in, on one page with what follows; Word takes no SVG, so it is drawn as dots."""
    import typst
    from docx.shared import Cm

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(svg, encoding="utf-8")
        (folder / "page.typ").write_text(
            '#set page(width: 17cm, height: auto, margin: 0pt)\n#image("drawing.svg", width: 100%)',
            encoding="utf-8",
        )
        dots = typst.compile(
            str(folder / "page.typ"),
            format="png",
            ppi=150.0,
            font_paths=font_folders(),
            ignore_system_fonts=True,
        )
    document.add_picture(io.BytesIO(dots), width=Cm(_PICTURE_WIDTH_CM))
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _same_bytes(data: bytes) -> bytes:
    """The same archive with one fixed time on every file in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
