"""Reconcile: the claims of one incident side by side; merging incidents and splitting a claim off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from anyio import to_thread
from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from dateline.records import Claim, Incident
from dateline.web.desk import Desk, Stale
from dateline.web.page import OnDesk, clash_page, found, go, page, ruled
from dateline.web.views.accounts import compare_claims, find_neighbours
from dateline.web.views.cards import history_of
from dateline.web.views.clash import rulings_since
from dateline.web.views.facts import make_brief

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/incidents/{incident_id:str}/accounts")
async def show_accounts(desk: OnDesk, incident_id: FromPath[str]) -> Template:
    """Claims as columns, fields as rows, and the incidents that may be the same."""
    incident = found(desk.incidents.get(incident_id))
    claims = claims_of(desk, incident)
    near = await to_thread.run_sync(desk.listing.around, incident)
    return page(
        desk,
        "accounts",
        "explore",
        incident=incident,
        brief=make_brief(incident, {}),
        claims=[(claim, desk.held.heads.get(claim.report_id)) for claim in claims],
        seen=last_of(desk, incident.claim_ids),
        pair=lambda other: (
            desk.incidents[other].claim_ids[0],
            last_of(desk, [*incident.claim_ids, *desk.incidents[other].claim_ids]),
        ),
        rows=compare_claims(incident, claims),
        neighbours=[make_brief(one, {}) for one in find_neighbours(incident, near)],
        history=[one for one in history_of(desk.decisions, incident.claim_ids) if one.links],
    )


@post("/incidents/{incident_id:str}/merge")
async def merge(desk: OnDesk, incident_id: FromPath[str], data: Sent) -> Redirect | Template:
    """Rules that two incidents are the same; shows the one they have become."""
    one = _now(desk, incident_id, data.get("first", ""))
    other = _now(desk, data.get("other", ""), data.get("second", ""))
    if one.id == other.id:
        return go(f"/incidents/{one.id}/accounts")
    sent = {
        "first": one.claim_ids[0],
        "other": other.id,
        "second": other.claim_ids[0],
        "note": data.get("note", ""),
    }
    claims = [*one.claim_ids, *other.claim_ids]
    moved = (one.id, other.id) != (incident_id, data.get("other"))
    if moved or _is_stale(desk, claims, data):
        return _clash(desk, one, claims, data, sent, do="merge", yours="merge two incidents")
    desk.rule("same", one.claim_ids[0], value=other.claim_ids[0], note=data.get("note", "").strip() or None)
    await desk.linker.catch_up()
    return ruled(desk, address_of(desk, one.claim_ids[0]))


@post("/incidents/{incident_id:str}/split")
async def split(desk: OnDesk, incident_id: FromPath[str], data: Sent) -> Redirect | Template:
    """Rules that one claim is of another incident than the claims of the other reports and moments."""
    incident = _now(desk, incident_id, data.get("claim", ""))
    claims = claims_of(desk, incident)
    off = next((claim for claim in claims if claim.id == data.get("claim")), None)
    if off is None:
        raise Stale(
            "this claim is no longer part of the incident", remedy="Look at the incident as it is now."
        )
    if incident.id != incident_id or _is_stale(desk, incident.claim_ids, data):
        sent = {"claim": off.id, "note": data.get("note", "")}
        return _clash(desk, incident, incident.claim_ids, data, sent, do="split", yours="split off a claim")
    for claim in claims:
        if (claim.report_id, claim.moment) != (off.report_id, off.moment):
            desk.rule("different", off.id, value=claim.id, note=data.get("note", "").strip() or None)
    await desk.linker.catch_up()
    return ruled(desk, address_of(desk, off.id))


def last_of(desk: Desk, claim_ids: Sequence[str]) -> str:
    """The id of the last ruling on any of these claims: a form that saw another one is stale."""
    made = rulings_since(desk.decisions, claim_ids, "")
    return made[-1].id if made else ""


def _is_stale(desk: Desk, claim_ids: Sequence[str], data: dict[str, str]) -> bool:
    return data.get("seen", last_of(desk, claim_ids)) != last_of(desk, claim_ids)


def _clash(
    desk: Desk,
    incident: Incident,
    claims: Sequence[str],
    data: dict[str, str],
    sent: dict[str, str],
    *,
    do: str,
    yours: str,
) -> Template:
    """What somebody else ruled in the meantime, and the choice to rule all the same."""
    return clash_page(
        desk,
        Stale("somebody ruled on this incident since you opened it"),
        subjects=claims,
        seen=(data.get("seen", ""), last_of(desk, claims)),
        address=f"/incidents/{incident.id}/{do}",
        back=f"/incidents/{incident.id}/accounts",
        sent=sent,
        yours=yours,
    )


def claims_of(desk: Desk, incident: Incident) -> list[Claim]:
    """The incident's claims, those of one report side by side."""
    claims = [claim for claim in map(desk.claim, incident.claim_ids) if claim]
    return sorted(
        claims, key=lambda claim: (str(claim.reported or ""), claim.report_id, claim.moment, claim.id)
    )


def address_of(desk: Desk, claim_id: str) -> str:
    """The page of the incident a claim is part of now."""
    found_in = desk.held.incident_of.get(claim_id) if desk.incidents else None
    return f"/incidents/{found_in}/accounts" if found_in else "/incidents"


def _now(desk: Desk, incident_id: str, claim_id: str) -> Incident:
    """The incident of this id, or the one that holds this claim now."""
    held = desk.held.incident_of if desk.incidents else {}
    incident = desk.incidents.get(incident_id) or desk.incidents.get(held.get(claim_id, ""))
    if incident is None:
        raise Stale(
            "this incident is not there any more",
            remedy="It was merged, split or read anew; find it in the list.",
        )
    return incident


HANDLERS = (show_accounts, merge, split)
