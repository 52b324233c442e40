"""A team over the invented project: five people, one of each role, and what a browser of theirs would send."""

from __future__ import annotations

import re
from pathlib import Path

from invented_project import InventedReader, MemoryStore, NoReference
from litestar.testing import TestClient

from dateline.web.app import create_app
from dateline.web.people.door import Door
from dateline.web.people.records import Role
from dateline.web.people.roll import Roll, open_roll

PASSWORD = "seven boats on the tavan"
NAMES = {role: f"{role}-person" for role in Role}


def make_roll(project: Path) -> Roll:
    """The accounts of a new folder, with one person of each role."""
    project.mkdir(parents=True, exist_ok=True)
    roll = open_roll(project, make=True)
    assert roll is not None
    for role, name in NAMES.items():
        roll.add(name, role, PASSWORD, must_change=False)
    return roll


class Team:
    """The pages of a project with log-in."""

    def __init__(self, project: Path, store: MemoryStore) -> None:
        self.project, self.store = project, store
        self.roll = make_roll(project)
        self.door = Door(project=project, roll=self.roll, hosts=["team.example"])
        self.app = create_app(
            project, opener=lambda: store, extractor=InventedReader, reference=NoReference(), door=self.door
        )
        self._first = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        self._first.__enter__()

    def close(self) -> None:
        self._first.__exit__(None, None, None)

    def browser(self) -> Browser:
        """A browser nobody has logged in with."""
        return Browser(self.app)

    def enter(self, role: Role | str) -> Browser:
        """A browser in which the person of this role (or name) has logged in."""
        browser = self.browser()
        name = NAMES.get(role, role)
        answer = browser.send("/login", name=name, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser


class Browser:
    """Keeps cookies, follows nothing, and sends forms with the token of the page they stand on."""

    def __init__(self, app) -> None:
        self.client = TestClient(
            app, base_url="http://127.0.0.1", raise_server_exceptions=False, backend_options={}
        )

    def get(self, address: str, **more):
        return self.client.get(address, follow_redirects=False, **more)

    @property
    def token(self) -> str:
        page = self.client.get("/login", follow_redirects=True).text
        return re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page)[1]

    def send(self, address: str, **data: str):
        return self.client.post(address, data={"_csrf_token": self.token, **data}, follow_redirects=False)

    @property
    def cookies(self) -> dict[str, str]:
        return {
            name: value for name, value in self.client.cookies.items() if name.startswith("dateline_visit")
        }
