"""Coding profiles: `profile list|show|compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import DONE, HERE, ProjectDir, console, opened, print_lines, say

if TYPE_CHECKING:
    from dateline.publish.items import Coded

profile = typer.Typer(
    help="The rules by which a data set counts.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(profile, name="profile")


@profile.command("list")
def list_all() -> int:
    """The profiles that ship, and what each stands for."""
    from dateline.publish.profiles import list_profiles, load_profile

    print_lines(f"{name}  {load_profile(name).about}" for name in list_profiles())
    return DONE


@profile.command("show")
def show(name: Annotated[str, typer.Argument(help="A profile, or the path of one.")]) -> int:
    """Everything a profile says."""
    import msgspec

    from dateline.publish.profiles import load_profile

    print_lines([msgspec.json.format(msgspec.json.encode(load_profile(name)), indent=2).decode("utf-8")])
    return DONE


@profile.command("compare")
def compare(
    first: Annotated[str, typer.Argument(help="A profile.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    project: ProjectDir = HERE,
) -> int:
    """The same incidents counted by two profiles, side by side, with the reasons."""
    from rich import box
    from rich.table import Table

    from dateline.publish.collapse import code_item
    from dateline.publish.items import gather_items
    from dateline.publish.profiles import load_profile

    left, right = load_profile(first), load_profile(second)
    table = Table("Incident", left.identity, "because", right.identity, "because", box=box.SIMPLE_HEAD)
    totals = [0, 0]
    with opened(project) as store:
        for item in gather_items(store):
            coded = [code_item(item, one) for one in (left, right)]
            totals = [total + _counted(one) for total, one in zip(totals, coded, strict=True)]
            cells = [cell for one in coded for cell in (_figure(one), one.left_out or one.reason)]
            table.add_row(item.incident.id, *cells)
    console().print(table)
    say(f"dead in all: {totals[0]} by {left.identity}, {totals[1]} by {right.identity} (best, else low)")
    return DONE


def _figure(coded: Coded) -> str:
    if not coded.included:
        return "left out"
    if coded.low is None:
        return "?"
    return str(coded.low) if coded.low == coded.high else f"{coded.low}-{coded.best or ''}-{coded.high}"


def _counted(coded: Coded) -> int:
    if not coded.included:
        return 0
    return next((number for number in (coded.best, coded.low) if number is not None), 0)
