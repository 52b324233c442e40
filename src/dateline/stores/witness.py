"""Heads of the audit chain this folder has seen, in a file beside the store: a chain cut short is found by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dateline.stores.audit import parse_head
from dateline.stores.contract import Head

WITNESS = "dateline.heads"


def read_witness(project: Path) -> Iterator[Head]:
    """The heads in the file, the oldest first; none where there is no file."""
    path = project / WITNESS
    if path.is_file():
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            head = parse_head(line)
            if head is not None:
                yield head


def add_witness(project: Path, head: Head) -> None:
    """Nothing; the head is the last line of the file, but for a folder that cannot be written."""
    seen = list(read_witness(project))
    if head.number and (not seen or seen[-1] != head):
        with suppress(OSError), (project / WITNESS).open("a", encoding="ascii") as file:
            file.write(f"{head}\n")
