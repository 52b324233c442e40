"""Rulings that have no effect, above all those whose words are read no more: shown for a person to rule again."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.past import RulingFate, list_lost
from dateline.records import Claim, Record
from dateline.web.desk import Desk, Stale
from dateline.web.held import Head
from dateline.web.page import OnDesk, page, ruled

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


class Lost(Record, frozen=True, kw_only=True):
    """A ruling without effect, the report its words stood in, and what is read there now."""

    fate: RulingFate
    head: Head | None
    claims: tuple[Claim, ...]


@get("/review/lost")
async def show_lost(desk: OnDesk) -> Template:
    """Each ruling without effect: whose it is, the words it rested on, and what can be done."""
    fates = await to_thread.run_sync(list_lost, desk.store)
    return page(desk, "lost", "review", lost=[_look(desk, one) for one in fates])


@post("/review/lost")
async def dismiss(desk: OnDesk, data: Sent) -> Redirect:
    """Takes a ruling back that has no effect any more; the note says why, and both stay in the history."""
    note = data.get("note", "").strip()
    if not note:
        raise DatelineError("no reason is given", remedy="Write in a few words why the ruling may go.")
    lost = {one.decision_id for one in desk.lost}
    found = next((one for one in desk.decisions if one.id == data.get("ruling") and one.id in lost), None)
    if found is None:
        raise Stale(
            "this ruling is not among the lost ones any more", remedy="Look at the list as it is now."
        )
    desk.take_back(found, note=note)
    return ruled(desk, "/review/lost")


def _look(desk: Desk, fate: RulingFate) -> Lost:
    claims = map(desk.claim, desk.held.claims_of.get(fate.report_id, ()) if fate.report_id else ())
    head = desk.held.heads.get(fate.report_id) if fate.report_id else None
    return Lost(fate=fate, head=head, claims=tuple(one for one in claims if one))


HANDLERS = (show_lost, dismiss)
