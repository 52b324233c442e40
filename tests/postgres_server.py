"""A PostgreSQL for the tests: started from the programs of this machine, ended with them; nothing listens outside.

DATELINE_TEST_POSTGRES names a database to use instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_SECONDS_TO_START = 60
_PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
_numbers = count(1)


def find_programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the latest version; None where there is none."""
    found = [path.parent for place in _PLACES for path in Path(place).glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    usable = [folder for folder in found if (folder / "postgres").is_file()]
    return max(usable, key=_version, default=None)


def _version(folder: Path) -> float:
    digits = "".join(c for c in folder.parent.name if c.isdigit() or c == ".").strip(".")
    return float(digits or 0)


def why_not() -> str | None:
    """Why there can be no PostgreSQL here; None when there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if os.environ.get("DATELINE_TEST_POSTGRES") or find_programs():
        return None
    return "no PostgreSQL here (Debian: apt-get install postgresql)"


@contextmanager
def running() -> Iterator[str]:
    """The address of a database of the tests' own."""
    given = os.environ.get("DATELINE_TEST_POSTGRES")
    if given:
        yield given
        return
    programs = find_programs()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="dateline-pg-", dir="/tmp") as name:
        folder = Path(name)
        as_user = _another_user(folder)
        made = ["initdb", "-D", "data", "-U", "dateline", "--auth=trust", "-E", "UTF8", "--locale=C"]
        _run([str(programs / made[0]), *made[1:]], folder, as_user)
        settings = (
            "fsync=off",
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "max_connections=60",
        )
        options = [word for setting in settings for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [str(programs / "postgres"), "-D", "data", *options],
                cwd=folder, stdout=log, stderr=log, **as_user,
            )  # fmt: skip
        try:
            address = f"postgresql://dateline@/postgres?host={folder}"
            _wait_for(address, server, folder / "log")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _another_user(folder: Path) -> dict[str, Any]:
    """How to start a program as somebody else: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}


def _run(command: list[str], folder: Path, as_user: dict[str, Any]) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **as_user)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr[-2000:]}")


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(errors="replace")[-2000:]) from None
            time.sleep(0.1)


def settings_for(address: str) -> str:
    """A `dateline.toml` whose store is a schema of its own in this database."""
    schema = f"t{os.getpid()}_{next(_numbers)}_{time.time_ns()}"
    return f'format = 1\nstore = "postgres"\ndatabase = "{address}"\nschema = "{schema}"\n'
