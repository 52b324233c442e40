"""`export`: incidents to files, one format a plug-in, redacted before any format sees them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dateline.cli.terminal import HERE, ProjectDir, counted, opened, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item


_FORMATS = "jsonl, acled, ged, plover, geojson, hxl, gpkg, geoparquet, xlsx, or a plug-in's."


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.command("export")(export)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORMATS)],
    project: ProjectDir = HERE,
    preset: Annotated[str, typer.Option(help="internal, partner or public.")] = "internal",
    profile: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A coding profile, or the path of one.", show_default="none"),
    ] = None,
    delay: Annotated[
        int, typer.Option(min=0, metavar="DAYS", help="Hold back what is newer than so many days.")
    ] = 0,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", show_default="stdout", help="The file.")
    ] = None,
) -> int:
    """Write all incidents in one format, to stdout or to a file."""
    from dateline.publish.collapse import code_items
    from dateline.publish.formats import load_export
    from dateline.publish.items import make_items
    from dateline.publish.profiles import load_profile
    from dateline.publish.redact import REASONS, hold_recent, redact_items

    chosen = load_export(format)
    if chosen.binary and output is None and sys.stdout.isatty():
        raise DatelineError(f"{format} is not text", remedy=f"Name a file: -o incidents{chosen.suffix}")
    held: Counter[str] = Counter()
    with opened(project) as store:
        items: Iterable[Item] = make_items(store.incidents(), store.claim, store.report)
        items = hold_recent(items, date.today() - timedelta(days=delay) if delay else None, held)
        if profile is not None:
            items = code_items(items, load_profile(profile))
        with target(output) as stream:
            written = chosen.write(redact_items(items, preset, held), stream)
    say(f"{counted(written.incidents, 'incident')} written" + (f" to {output}" if output else ""))
    for reason, count in written.left_out.items():
        say(f"{count} left out: {reason}")
    for kind, count in sorted(held.items()):
        if count:
            say(f"held back ({preset}): {count} {kind}: {REASONS[kind]}")
    return 0


@contextmanager
def target(output: Path | None) -> Iterator[BinaryIO]:
    """Stdout, or a file that takes its name only once it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(f".{output.name}.partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        os.replace(partial, output)  # noqa: PTH105 - one system call on both names
    except OSError as error:
        raise DatelineError(
            error.strerror or str(error), where=str(output), remedy="Choose another place."
        ) from None
    finally:
        partial.unlink(missing_ok=True)
