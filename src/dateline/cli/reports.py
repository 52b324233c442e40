"""`report`: the situation of a period as HTML, PDF or DOCX."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.publishing import AreaChoice, Delay, Preset, rules_of, target, tell_held
from dateline.cli.terminal import DONE, HERE, ProjectDir, counted, opened, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item
    from dateline.publish.redact import Rules


def register(app: typer.Typer) -> None:
    """Nothing; the command is in the app."""
    app.command("report")(report)


def report(
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help="2023-W04, 2023-01, 2023 or 2023-01-20..2023-01-26.")
    ],
    project: ProjectDir = HERE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", show_default="HTML to stdout", help=".html, .pdf or .docx."
        ),
    ] = None,
    preset: Preset = "internal",
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="A coding profile.", show_default="none")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Only incidents in this place or unit.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only incidents of this party.")] = None,
    delay: Delay = 0,
    area: AreaChoice = "cell",
) -> int:
    """The situation report of a period: every number names the incidents it counts."""
    from dateline.publish.collapse import code_items
    from dateline.publish.items import gather_items
    from dateline.publish.profiles import load_profile
    from dateline.publish.sitrep import WRITERS
    from dateline.publish.situation import make_situation, parse_period

    start, end = parse_period(period)
    suffix = output.suffix.lower() if output else ".html"
    if suffix not in WRITERS:
        raise DatelineError(
            f"no report is written as {suffix or 'a file without an ending'}",
            where=str(output),
            remedy=f"Known: {', '.join(WRITERS)}.",
        )
    chosen = load_profile(profile) if profile else None
    held, rules = Counter[str](), rules_of(area, delay)
    with opened(project) as store:
        items: Iterable[Item] = gather_items(store)
        items = code_items(items, chosen) if chosen else items
        situation = make_situation(
            _let_out(items, start, end, preset=preset, held=held, rules=rules),
            start,
            end,
            preset=preset,
            profile=chosen.identity if chosen else "",
            wanted=_wanted(place, actor),
            only=_only(place, actor),
        )
        with target(output) as stream:
            stream.write(WRITERS[suffix](situation))
        store.record("report", period=period, preset=preset, incidents=len(situation.entries))
    if output is None:
        sys.stdout.flush()
    say(
        f"{counted(len(situation.entries), 'incident')}, {len(situation.uncertain)} that may belong to the period"
    )
    tell_held(held, preset)
    return DONE


def _let_out(
    items: Iterable[Item], start: date, end: date, *, preset: str, held: Counter[str], rules: Rules
) -> Iterator[Item]:
    """Items as the preset lets them out; `held` counts of those only that can have happened in the period."""
    from dateline.publish.redact import check_preset, redact_items

    check_preset(preset)
    for item in items:
        line = item.incident
        first, last = line.date_start or date.min, line.date_end or line.date_start or date.max
        told = not line.sums and line.date_start is not None and first <= end and last >= start
        yield from redact_items((item,), preset, held if told else Counter(), rules)


def _only(place: str | None, actor: str | None) -> str:
    """What the report was narrowed to, in words."""
    parts = (f"in {place}" if place else "", f"of {actor}" if actor else "")
    return " ".join(part for part in parts if part)


def _wanted(place: str | None, actor: str | None) -> Callable[[Item], bool]:
    """True for incidents whose place, or a unit it lies in, and one of whose parties are called so.

    By the names that are let out: a choice can tell no more of a place than the report does.
    """

    def wanted(item: Item) -> bool:
        line = item.incident
        here = (
            [line.place.name, line.place.admin3, line.place.admin2, line.place.admin1, line.place.country]
            if (line.place)
            else []
        )
        parties = [
            name for one in (*line.side_a, *line.side_b) for name in (one.name, one.as_written, one.actor_id)
        ]
        return _matches(place, here) and _matches(actor, parties)

    return wanted


def _matches(words: str | None, names: Iterable[str | None]) -> bool:
    return words is None or any(words.casefold() == (name or "").casefold() for name in names)
