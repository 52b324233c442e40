"""Incidents as a table a person reads: what, when, where, who, toll, who says so, and the words behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.cli.terminal import console
from dateline.publish.items import Quote
from dateline.publish.wire import IncidentLine
from dateline.publish.words import toll_text, when_text, where_text, who_text

HEADINGS = ("", "What", "When", "Where", "Who", "Toll", "Who says", "Status")
_MAX_QUOTE = 400


def print_incidents(
    lines: Sequence[IncidentLine],
    quotes: Mapping[str, Sequence[Quote]],
    *,
    title: str = "",
    ids: bool = False,
) -> None:
    """Nothing; a table of incidents stands on stdout, and under it the sentences each was read from."""
    from rich import box
    from rich.table import Table

    table = Table(
        *(HEADINGS[0:1] + HEADINGS[1:]), box=box.SIMPLE_HEAD, title=title or None, title_justify="left"
    )
    for number, line in enumerate(lines, 1):
        table.add_row(line.id if ids else str(number), *cells_of(line))
    page = console()
    page.print(table)
    for number, line in enumerate(lines, 1):
        for words in quoted(quotes.get(line.id, ())):
            page.print(f"  {line.id if ids else number}  {words}", style="dim")


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
    """Sentences in quotation marks, white space folded, long ones cut."""
    shown = []
    for quote in quotes:
        words = " ".join(quote.text.split())
        shown.append(f"“{words[:_MAX_QUOTE]}{'…' if len(words) > _MAX_QUOTE else ''}”")
    return shown
