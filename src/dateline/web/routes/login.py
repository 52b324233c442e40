"""Logging in and out, and one's own account: password, authenticator, open visits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromQuery
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.stores.audit import acting
from dateline.web.page import OnDesk, found, go, page
from dateline.web.people import passwords
from dateline.web.people.door import Door
from dateline.web.people.gate import safe_after
from dateline.web.people.login import Doorkeeper, Refused, Slow
from dateline.web.people.records import Person
from dateline.web.people.roll import Roll

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
AtDoor = NamedDependency[Door]
Asked = Request[Person | None, str, Any]


@get("/login", sync_to_thread=False)
def show_login(request: Asked, door: AtDoor, after: FromQuery[str] = "/") -> Template | Redirect:
    """The form; whoever is logged in is sent on."""
    if door.roll is None or request.user is not None:
        return go(safe_after(after))
    return _form(after)


@post("/login")
async def log_in(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Template | Redirect:
    """A new visit, whatever cookie was sent along; a visit that was open here has ended."""
    if door.roll is None or door.keeper is None:
        return go("/")
    after, name = safe_after(data.get("after", "/")), data.get("name", "")
    try:
        person = await door.keeper.admit(
            name, data.get("password", ""), data.get("code", ""), address=address_of(request)
        )
    except Slow as slow:
        return _form(after, name=name, fault=slow, status=429, retry_after=slow.wait_s)
    except Refused as fault:
        known = door.roll.person(name.strip().casefold())
        desk.store.record("log-in refused", **({"name": known.name} if known else {}))
        return _form(after, name=name, fault=fault, status=401)
    if request.auth:
        door.roll.leave(request.auth)
    with acting(person.name):
        desk.store.record("logged in")
    return _enter(door, door.roll, person, "/me" if person.must_change else after)


@post("/logout", sync_to_thread=False)
def log_out(request: Asked, desk: OnDesk, door: AtDoor) -> Redirect:
    """The visit has ended, here and in the accounts."""
    answer = go("/login")
    if door.roll and request.auth:
        door.roll.leave(request.auth)
        desk.store.record("logged out")
    answer.set_cookie(door.visit(""))
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@get("/me", sync_to_thread=False)
def show_me(request: Asked, desk: OnDesk, door: AtDoor) -> Template:
    """One's own account."""
    return _me(request, desk, door)


@post("/me/password")
async def change_password(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Template | Redirect:
    """Another password, after the old one; all other visits of this person have ended."""
    roll, keeper, person = _own(request, door)
    new = data.get("new", "")
    try:
        await keeper.confirm(person, data.get("password", ""), address=address_of(request))
        if new != data.get("again", ""):
            raise DatelineError("the two new passwords differ", remedy="Type the new password twice.")
        if new == data.get("password", ""):
            raise DatelineError("this is the old password", remedy="Choose another.")
        passwords.check_new_password(new, person.name)
    except DatelineError as fault:
        return _me(request, desk, door, fault=fault)
    await keeper.hashed(lambda: roll.set_password(person.name, new, must_change=False))
    desk.store.record("password changed", name=person.name)
    return _enter(door, roll, person, "/me?done=password")


@post("/me/totp")
async def change_totp(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Template | Redirect:
    """An authenticator begun, confirmed by a first code, or ended; each takes the password."""
    roll, keeper, person = _own(request, door)
    try:
        if data.get("do") == "confirm":
            _confirm_code(roll, person, data.get("code", ""))
            desk.store.record("authenticator set up", name=person.name)
            return go("/me?done=totp")
        await keeper.confirm(person, data.get("password", ""), address=address_of(request))
    except DatelineError as fault:
        key = roll.begun_totp(person.name) if data.get("do") == "confirm" else None
        return _me(request, desk, door, fault=fault, key=key or "")
    if data.get("do") == "end":
        roll.end_totp(person.name)
        desk.store.record("authenticator ended", name=person.name)
        return go("/me?done=no-totp")
    return _me(request, desk, door, key=roll.begin_totp(person.name))


@post("/me/feed", sync_to_thread=False)
def change_feed(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Template | Redirect:
    """A secret address for a feed reader, which cannot log in: made, shown once, or ended."""
    roll, _, person = _own(request, door)
    if data.get("do") == "end":
        roll.end_feed(person.name)
        desk.store.record("feed address ended", name=person.name)
        return go("/me?done=no-feed")
    token = roll.begin_feed(person.name)
    desk.store.record("feed address made", name=person.name)
    base = request.base_url.with_replacements(scheme="https") if door.https else request.base_url
    return _me(request, desk, door, feed=f"{str(base).rstrip('/')}/feeds/{token}")


@post("/me/leave", sync_to_thread=False)
def leave_everywhere(request: Asked, desk: OnDesk, door: AtDoor) -> Redirect:
    """All visits of this person have ended but for a new one here."""
    roll, _, person = _own(request, door)
    roll.leave_all(person.name)
    desk.store.record("logged out everywhere", name=person.name)
    return _enter(door, roll, person, "/me?done=leave")


def address_of(request: Asked) -> str:
    """The address a request comes from."""
    return request.client.host if request.client else ""


def _form(
    after: str, *, name: str = "", fault: DatelineError | None = None, status: int = 200, retry_after: int = 0
) -> Template:
    context = {"here": "", "after": safe_after(after), "name": name[:64], "fault": fault}
    headers = {"retry-after": str(retry_after)} if retry_after else {}
    return Template("login.html", context=context, status_code=status, headers=headers)


def _me(
    request: Asked,
    desk: OnDesk,
    door: AtDoor,
    *,
    fault: DatelineError | None = None,
    key: str = "",
    feed: str = "",
) -> Template:
    person = found(request.user)
    address = passwords.totp_address(key, person.name, door.project.resolve().name) if key else ""
    answer = page(
        desk,
        "me",
        "people",
        person=person,
        door=door,
        visits=door.roll.visits(person.name) if door.roll else 0,
        fault=fault,
        feed=feed,
        feed_since=door.roll.feed_since(person.name) if door.roll else None,
        key=" ".join(key[i : i + 4] for i in range(0, len(key), 4)),
        picture=passwords.draw_code(address) if key else "",
        done=request.query_params.get("done", ""),
        now=datetime.now(UTC),
    )
    if fault:
        answer.status_code = 429 if isinstance(fault, Slow) else 422
    return answer


def _own(request: Asked, door: AtDoor) -> tuple[Roll, Doorkeeper, Person]:
    if door.roll is None or door.keeper is None or request.user is None:
        raise DatelineError("there are no accounts here", remedy="Add people with `dateline users add`.")
    return door.roll, door.keeper, request.user


def _confirm_code(roll: Roll, person: Person, code: str) -> None:
    key = roll.begun_totp(person.name)
    step = passwords.totp_step(key, code, datetime.now(UTC), after=0) if key else None
    if step is None:
        raise DatelineError(
            "this code does not fit", remedy="Look at the clock of the phone, and try the next code."
        )
    roll.confirm_totp(person.name, step)


def _enter(door: Door, roll: Roll, person: Person, address: str) -> Redirect:
    answer = go(address)
    answer.set_cookie(door.visit(roll.enter(person.name)))
    return answer


def login_address(after: str) -> str:
    """The address of the log-in that leads on to another."""
    return f"/login?{urlencode({'after': after})}" if after != "/" else "/login"


HANDLERS = (show_login, log_in, log_out, show_me, change_password, change_totp, change_feed, leave_everywhere)
