"""`redact`: what a preset would hold back, incident by incident and why, before anything leaves."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import typer

from dateline.cli.publishing import AreaChoice, Delay, Preset, rules_of
from dateline.cli.terminal import DONE, HERE, AsJson, ProjectDir, console, counted, opened, print_lines, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.publish.redact import Rules
    from dateline.stores import Store


def register(app: typer.Typer) -> None:
    """Nothing; the command is in the app."""
    app.command("redact")(redact)


def redact(
    project: ProjectDir = HERE,
    preset: Preset = "public",
    delay: Delay = 0,
    area: AreaChoice = "cell",
    json: AsJson = False,
) -> int:
    """Show what a preset would hold back from each incident, and why; the held words themselves are not shown."""
    import msgspec

    from dateline.publish.redact import held_back

    rules, total = rules_of(area, delay), Counter[str]()
    with opened(project) as store:
        rows = [(id, day, held) for id, day, held in _held(store, preset, rules)]
    for _, _, held in rows:
        total.update(held)
    if json:
        print_lines(
            msgspec.json.encode({"incident": id, "preset": preset, "held_back": held_back(held)}).decode(
                "utf-8"
            )
            for id, _, held in rows
        )
        return DONE
    from rich import box
    from rich.table import Table

    table = Table("Incident", "Day", "Held back", box=box.SIMPLE_HEAD)
    for id, day, held in rows:
        words = ", ".join(f"{one.count} {one.kind}" for one in held_back(held))
        table.add_row(id, str(day or "unknown"), words or "nothing")
    console().print(table)
    for one in held_back(total):
        say(f"{one.count} {one.kind}: {one.reason}")
    say(f"{counted(len(rows), 'incident')} by the preset {preset}")
    return DONE


def _held(store: Store, preset: str, rules: Rules) -> Iterator[tuple[str, date | None, Counter[str]]]:
    """Incident, its day, and what is held back from it by kind."""
    from dateline.publish.items import gather_items
    from dateline.publish.redact import redact_items

    for item in gather_items(store):
        held: Counter[str] = Counter()
        list(redact_items([item], preset, held, rules))
        yield item.incident.id, item.incident.date_start, held
