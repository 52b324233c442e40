"""Many reviewers on one server, over loopback: `python -m bench.crowd PROJECT --reviewers 50 --seconds 600`.

The pages are served by `dateline serve` from a copy of the project, with `--database postgresql://...` from a copy in a
schema of its own there. Each reviewer has an account and logs in, then opens a claim, rules on it, looks at the
incidents and searches, with pauses as a person makes them: one to four seconds before a ruling and before the next
claim, which is a ruling every five seconds, faster than anybody reads for long. Stops by itself, and prints
latencies, errors, and the server's memory over time. Two reviewers on the same claim are told so (409): no error.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import httpx

TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')
CLAIM = re.compile(r'action="/review/([^"]+)"')
LOOKS = ("/incidents", "/reports", "/explore", "/changes", "/search?q=post", "/")
PAUSE_S = (1.0, 4.0)
COME_IN_S = 20.0  # everybody logs in within this time, or a tenth of the whole
LOG_IN_S = 120.0  # passwords are hashed slowly on purpose, and all come in at once: longer than a machine at work needs
PASSWORD = "seven boats on the tavan"
GOOD = frozenset({200, 302, 303, 409})


class Tally:
    """Seconds of each kind of request, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.wrong: list[str] = []
        self.rulings = self.clashes = 0

    async def ask(
        self, client: httpx.AsyncClient, kind: str, method: str, path: str, **sent: object
    ) -> httpx.Response | None:
        """The answer, its time noted; None after an error."""
        start = time.monotonic()
        try:
            answer = await client.request(method, path, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError as fault:
            self.wrong.append(f"{kind}: {type(fault).__name__}")
            return None
        self.seconds.setdefault(kind, []).append(time.monotonic() - start)
        if answer.status_code not in GOOD:
            self.wrong.append(f"{kind}: {answer.status_code}")
            return None
        if answer.headers.get("location", "").startswith("/login"):
            self.wrong.append(f"{kind}: not logged in")
            return None
        return answer


async def review(
    address: str, tally: Tally, claims: list[str], *, start: float, until: float, seed: int
) -> None:
    """One reviewer until the time is over."""
    rng = random.Random(seed)
    async with httpx.AsyncClient(base_url=address, timeout=30, follow_redirects=False) as client:
        await asyncio.sleep(start)
        form = await tally.ask(client, "door", "GET", "/login")
        if form is None:
            return
        sent = {"name": name_of(seed), "password": PASSWORD, **hidden(form.text)}
        if await tally.ask(client, "log-in", "POST", "/login", data=sent, timeout=LOG_IN_S) is None:
            return
        while time.monotonic() < until:
            claim = rng.choice(claims)
            card = await tally.ask(client, "claim", "GET", f"/review/{claim}")
            await asyncio.sleep(rng.uniform(*PAUSE_S))
            if card is not None:
                form = {"judgement": rng.choice(("accept", "reject")), **hidden(card.text)}
                answer = await tally.ask(client, "ruling", "POST", f"/review/{claim}", data=form)
                tally.rulings += answer is not None and answer.status_code == 303
                tally.clashes += answer is not None and answer.status_code == 409
            await tally.ask(client, "look", "GET", rng.choice(LOOKS))
            await asyncio.sleep(rng.uniform(*PAUSE_S))


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a card's form."""
    token, seen = TOKEN.search(text), SEEN.search(text)
    return {"_csrf_token": token[1] if token else "", "seen": seen[1] if seen else ""}


async def watch(address: str, memory: list[float], *, until: float) -> None:
    """The server's memory in MB, noted every few seconds."""
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                told = (await client.get("/metrics")).text
                found = re.search(r"process_resident_memory_bytes (\d+)", told)
                memory.append(int(found[1]) / 1e6 if found else 0.0)
            await asyncio.sleep(5)


async def run(address: str, claims: list[str], reviewers: int, seconds: float) -> tuple[Tally, list[float]]:
    """What so many reviewers saw in so many seconds."""
    tally, memory = Tally(), list[float]()
    until = time.monotonic() + seconds
    within = min(COME_IN_S, seconds / 10)
    crowd = [
        review(address, tally, claims, start=within * seed / reviewers, until=until, seed=seed)
        for seed in range(reviewers)
    ]
    await asyncio.gather(*crowd, watch(address, memory, until=until))
    return tally, memory


def serve(project: Path) -> tuple[subprocess.Popen[str], str]:
    """The running server and its address."""
    command = [
        str(Path(sys.executable).with_name("dateline")),
        "serve",
        "--project",
        str(project),
        "--port",
        "0",
    ]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    for line in server.stderr:
        found = re.search(r"http://\S+", line)
        if found:
            return server, found[0].rstrip("/")
    raise SystemExit("the server did not start")


def print_figures(tally: Tally, memory: list[float], seconds: float) -> None:
    """Nothing; a line for each kind of request, then errors, rulings and memory."""
    every = [one for taken in tally.seconds.values() for one in taken]
    for kind, taken in [*sorted(tally.seconds.items()), ("all", every)]:
        half, most, all_but = (quantile(taken, share) for share in (0.5, 0.95, 0.99))
        print(f"{kind:7} {len(taken):6} requests, ms: p50 {half:.0f}, p95 {most:.0f}, p99 {all_but:.0f}")
    print(
        f"{len(every) / seconds:.1f} requests a second; errors {len(tally.wrong)} {sorted(set(tally.wrong))}"
    )
    print(f"rulings {tally.rulings}, told of another's ruling first {tally.clashes}")
    quarter = max(1, len(memory) // 4)
    first, last = max(memory[:quarter]), max(memory[-quarter:])
    print(f"memory, MB: first quarter {first:.0f}, last quarter {last:.0f}, most {max(memory):.0f}")


def quantile(taken: list[float], share: float) -> float:
    """The milliseconds within which this share was answered."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def name_of(number: int) -> str:
    """The name of one reviewer's account."""
    return f"reviewer-{number:03}"


def invite(project: Path, reviewers: int) -> None:
    """Nothing; each reviewer has an account in this project."""
    from dateline.web.people.records import Role
    from dateline.web.people.roll import open_roll

    roll = open_roll(project, make=True)
    assert roll is not None
    for number in range(reviewers):
        roll.add(name_of(number), Role.REVIEWER, PASSWORD, must_change=False)
    roll.close()


def copy_project(project: Path, target: Path, database: str | None) -> None:
    """Nothing; the target holds the records and settings of the project, and nothing else of its folder."""
    from dateline.stores import create_store, open_store
    from dateline.stores.copying import copy_store

    schema = f"crowd_{time.time_ns()}"
    ours, theirs = open_store(project), create_store(target, database=database, schema=schema)
    copy_store(ours, theirs)
    ours.close()
    theirs.close()


def judge(project: Path, told: int, before: int) -> bool:
    """True when the store is whole and holds every ruling whose keeping was told."""
    from dateline.stores import open_store

    store = open_store(project)
    kept, problems = store.counts().decisions - before, [*store.check(), *store.verify()[0]]
    store.close()
    print(f"rulings kept {kept} of {told}; problems {len(problems)}")
    return kept == told and not problems


def main() -> int:
    """0 when all were answered and every ruling is there; serves a copy, lets the crowd in, stops the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--database", metavar="ADDRESS", help="a PostgreSQL to hold the copy")
    given = parser.parse_args()
    from dateline.stores import open_store

    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        copy_project(given.project, project, given.database)
        invite(project, given.reviewers)
        store = open_store(project)
        claims = [claim.id for claim in store.claims()]
        before = store.counts().decisions
        store.close()
        server, address = serve(project)
        try:
            tally, memory = asyncio.run(run(address, claims, given.reviewers, given.seconds))
        finally:
            server.send_signal(signal.SIGTERM)
            start = time.monotonic()
            server.wait(timeout=60)
            stopped = time.monotonic()
        print(f"{len(claims):,} claims, {given.reviewers} reviewers, {given.seconds:g} s")
        print_figures(tally, memory, given.seconds)
        print(f"stopped {stopped - start:.1f} s after SIGTERM")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"the server took {used.ru_utime + used.ru_stime:.0f} s of processor time, linking included")
        whole = judge(project, tally.rulings, before)
    return int(bool(tally.wrong) or not whole)


if __name__ == "__main__":
    raise SystemExit(main())
