"""The front page, the keys, the search."""

from __future__ import annotations

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from dateline.records import Span
from dateline.web.desk import Desk
from dateline.web.page import OnDesk, page
from dateline.web.views.facts import make_brief

LATEST = 6
FOUND = 50


@get("/", sync_to_thread=False)
def show_overview(desk: OnDesk) -> Template:
    """What is known, what waits, and the latest incidents."""
    desk.pasting.warm()
    latest, told = desk.listing.latest(LATEST)
    waits = desk.queue.after("")
    first = desk.claim(waits) if waits else None
    return page(
        desk,
        "overview",
        "overview",
        latest=[make_brief(one, {}) for one in latest],
        told=told,
        first=first,
        first_text=_quote(desk, first.report_id, first.evidence[0]) if first and first.evidence else "",
    )


@get("/search", sync_to_thread=False)
def search(desk: OnDesk, q: FromQuery[str] = "") -> Template:
    """Reports whose text holds these words."""
    hits = desk.store.search(q, limit=FOUND) if q.strip() else ()
    return page(desk, "search", "", q=q, hits=[(hit, desk.held.heads.get(hit.report_id)) for hit in hits])


@get("/keys", sync_to_thread=False)
def show_keys(desk: OnDesk) -> Template:
    """The keyboard table."""
    return page(desk, "keys", "codebook")


def _quote(desk: Desk, report_id: str, span: Span) -> str:
    report = desk.report(report_id)
    return span.of(report.text).strip() if report else ""


HANDLERS = (show_overview, search, show_keys)
