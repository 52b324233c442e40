"""Reconcile: the claims of one incident side by side; merging incidents and splitting a claim off."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from dateline.records import Claim, Incident
from dateline.web.desk import Desk, Stale
from dateline.web.page import OnDesk, found, page, ruled
from dateline.web.views.accounts import compare_claims, find_neighbours
from dateline.web.views.cards import history_of
from dateline.web.views.facts import make_brief

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/incidents/{incident_id:str}/accounts", sync_to_thread=False)
def show_accounts(desk: OnDesk, incident_id: FromPath[str]) -> Template:
    """Claims as columns, fields as rows, and the incidents that may be the same."""
    incident = found(desk.incidents.get(incident_id))
    claims = claims_of(desk, incident)
    line = next(one for one in desk.board.lines if one.incident.id == incident.id)
    return page(
        desk,
        "accounts",
        "explore",
        incident=incident,
        brief=make_brief(incident, {}),
        claims=[(claim, desk.held.heads.get(claim.report_id)) for claim in claims],
        rows=compare_claims(incident, claims),
        neighbours=[make_brief(one.incident, {}) for one in find_neighbours(line, desk.board.lines)],
        history=[
            one
            for one in history_of(desk.decisions, incident.claim_ids)
            if one.judgement in ("same", "different")
        ],
    )


@post("/incidents/{incident_id:str}/merge", sync_to_thread=False)
def merge(desk: OnDesk, incident_id: FromPath[str], data: Sent) -> Redirect:
    """Rules that two incidents are the same; shows the one they have become."""
    one, other = _there(desk, incident_id), _there(desk, data.get("other", ""))
    desk.rule("same", one.claim_ids[0], value=other.claim_ids[0], note=data.get("note", "").strip() or None)
    return ruled(desk, address_of(desk, one.claim_ids[0]))


@post("/incidents/{incident_id:str}/split", sync_to_thread=False)
def split(desk: OnDesk, incident_id: FromPath[str], data: Sent) -> Redirect:
    """Rules that one claim is of another incident than the claims of the other reports and moments."""
    incident = _there(desk, incident_id)
    claims = claims_of(desk, incident)
    off = next((claim for claim in claims if claim.id == data.get("claim")), None)
    if off is None:
        raise Stale(
            "this claim is no longer part of the incident", remedy="Look at the incident as it is now."
        )
    for claim in claims:
        if (claim.report_id, claim.moment) != (off.report_id, off.moment):
            desk.rule("different", off.id, value=claim.id, note=data.get("note", "").strip() or None)
    return ruled(desk, address_of(desk, off.id))


def claims_of(desk: Desk, incident: Incident) -> list[Claim]:
    """The incident's claims, those of one report side by side."""
    claims = [claim for claim in map(desk.claim, incident.claim_ids) if claim]
    return sorted(
        claims, key=lambda claim: (str(claim.reported or ""), claim.report_id, claim.moment, claim.id)
    )


def address_of(desk: Desk, claim_id: str) -> str:
    """The page of the incident a claim is part of now."""
    found_in = next((one.id for one in desk.incidents.values() if claim_id in one.claim_ids), None)
    return f"/incidents/{found_in}/accounts" if found_in else "/incidents"


def _there(desk: Desk, incident_id: str) -> Incident:
    incident = desk.incidents.get(incident_id)
    if incident is None:
        raise Stale(
            "this incident is not there any more",
            remedy="It was merged, split or read anew; find it in the list.",
        )
    return incident


HANDLERS = (show_accounts, merge, split)
