"""An Excel workbook: incidents with typed cells and drop-downs, and the claims behind them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.errors import DatelineError
from dateline.publish import sheet
from dateline.publish.formats import Export, Written
from dateline.publish.items import Item
from dateline.publish.rows import Rows, Styles, fill_workbook
from dateline.publish.wire import ClaimLine
from dateline.publish.words import toll_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS = tuple(column.name for column in sheet.COLUMNS)
CLAIM_COLUMNS = (
    ("incident", 18), ("claim", 18), ("report", 18), ("outlet", 20), ("published", 12), ("title", 40),
    ("speaker", 30), ("kind", 14), ("toll", 30), ("date_start", 12), ("date_end", 12), ("place", 20),
    ("status", 16), ("words", 80),
)  # fmt: skip
INCIDENTS, CLAIMS, ABOUT, LISTS = "Incidents", "Claims", "About", "Lists"
_INCIDENTS_FILE, _CLAIMS_FILE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
_MAX_ROWS = 1_048_576  # of an Excel sheet, headings included
_EPOCH = datetime(2000, 1, 1)  # written as the day of making, so that the same incidents give the same bytes
_ABOUT = (
    "Incidents: one row each. Cells of white columns can be changed and brought back; grey ones cannot.",
    "Keep the columns `id` and `check`: they tell which incident a row is and whether it has changed since.",
    "Empty: nobody says. 0: they say nobody. Dates are dates, not text.",
    "Claims: what each report says, and the words it was read from.",
    "Totals of other incidents carry total_of; do not add them to their parts.",
)


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """The workbook; refuses more incidents than a sheet has rows. Claims that find no row any more are counted."""
    left_out: Counter[str] = Counter()
    with (
        tempfile.TemporaryFile() as first,
        tempfile.TemporaryFile() as second,
        tempfile.TemporaryFile() as made,
    ):
        frame = _Frame()
        incidents = Rows(first, [frame.styles_of(column) for column in sheet.COLUMNS])
        claims = Rows(second, [Styles(day=frame.day)] * len(CLAIM_COLUMNS))
        for item in items:
            _add(item, incidents, claims, left_out)
        frame.write(made, incidents.count, claims.count)
        fill_workbook(made, {_INCIDENTS_FILE: incidents, _CLAIMS_FILE: claims}, stream)
    return Written(incidents.count, dict(left_out))


def _add(item: Item, incidents: Rows, claims: Rows, left_out: Counter[str]) -> None:
    """Writes one incident and its claims."""
    if incidents.count + 1 >= _MAX_ROWS:
        raise DatelineError(
            f"a sheet has room for {_MAX_ROWS - 1} incidents",
            where="xlsx",
            remedy="Export jsonl or geoparquet, or fewer incidents.",
        )
    incidents.add(sheet.cells_of(item))
    told = item.incident.claims if isinstance(item.incident.claims, tuple) else ()
    for claim in told:
        if claims.count + 1 < _MAX_ROWS:
            claims.add(_claim_cells(item, claim))
        else:
            left_out["claims for which the sheet has no row"] += 1


class _Frame:
    """The workbook around the rows: headings, formats, panes, drop-downs. The formats are numbered in this order."""

    locked, day, locked_day = 1, 2, 3

    def styles_of(self, column: sheet.Column) -> Styles:
        """The formats of one column's cells by their numbers."""
        if column.editable:
            return Styles(day=self.day)
        return Styles(plain=self.locked, day=self.locked_day)

    def write(self, stream: BinaryIO, rows: int, claim_rows: int) -> None:
        """The workbook without its rows, made for so many."""
        from xlsxwriter import Workbook

        with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            book.set_properties({"title": "Incidents", "created": _EPOCH})
            grey = {"bg_color": "#F0F0F0"}
            styles = [
                book.add_format(one)
                for one in (grey, {"num_format": "yyyy-mm-dd"}, {**grey, "num_format": "yyyy-mm-dd"})
            ]
            bold = {"bold": True, "bottom": 1, "valign": "top"}
            heads = [book.add_format({**bold, **grey}), book.add_format({**bold, "text_wrap": True})]
            pages = [book.add_worksheet(name) for name in (INCIDENTS, CLAIMS, ABOUT, LISTS)]
            _number(styles)
            _fill_incidents(pages[0], rows, styles, heads)
            _fill_claims(pages[1], claim_rows, heads[1])
            pages[2].set_column(0, 0, 110)
            pages[2].write_column(0, 0, _ABOUT)
            _fill_lists(pages[3])


def _number(styles: Sequence[Format]) -> None:
    """Gives the formats the numbers by which the rows call them: XlsxWriter numbers a format when it is first used."""
    for style in styles:
        style._get_xf_index()


def _fill_incidents(page: Worksheet, rows: int, styles: Sequence[Format], heads: Sequence[Format]) -> None:
    """Headings, widths, panes, filters, and drop-downs over the rows that are there and some more."""
    last = min(rows + 1000, _MAX_ROWS - 1)
    chosen = [column for column in sheet.COLUMNS if column.choices]
    for at, column in enumerate(sheet.COLUMNS):
        page.write_string(0, at, column.name, heads[column.editable])
        style = styles[1] if column.kind == "date" else None if column.editable else styles[0]
        page.set_column(at, at, column.width, style)
        if column in chosen:
            letter = "ABCDEFGH"[chosen.index(column)]
            source = f"={LISTS}!${letter}$1:${letter}${len(column.choices)}"
            page.data_validation(1, at, last, at, {"validate": "list", "source": source})
        elif column.kind == "number" and column.editable:
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True}
            page.data_validation(1, at, last, at, rule)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(rows, 1), len(sheet.COLUMNS) - 1)


def _fill_claims(page: Worksheet, rows: int, head: Format) -> None:
    for at, (name, width) in enumerate(CLAIM_COLUMNS):
        page.write_string(0, at, name, head)
        page.set_column(at, at, width)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(rows, 1), len(CLAIM_COLUMNS) - 1)


def _fill_lists(page: Worksheet) -> None:
    """The choices of the drop-downs, a column each, on a sheet that is hidden."""
    for at, column in enumerate(column for column in sheet.COLUMNS if column.choices):
        page.write_column(0, at, [str(choice) for choice in column.choices])
    page.hide()


def _claim_cells(item: Item, claim: ClaimLine) -> tuple[Any, ...]:
    """The cells of one claim under CLAIM_COLUMNS."""
    head = next((one for one in item.reports if one.id == claim.report), None)
    spans = {(span.start, span.end) for span in claim.evidence.get("incident", [])}
    words = [q.text for q in item.quotes if q.report == claim.report and (q.start, q.end) in spans]
    return (
        item.incident.id,
        claim.id,
        claim.report,
        head.outlet if head else None,
        head.published if head else None,
        head.title if head else None,
        "; ".join(source.as_written for source in claim.sources) or None,
        "; ".join(source.kind for source in claim.sources) or None,
        toll_text(claim.toll, claim.losses_stated) or None,
        claim.date_start,
        claim.date_end,
        claim.place,
        claim.verification,
        " […] ".join(words) or None,
    )


EXPORT = Export(name="xlsx", suffix=".xlsx", columns=COLUMNS, write=write, binary=True)
