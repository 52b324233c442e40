"""The secret of an installation: without it neither visits nor codes can be made from the accounts file."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TextIO

from dateline.errors import DatelineError

FILE = "accounts.secret"
VARIABLE = "DATELINE_SECRET"
SHORTEST = 32


class Secret:
    """A key that never shows itself: printing it prints no part of it."""

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def seal(self, kind: str, *parts: str) -> bytes:
        """Thirty-two bytes that only this key makes of these words."""
        words = "\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, words, hashlib.sha256).digest()

    def __repr__(self) -> str:
        return "Secret(...)"


def find_secret(project: Path) -> Secret | None:
    """The secret of DATELINE_SECRET, else of the project's accounts.secret; None when there is neither."""
    path, given = project / FILE, os.environ.get(VARIABLE)
    if given is not None:
        return _checked(given.strip(), VARIABLE)
    if not path.is_file():
        return None
    check_private(path)
    return _checked(path.read_text(encoding="utf-8").strip(), str(path))


def make_secret(project: Path) -> Secret:
    """The project's secret, made when there is none."""
    found = find_secret(project)
    if found is None:
        with open_private(project / FILE) as file:
            file.write(secrets.token_hex(32) + "\n")
        found = find_secret(project)
    if found is None:
        raise DatelineError(
            "the secret could not be kept", where=str(project / FILE), remedy="Set DATELINE_SECRET."
        )
    return found


def open_private(path: Path) -> TextIO:
    """A new file that only its owner may read; FileExistsError when it is there."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8")


def check_private(path: Path) -> None:
    """Nothing; DatelineError when other users of the machine may read or write this file."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise DatelineError(
            "other users of this machine may read it", where=str(path), remedy=f"Run: chmod 600 {path}"
        )


def _checked(key: str, where: str) -> Secret:
    if len(key) < SHORTEST:
        raise DatelineError(
            f"the secret is shorter than {SHORTEST} characters",
            where=where,
            remedy="Make one with: python -c 'import secrets; print(secrets.token_hex(32))'",
        )
    return Secret(key)
