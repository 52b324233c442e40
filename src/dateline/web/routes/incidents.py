"""The incidents: map, timeline, table and facets under one filter, today or on a day past; what is seen as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from anyio import to_thread
from litestar import Request, get
from litestar.params import FromQuery
from litestar.response import Redirect, Response, Template

from dateline.records import Incident
from dateline.stores.glances import Glance
from dateline.web.desk import Desk
from dateline.web.outside import record_file
from dateline.web.page import OnDesk, page
from dateline.web.then import Snapshot
from dateline.web.views.facts import make_brief
from dateline.web.views.files import write_areas, write_marks, write_table
from dateline.web.views.filters import Filter, read_filter
from dateline.web.views.timeline import draw_timeline
from dateline.web.views.trend import compare_weeks

PAGE_SIZE = 100
MAP_MOST = 20_000
Ask = Request[Any, Any, Any]


@get("/incidents")
async def explore(request: Ask, desk: OnDesk, after: FromQuery[int] = 0) -> Template:
    """What is asked for, on the map, in time, and as a table."""
    wanted = read_filter(request.query_params.multi_items())
    then = await snapshot_of(desk, wanted.asof)
    board = then.board if then else await desk.listing.board()
    mask = board.mask(wanted)
    total = int(mask.sum())
    return page(
        desk,
        "incidents",
        "explore",
        wanted=wanted,
        then=then,
        total=total,
        dead=int(board.dead[mask & ~board.sums].sum()),
        placed=int((mask & board.placed).sum()),
        map_most=MAP_MOST,
        changes=compare_weeks(board.first[mask], until=wanted.until_day if wanted.until else None),
        rows=[
            make_brief(one, {}) for one in _records(desk, then, board.pick(mask, after, after + PAGE_SIZE))
        ],
        facets=board.list_facets(mask, wanted),
        timeline=draw_timeline(board.first[mask], board.last[mask], board.dead[mask]),
        after=after,
        later=after + PAGE_SIZE if total > after + PAGE_SIZE else None,
    )


@get("/incidents.csv")
async def download_csv(request: Ask, desk: OnDesk) -> Response[bytes]:
    """What is seen, as a table. A cell that a spreadsheet would take for a formula is given as text."""
    wanted = read_filter(request.query_params.multi_items())
    then, lines = await seen(desk, wanted)
    table = await to_thread.run_sync(lambda: write_table(_records(desk, then, lines)).encode())
    return _file(desk, table, "incidents.csv", "text/csv; charset=utf-8")


@get("/incidents.geojson")
async def download_geojson(request: Ask, desk: OnDesk, shown: FromQuery[str] = "") -> Response[bytes]:
    """What is seen and placed, as GeoJSON; with its radius, for a place is an area. `shown` is for the map,
    which takes the latest MAP_MOST."""
    then, lines = await seen(desk, read_filter(request.query_params.multi_items()), placed=True)
    if shown:
        marks = await to_thread.run_sync(write_marks, lines[:MAP_MOST])
        return Response(marks, media_type="application/geo+json")
    areas = await to_thread.run_sync(lambda: write_areas(_records(desk, then, lines)))
    return _file(desk, areas, "incidents.geojson", "application/geo+json")


async def seen(desk: Desk, wanted: Filter, *, placed: bool = False) -> tuple[Snapshot | None, list[Glance]]:
    """The incidents asked for, the latest first, those without a day last; and when, unless it is now."""
    then = await snapshot_of(desk, wanted.asof)
    board = then.board if then else await desk.listing.board()
    mask = board.mask(wanted)
    return then, board.pick(mask & board.placed if placed else mask)


def _records(desk: Desk, then: Snapshot | None, lines: Iterable[Glance]) -> Iterator[Incident]:
    """The incidents of these glances, then or now."""
    ids = (line.id for line in lines)
    return (then.incidents[id] for id in ids) if then else desk.listing.some(ids)


async def snapshot_of(desk: Desk, asof: str) -> Snapshot | None:
    """The project as it stood then; None for now."""
    return await to_thread.run_sync(desk.then.at, desk.store, asof) if asof else None


def _file(desk: Desk, body: bytes, name: str, media_type: str) -> Response[bytes]:
    record_file(desk, body, name=name)
    return Response(
        body, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


@get(["/map", "/explore"], sync_to_thread=False)
def go_to_map() -> Redirect:
    """Short names for the page with the map."""
    return Redirect("/incidents", status_code=302)


HANDLERS = (explore, go_to_map, download_csv, download_geojson)
