"""How quickly a large project opens: `python bench/opening.py [--incidents 100000] [--project FOLDER]`.

Builds an invented project in SQLite with so many incidents (or takes the one given), serves it with `dateline review`,
and prints in how many milliseconds each page is answered, at first and again, how many of the processor the first took
(which other work on the machine hardly changes), and the most memory the pages held. A project given is used again the
next time; where there is none, it is built there.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pages import build_claims

AGAIN = 3
LIMIT_MS = 1_000
PAGES = {
    "incidents": "/incidents",
    "their map": "/incidents.geojson?shown=1",
    "sources": "/sources",
    "method": "/method",
    "actors": "/actors",
    "exports": "/exports",
    "publish": "/publish",
    "rulings": "/changes",
    "changes": "/changes/incidents",
    "rulings without effect": "/review/lost",
    "codebook": "/codebook",
    "gazetteer": "/gazetteer",
    "people": "/people",
    "audit": "/audit",
    "search": "/search?q=Orlen",
}


@contextmanager
def reviewed(project: Path) -> Iterator[tuple[str, int]]:
    """The address of the project's pages, and the id of the process that serves them."""
    command = [str(Path(sys.executable).with_name("dateline")), "review", "--port", "0", "--no-browser"]
    with subprocess.Popen([*command, "--project", str(project)], stderr=subprocess.PIPE, text=True) as server:
        if server.stderr is None:
            raise SystemExit("the pages say nothing")
        yield (
            next(found[0] for line in server.stderr if (found := re.search(r"http://\S+(?=/)", line))),
            server.pid,
        )
        server.terminate()


def ask(address: str) -> tuple[float, str]:
    """Milliseconds until the whole page was there, and the page."""
    begun = time.perf_counter()
    with urllib.request.urlopen(address, timeout=600) as answer:
        page = answer.read().decode()
    return (time.perf_counter() - begun) * 1000, page


def peak_mb(process: int) -> float:
    """The most memory this process has held."""
    told = Path(f"/proc/{process}/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


def spent_ms(process: int) -> float:
    """Milliseconds of the processor that this process has taken so far."""
    user, system = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Prints one line for each page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument("--project", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = given.project or Path(folder) / "project"
        if not project.exists():
            build_claims(project, given.incidents)
        with reviewed(project) as (address, process):
            first, page = ask(f"{address}/")
            incident = re.search(r"/incidents/[0-9a-f]{12,}", page)
            paths = {
                "front page": "/",
                "inbox": "/reports",
                "review": "/review",
                "incident": incident[0] if incident else "/",
                "its accounts": f"{incident[0]}/accounts" if incident else "/",
                **PAGES,
            }
            print(f"{'milliseconds':24} {'first':>8} {'again':>8} {'processor':>10}")
            for name, path in paths.items():
                before = spent_ms(process)
                begun = first if path == "/" else ask(address + path)[0]
                spent = spent_ms(process) - before
                again = sorted(ask(address + path)[0] for _ in range(AGAIN))[AGAIN // 2]
                print(f"{name:24} {begun:8.0f} {again:8.0f} {spent:10.0f}")
            print(f"most memory of the pages: {peak_mb(process):.0f} MB")
    print(f"limit: {LIMIT_MS} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
