"""What leaves the team: who may take a file for others, and the log of every file taken."""

from __future__ import annotations

import hashlib

from dateline.web.desk import Desk
from dateline.web.people.door import Door
from dateline.web.people.gate import NotAllowed
from dateline.web.people.records import Person, Role
from dateline.web.publications import read_publications, state_of


def check_outside(desk: Desk, door: Door, person: Person | None, preset: str) -> None:
    """Nothing; NotAllowed when a file for others may not be taken now: where more than one person works, only a
    publisher takes it, and only of what somebody else has approved."""
    if preset == "internal" or door.team() < 2:
        return
    if door.roll is None:
        raise NotAllowed(
            "this project has a team", remedy="Take it through `dateline serve`, where people log in."
        )
    if person is None or not person.role.covers(Role.PUBLISHER):
        raise NotAllowed(
            "files for others are taken by a publisher", remedy="Ask one, or take the internal file."
        )
    made, _ = read_publications(desk.store)
    state = state_of((one.id for one in desk.listing.glances()), desk.decisions)
    passed = [
        one
        for one in made
        if one.status in ("approved", "published")
        and one.proposal.preset == preset
        and one.steps[-1].state == state
    ]
    if not passed:
        raise NotAllowed(
            "nobody has approved that this goes out",
            remedy=f"Propose a publication for “{preset}”; once somebody else approved it, the file can be taken.",
        )


def record_file(desk: Desk, body: bytes, **facts: object) -> None:
    """Nothing; the log says who took this file."""
    desk.store.record("file taken", **facts, sha256=hashlib.sha256(body).hexdigest())
