"""What was said when, what changed since, and who ruled: `diff`, `asof`, `changes`, `releases`, `rulings`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.publishing import (
    AreaChoice,
    Delay,
    HeldBackFile,
    Preset,
    digest_of,
    rules_of,
    target,
    tell_held,
    write_held,
)
from dateline.cli.terminal import DONE, HERE, AsJson, ProjectDir, counted, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.past import Happening, Point
    from dateline.publish.items import Item
    from dateline.reconcile.history import Difference

_WHEN = "A release's tag, a day (its end, UTC), a moment, or now."
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="PATH", show_default="stdout", help="The file.")
]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    for command in (diff, asof, changes, releases, rulings):
        app.command(command.__name__)(command)


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_WHEN)],
    after: Annotated[str, typer.Argument(metavar="B", help=_WHEN)] = "now",
    project: ProjectDir = HERE,
    json: AsJson = False,
    preset: Preset = "internal",
    delay: Delay = 0,
    area: AreaChoice = "cell",
) -> int:
    """What changed from A to B: every incident, and every unit of every total."""
    from dateline.past import compare_moments, lens_of

    rules = rules_of(area, delay)
    with opened(project) as store:
        lens = lens_of(store, preset, rules)
        compared = compare_moments(store, before, after, lens)
    first, second, difference = compared.first, compared.second, compared.difference
    if first.at > second.at:
        say(f"note: {first.label} is later than {second.label}")
    print_lines(_json(difference) if json else _told(difference, first, second))
    say(counted(len(difference.changes), "change"))
    if lens is not None:
        tell_held(lens.held, preset)
    return DONE


def _json(difference: Difference) -> Iterator[str]:
    """A line with the totals of both, then a line a change; the changes' totals add up to the difference."""
    import msgspec

    heads = {name: getattr(difference, name) for name in ("before", "after", "sum_of_changes")}
    yield msgspec.json.encode(heads).decode("utf-8")
    for change in difference.changes:
        yield msgspec.json.encode(change).decode("utf-8")


def _told(difference: Difference, first: Point, second: Point) -> Iterator[str]:
    from dateline.past.words import change_lines, change_title

    names = sorted({*difference.before, *difference.after})
    width = max((len(name) for name in names), default=0)
    left, right = max(len(first.label), 9), max(len(second.label), 9)
    yield f"{'':{width}}  {first.label:>{left}}  {second.label:>{right}}     change"
    for name in names:
        old, new = difference.before.get(name, 0), difference.after.get(name, 0)
        moved = difference.sum_of_changes.get(name, 0)
        yield f"{name:{width}}  {old:>{left},}  {new:>{right},}  {moved:>+9,}"
    for change in difference.changes:
        yield ""
        yield change_title(change)
        yield from (f"  {line}" for line in change_lines(change))


def asof(
    date: Annotated[str, typer.Argument(metavar="DATE", help=_WHEN)],
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="As `export` takes it.")] = "jsonl",
    project: ProjectDir = HERE,
    preset: Preset = "internal",
    profile: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A coding profile, or the path of one.", show_default="none"),
    ] = None,
    delay: Delay = 0,
    area: AreaChoice = "cell",
    output: Output = None,
) -> int:
    """Write the export of that day again, byte for byte; a delay counts from that day."""
    from dateline.past import find_moment
    from dateline.publish.collapse import code_items
    from dateline.publish.formats import load_export
    from dateline.publish.items import make_items
    from dateline.publish.profiles import load_profile
    from dateline.publish.redact import redact_items

    chosen = load_export(format)
    if chosen.binary and output is None and sys.stdout.isatty():
        raise DatelineError(f"{format} is not text", remedy=f"Name a file: -o incidents{chosen.suffix}")
    with opened(project) as store:
        moment = find_moment(store, date)
        items: Iterable[Item] = make_items(moment.state.incidents, moment.state.claims, store.report)
        if profile is not None:
            items = code_items(items, load_profile(profile))
        held: Counter[str] = Counter()
        rules = rules_of(area, delay, day=moment.at.date())
        with target(output) as stream:
            written = chosen.write(redact_items(items, preset, held, rules), stream)
        facts = {"format": format, "preset": preset, "incidents": written.incidents, **digest_of(output)}
        store.record("export", asof=date, **facts)
    say(f"{counted(written.incidents, 'incident')} as of {moment.at.isoformat(timespec='seconds')}")
    tell_held(held, preset)
    return DONE


def changes(
    project: ProjectDir = HERE,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day or moment on (UTC).", show_default="all")
    ] = None,
    json: AsJson = False,
    atom: Annotated[bool, typer.Option("--atom", help="An Atom feed of the last 200.")] = False,
    preset: Preset = "internal",
    delay: Delay = 0,
    area: AreaChoice = "cell",
    held_back: HeldBackFile = None,
    output: Output = None,
) -> int:
    """The feed of changes: what each linking did to the incidents, the oldest first, as the preset lets it out."""
    from dateline.past import lens_of, list_changes, start_of, write_atom, write_lines

    rules = rules_of(area, delay)
    with opened(project) as store:
        lens = lens_of(store, preset, rules)
        first = start_of(since, "--since") if since else None
        found = list(list_changes(store, first, show=lens.show if lens else None))
        if lens is not None:
            store.record("changes", preset=preset, changes=len(found))
    if atom:
        lines: Iterable[bytes] = [write_atom(found, title=f"Changes in {project.resolve().name}")]
    else:
        lines = write_lines(found) if json else (_in_words(one).encode("utf-8") for one in found)
    with target(output) as stream:
        stream.writelines(lines)
    say(counted(len(found), "change"))
    held = lens.held if lens else Counter[str]()
    tell_held(held, preset)
    if held_back is not None:
        write_held(held_back, held, preset)
    return DONE


def _in_words(one: Happening) -> str:
    from dateline.past.words import change_lines, change_title

    head = f"{one.at:%Y-%m-%d %H:%M}  {change_title(one.change)}"
    return "\n".join([head, *(f"  {line}" for line in change_lines(one.change))]) + "\n"


def releases(project: ProjectDir = HERE, json: AsJson = False) -> int:
    """The releases of this project: tag, day, preset, incidents and dead."""
    import msgspec

    from dateline.past import list_releases

    with opened(project) as store:
        found = list_releases(store)
    if json:
        print_lines(msgspec.json.encode(one).decode("utf-8") for one in found)
        return DONE
    for one in found:
        killed = f"{one.totals.get('killed', 0):,} killed"
        told = (one.tag, f"{one.made_at:%Y-%m-%d}", one.preset, counted(one.incidents, "incident"), killed)
        print_lines(["  ".join(told)])
    say(counted(len(found), "release"))
    return DONE


def rulings(
    project: ProjectDir = HERE,
    lost: Annotated[bool, typer.Option("--lost", help="Only those that have no effect.")] = False,
    json: AsJson = False,
) -> int:
    """Every ruling: who, when, on what, and whether it is in force, taken back or lost."""
    import msgspec

    from dateline.past import list_fates, list_lost

    with opened(project) as store:
        found = list_lost(store) if lost else list_fates(store)
    if json:
        print_lines(msgspec.json.encode(one).decode("utf-8") for one in found)
        return DONE
    for one in found:
        made = one.decision
        on = " ".join(word for word in (made.subject, made.field, made.note) if word)
        print_lines([f"{made.made_at:%Y-%m-%d %H:%M}  {made.analyst}  {made.judgement}  {on}  {one.fate}"])
        if one.words:
            print_lines([f"  report {one.report_id} | {one.words}"])
    say(counted(len(found), "ruling"))
    return DONE
