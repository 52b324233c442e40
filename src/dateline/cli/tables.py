"""Incidents as a table a person reads: what, when, where, who, toll, who says so, and the words behind it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dateline.cli.terminal import console
from dateline.publish.items import Quote
from dateline.publish.wire import IncidentLine
from dateline.publish.words import toll_text, when_text, where_text, who_text

if TYPE_CHECKING:
    from rich.table import Table

HEADINGS = ("No.", "What", "When", "Where", "Who", "Toll", "Who says", "Status")
NARROW_HEADINGS = ("No.", "What and where", "When", "Who", "Toll, and who says so")
_WIDE = 130  # columns from which each field has a column of its own
_WIDTHS = (26, 19, 22, 30, 20, 20, 9)  # of the columns after the number, at most, on a page of 160
_GAP = 3  # columns between two fields
_MAX_QUOTE = 400
_ID_SIGNS = 8


def print_incidents(
    lines: Sequence[IncidentLine],
    quotes: Mapping[str, Sequence[Quote]],
    *,
    title: str = "",
    ids: bool = False,
) -> None:
    """Nothing; a table of incidents stands on stdout, and under it the sentences each was read from.

    With `ids` rows carry the beginning of the incident's id, as `show` takes it; else their number.
    """
    marks = [line.id[:_ID_SIGNS] if ids else str(number) for number, line in enumerate(lines, 1)]
    page = console()
    if title:
        page.print(title, style="bold")
    page.print(_table(marks, lines, page.width))
    for mark, line in zip(marks, lines, strict=True):
        for number, row in enumerate(_quote_rows(quotes.get(line.id, ()), page.width - len(mark) - 6)):
            page.print(f"  {mark if number == 0 else ' ' * len(mark)}  {row}", style="dim", soft_wrap=True)
    page.print()


def _table(marks: Sequence[str], lines: Sequence[IncidentLine], width: int) -> Table:
    """A column a field where the page is wide; else five columns, with related fields under each other."""
    from rich import box
    from rich.table import Table

    wide = width >= _WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, leading=0 if wide else 1)
    table.add_column(HEADINGS[0], no_wrap=True)
    if wide:
        for heading, most in zip(HEADINGS[1:], _WIDTHS, strict=True):
            table.add_column(heading, overflow="fold", max_width=most * max(width, 160) // 160)
    else:
        for heading, own in zip(NARROW_HEADINGS[1:], _narrow_widths(marks, width), strict=True):
            table.add_column(heading, overflow="fold", width=own)
    for mark, line in zip(marks, lines, strict=True):
        table.add_row(mark, *map(_breakable, cells_of(line) if wide else _narrow_cells(line)))
    return table


def _narrow_widths(marks: Sequence[str], width: int) -> tuple[int, int, int, int]:
    """Columns of what, when, who and toll on a narrow page; what and when hold their longest words."""
    left = max(width, 80) - max(map(len, (HEADINGS[0], *marks))) - _GAP * (len(NARROW_HEADINGS) - 1)
    what, when = max(22, left * 29 // 100), max(11, left * 15 // 100)
    who = (left - what - when) // 2
    return what, when, who, left - what - when - who


def _narrow_cells(line: IncidentLine) -> tuple[str, ...]:
    what, when, where, who, toll, says, status = cells_of(line)
    return f"{what}\n{where}", when, who, f"{toll}\n{says}: {status}"


def _breakable(cell: str) -> str:
    """The cell with room to end a line in a chain of words with slashes; remarks on a line of their own."""
    return re.sub(r" (?=\((?:total|background))", "\n", re.sub(r"/(?=[a-z]{6,} [a-z])", "/ ", cell))


def _quote_rows(quotes: Iterable[Quote], width: int) -> Iterator[str]:
    """Lines of the page for these sentences: a bar before each sentence, further lines under its first word."""
    for words in quoted(quotes):
        first, *others = folded(words.removeprefix("| "), max(width, 20))
        yield f"| {first}"
        yield from (f"  {row}" for row in others)


def folded(words: str, width: int) -> list[str]:
    """Lines of at most this width, none of which is a last word left alone where that can be helped."""
    rows = textwrap.wrap(words, width) or [""]
    for narrower in range(width - 1, width * 3 // 4, -1):
        if len(rows) < 2 or " " in rows[-1]:
            break
        rows = textwrap.wrap(words, narrower)
    return rows


def by_date(lines: Iterable[IncidentLine]) -> list[IncidentLine]:
    """Incidents in the order of their days; those of unknown date last."""
    return sorted(lines, key=lambda line: (line.date_start or date.max, line.date_end or date.max, line.id))


def cells_of(line: IncidentLine) -> tuple[str, ...]:
    """The cells of one incident under HEADINGS, without its number."""
    return (
        what_text(line),
        when_text(line),
        where_text(line.place) + (" (not placed)" if line.place and line.place.latitude is None else ""),
        who_text(line),
        toll_text(line.toll, line.losses_stated) or "not stated",
        says_text(line),
        line.verification.replace("_", " "),
    )


def what_text(line: IncidentLine) -> str:
    """The sub-event, and whether it is a total or told as history."""
    text = str(line.sub_event_type)
    if line.sums or isinstance(line.count, int):
        text += f" (total of {line.count if isinstance(line.count, int) else len(line.sums)})"
    return f"{text} (background)" if line.background else text


def says_text(line: IncidentLine) -> str:
    """Who says so and through whom; a party to the conflict is marked."""
    told = []
    for source in line.sources:
        via = f" via {', '.join(source.via)}" if source.via else ""
        party = " [a party]" if source.party_to_conflict else ""
        told.append(f"{source.as_written}{via}{party}")
    return "; ".join(dict.fromkeys(told))


def quoted(quotes: Iterable[Quote]) -> list[str]:
    """Sentences after a bar, white space folded, long ones cut."""
    shown = []
    for quote in quotes:
        words = " ".join(quote.text.split())
        words = words[:_MAX_QUOTE] + ("…" if len(words) > _MAX_QUOTE else "")
        shown.append(f"| {words}")
    return shown
