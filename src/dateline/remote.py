"""Files at an address: `file://`, `memory://`, `s3://` and the like, through fsspec. Only what the user names is asked.

fsspec and the drivers of object stores are extras; a path without `://` never comes here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import DatelineError, MissingData

# Web pages are fetched by feeds, with their politeness; here are only stores of files.
_EXTRAS = {
    "file": "remote",
    "memory": "remote",
    "s3": "s3",
    "gs": "gs",
    "az": "az",
    "abfs": "az",
    "sftp": "sftp",
}
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://")


def is_address(path: str) -> bool:
    """True for what begins with a scheme, as `s3://bucket/folder`."""
    return _ADDRESS.match(path) is not None


def address_of(path: str) -> str:
    """The address of a file or folder, one of this machine's as `file://`, so that every worker finds the same."""
    return path.rstrip("/") if is_address(path) else f"file://{Path(path).resolve()}"


def list_files(address: str) -> Iterator[tuple[str, int, str]]:
    """Address, size and mark of change of each file at or under an address, by name; `*` stands for many."""
    with _faults(address):
        system, path = _system(address)
        found = system.glob(path) if "*" in path else system.find(path)
        for one in sorted(found):
            info = system.info(one)
            if info["type"] == "file":
                yield system.unstrip_protocol(one), int(info["size"] or 0), _mark(info)


@contextmanager
def open_file(address: str) -> Iterator[BinaryIO]:
    """The bytes at an address as a stream that can be sought."""
    with _faults(address):
        system, path = _system(address)
        opened = system.open(path, "rb")
    with opened:
        # What drivers of object stores open reads lines without a limit alone; the standard reader asks it for bytes.
        yield cast(BinaryIO, opened if isinstance(opened, io.BufferedIOBase) else io.BufferedReader(opened))


def read_file(address: str) -> bytes | None:
    """The bytes at an address; None where there is nothing."""
    with _faults(address):
        system, path = _system(address)
        found: bytes | None = system.cat_file(path) if system.exists(path) else None
        return found


def write_file(address: str, data: bytes) -> None:
    """Nothing; the bytes stand at the address, whole, in place of what was there."""
    with _faults(address), _whole(address) as (system, path):
        system.pipe_file(path, data)


def send_file(source: Path, address: str) -> None:
    """Nothing; a file of this machine stands at the address, whole, in place of what was there."""
    with _faults(address), _whole(address) as (system, path):
        system.put_file(str(source), path)


@contextmanager
def _whole(address: str) -> Iterator[tuple[Any, str]]:
    """Where to write so that nobody sees half of it: an object is there as a whole or not, a file is moved there."""
    system, path = _system(address)
    try:
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
    except FileNotFoundError:  # so says Linux of what no folder can be made in
        raise PermissionError from None
    if "file" not in system.protocol and "sftp" not in system.protocol:
        yield system, path
        return
    yield system, f"{path}.partial"
    system.mv(f"{path}.partial", path)


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    match = _ADDRESS.match(address)
    scheme = match[1] if match else "file"
    if scheme not in _EXTRAS:
        known = ", ".join(f"{name}://" for name in _EXTRAS)
        raise DatelineError(f"no files are read from {scheme}://", where=address, remedy=f"Known: {known}.")
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except ImportError:
        raise MissingData(
            f"no driver for {scheme}:// is installed",
            where=address,
            remedy=f"Install dateline[{_EXTRAS[scheme]}].",
        ) from None
    return system, path


def _mark(info: dict[str, Any]) -> str:
    """What changes when the file does: the store's own mark, or the time of the last change."""
    return str(next((info[key] for key in ("ETag", "etag", "md5Hash", "mtime") if info.get(key)), ""))


@contextmanager
def _faults(address: str) -> Iterator[None]:
    """Turns what drivers of a dozen stores raise into one error; a broad except, because they share no class."""
    try:
        yield
    except (DatelineError, KeyboardInterrupt, GeneratorExit):
        raise
    except FileNotFoundError:
        raise DatelineError("nothing there", where=address, remedy="Check the address.") from None
    except PermissionError:
        raise DatelineError(
            "the store refuses it", where=address, remedy="Ask for the right to read and write there."
        ) from None
    except Exception as fault:
        raise DatelineError(
            f"the store does not answer as it should ({type(fault).__name__})",
            where=address,
            remedy="Check the address and the keys.",
        ) from fault
