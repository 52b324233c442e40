"""`export`: incidents to files, one format a plug-in, redacted before any format sees them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dateline.cli.terminal import HERE, ProjectDir, counted, opened, say
from dateline.cli.vault import released
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item
    from dateline.publish.redact import Rules


Preset = Annotated[str, typer.Option(help="internal, partner or public.")]
Delay = Annotated[int, typer.Option(min=0, metavar="DAYS", help="Hold back what is newer than so many days.")]
AreaChoice = Annotated[
    str,
    typer.Option("--area", help="Public places by H3 cell, or by unit without a point.", metavar="cell|unit"),
]
HeldBackFile = Annotated[
    Path | None,
    typer.Option("--held-back", metavar="PATH", help="Tell there, as JSON, what was held back and why."),
]
_CODED = ("acled", "ged")  # formats that take one figure of the dead, and so the profile's
_FORMATS = "jsonl, acled, ged, plover, geojson, hxl, gpkg, geoparquet, xlsx, or a plug-in's."


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.command("export")(export)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=_FORMATS)],
    project: ProjectDir = HERE,
    preset: Preset = "internal",
    profile: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A coding profile, or the path of one.", show_default="none"),
    ] = None,
    delay: Delay = 0,
    area: AreaChoice = "cell",
    names: Annotated[
        bool, typer.Option("--names", help="Show names that were released from the vault.")
    ] = False,
    held_back: HeldBackFile = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", show_default="stdout", help="The file.")
    ] = None,
) -> int:
    """Write all incidents in one format, to stdout or to a file."""
    from dateline.publish.collapse import code_items
    from dateline.publish.formats import load_export
    from dateline.publish.items import gather_items
    from dateline.publish.profiles import load_profile
    from dateline.publish.redact import redact_items

    chosen = load_export(format)
    if chosen.binary and output is None and sys.stdout.isatty():
        raise DatelineError(f"{format} is not text", remedy=f"Name a file: -o incidents{chosen.suffix}")
    held: Counter[str] = Counter()
    with opened(project) as store:
        rules = rules_of(area, delay, names=released(project, store) if names else {})
        items: Iterable[Item] = gather_items(store)
        if profile is not None:
            items = code_items(items, load_profile(profile))
        with target(output) as stream:
            written = chosen.write(redact_items(items, preset, held, rules), stream)
        store.record("export", format=format, preset=preset, incidents=written.incidents, **digest_of(output))
    say(f"{counted(written.incidents, 'incident')} written" + (f" to {output}" if output else ""))
    for reason, count in written.left_out.items():
        say(f"{count} left out: {reason}")
    if profile is not None and format not in _CODED:
        say(f"note: {format} keeps every account as settled; a profile counts in {' and '.join(_CODED)}")
    tell_held(held, preset)
    if held_back is not None:
        write_held(held_back, held, preset, written.left_out)
    return 0


def rules_of(
    area: str, delay: int, *, names: Mapping[str, tuple[str, ...]] | None = None, day: date | None = None
) -> Rules:
    """What the options of a command say of a preset, the delay up to `day` or today; DatelineError for no such area."""
    from dateline.publish.areas import read_area
    from dateline.publish.redact import Rules

    newest = (day or date.today()) - timedelta(days=delay) if delay else None
    return Rules(area=read_area(area), newest=newest, names=names or {})


def tell_held(held: Mapping[str, int], preset: str) -> None:
    """Nothing; each kind that was held back stands on stderr with its count and the reason."""
    from dateline.publish.redact import held_back

    for one in held_back(held):
        say(f"held back ({preset}): {one.count} {one.kind}: {one.reason}")


def write_held(
    path: Path, held: Mapping[str, int], preset: str, left_out: Mapping[str, int] | None = None
) -> None:
    """Nothing; the file tells as JSON what was held back and why, and what the format left out."""
    import msgspec

    from dateline.publish.redact import held_back

    found = {"preset": preset, "held_back": held_back(held), "left_out": dict(left_out or {})}
    with target(path) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def digest_of(output: Path | None) -> dict[str, str]:
    """The SHA-256 of the file that was written, for the audit chain."""
    if output is None:
        return {}
    with output.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}


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
