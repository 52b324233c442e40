"""The door of one set of pages: who may come in, under which names, and by which cookie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from litestar.datastructures import Cookie

from dateline.stores.audit import who_acts
from dateline.web.people.gate import Gate, make_gate, visit_cookie
from dateline.web.people.login import Doorkeeper
from dateline.web.people.records import Person, Role
from dateline.web.people.roll import Roll, count_team
from dateline.web.security import cookie_name


class Door:
    """Log-in for the people of a roll; without a roll, one person who may do everything."""

    def __init__(
        self, *, project: Path, roll: Roll | None = None, hosts: Iterable[str] = (), https: bool = False
    ) -> None:
        self.project = project
        self.roll = roll
        self.hosts = frozenset(hosts)
        self.https = https
        self.keeper = Doorkeeper(roll) if roll else None
        mark = roll.secret.seal("cookie", project.resolve().name).hex()[:12] if roll else ""
        self.cookie = cookie_name(f"dateline_visit_{mark}", https=https)

    @property
    def gate(self) -> Gate:
        """The check before every page."""
        return make_gate(self.roll, one_person, self.cookie)

    def team(self) -> int:
        """How many people may log in to the project, here or behind another door; 0 = it has no accounts."""
        return self.roll.active() if self.roll else count_team(self.project)

    def visit(self, token: str) -> Cookie:
        """The cookie that holds a visit, or with an empty token ends it."""
        return visit_cookie(self.cookie, token, https=self.https)

    def close(self) -> None:
        """Frees the roll."""
        if self.roll:
            self.roll.close()


def one_person() -> Person:
    """The one person of pages without log-in: the user of this machine."""
    return Person(name=who_acts(), role=Role.ADMIN, made_at=datetime.now(UTC))
