"""The accounts of a project: `accounts.sqlite` beside the store, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dateline.errors import DamagedStore, DatelineError
from dateline.web.people.brakes import Brake
from dateline.web.people.passwords import hash_password, totp_key
from dateline.web.people.records import Person, Role, read_name
from dateline.web.people.secret import Secret, check_private, find_secret, make_secret

FILE = "accounts.sqlite"
VERSION = 2
IDLE, LONGEST = timedelta(hours=8), timedelta(days=7)
_SEEN_EVERY = timedelta(minutes=1)
_STEPS = (
    """
CREATE TABLE people (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1, password TEXT NOT NULL,
  must_change INTEGER NOT NULL, nonce TEXT, begun TEXT, last_step INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL, last_login TEXT) STRICT;
CREATE TABLE visits (
  seal BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES people, entered TEXT NOT NULL, seen TEXT NOT NULL) STRICT;
CREATE TABLE brakes (key BLOB PRIMARY KEY, tries INTEGER NOT NULL, last TEXT NOT NULL) STRICT;
""",
    """
CREATE TABLE feeds (seal BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE REFERENCES people, made TEXT NOT NULL) STRICT;
""",
)
_FIELDS = "name, role, active, must_change, nonce IS NOT NULL, made_at, last_login"


class Roll:
    """The people of one project, their visits, and the brakes on guessing. May be used from any thread."""

    def __init__(self, path: Path, secret: Secret) -> None:
        self.path = path
        self.secret = secret
        self._lock = threading.RLock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._file.execute("PRAGMA foreign_keys = ON")
        with self._writing() as file:
            (found,) = file.execute("PRAGMA user_version").fetchone()
            if found < VERSION:
                for statement in filter(str.strip, ";".join(_STEPS[found:]).split(";")):
                    file.execute(statement)
                file.execute(f"PRAGMA user_version = {VERSION}")
        if found > VERSION:
            raise DamagedStore(
                f"the accounts have version {found}, this program knows versions up to {VERSION}",
                where=str(path),
                remedy="Install the dateline that wrote it, or a later one.",
            )

    def close(self) -> None:
        """Frees the file."""
        self._file.close()

    def people(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return tuple(map(_person, self._all(f"SELECT {_FIELDS} FROM people ORDER BY name")))

    def person(self, name: str) -> Person | None:
        """The person of this name."""
        rows = self._all(f"SELECT {_FIELDS} FROM people WHERE name = ?", name)
        return _person(rows[0]) if rows else None

    def active(self) -> int:
        """How many people may log in."""
        return int(self._all("SELECT count(*) FROM people WHERE active")[0][0])

    def add(self, name: str, role: Role, password: str, *, must_change: bool = True) -> Person:
        """The new person; DatelineError when the name is taken."""
        name = read_name(name)
        if self.person(name):
            raise DatelineError(f"{name} is there already", remedy="Choose another name.")
        row = (name, role, hash_password(password), must_change, _now())
        self._do(
            "INSERT INTO people (name, role, password, must_change, made_at) VALUES (?, ?, ?, ?, ?)", *row
        )
        return self.known(name)

    def known(self, name: str) -> Person:
        """The person of this name; DatelineError when there is none."""
        found = self.person(name.strip().casefold())
        if found is None:
            raise DatelineError(f"nobody here is called {name!r}", remedy="See `dateline users list`.")
        return found

    def set_role(self, name: str, role: Role) -> None:
        """Nothing; the person has another role from the next request on."""
        self._do("UPDATE people SET role = ? WHERE name = ?", role, name)

    def set_active(self, name: str, *, active: bool) -> None:
        """Nothing; the person may log in, or may not any more and is logged out everywhere."""
        self._do("UPDATE people SET active = ? WHERE name = ?", active, name)
        if not active:
            self.leave_all(name)

    def set_password(self, name: str, password: str, *, must_change: bool) -> None:
        """Nothing; the password is another, and all visits and the feed's address of this person have ended."""
        hashed = hash_password(password)
        self._do("UPDATE people SET password = ?, must_change = ? WHERE name = ?", hashed, must_change, name)
        self.leave_all(name)
        self.end_feed(name)

    def renew_hash(self, name: str, password: str) -> None:
        """Nothing; the same password is kept with today's costs."""
        self._do("UPDATE people SET password = ? WHERE name = ?", hash_password(password), name)

    def password_of(self, name: str) -> str | None:
        """The hash of an active person's password."""
        rows = self._all("SELECT password FROM people WHERE name = ? AND active", name)
        return rows[0][0] if rows else None

    def begin_totp(self, name: str) -> str:
        """The key of a new authenticator; it takes the place of an earlier one once a first code was confirmed."""
        nonce = secrets.token_hex(16)
        self._do("UPDATE people SET begun = ? WHERE name = ?", nonce, name)
        return totp_key(self.secret, name, nonce)

    def begun_totp(self, name: str) -> str | None:
        """The key of an authenticator that waits for its first code."""
        rows = self._all("SELECT begun FROM people WHERE name = ? AND begun IS NOT NULL", name)
        return totp_key(self.secret, name, rows[0][0]) if rows else None

    def confirm_totp(self, name: str, step: int) -> None:
        """Nothing; codes of the authenticator begun are asked for, later ones than that of this half-minute."""
        change = "UPDATE people SET nonce = begun, begun = NULL, last_step = ? WHERE name = ? AND begun IS NOT NULL"
        self._do(change, step, name)

    def totp_of(self, name: str) -> tuple[str, int] | None:
        """The key of this person's authenticator, and the last half-minute a code of it was used; None without."""
        rows = self._all("SELECT nonce, last_step FROM people WHERE name = ? AND nonce IS NOT NULL", name)
        return (totp_key(self.secret, name, rows[0][0]), rows[0][1]) if rows else None

    def use_step(self, name: str, step: int) -> bool:
        """True when no code of this half-minute or a later one was used yet; it is used now."""
        change = "UPDATE people SET last_step = ? WHERE name = ? AND last_step < ?"
        return self._do(change, step, name, step) == 1

    def end_totp(self, name: str) -> None:
        """Nothing; no code is asked for any more."""
        self._do("UPDATE people SET nonce = NULL, begun = NULL, last_step = 0 WHERE name = ?", name)

    def enter(self, name: str) -> str:
        """The token of a new visit. The file holds only its seal."""
        token, now = secrets.token_urlsafe(32), _now()
        with self._writing() as file:
            file.execute("INSERT INTO visits VALUES (?, ?, ?, ?)", (self._seal(token), name, now, now))
            file.execute("UPDATE people SET last_login = ? WHERE name = ?", (now, name))
            file.execute("DELETE FROM visits WHERE entered < ?", (_now(-LONGEST),))
        return token

    def visitor(self, token: str) -> Person | None:
        """Whose visit this is; None when there is none, it has ended, or the person may not log in."""
        rows = self._all(
            f"SELECT {_FIELDS}, visits.seen FROM visits JOIN people USING (name)"
            " WHERE seal = ? AND active AND entered > ? AND seen > ?",
            *(self._seal(token), _now(-LONGEST), _now(-IDLE)),
        )
        if not rows:
            return None
        if rows[0][-1] < _now(-_SEEN_EVERY):
            self._do("UPDATE visits SET seen = ? WHERE seal = ?", _now(), self._seal(token))
        return _person(rows[0][:-1])

    def leave(self, token: str) -> None:
        """Nothing; this visit has ended."""
        self._do("DELETE FROM visits WHERE seal = ?", self._seal(token))

    def leave_all(self, name: str) -> int:
        """How many visits of this person have ended now."""
        return self._do("DELETE FROM visits WHERE name = ?", name)

    def visits(self, name: str) -> int:
        """How many visits of this person are open."""
        rows = self._all("SELECT count(*) FROM visits WHERE name = ? AND seen > ?", name, _now(-IDLE))
        return int(rows[0][0])

    def begin_feed(self, name: str) -> str:
        """The token of this person's feed, in place of an earlier one. The file holds only its seal."""
        token = secrets.token_urlsafe(32)
        row = (self.secret.seal("feed", token), name, _now())
        self._do("INSERT OR REPLACE INTO feeds (seal, name, made) VALUES (?, ?, ?)", *row)
        return token

    def feed_since(self, name: str) -> datetime | None:
        """When the address of this person's feed was made; None when there is none."""
        rows = self._all("SELECT made FROM feeds WHERE name = ?", name)
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def feed_reader(self, token: str) -> Person | None:
        """Whose feed this is; None when there is none, or the person may not log in."""
        query = f"SELECT {_FIELDS} FROM feeds JOIN people USING (name) WHERE seal = ? AND active AND NOT must_change"
        rows = self._all(query, self.secret.seal("feed", token))
        return _person(rows[0]) if rows else None

    def end_feed(self, name: str) -> None:
        """Nothing; the address of this person's feed leads nowhere any more."""
        self._do("DELETE FROM feeds WHERE name = ?", name)

    def wait_s(self, brakes: tuple[Brake, ...]) -> int:
        """How many seconds must pass before the next try; 0 = it may be made, and is counted as failed till `ease`."""
        with self._writing() as file:
            held: dict[Brake, tuple[int, datetime]] = {}
            for brake in brakes:
                row = file.execute(
                    "SELECT tries, last FROM brakes WHERE key = ?", (self._key(brake),)
                ).fetchone()
                held[brake] = (
                    (row[0], datetime.fromisoformat(row[1])) if row else (0, datetime.min.replace(tzinfo=UTC))
                )
            now = datetime.now(UTC)
            wait = max(brake.wait_s(*held[brake], now) for brake in brakes)
            for brake, (tries, last) in held.items() if not wait else ():
                fresh = 1 if brake.forgotten(last, now) else tries + 1
                file.execute(
                    "INSERT OR REPLACE INTO brakes VALUES (?, ?, ?)", (self._key(brake), fresh, _now())
                )
            return wait

    def ease(self, *, wholly: Brake, once: Brake) -> None:
        """Nothing; after a log-in one brake is let go, and the other forgets this one try."""
        self._do("DELETE FROM brakes WHERE key = ?", self._key(wholly))
        self._do("UPDATE brakes SET tries = max(tries - 1, 0) WHERE key = ?", self._key(once))

    def _seal(self, token: str) -> bytes:
        return self.secret.seal("visit", token)

    def _key(self, brake: Brake) -> bytes:
        return self.secret.seal("brake", brake.kind, brake.of)

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._file.execute(query, values).fetchall()

    def _do(self, query: str, *values: Any) -> int:
        with self._lock:
            return self._file.execute(query, values).rowcount

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield self._file
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")


def open_roll(project: Path, *, make: bool = False) -> Roll | None:
    """The project's accounts; None when it has none. With `make` the file, and a secret, are made."""
    path = project / FILE
    try:
        if not path.exists():
            if not make:
                return None
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        check_private(path)
        secret = make_secret(project) if make else find_secret(project)
        if secret is None:
            raise DatelineError(
                "there are accounts, but no secret", where=str(project),
                remedy="Set DATELINE_SECRET, or bring accounts.secret back.",
            )  # fmt: skip
        return Roll(path, secret)
    except sqlite3.DatabaseError as fault:
        raise DamagedStore(
            f"the accounts cannot be read: {fault}", where=str(path), remedy="Restore a backup."
        ) from None


def count_team(project: Path) -> int:
    """How many people may log in to this project; 0 when it has no accounts."""
    path = project / FILE
    if not path.is_file():
        return 0
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as file:
        found = file.execute("SELECT count(*) FROM people WHERE active").fetchone()[0]
    file.close()
    return int(found)


def _person(row: Any) -> Person:
    name, role, active, must_change, totp, made_at, last_login = row
    return Person(
        name=name,
        role=Role(role),
        active=bool(active),
        must_change=bool(must_change),
        totp=bool(totp),
        made_at=datetime.fromisoformat(made_at),
        last_login=datetime.fromisoformat(last_login) if last_login else None,
    )


def _now(shift: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + shift).isoformat(timespec="microseconds")
