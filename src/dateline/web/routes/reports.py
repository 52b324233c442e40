"""The inbox, one report with its marks, and reading a report that is pasted or dropped."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.extract.screen import NAME as SCREEN
from dateline.web.held import Head
from dateline.web.page import OnDesk, found, page, report_address, ruled, safe_link
from dateline.web.views.cards import make_card
from dateline.web.views.feed import fold_copies, weeks_of
from dateline.web.views.marks import claim_marks, evidence_marks, mark_report

PAGE_SIZE = 100
NO_OUTLET = "-"


@get("/reports", sync_to_thread=False)
def list_reports(
    desk: OnDesk, after: FromQuery[int] = 0, outlet: FromQuery[str] = "", aside: FromQuery[bool] = False
) -> Template:
    """Reports by day of print, the latest first, near-copies under the first of them; `-` is no outlet.

    With `aside` those that the screen set aside unread.
    """
    desk.pasting.warm()
    wanted = ("" if outlet == NO_OUTLET else outlet) if outlet else None
    by = SCREEN if aside else None
    ids = desk.store.latest(limit=PAGE_SIZE + 1, offset=max(after, 0), outlet=wanted, by=by)
    readers = desk.store.readers(ids)
    shown = [desk.held.heads[id] for id in ids[:PAGE_SIZE]]
    days: dict[str, list[tuple[Head, list[Head]]]] = {}
    for head, copies in fold_copies(shown, lambda one: one.start):
        days.setdefault(str(head.published or ""), []).append((head, copies))
    return page(
        desk,
        "reports",
        "inbox",
        days=days,
        claims_of=desk.held.claims_of,
        states=desk.states,
        aside=aside,
        unread={id for id, reader in readers.items() if reader.startswith(f"{SCREEN}@")},
        set_aside=sum(n for name, n in desk.store.extractors().items() if name.startswith(f"{SCREEN}@")),
        coverage=weeks_of(one for one in desk.listing.printed if wanted in (None, one[0])),
        outlet=outlet,
        outlet_query=quote(outlet, safe=""),
        later=after + PAGE_SIZE if len(ids) > PAGE_SIZE else None,
    )


@get("/reports/{report_path:path}", sync_to_thread=False)
def show_report(
    desk: OnDesk, report_path: FromPath[str], claim: FromQuery[str] = "", field: FromQuery[str] = ""
) -> Template:
    """One report: its text with the words that were read, and a card for each claim."""
    report = found(desk.report(report_path[1:]))
    ids = desk.held.claims_of.get(report.id, [])
    claims = [one for one in map(desk.claim, ids) if one]
    chosen = next((one for one in claims if one.id == claim), None)
    lit = [chosen] if chosen else claims
    marks = [mark for one in lit for mark in claim_marks(one)]
    extraction = desk.extraction(report.id)
    asides = extraction.not_incidents if extraction else ()
    states = desk.states
    return page(
        desk,
        "report",
        "inbox",
        report=report,
        link=safe_link(report.url),
        paragraphs=mark_report(report, [*marks, *evidence_marks(claims)], asides),
        cards=[make_card(one, state=states.get(one.id, "open")) for one in claims],
        chosen=chosen.id if chosen else "",
        field=field,
        asides=[(one, one.span.of(report.text)) for one in asides],
        incident_of=desk.held.incident_of,
        extractor=extraction.extractor if extraction else "",
    )


@post("/reports/paste")
async def paste_report(
    desk: OnDesk,
    data: Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Redirect:
    """Reads what was pasted or dropped, keeps it, and shows it with its marks."""
    text = await _text_of(data)
    if not text.strip():
        raise DatelineError("there is no text to read", remedy="Paste a report, or choose a text file.")
    details = {name: str(data.get(name) or "").strip() or None for name in ("outlet", "headline")}
    published = _day(str(data.get("published") or ""))
    arrival, read = await to_thread.run_sync(
        lambda: desk.pasting.read_text(text, published=published, **details)
    )
    desk.keep(arrival, read)
    return ruled(desk, report_address(arrival.report.id))


async def _text_of(data: dict[str, Any]) -> str:
    """The pasted text; failing that, the dropped file's."""
    pasted = str(data.get("text") or "")
    dropped = data.get("file")
    if pasted.strip() or not isinstance(dropped, UploadFile):
        return pasted.replace("\r\n", "\n")
    raw = await dropped.read()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise DatelineError(
            "this file is not UTF-8 text", remedy="Add other kinds of file with `dateline add`."
        ) from fault


def _day(words: str) -> date | None:
    if not words.strip():
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError as fault:
        raise DatelineError(f"{words!r} is not a day", remedy="Write it as 2023-01-27.") from fault


HANDLERS = (list_reports, show_report, paste_report)
