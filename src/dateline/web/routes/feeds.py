"""The feed of changes, as Atom and as lines of JSON.

Feed readers cannot log in: they read it at a secret address of one person, who can end it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from anyio import to_thread
from litestar import Request, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from dateline.past import lens_of, list_changes, start_of, write_atom, write_lines
from dateline.past.changes import latest_changes
from dateline.past.feed import LATEST
from dateline.publish.areas import read_area
from dateline.publish.redact import Rules
from dateline.reconcile.chronicle import Show
from dateline.stores.audit import acting
from dateline.web.desk import Desk
from dateline.web.outside import check_outside, record_file
from dateline.web.page import OnDesk, found
from dateline.web.people.door import Door
from dateline.web.people.records import Person
from dateline.web.routes.login import AtDoor

Text = FromQuery[str]
OnRequest = Request[Person | None, str, Any]


class Feed:
    """The changes since a day as a preset lets them out, and the address at which they are found."""

    def __init__(self, desk: Desk, door: Door, address: str, *, since: str, preset: str, area: str) -> None:
        self._desk, self._door, self._address = desk, door, address
        self._since, self._preset, self._area = since.strip(), preset, area

    def check(self, person: Person | None) -> None:
        """Nothing; NotAllowed when this person may not take it now."""
        check_outside(self._desk, self._door, person, self._preset)

    async def atom(self) -> Response[bytes]:
        """The last changes, for feed readers."""
        store, (since, show) = self._desk.store, self._wanted()
        made = await to_thread.run_sync(lambda: latest_changes(store, LATEST, since=since, show=show))
        feed = write_atom(made[::-1], title="Changes of incidents", address=self._address)
        return self._given(feed, "application/atom+xml")

    async def lines(self) -> Response[bytes]:
        """All changes, the oldest first."""
        store, (since, show) = self._desk.store, self._wanted()
        body = await to_thread.run_sync(lambda: b"".join(write_lines(list_changes(store, since, show=show))))
        return self._given(body, "application/x-ndjson")

    def _wanted(self) -> tuple[datetime | None, Show | None]:
        """From which moment on, and what is seen of an incident."""
        lens = lens_of(self._desk.store, self._preset, Rules(area=read_area(self._area)))
        return start_of(self._since, "since") if self._since else None, lens.show if lens else None

    def _given(self, body: bytes, media_type: str) -> Response[bytes]:
        """The answer; what goes outside is in the log."""
        if self._preset != "internal":
            record_file(self._desk, body, format="changes", preset=self._preset)
        return Response(body, media_type=media_type)


def open_feed(
    request: OnRequest,
    desk: OnDesk,
    door: AtDoor,
    since: Text = "",
    preset: Text = "internal",
    area: Text = "cell",
) -> Feed:
    """The feed that an address asks for."""
    address = f"{str(request.base_url).rstrip('/')}/changes.atom"
    return Feed(desk, door, address, since=since, preset=preset, area=area)


OnFeed = NamedDependency[Feed]
FEED = {"feed": Provide(open_feed, sync_to_thread=False)}


@get("/changes.atom", dependencies=FEED)
async def feed_atom(request: OnRequest, feed: OnFeed) -> Response[bytes]:
    """The last changes of incidents as the preset lets them out, for feed readers."""
    feed.check(request.user)
    return await feed.atom()


@get("/changes.jsonl", dependencies=FEED)
async def feed_lines(request: OnRequest, feed: OnFeed) -> Response[bytes]:
    """All changes of incidents as the preset lets them out, a line of JSON each, the oldest first."""
    feed.check(request.user)
    return await feed.lines()


@get("/feeds/{token:str}", dependencies=FEED)
async def read_feed(door: AtDoor, feed: OnFeed, token: FromPath[str]) -> Response[bytes]:
    """The last changes of incidents as the person of this address may see them; nothing at any other address."""
    reader = found(door.roll.feed_reader(token) if door.roll else None)
    with acting(reader.name):
        feed.check(reader)
        return await feed.atom()


HANDLERS = (feed_atom, feed_lines, read_feed)
