"""Exports: choose a format and who it is for, see what is held back and why, then take the file."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from anyio import to_thread
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Response, Template

from dateline.errors import DatelineError
from dateline.plugins import list_plugins
from dateline.publish.areas import read_area
from dateline.publish.formats import load_export
from dateline.publish.items import Item, make_items
from dateline.publish.profiles import list_profiles
from dateline.publish.redact import PRESETS
from dateline.web.desk import Desk
from dateline.web.outside import check_outside, record_file
from dateline.web.page import OnDesk, page
from dateline.web.people.door import Door
from dateline.web.people.records import Person
from dateline.web.views.heldback import Items, Wanted, passed, preview

Text = FromQuery[str]


@get("/exports")
async def show_exports(
    desk: OnDesk,
    format: Text = "xlsx",
    preset: Text = "public",
    profile: Text = "",
    delay: Text = "",
    area: Text = "cell",
) -> Template:
    """What a file of this kind would hold, and what would be held back from it."""
    wanted = read_wanted(format, preset, profile, delay, area)
    source, total, today = items_of(desk), len(desk.incidents), desk.clock().date()
    seen = await to_thread.run_sync(lambda: preview(source, wanted, total=total, today=today))
    formats = [load_export(name) for name in list_plugins("exports")]
    return page(
        desk,
        "exports",
        "exports",
        wanted=wanted,
        seen=seen,
        total=total,
        formats=formats,
        presets=PRESETS,
        profiles=list_profiles(),
        query=msgspec.structs.asdict(wanted),
    )


@get("/exports/file")
async def take_export(
    request: Request[Person | None, str, Any],
    desk: OnDesk,
    door: NamedDependency[Door],
    format: Text = "xlsx",
    preset: Text = "public",
    profile: Text = "",
    delay: Text = "",
    area: Text = "cell",
) -> Response[bytes]:
    """The file itself: every incident, as the preset lets it out."""
    wanted = read_wanted(format, preset, profile, delay, area)
    check_outside(desk, door, request.user, wanted.preset)
    export, source, today = load_export(wanted.format), items_of(desk), desk.clock().date()

    def write() -> bytes:
        out = io.BytesIO()
        export.write(passed(source(None), wanted, Counter(), today=today), out)
        return out.getvalue()

    name = f"incidents-{wanted.format}-{wanted.preset}{export.suffix}"
    body = await to_thread.run_sync(write)
    record_file(desk, body, format=wanted.format, preset=wanted.preset)
    return Response(
        body,
        media_type="application/octet-stream" if export.binary else "text/plain; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def read_wanted(format: str, preset: str, profile: str, delay: str, area: str = "cell") -> Wanted:
    """What the address asks for; DatelineError names the choices where there is no such one."""
    for kind, value, known in (
        ("format", format, tuple(list_plugins("exports"))),
        ("preset", preset, PRESETS),
        ("profile", profile, ("", *list_profiles())),
    ):
        if value not in known:
            raise DatelineError(
                f"no {kind} is called {value!r}", remedy=f"Known: {', '.join(filter(None, known))}."
            )
    if delay.strip() and not (delay.strip().isdecimal() and len(delay.strip()) < 6):
        raise DatelineError(f"{delay!r} is no number of days", remedy="Write digits only.")
    days = int(delay.strip() or 0)
    return Wanted(format=format, preset=preset, profile=profile, delay=days, area=read_area(area))


def items_of(desk: Desk) -> Items:
    """A function that makes the items of the incidents anew, the first so many or all."""
    held, report_of, incidents = desk.held, desk.report, desk.incidents

    def make(limit: int | None) -> Iterator[Item]:
        return make_items(islice(incidents.values(), limit), held.claims.get, report_of)

    return make


HANDLERS = (show_exports, take_export)
