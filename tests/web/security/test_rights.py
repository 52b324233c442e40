"""Every role at every address by every method: what the table allows is open, all else is shut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented_project import make_store
from invented_team import NAMES, Team

from dateline.web.people.records import Role
from dateline.web.people.rights import list_rights

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WHO = (None, *Role)
FILLED = {
    "/static/{file_path}": "/static/base.css",
    "/exports/file": "/exports/file?preset=internal&format=jsonl",
}


@pytest.fixture(scope="module")
def open_team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """One team for all cells."""
    with pytest.MonkeyPatch.context() as patch:
        from argon2 import PasswordHasher

        from dateline.web.people import passwords

        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        team = Team(tmp_path_factory.mktemp("rights") / "team", make_store())
        yield team
        team.close()


def routes_of(team: Team) -> dict[str, set[str]]:
    """The methods of every address the app answers to."""
    return {
        route.path_format: set(getattr(route, "methods", {"GET"})) - {"OPTIONS", "HEAD"}
        for route in team.app.routes
    }


def fill(team: Team, address: str) -> str:
    """The address with something that is there in the place of each parameter."""
    claim = next(team.store.claims())
    incident = next(team.store.incidents())
    values = {"report_path": "r1", "claim_id": claim.id, "incident_id": incident.id, "publication_id": "0" * 16,
              "name": NAMES[Role.READER]}  # fmt: skip
    for name, value in values.items():
        address = address.replace("{" + name + "}", value)
    if address in FILLED:
        return FILLED[address]
    return address.replace("{", "x").replace("}", "")


def test_the_table_lists_the_addresses_that_are_there_and_no_other(open_team: Team):
    there = {(method, address) for address, methods in routes_of(open_team).items() for method in methods}
    assert set(list_rights()) == there


def test_every_cell_of_the_table(open_team: Team):
    team, cells = open_team, 0
    asking = team.browser()
    token = asking.token
    ((csrf, value),) = asking.client.cookies.items()
    for address, methods in sorted(routes_of(team).items()):
        for method in METHODS:
            for role in WHO:
                cells += 1
                visit = f"; {team.door.cookie}={team.roll.enter(NAMES[role])}" if role else ""
                before = held(team)
                asking.client.cookies.clear()
                answer = asking.client.request(
                    method,
                    fill(team, address),
                    headers={"cookie": f"{csrf}={value}{visit}"},
                    data=None if method in ("GET", "HEAD", "OPTIONS") else {"_csrf_token": token},
                    follow_redirects=False,
                )
                where = f"{method} {address} as {role}: {answer.status_code}"
                allowed, there = expect(method, address, methods, role)
                status, location = answer.status_code, answer.headers.get("location", "")
                if not there:
                    assert status in (403, 404, 405), where
                elif allowed:
                    assert status not in (403, 405, 500), where
                    assert status != 401 or address == "/login", where
                    assert not location.startswith("/login") or address == "/logout", where
                elif role is None and method in ("GET", "OPTIONS"):
                    assert (status, location.startswith("/login")) in ((303, True), (401, False)), where
                else:
                    assert status == (403 if role else 401), where
                if not (allowed and there):
                    assert held(team) == before, where
    assert cells == len(routes_of(team)) * len(METHODS) * len(WHO)


def held(team: Team) -> tuple:
    """What a request must not change without the right to."""
    people = [(one.name, one.role, one.active, one.totp, one.must_change) for one in team.roll.people()]
    steps = [line for _, line in team.store.entries("publication")]
    return len(list(team.store.decisions())), team.store.counts(), people, steps


def expect(method: str, address: str, methods: set[str], role: Role | None) -> tuple[bool, bool]:
    """Whether the table allows it, and whether such an address and method are there at all."""
    if method == "OPTIONS":
        return role is not None, True
    plain = "GET" if method == "HEAD" else method
    if plain not in methods or (method == "HEAD" and not address.startswith("/static")):
        return False, False
    needed = list_rights()[plain, address]
    return needed == "anyone" or (role is not None and role.covers(needed)), True
