"""What slows the guessing of passwords: after some free tries each further one must wait, twice as long each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.records import Record

LONGEST_S = 900
FORGET = timedelta(hours=24)


class Brake(Record, frozen=True, kw_only=True):
    """One thing tries are counted by: a name, or the address they come from."""

    kind: str
    of: str
    free: int

    def wait_s(self, tries: int, last: datetime, now: datetime) -> int:
        """How many seconds are left until the next try; 0 = it may be made."""
        over = tries - self.free
        if over < 0 or self.forgotten(last, now):
            return 0
        until = last + timedelta(seconds=min(2 ** min(over, 30), LONGEST_S))
        return max(0, -int((now - until).total_seconds() // 1))

    def forgotten(self, last: datetime, now: datetime) -> bool:
        """True when the last try is so long ago that the count begins anew."""
        return now - last > FORGET


def brake_name(name: str) -> Brake:
    """Five free tries at one name."""
    return Brake(kind="name", of=name, free=5)


def brake_address(address: str) -> Brake:
    """A hundred free tries from one address, at whatever names: a whole office may come in at nine behind one."""
    return Brake(kind="address", of=address, free=100)
