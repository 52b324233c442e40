"""The incidents: map, timeline, table and facets under one filter; one incident; what is seen as a file."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from dateline.records import Incident
from dateline.web.desk import Desk
from dateline.web.page import OnDesk, found, page, report_address
from dateline.web.views import words
from dateline.web.views.board import Line
from dateline.web.views.cards import history_of
from dateline.web.views.facts import Voice, cite, list_facts, make_brief, make_voice
from dateline.web.views.files import write_areas, write_table
from dateline.web.views.filters import Filter, read_filter
from dateline.web.views.timeline import draw_timeline
from dateline.web.views.trend import compare_weeks

PAGE_SIZE = 100
MAP_MOST = 20_000
Ask = Request[Any, Any, Any]


@get("/incidents", sync_to_thread=False)
def explore(request: Ask, desk: OnDesk, after: FromQuery[int] = 0) -> Template:
    """What is asked for, on the map, in time, and as a table."""
    wanted = read_filter(request.query_params.multi_items())
    board = desk.board
    mask = board.mask(wanted)
    total = int(mask.sum())
    return page(
        desk,
        "incidents",
        "explore",
        wanted=wanted,
        total=total,
        dead=int(board.dead[mask & ~board.sums].sum()),
        placed=int((mask & board.placed).sum()),
        map_most=MAP_MOST,
        changes=compare_weeks(board.first[mask], until=wanted.until_day if wanted.until else None),
        rows=[make_brief(line.incident, {}) for line in board.pick(mask, after, after + PAGE_SIZE)],
        facets=board.list_facets(mask, wanted),
        timeline=draw_timeline(board.first[mask], board.last[mask], board.dead[mask]),
        after=after,
        later=after + PAGE_SIZE if total > after + PAGE_SIZE else None,
    )


@get("/incidents/{incident_id:str}", sync_to_thread=False)
def show_incident(request: Ask, desk: OnDesk, incident_id: FromPath[str]) -> Template:
    """One incident: what was settled, who says so in which words, where, and what was ruled."""
    incident = found(desk.incidents.get(incident_id))
    place = incident.location.value if incident.location else None
    today = desk.clock().date()
    return page(
        desk,
        "incident",
        "explore",
        incident=incident,
        brief=make_brief(incident, {}),
        sentence=words.incident_sentence(incident),
        facts=list_facts(incident),
        voices=voices_of(desk, incident),
        place=place,
        summed=[make_brief(desk.incidents[one], {}) for one in incident.sums if one in desk.incidents],
        history=history_of(desk.decisions, [*incident.claim_ids, incident.id]),
        citation=cite(
            incident,
            project="this project",
            day=words.day_words(today),
            address=f"{str(request.base_url).rstrip('/')}/incidents/{incident.id}",
        ),
    )


@get("/incidents.csv", sync_to_thread=False)
def download_csv(request: Ask, desk: OnDesk) -> Response[bytes]:
    """What is seen, as a table. A cell that a spreadsheet would take for a formula is given as text."""
    wanted = read_filter(request.query_params.multi_items())
    return _file(write_table(seen(desk, wanted)).encode(), "incidents.csv", "text/csv; charset=utf-8")


@get("/incidents.geojson", sync_to_thread=False)
def download_geojson(request: Ask, desk: OnDesk, shown: FromQuery[str] = "") -> Response[bytes]:
    """What is seen and placed, as GeoJSON; with its radius, for a place is an area. `shown` is for the map,
    which takes the latest MAP_MOST."""
    lines = seen(desk, read_filter(request.query_params.multi_items()), placed=True)
    if shown:
        return Response(write_areas(lines[:MAP_MOST]), media_type="application/geo+json")
    return _file(write_areas(lines), "incidents.geojson", "application/geo+json")


def seen(desk: Desk, wanted: Filter, *, placed: bool = False) -> list[Line]:
    """The incidents asked for, the latest first; those without a day come last."""
    board = desk.board
    mask = board.mask(wanted)
    return board.pick(mask & board.placed if placed else mask)


def voices_of(desk: Desk, incident: Incident) -> list[tuple[Voice, str]]:
    """What each claim says, with the address of its report, in the order of print."""
    voices = []
    for claim_id in incident.claim_ids:
        claim = desk.claim(claim_id)
        report = desk.report(claim.report_id) if claim else None
        if claim and report:
            title = report.headline or f"Report {report.id}"
            day = words.day_words(report.published)
            voice = make_voice(claim, report.text, title=title, outlet=report.outlet, published=day)
            voices.append((str(report.published or ""), voice, report_address(report.id, claim=claim.id)))
    return [(voice, address) for _, voice, address in sorted(voices, key=lambda entry: entry[0])]


def _file(body: bytes, name: str, media_type: str) -> Response[bytes]:
    return Response(
        body, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


@get(["/map", "/explore"], sync_to_thread=False)
def go_to_map() -> Redirect:
    """Short names for the page with the map."""
    return Redirect("/incidents", status_code=302)


HANDLERS = (explore, go_to_map, show_incident, download_csv, download_geojson)
