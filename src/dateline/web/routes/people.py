"""The people of a project, what each role may do, and the log of who did what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from anyio import to_thread
from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Template

from dateline.errors import DatelineError
from dateline.jsonl import decode
from dateline.stores.audit import STREAM, Entry
from dateline.web.checking import Checking
from dateline.web.desk import Desk
from dateline.web.page import OnDesk, go, page
from dateline.web.people.passwords import make_password
from dateline.web.people.records import DUTIES, Person, Role, read_role
from dateline.web.people.roll import Roll
from dateline.web.routes.login import AtDoor

Sent = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Asked = Request[Person | None, str, Any]
PAGE_SIZE = 200


@get("/people", sync_to_thread=False)
def show_people(request: Asked, desk: OnDesk, door: AtDoor, done: FromQuery[str] = "") -> Template:
    """Everybody with a role; for admins, the forms to change that."""
    return _page(request, desk, door, done=done)


@post("/people")
async def add_person(request: Asked, desk: OnDesk, door: AtDoor, data: Sent) -> Template:
    """A new account with a password for one use, which is shown this once."""
    roll, keeper = _roll(door), door.keeper
    role, password = read_role(data.get("role", "")), make_password()
    made: list[Person] = []
    if keeper:
        await keeper.hashed(lambda: made.append(roll.add(data.get("name", ""), role, password)))
    desk.store.record("person added", name=made[0].name, role=str(role))
    return _page(request, desk, door, given=(made[0].name, password))


@post("/people/{name:str}")
async def change_person(
    request: Asked, desk: OnDesk, door: AtDoor, name: FromPath[str], data: Sent
) -> Template | Redirect:
    """Another role; shut out or let in; a new password for one use; no authenticator; logged out everywhere."""
    roll, keeper = _roll(door), door.keeper
    person, do = roll.known(name), data.get("do", "")
    if do == "role":
        role = read_role(data.get("role", ""))
        if role is not Role.ADMIN:
            keep_an_admin(roll, person)
        roll.set_role(person.name, role)
        desk.store.record("role changed", name=person.name, role=str(role), was=str(person.role))
    elif do in ("disable", "enable"):
        if do == "disable":
            keep_an_admin(roll, person)
        roll.set_active(person.name, active=do == "enable")
        desk.store.record(f"person {do}d", name=person.name)
    elif do == "password" and keeper:
        password = make_password()
        await keeper.hashed(lambda: roll.set_password(person.name, password, must_change=True))
        desk.store.record("password reset", name=person.name)
        return _page(request, desk, door, given=(person.name, password))
    elif do == "totp":
        roll.end_totp(person.name)
        desk.store.record("authenticator ended", name=person.name)
    elif do == "leave":
        roll.leave_all(person.name)
        desk.store.record("logged out everywhere", name=person.name)
    else:
        raise DatelineError(f"nothing is called {do!r} here", remedy="Use the buttons on the page.")
    return go(f"/people?done={person.name}")


@get("/audit")
async def show_audit(
    desk: OnDesk,
    checking: NamedDependency[Checking],
    before: FromQuery[int] = 0,
    by: FromQuery[str] = "",
    check: FromQuery[str] = "",
) -> Template:
    """Who did what and when, the latest first, and whether the chain of entries holds.

    Of a large project that is checked beside the pages, and only when asked for.
    """
    entries = await to_thread.run_sync(lambda: list(read_log(desk)))
    whole = desk.held.whole
    if check and not whole:
        checking.begin()
    problems, head = desk.store.verify() if whole else (checking.problems, checking.head)
    names = sorted({one.by for one in entries})
    shown = [one for one in reversed(entries) if (not before or one.number < before) and by in ("", one.by)]
    return page(
        desk,
        "audit",
        "people",
        entries=shown[:PAGE_SIZE],
        earlier=shown[PAGE_SIZE - 1].number if len(shown) > PAGE_SIZE else 0,
        total=len(entries),
        problems=problems,
        head=head,
        last=desk.store.head(),
        checking=None if whole else checking,
        names=names,
        by=by,
    )


def read_log(desk: Desk) -> Iterator[Entry]:
    """The entries of the audit chain that can be read."""
    for _, data in desk.store.entries(STREAM):
        try:
            yield decode(data, Entry)
        except ValueError:  # told by `verify`, at the head of the page
            continue


def keep_an_admin(roll: Roll, person: Person) -> None:
    """Nothing; DatelineError when nobody else could still give roles."""
    others = [
        one for one in roll.people() if one.active and one.role is Role.ADMIN and one.name != person.name
    ]
    if not others:
        raise DatelineError(
            f"{person.name} is the only admin",
            remedy="Make somebody else an admin first. Nothing was changed.",
        )


def _page(
    request: Asked, desk: Desk, door: AtDoor, *, done: str = "", given: tuple[str, str] | None = None
) -> Template:
    rulings: dict[str, int] = {}
    for one in desk.decisions:
        rulings[one.analyst] = rulings.get(one.analyst, 0) + 1
    return page(
        desk,
        "people",
        "people",
        me=request.user,
        people=door.roll.people() if door.roll else (),
        team=door.team(),
        admin=request.user is not None and request.user.role is Role.ADMIN and door.roll is not None,
        duties=DUTIES,
        rulings=rulings,
        given=given,
        done=done,
    )


def _roll(door: AtDoor) -> Roll:
    if door.roll is None:
        raise DatelineError(
            "there are no accounts here", remedy="Add people with `dateline users add`, then `serve`."
        )
    return door.roll


HANDLERS = (show_people, add_person, change_person, show_audit)
