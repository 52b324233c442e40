"""What was ruled, by whom and when: the latest first."""

from __future__ import annotations

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from dateline.records import Decision
from dateline.review import standing
from dateline.web.page import OnDesk, page
from dateline.web.views.words import claim_title, day_words

PAGE_SIZE = 200


@get("/changes", sync_to_thread=False)
def show_changes(desk: OnDesk, after: FromQuery[int] = 0, by: FromQuery[str] = "") -> Template:
    """Every ruling, undone ones too, by day."""
    made = [one for one in reversed(desk.decisions) if not by or one.analyst == by]
    shown = made[after : after + PAGE_SIZE]
    claims = desk.held.claims
    days: dict[str, list[tuple[Decision, str]]] = {}
    for one in shown:
        title = (
            claim_title(claims[one.subject])
            if one.subject in claims
            else "a claim that is not there any more"
        )
        days.setdefault(day_words(one.made_at.date()), []).append((one, title))
    return page(
        desk,
        "changes",
        "changes",
        days=days,
        held={one.id for one in standing(desk.decisions)},
        known=claims,
        by=by,
        analysts=sorted({one.analyst for one in desk.decisions}),
        later=after + PAGE_SIZE if len(made) > after + PAGE_SIZE else None,
    )


HANDLERS = (show_changes,)
