"""One incident: what was settled, who says so in which words, where, what was ruled; what became of a former one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anyio import to_thread
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from dateline.past import find_ceased
from dateline.records import Claim, Incident
from dateline.stores.project import Settings
from dateline.web.desk import Desk
from dateline.web.page import OnDesk, found, page, report_address
from dateline.web.views import words
from dateline.web.views.facts import Voice, cite, list_facts, make_brief, make_voice
from dateline.web.views.steps import history_by_field

Ask = Request[Any, Any, Any]


@get("/incidents/{incident_id:str}")
async def show_incident(
    request: Ask,
    desk: OnDesk,
    settings: NamedDependency[Settings],
    incident_id: FromPath[str],
    asof: FromQuery[str] = "",
    was: FromQuery[str] = "",
) -> Template | Redirect:
    """The incident as it stands, or stood on a day past; a former id leads to what took its place."""
    then = await to_thread.run_sync(desk.then.at, desk.store, asof) if asof else None
    incidents = then.incidents if then else desk.incidents
    incident = incidents.get(incident_id)
    if incident is None:
        return found(None) if then else await _former(desk, incident_id)
    claim_of = then.claims.get if then else desk.claim
    place = incident.location.value if incident.location else None
    address = f"{str(request.base_url).rstrip('/')}/incidents/{incident.id}"
    return page(
        desk,
        "incident",
        "explore",
        incident=incident,
        then=then,
        was=was,
        brief=make_brief(incident, {}),
        sentence=words.incident_sentence(incident),
        facts=list_facts(incident),
        voices=voices_of(desk, incident, claim_of),
        place=place,
        summed=[make_brief(incidents[one], {}) for one in incident.sums if one in incidents],
        strands=history_by_field(desk.held.claims, desk.decisions, [*incident.claim_ids, incident.id]),
        citation=cite(
            incident,
            project=settings.about.title or "this project",
            day=words.day_words((then.at if then else desk.clock()).date()),
            address=f"{address}?asof={asof}" if then else address,
        ),
    )


async def _former(desk: Desk, incident_id: str) -> Template | Redirect:
    """Where a former id leads: to the one incident that took its place, or to a page that says what became of it."""
    ceased = await to_thread.run_sync(find_ceased, desk.store, incident_id)
    if ceased is None or ceased.id != incident_id:
        return found(None)
    heirs = [one for one in ceased.now if one in desk.incidents]
    if len(heirs) == 1:
        return Redirect(f"/incidents/{heirs[0]}?was={incident_id}", status_code=302)
    briefs = [make_brief(desk.incidents[one], {}) for one in heirs]
    gone = page(desk, "gone", "explore", was=incident_id, heirs=briefs)
    gone.status_code = 410
    return gone


def voices_of(
    desk: Desk, incident: Incident, claim_of: Callable[[str], Claim | None]
) -> list[tuple[Voice, str]]:
    """What each claim says, with the address of its report, in the order of print."""
    voices = []
    for claim_id in incident.claim_ids:
        claim = claim_of(claim_id)
        report = desk.report(claim.report_id) if claim else None
        if claim and report:
            title = report.headline or f"Report {report.id}"
            day = words.day_words(report.published)
            voice = make_voice(claim, report.text, title=title, outlet=report.outlet, published=day)
            voices.append((str(report.published or ""), voice, report_address(report.id, claim=claim.id)))
    return [(voice, address) for _, voice, address in sorted(voices, key=lambda entry: entry[0])]


HANDLERS = (show_incident,)
