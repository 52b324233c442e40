"""People and their roles."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from dateline.errors import DatelineError
from dateline.records import Record

NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


class Role(StrEnum):
    """What a person may do; each role may do all that those before it may."""

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def covers(self, needed: Role) -> bool:
        """True when this role may do what that one may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


DUTIES = {
    Role.READER: "sees reports, claims and incidents, and takes files for use inside",
    Role.CODER: "rules on claims, pastes reports, merges and splits, proposes a publication",
    Role.REVIEWER: "approves or declines what somebody else proposed",
    Role.PUBLISHER: "publishes what was approved, and takes files for others",
    Role.ADMIN: "adds people, changes roles, reads the log",
}


class Person(Record, frozen=True, kw_only=True):
    """One account. `must_change`: the password was given by somebody else; `totp`: a code is asked for."""

    name: str
    role: Role
    active: bool = True
    must_change: bool = False
    totp: bool = False
    made_at: datetime
    last_login: datetime | None = None


def read_name(words: str) -> str:
    """The name of an account, lower case; DatelineError when it cannot be one."""
    name = words.strip().casefold()
    if not NAME.fullmatch(name):
        raise DatelineError(
            "this cannot be a name",
            remedy="Use 2 to 32 small letters, digits, dots, dashes; the first is a letter.",
        )
    return name


def read_role(words: str) -> Role:
    """The role of this name; DatelineError names those there are."""
    try:
        return Role(words.strip().casefold())
    except ValueError:
        raise DatelineError(f"no role is called {words!r}", remedy=f"Known: {', '.join(Role)}.") from None
