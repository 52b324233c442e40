"""What was ruled, what that changed in the incidents, and why a total of one state is not that of another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from anyio import to_thread
from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from dateline.past import compare_moments, latest_changes, list_releases, start_of
from dateline.records import Decision
from dateline.review import standing
from dateline.web.desk import Desk
from dateline.web.page import OnDesk, page
from dateline.web.views.compare import Told, list_told, list_totals, tell
from dateline.web.views.words import claim_title, day_words

PAGE_SIZE = 200
SHOWN = 500
NOW = "now"
Text = FromQuery[str]


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
async def show_happened(desk: OnDesk, before: Text = "", since: Text = "") -> Template:
    """What each linking did to the incidents and the totals, the latest first; with `before`, earlier than that."""
    first = start_of(since.strip(), "since") if since.strip() else None
    store, wanted = desk.store, PAGE_SIZE + 1
    made = await to_thread.run_sync(lambda: latest_changes(store, wanted, before=before, since=first))
    days: dict[str, list[tuple[datetime, Told]]] = {}
    shown = [(one.at, tell(one.change)) for one in made[:PAGE_SIZE]]
    for at, told in shown:
        days.setdefault(day_words(at.date()), []).append((at, told))
    return page(
        desk,
        "happened",
        "changes",
        days=days,
        titles=titles_of(desk, (told for _, told in shown)),
        since=since,
        earlier=made[PAGE_SIZE - 1].id if len(made) > PAGE_SIZE else None,
    )


@get("/changes/diff")
async def show_diff(desk: OnDesk, a: Text = "", b: Text = "", of: Text = "") -> Template:
    """Two releases or days compared: every total, and the changes that account for its difference."""
    store, first, second = desk.store, a.strip(), b.strip() or NOW
    context: dict[str, object] = {"a": first, "b": second, "of": of, "seen": bool(first)}
    if first:
        compared = await to_thread.run_sync(compare_moments, store, first, second)
        difference = compared.difference
        told = list_told(difference.changes, moving=of)
        context |= {
            "first": compared.first.label,
            "second": compared.second.label,
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


HANDLERS = (show_changes, show_happened, show_diff, go_to_day)
