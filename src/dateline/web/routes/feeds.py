"""The feed of changes for feed readers, which cannot log in: at a secret address of one person, who can end it."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from dateline.stores.audit import acting
from dateline.web.outside import check_outside
from dateline.web.page import OnDesk, found
from dateline.web.people.records import Person
from dateline.web.routes.changes import make_feed
from dateline.web.routes.login import AtDoor

Text = FromQuery[str]


@get("/feeds/{token:str}")
async def read_feed(
    request: Request[Person | None, str, Any],
    desk: OnDesk,
    door: AtDoor,
    token: FromPath[str],
    since: Text = "",
    preset: Text = "internal",
    area: Text = "cell",
) -> Response[bytes]:
    """The last changes of incidents as the person of this address may see them; nothing at any other address."""
    reader = found(door.roll.feed_reader(token) if door.roll else None)
    address = f"{str(request.base_url).rstrip('/')}/changes.atom"
    with acting(reader.name):
        check_outside(desk, door, reader, preset)
        return await make_feed(desk, address, since=since, preset=preset, area=area)


HANDLERS = (read_feed,)
