"""Publishing with a second pair of eyes: propose, approve or decline, publish, and the files."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from litestar import Request, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Response, Template

from dateline.errors import DatelineError
from dateline.past.journal import refuse_known_tag
from dateline.publish.redact import PRESETS, REASONS, redact_items
from dateline.records import content_id
from dateline.web.desk import Desk, Stale
from dateline.web.page import OnDesk, found, go, page
from dateline.web.people.door import Door
from dateline.web.people.gate import NotAllowed
from dateline.web.people.records import Person
from dateline.web.publications import (
    STREAM,
    Did,
    Publication,
    Step,
    check_proposal,
    coders_since,
    read_publications,
    state_of,
    why_not,
)
from dateline.web.releasing import files_of, release_publication
from dateline.web.routes.exports import items_of
from dateline.web.routes.login import AtDoor
from dateline.web.views.heldback import COUNTED

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Asked = Request[Person | None, str, Any]
LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "ODbL-1.0")


@get("/publish", sync_to_thread=False)
def show_publications(desk: OnDesk, door: AtDoor) -> Template:
    """What was published, what waits for a second pair of eyes, and the form to propose more."""
    made, _ = read_publications(desk.store)
    return page(
        desk,
        "publish",
        "publish",
        made=made,
        team=door.team(),
        presets=PRESETS,
        licences=LICENCES,
        coders=coders_since(desk.decisions, made),
        tag=f"{desk.clock():%Y-%m-%d}",
    )


@get("/publish/{publication_id:str}")
async def show_publication(
    request: Asked, desk: OnDesk, door: AtDoor, publication_id: FromPath[str]
) -> Template:
    """One publication: its steps, what it holds and holds back, who ruled, and what this person may do."""
    made, _ = read_publications(desk.store)
    one = found(next((one for one in made if one.id == publication_id), None))
    person, team, coders = found(request.user), door.team(), coders_since(desk.decisions, made)
    dids: tuple[Did, ...] = ("approve", "decline", "publish", "withdraw")
    open_now = one.status in ("proposed", "approved")
    held = (
        await to_thread.run_sync(_held_back, items_of(desk), one.proposal.preset) if open_now else Counter()
    )
    return page(
        desk,
        "publication",
        "publish",
        one=one,
        stale=open_now and one.steps[-1].state != await _state(desk),
        why={did: why_not(did, one, person, team=team, coders=coders) for did in dids},
        held=sorted((REASONS[kind], count) for kind, count in held.items() if count),
        coders=coders,
        team=team,
        counted=min(COUNTED, len(desk.incidents)) if open_now and len(desk.incidents) > COUNTED else 0,
        files=[(path.name, path.stat().st_size) for path in files_of(door.project, one)],
    )


@post("/publish")
async def propose(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Redirect:
    """A publication proposed: of what there is now, for whom the preset says."""
    _refuse_back_door(door)
    made, last = read_publications(desk.store)
    tag, title, preset = (data.get(name, "").strip() for name in ("tag", "title", "preset"))
    title, licence = title or door.project.resolve().name, data.get("licence", "")
    check_proposal(tag, title, preset, made, PRESETS)
    refuse_known_tag(desk.store, tag)
    await desk.linker.finish()
    if licence not in LICENCES:
        raise DatelineError(f"no licence is called {licence!r}", remedy=f"Known: {', '.join(LICENCES)}.")
    at = desk.clock()
    step = Step(
        publication=content_id(tag, desk.analyst, at.isoformat()),
        did="propose",
        by=desk.analyst,
        at=at,
        tag=tag,
        title=title[:200],
        preset=preset,
        licence=licence,
        state=await _state(desk),
        incidents=len(desk.incidents),
        rulings=len(desk.decisions),
        note=data.get("note", "").strip()[:2000],
    )
    _append(desk, step, last)
    return go(f"/publish/{step.publication}")


async def _take(request: Asked, desk: Desk, door: Door, id: str, did: Did, note: str) -> Redirect:
    """Takes one step, when this person may and nothing has changed since it was proposed."""
    _refuse_back_door(door)
    made, last = read_publications(desk.store)
    one = found(next((one for one in made if one.id == id), None))
    reason = why_not(
        did, one, found(request.user), team=door.team(), coders=coders_since(desk.decisions, made)
    )
    if reason:
        raise NotAllowed(f"this cannot be done: {reason}", remedy="Nothing was changed.")
    if did in ("approve", "publish") and one.steps[-1].state != await _state(desk):
        raise Stale(
            "rulings or reports have come in since this was proposed",
            remedy="Withdraw it and propose it again, so that what was looked at is what goes out.",
        )
    step = msgspec.structs.replace(
        one.steps[-1],
        did=did,
        by=desk.analyst,
        at=desk.clock(),
        rulings=len(desk.decisions),
        note=note.strip()[:2000],
    )
    if did == "publish":
        await _release(desk, door, one, last)
    _append(desk, step, last)
    return go(f"/publish/{id}")


async def _release(desk: Desk, door: Door, one: Publication, last: int) -> None:
    """Writes the release beside the pages, from the records as they were approved."""
    await desk.linker.finish()
    day = desk.clock().date()
    await to_thread.run_sync(release_publication, desk.store, door.project, one, day)


@post("/publish/{publication_id:str}/approve")
async def approve(
    request: Asked, desk: OnDesk, door: AtDoor, publication_id: FromPath[str], data: Sent
) -> Redirect:
    """The second pair of eyes says yes."""
    return await _take(request, desk, door, publication_id, "approve", data.get("note", ""))


@post("/publish/{publication_id:str}/decline")
async def decline(
    request: Asked, desk: OnDesk, door: AtDoor, publication_id: FromPath[str], data: Sent
) -> Redirect:
    """The second pair of eyes says no."""
    return await _take(request, desk, door, publication_id, "decline", data.get("note", ""))


@post("/publish/{publication_id:str}/withdraw")
async def withdraw(
    request: Asked, desk: OnDesk, door: AtDoor, publication_id: FromPath[str], data: Sent
) -> Redirect:
    """Who proposed it takes it back."""
    return await _take(request, desk, door, publication_id, "withdraw", data.get("note", ""))


@post("/publish/{publication_id:str}/publish")
async def publish(
    request: Asked, desk: OnDesk, door: AtDoor, publication_id: FromPath[str], data: Sent
) -> Redirect:
    """The release is written."""
    return await _take(request, desk, door, publication_id, "publish", data.get("note", ""))


@get("/publish/{publication_id:str}/files/{name:str}", sync_to_thread=False)
def take_file(
    desk: OnDesk, door: AtDoor, publication_id: FromPath[str], name: FromPath[str]
) -> Response[bytes]:
    """One file of what was published."""
    made, _ = read_publications(desk.store)
    one = found(next((one for one in made if one.id == publication_id), None))
    path = found(next((path for path in files_of(door.project, one) if path.name == name), None))
    return Response(
        path.read_bytes(),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{path.name}"'},
    )


def _append(desk: Desk, step: Step, last: int) -> None:
    if not desk.store.append(STREAM, msgspec.json.encode(step), after=last):
        raise Stale("somebody else took a step at the same moment", remedy="Look at the page as it is now.")
    desk.store.record(
        f"publication: {step.did}", tag=step.tag, publication=step.publication, state=step.state
    )


async def _state(desk: Desk) -> str:
    """The digest of what would be published now."""
    glances, decisions = desk.listing.glances(), tuple(desk.decisions)
    return await to_thread.run_sync(lambda: state_of((one.id for one in glances), decisions))


def _held_back(items: Any, preset: str) -> Counter[str]:
    held: Counter[str] = Counter()
    for _ in redact_items(items(COUNTED), preset, held):
        pass
    return held


def _refuse_back_door(door: Door) -> None:
    """Nothing; DatelineError in pages without log-in over a project that has a team."""
    if door.roll is None and door.team() > 1:
        raise NotAllowed(
            "this project has a team", remedy="Publish through `dateline serve`, where people log in."
        )


HANDLERS = (show_publications, show_publication, propose, approve, decline, withdraw, publish, take_file)
