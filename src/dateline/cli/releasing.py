"""`release`: a folder with every export and all that belongs to it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.publishing import AreaChoice, Delay, rules_of
from dateline.cli.terminal import DONE, HERE, ProjectDir, counted, given_day, opened, say
from dateline.errors import DatelineError

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def register(app: typer.Typer) -> None:
    """Nothing; the command is in the app."""
    app.command("release")(release)


def release(
    tag: Annotated[str, typer.Argument(help="Its name, such as 2023-01.")],
    project: ProjectDir = HERE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", show_default="releases/TAG in the project")
    ] = None,
    preset: Annotated[str, typer.Option(help="internal, partner or public.")] = "public",
    title: Annotated[
        str | None, typer.Option(help="Of the data set.", show_default="the project's name")
    ] = None,
    licence: Annotated[str, typer.Option(help="Of the data, as SPDX names it.")] = "CC-BY-4.0",
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", show_default="today")] = None,
    delay: Delay = 0,
    area: AreaChoice = "cell",
) -> int:
    """Write a folder with every export and all that belongs to it; `diff` and `asof` know it by its tag."""
    from dateline.releases import make_release

    if not _TAG.fullmatch(tag):
        raise DatelineError(
            f"{tag!r} cannot be a tag", remedy="Use letters, digits, dot, dash and underscore."
        )
    folder = output or project / "releases" / tag
    with opened(project) as store:
        manifest = make_release(
            store,
            folder,
            tag=tag,
            day=given_day(day, "--date") or date.today(),
            title=title or project.resolve().name,
            licence=licence,
            preset=preset,
            area=rules_of(area, delay).area,
            delay_days=delay,
        )
    for about in manifest["exports"].values():
        say(f"{counted(about['incidents'], 'incident')} in {about['file']}")
    say(f"release {tag} stands in {folder}")
    return DONE
