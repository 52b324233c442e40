"""`release`: a folder with every export and all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.publishing import AreaChoice, Delay, rules_of
from dateline.cli.terminal import DONE, HERE, ProjectDir, counted, given_day, opened, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PROFILES = {"acled": "acled-like", "ged": "ucdp-like"}


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
    import hashlib

    from dateline import __version__
    from dateline.past import freeze, record_release, refuse_known_tag
    from dateline.plugins import list_plugins
    from dateline.publish.items import make_items
    from dateline.publish.package import CHECKSUMS, Release, write_release
    from dateline.publish.profiles import load_profile

    if not _TAG.fullmatch(tag):
        raise DatelineError(
            f"{tag!r} cannot be a tag", remedy="Use letters, digits, dot, dash and underscore."
        )
    folder = output or project / "releases" / tag
    with opened(project) as store:
        refuse_known_tag(store, tag)
        history, state = freeze(store)

        def items() -> Iterator[Item]:
            return make_items(state.incidents, state.claims, store.report)

        made = Release(
            tag=tag,
            day=given_day(day, "--date") or date.today(),
            title=title or project.resolve().name,
            version=__version__,
            licence=licence,
            preset=preset,
            formats=tuple(list_plugins("exports")),
            extractors=tuple(sorted({claim.extractor for claim in state.claims})),
            area=rules_of(area, delay).area,
            delay_days=delay,
        )
        manifest = write_release(
            folder, made, items, {name: load_profile(profile) for name, profile in _PROFILES.items()}
        )
        checksums = hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()
        record_release(store, tag, history, preset=preset, sha256=checksums)
    for about in manifest["exports"].values():
        say(f"{counted(about['incidents'], 'incident')} in {about['file']}")
    say(f"release {tag} stands in {folder}")
    return DONE
