"""An Excel workbook: incidents with typed cells and drop-downs, and the claims behind them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.errors import DatelineError
from dateline.publish import sheet
from dateline.publish.formats import Export, Written
from dateline.publish.items import Item
from dateline.publish.wire import ClaimLine
from dateline.publish.words import toll_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS = tuple(column.name for column in sheet.COLUMNS)
CLAIM_COLUMNS = (
    ("incident", 18), ("claim", 18), ("report", 18), ("outlet", 20), ("published", 12), ("title", 40),
    ("speaker", 30), ("kind", 14), ("toll", 30), ("date_start", 12), ("date_end", 12), ("place", 20),
    ("status", 16), ("words", 80),
)  # fmt: skip
INCIDENTS, CLAIMS, ABOUT, LISTS = "Incidents", "Claims", "About", "Lists"
_MAX_ROWS = 1_048_576  # of an Excel sheet, headings included
_MAX_TEXT = 32_767  # characters of an Excel cell
_EPOCH = datetime(2000, 1, 1)  # written as the day of making, so that the same incidents give the same bytes
_ABOUT = (
    "Incidents: one row each. Cells of white columns can be changed and brought back; grey ones cannot.",
    "Keep the columns `id` and `check`: they tell which incident a row is and whether it has changed since.",
    "Empty: nobody says. 0: they say nobody. Dates are dates, not text.",
    "Claims: what each report says, and the words it was read from.",
    "Totals of other incidents carry total_of; do not add them to their parts.",
)


def write(items: Iterable[Item], stream: BinaryIO) -> Written:
    """The workbook; refuses more incidents than a sheet has rows."""
    from xlsxwriter import Workbook

    options = {
        "in_memory": False,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with Workbook(
        stream, {**options, "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        book.set_properties({"title": "Incidents", "created": _EPOCH})
        count = _Book(book).fill(items)
    return Written(count)


class _Book:
    """The sheets and the formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.locked = book.add_format({"bg_color": "#F0F0F0"})
        self.locked_head = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#F0F0F0", "valign": "top"}
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.incidents: Worksheet = book.add_worksheet(INCIDENTS)
        self.claims: Worksheet = book.add_worksheet(CLAIMS)
        self.about: Worksheet = book.add_worksheet(ABOUT)
        self.lists: Worksheet = book.add_worksheet(LISTS)

    def fill(self, items: Iterable[Item]) -> int:
        """How many incidents were written."""
        self._headings()
        row = claim_row = 0
        for item in items:
            row += 1
            if row >= _MAX_ROWS:
                raise DatelineError(
                    f"a sheet has room for {_MAX_ROWS - 1} incidents",
                    where="xlsx",
                    remedy="Export jsonl or geoparquet, or fewer incidents.",
                )
            self._incident(row, item)
            claim_row = self._claims_of(claim_row, item)
        self._finish(max(row, 1), claim_row)
        return row

    def _headings(self) -> None:
        for at, column in enumerate(sheet.COLUMNS):
            self.incidents.write_string(
                0, at, column.name, self.head if column.editable else self.locked_head
            )
            style = self.day if column.kind == "date" else None if column.editable else self.locked
            self.incidents.set_column(at, at, column.width, style)
        for at, (name, width) in enumerate(CLAIM_COLUMNS):
            self.claims.write_string(0, at, name, self.head)
            self.claims.set_column(at, at, width)
        self.about.set_column(0, 0, 110)
        for at, text in enumerate(_ABOUT):
            self.about.write_string(at, 0, text)

    def _incident(self, row: int, item: Item) -> None:
        for at, column in enumerate(sheet.COLUMNS):
            style = None if column.editable else self.locked
            self._put(self.incidents, row, at, column.cell(item), style)

    def _claims_of(self, row: int, item: Item) -> int:
        """The last row written."""
        claims = item.incident.claims if isinstance(item.incident.claims, tuple) else ()
        for claim in claims:
            if row + 1 >= _MAX_ROWS:
                return row
            row += 1
            for at, value in enumerate(_claim_cells(item, claim)):
                self._put(self.claims, row, at, value, None)
        return row

    def _put(self, page: Worksheet, row: int, at: int, value: Any, style: Format | None) -> None:
        """Writes one cell by the type of its value; text is never taken for a formula, a link or a number."""
        if value is None:
            return
        if isinstance(value, date):
            page.write_datetime(row, at, datetime(value.year, value.month, value.day), self.day)
        elif isinstance(value, int | float):
            page.write_number(row, at, value, style)
        else:
            page.write_string(row, at, str(value)[:_MAX_TEXT], style)

    def _finish(self, rows: int, claim_rows: int) -> None:
        """Panes, filters, drop-downs over the rows that are there and some more."""
        last = min(rows + 1000, _MAX_ROWS - 1)
        self.incidents.freeze_panes(1, 2)
        self.incidents.autofilter(0, 0, rows, len(sheet.COLUMNS) - 1)
        self.claims.freeze_panes(1, 0)
        self.claims.autofilter(0, 0, max(claim_rows, 1), len(CLAIM_COLUMNS) - 1)
        chosen = [column for column in sheet.COLUMNS if column.choices]
        for line in range(max(len(column.choices) for column in chosen)):
            for at, column in enumerate(chosen):
                if line < len(column.choices):
                    self.lists.write_string(line, at, str(column.choices[line]))
        for at, column in enumerate(sheet.COLUMNS):
            if column in chosen:
                letter = "ABCDEFGH"[chosen.index(column)]
                source = f"={LISTS}!${letter}$1:${letter}${len(column.choices)}"
                self.incidents.data_validation(1, at, last, at, {"validate": "list", "source": source})
            elif column.kind == "number" and column.editable:
                rule = {"validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True}
                self.incidents.data_validation(1, at, last, at, rule)
        self.lists.hide()


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
