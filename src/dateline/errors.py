"""The errors a user may see: each says what was wrong, where, and what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """What was wrong, where, and the remedy, in one line for the terminal."""

    exit_code = 2

    def __init__(self, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.reason = reason
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{head}. {self.remedy}" if self.remedy else head


class UnusableInput(DatelineError):
    """One input could not be read; the others go on (exit code 1)."""

    exit_code = 1


class DamagedStore(DatelineError):
    """A project's store is missing, broken or from another version."""


class MissingData(DatelineError):
    """Reference data (a gazetteer pack, a roster, a parser) is not there."""
