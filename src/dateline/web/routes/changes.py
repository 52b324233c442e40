"""What was ruled, what that changed in the incidents, and why a total of one state is not that of another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from anyio import to_thread
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response, Template

from dateline.past import (
    Happening,
    find_moment,
    lens_of,
    list_changes,
    list_releases,
    start_of,
    write_atom,
    write_lines,
)
from dateline.publish.areas import read_area
from dateline.publish.redact import Rules
from dateline.reconcile.chronicle import compare_states
from dateline.records import Decision
from dateline.review import standing
from dateline.web.desk import Desk
from dateline.web.outside import check_outside, record_file
from dateline.web.page import OnDesk, page
from dateline.web.people.door import Door
from dateline.web.people.records import Person
from dateline.web.views.compare import Told, list_told, list_totals, tell
from dateline.web.views.words import claim_title, day_words

PAGE_SIZE = 200
SHOWN = 500
NOW = "now"
Text = FromQuery[str]
OnRequest = Request[Person | None, str, Any]


@get("/changes", sync_to_thread=False)
def show_changes(desk: OnDesk, after: FromQuery[int] = 0, by: Text = "") -> Template:
    """Every ruling, undone ones too, by day."""
    made = [one for one in reversed(desk.decisions) if not by or one.analyst == by]
    claims = desk.held.claims
    days: dict[str, list[tuple[Decision, str]]] = {}
    for one in made[after : after + PAGE_SIZE]:
        known = claims.get(one.subject)
        title = claim_title(known) if known else "a claim that is not there any more"
        days.setdefault(day_words(one.made_at.date()), []).append((one, title))
    return page(
        desk,
        "changes",
        "changes",
        days=days,
        held={one.id for one in standing(desk.decisions)},
        lost={one.decision_id: one.reason for one in desk.lost},
        known=claims,
        by=by,
        analysts=sorted({one.analyst for one in desk.decisions}),
        later=after + PAGE_SIZE if len(made) > after + PAGE_SIZE else None,
    )


@get("/changes/incidents")
async def show_happened(desk: OnDesk, after: FromQuery[int] = 0, since: Text = "") -> Template:
    """What each linking did to the incidents and the totals, the latest first."""
    made = await _happened(desk, since)
    made.reverse()
    days: dict[str, list[tuple[datetime, Told]]] = {}
    shown = [(one.at, tell(one.change)) for one in made[after : after + PAGE_SIZE]]
    for at, told in shown:
        days.setdefault(day_words(at.date()), []).append((at, told))
    return page(
        desk,
        "happened",
        "changes",
        days=days,
        titles=titles_of(desk, (told for _, told in shown)),
        since=since,
        later=after + PAGE_SIZE if len(made) > after + PAGE_SIZE else None,
    )


@get("/changes.atom")
async def feed_atom(
    request: OnRequest,
    desk: OnDesk,
    door: NamedDependency[Door],
    since: Text = "",
    preset: Text = "internal",
    area: Text = "cell",
) -> Response[bytes]:
    """The last changes of incidents as the preset lets them out, for feed readers."""
    address = f"{str(request.base_url).rstrip('/')}/changes.atom"
    check_outside(desk, door, request.user, preset)
    return await make_feed(desk, address, since=since, preset=preset, area=area)


async def make_feed(desk: Desk, address: str, *, since: str, preset: str, area: str) -> Response[bytes]:
    """The feed, which says that it is found at this address."""
    made = await _happened(desk, since, preset, area)
    feed = write_atom(made, title="Changes of incidents", address=address)
    return _given(desk, feed, "application/atom+xml", preset)


@get("/changes.jsonl")
async def feed_lines(
    request: OnRequest,
    desk: OnDesk,
    door: NamedDependency[Door],
    since: Text = "",
    preset: Text = "internal",
    area: Text = "cell",
) -> Response[bytes]:
    """All changes of incidents as the preset lets them out, a line of JSON each, the oldest first."""
    check_outside(desk, door, request.user, preset)
    made = await _happened(desk, since, preset, area)
    return _given(desk, b"".join(write_lines(made)), "application/x-ndjson", preset)


def _given(desk: Desk, body: bytes, media_type: str, preset: str) -> Response[bytes]:
    """The answer; what goes outside is in the log."""
    if preset != "internal":
        record_file(desk, body, format="changes", preset=preset)
    return Response(body, media_type=media_type)


@get("/changes/diff")
async def show_diff(desk: OnDesk, a: Text = "", b: Text = "", of: Text = "") -> Template:
    """Two releases or days compared: every total, and the changes that account for its difference."""
    store, second = desk.store, b.strip() or NOW
    context: dict[str, object] = {"a": a.strip(), "b": second, "of": of, "seen": bool(a.strip())}
    if a.strip():
        before = await to_thread.run_sync(find_moment, store, a.strip())
        after = await to_thread.run_sync(find_moment, store, second)
        difference = await to_thread.run_sync(compare_states, before.state, after.state)
        told = list_told(difference.changes, moving=of)
        context |= {
            "first": before.label,
            "second": after.label,
            "totals": list_totals(difference),
            "count": len(told),
            "told": told[:SHOWN],
            "titles": titles_of(desk, told[:SHOWN]),
        }
    return page(desk, "diff", "changes", releases=list_releases(store), **context)


@get("/asof", sync_to_thread=False)
def go_to_day(day: Text = "") -> Redirect:
    """A short name for the incidents of a day past."""
    from urllib.parse import quote

    return Redirect(f"/incidents?asof={quote(day, safe='')}" if day else "/incidents", status_code=302)


def titles_of(desk: Desk, told: Iterable[Told]) -> dict[str, str]:
    """The headlines of the reports that joined or left."""
    heads = desk.held.heads
    ids = {id for one in told for id in (*one.joined, *one.left)}
    return {id: heads[id].headline or heads[id].start[:60] for id in ids if id in heads}


async def _happened(desk: Desk, since: str, preset: str = "internal", area: str = "cell") -> list[Happening]:
    first = start_of(since.strip(), "since") if since.strip() else None
    store = desk.store
    lens = lens_of(store, preset, Rules(area=read_area(area)))
    return await to_thread.run_sync(
        lambda: list(list_changes(store, first, show=lens.show if lens else None))
    )


HANDLERS = (show_changes, show_happened, feed_atom, feed_lines, show_diff, go_to_day)
