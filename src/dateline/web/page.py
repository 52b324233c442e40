"""A page: a template, the part of the menu it belongs to, and the counts in its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Template

from dateline.web.desk import Desk, Stale
from dateline.web.views.clash import Clash, rulings_since

T = TypeVar("T")
OnDesk = NamedDependency[Desk]


def page(desk: Desk, name: str, here: str, **context: Any) -> Template:
    """The template with what every page shows: where one is, and how much waits."""
    counts, decided, linker = desk.held.counts, desk.decided, desk.linker
    linker.nudge()
    common = {
        "here": here,
        "counts": counts,
        "decided": decided,
        "waiting": counts.claims - decided,
        "undoable": bool(desk.decisions),
        "behind": linker.behind or desk.listing.drawing.busy,
        "link_fault": linker.fault,
    }
    return Template(f"{name}.html", context=common | context)


def clash_page(
    desk: Desk,
    fault: Stale,
    *,
    subjects: Sequence[str],
    seen: tuple[str, str],
    address: str,
    back: str,
    sent: dict[str, str],
    rows: Sequence[Clash] = (),
    yours: str = "",
) -> Template:
    """What somebody else ruled since a form was opened, beside what it was about to rule, which it may send again.
    `seen`: the last ruling the form saw, and the last there is."""
    context = {
        "here": "",
        "reason": fault.reason,
        "theirs": rulings_since(desk.decisions, subjects, seen[0]),
        "rows": rows,
        "yours": yours,
        "address": address,
        "back": back,
        "seen": seen[1],
        "sent": [(name, value) for name, value in sent.items() if name not in ("_csrf_token", "seen")],
    }
    return Template("clash.html", context=context, status_code=409)


def go(address: str) -> Redirect:
    """After a form was sent: the page to look at, by GET."""
    return Redirect(address, status_code=303)


def ruled(desk: Desk, address: str) -> Redirect:
    """After a ruling: the page to look at; the incidents are linked and written beside it."""
    desk.linker.settle_soon()
    return go(address)


def found(value: T | None) -> T:
    """The value; the page for nothing at this address when it is None."""
    if value is None:
        raise NotFoundException
    return value


def report_address(report_id: str, **query: str) -> str:
    """The address of a report's page; its id may hold any sign."""
    return _with(f"/reports/{quote(report_id, safe='')}", query)


def review_address(claim_id: str | None, **query: str) -> str:
    """The address of a claim in review; of the queue when there is none."""
    return _with(f"/review/{claim_id}" if claim_id else "/review", query)


def safe_link(url: str | None) -> str | None:
    """The address when it is one of the web; None for javascript: and its kind."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc else None
    except ValueError:
        return None


def _with(path: str, query: dict[str, str]) -> str:
    filled = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items() if value)
    return f"{path}?{filled}" if filled else path
