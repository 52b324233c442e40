"""Logging in: slowed, the same for names that are there and names that are not, always a new visit."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

from anyio import CapacityLimiter, to_thread

from dateline.errors import DatelineError
from dateline.web.people import passwords
from dateline.web.people.brakes import brake_address, brake_name
from dateline.web.people.records import Person
from dateline.web.people.roll import Roll

# Hashing takes 64 MiB and a core for 0.1 s by design: whoever knocks, half of the cores are left to the pages.
AT_ONCE = max(1, (os.cpu_count() or 1) // 2)


class Refused(DatelineError):
    """The log-in failed. It is never said which part was wrong."""


class Slow(DatelineError):
    """Too many tries; `wait_s` seconds must pass."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            "too many tries", remedy=f"Wait {wait_s} second{'' if wait_s == 1 else 's'}, then try again."
        )
        self.wait_s = wait_s


class Doorkeeper:
    """Checks who knocks at one roll."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self._limit: CapacityLimiter | None = None
        passwords.verify_password(
            None, ""
        )  # what a name that is not there is checked against, made before it is needed

    async def admit(self, name: str, password: str, code: str, *, address: str) -> Person:
        """The person; Slow or Refused otherwise."""
        name = name.strip().casefold()[:64]
        await self._check(name, password, code, address=address)
        return self.roll.known(name)

    async def confirm(self, person: Person, password: str, *, address: str) -> None:
        """Nothing; Slow or Refused when this is not the password of somebody who is logged in."""
        await self._check(person.name, password, None, address=address)

    async def hashed(self, work: Callable[[], object]) -> None:
        """Nothing; the hashing was done beside the pages, within the limit."""
        await to_thread.run_sync(work, limiter=self._hashers)

    async def _check(self, name: str, password: str, code: str | None, *, address: str) -> None:
        by_name, by_address = brake_name(name), brake_address(address)
        wait = self.roll.wait_s((by_name, by_address))
        if wait:
            raise Slow(wait)
        held = self.roll.password_of(name)
        right = await to_thread.run_sync(passwords.verify_password, held, password, limiter=self._hashers)
        if not right or (code is not None and not self._code_fits(name, code)):
            raise Refused(
                "that did not fit", remedy="Look at the name, the password and, if you use one, the code."
            )
        self.roll.ease(wholly=by_name, once=by_address)
        if held and passwords.is_outdated(held):
            await to_thread.run_sync(self.roll.renew_hash, name, password, limiter=self._hashers)

    def _code_fits(self, name: str, code: str) -> bool:
        held = self.roll.totp_of(name)
        if held is None:
            return True
        step = passwords.totp_step(held[0], code, datetime.now(UTC), after=held[1])
        return step is not None and self.roll.use_step(name, step)

    @property
    def _hashers(self) -> CapacityLimiter:
        if self._limit is None:
            self._limit = CapacityLimiter(AT_ONCE)
        return self._limit
