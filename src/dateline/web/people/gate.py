"""The gate before every page: whose visit it is, and whether that role may go on."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from dateline.errors import DatelineError
from dateline.stores.audit import acting
from dateline.web.people.records import Person, Role
from dateline.web.people.rights import find_right
from dateline.web.people.roll import LONGEST, Roll

# What a person may reach whose password was given by somebody else.
FIRST_STEPS = frozenset({"/me", "/me/password", "/logout", "/static/{file_path}"})


NOBODY = "nobody"


class NotLoggedIn(DatelineError):
    """Nobody is logged in; `after` is where to go once somebody is."""

    def __init__(self, after: str) -> None:
        super().__init__("you are not logged in", remedy="Log in, then send it once more.")
        self.after = after


class PasswordDue(DatelineError):
    """The person has to choose a password first."""


class NotAllowed(DatelineError):
    """The person's role does not reach that far."""


Gate = Callable[[ASGIApp], ASGIApp]


def make_gate(roll: Roll | None, alone: Callable[[], Person], cookie: str) -> Gate:
    """The gate of a team's pages; without a roll, everybody who can reach the pages is the one person here."""

    def gate(app: ASGIApp) -> ASGIApp:
        async def gated(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP:
                return
            token = read_cookie(scope, cookie) if roll else ""
            person = (roll.visitor(token) if token else None) if roll else alone()
            scope["user"], scope["auth"] = person, token
            check_right(scope, person)
            with acting(person.name if person else NOBODY):
                await app(scope, receive, send)

        return gated

    return gate


def check_right(scope: HTTPScope, person: Person | None) -> None:
    """Nothing; raises when this person may not do what is asked."""
    method, address = scope["method"], scope["path_template"]
    needed = find_right(method, address)
    if needed == "anyone":
        return
    if person is None:
        raise NotLoggedIn(_asked(scope) if method == "GET" else "/")
    if person.must_change and address not in FIRST_STEPS:
        raise PasswordDue("choose a password of your own first")
    if not person.role.covers(needed):
        raise NotAllowed(
            f"this takes the role of {_article(needed)}",
            remedy=f"You are {_article(person.role)}; ask an admin.",
        )


def read_cookie(scope: Scope, name: str) -> str:
    """The value of a cookie; empty when it is not there or cannot be read."""
    try:
        found = [
            SimpleCookie(value.decode("latin-1")).get(name)
            for key, value in scope["headers"]
            if key == b"cookie"
        ]
    except CookieError:
        return ""
    held = [one.value for one in found if one]
    return held[0] if len(held) == 1 else ""


def visit_cookie(name: str, token: str, *, https: bool) -> Cookie:
    """The cookie of a visit: no script reads it, and no other site sends it along with a form."""
    age = int(LONGEST.total_seconds()) if token else 0
    return Cookie(key=name, value=token, max_age=age, httponly=True, samesite="lax", secure=https, path="/")


def safe_after(address: str) -> str:
    """The address when it is one of these pages; else the front page."""
    plain = address.isprintable() and address.isascii() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _asked(scope: HTTPScope) -> str:
    query = scope["query_string"].decode("latin-1")
    path = quote(scope["path"])
    return safe_after(f"{path}?{query}" if query else path)


def _article(role: Role) -> str:
    return f"an {role}" if role is Role.ADMIN else f"a {role}"
