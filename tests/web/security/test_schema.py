"""Whatever fits the addresses' own description, and much that does not, gets an answer of ours: never a fault."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from invented_project import make_store
from invented_team import NAMES, Team
from schemathesis import Case

from dateline.web.people.records import Role


@pytest.fixture(scope="module")
def open_team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """One team for all cases."""
    with pytest.MonkeyPatch.context() as patch:
        from argon2 import PasswordHasher

        from dateline.web.people import passwords

        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        team = Team(tmp_path_factory.mktemp("schema") / "team", make_store())
        yield team
        team.close()


TRIES = settings(
    max_examples=int(os.environ.get("DATELINE_SCHEMA", "12")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_no_request_is_a_fault(open_team: Team, record_property: Callable[[str, object], None]):
    answer = open_team.enter(Role.ADMIN).get("/schema/openapi.json")
    assert answer.status_code == 200
    described = schemathesis.openapi.from_dict(answer.json())
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 40
    record_property("tried", f"{len(operations)} addresses with up to {TRIES.max_examples:,} requests each")
    for operation in operations:
        TRIES(given(case=operation.as_strategy())(lambda case: ask(open_team, case)))()


def ask(team: Team, case: Case) -> None:
    """Sends one case as an admin would, with the token of a form."""
    browser = team.browser()
    token = browser.token
    browser.client.cookies.set(team.door.cookie, team.roll.enter(NAMES[Role.ADMIN]), domain="127.0.0.1")
    form = {str(name): str(value) for name, value in case.body.items()} if isinstance(case.body, dict) else {}
    answer = browser.client.request(
        case.method,
        case.formatted_path,
        params={name: str(value) for name, value in (case.query or {}).items()},
        data={**form, "_csrf_token": token} if case.method == "POST" else None,
        follow_redirects=False,
    )
    assert answer.status_code < 500, (case.method, case.formatted_path, case.query, form)
    assert "Traceback" not in answer.text
    assert re.match(r"text/|application/", answer.headers.get("content-type", "text/"))
