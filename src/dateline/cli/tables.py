"""Incidents as a table a person reads: what, when, where, who, toll, who says so, and the words behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dateline.cli.terminal import console
from dateline.publish.items import Quote
from dateline.publish.wire import IncidentLine
from dateline.publish.words import toll_text, when_text, where_text, who_text

HEADINGS = ("No.", "What", "When", "Where", "Who", "Toll", "Who says", "Status")
_MAX_QUOTE = 400
_ID_SIGNS = 8
_SHARES = (16, 11, 12, 21, 15, 17, 9)  # per cent of the page that each column may take at most


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
    from rich import box
    from rich.table import Table

    marks = [line.id[:_ID_SIGNS] if ids else str(number) for number, line in enumerate(lines, 1)]
    page = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(HEADINGS[0], no_wrap=True)
    for heading, share in zip(HEADINGS[1:], _SHARES, strict=True):
        table.add_column(heading, overflow="fold", max_width=max(8, page.width * share // 100))
    for mark, line in zip(marks, lines, strict=True):
        table.add_row(mark, *cells_of(line))
    if title:
        page.print(title, style="bold")
    page.print(table)
    for mark, line in zip(marks, lines, strict=True):
        for words in quoted(quotes.get(line.id, ())):
            page.print(f"  {mark}  {words}", style="dim")
    page.print()


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
