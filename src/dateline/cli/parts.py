"""`parts read`, `link` and `add`: archives of years as Parquet files in a shared folder or an object store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.keeping import TOGETHER, keep_all
from dateline.cli.reading import Runner, Scheduler, Screened, Tally, Workers
from dateline.cli.terminal import DONE, HERE, ProjectDir, counted, opened, progress, say
from dateline.errors import UnusableInput

if TYPE_CHECKING:
    from dateline.cli.terminal import Step
    from dateline.runners.parts import Order
    from dateline.stores.contract import Store
    from dateline.stores.parts import Part, PartRow

INCIDENTS = "incidents-{:05}.parquet"
parts = typer.Typer(help="Read archives part by part, here or on a cluster.", no_args_is_help=True)
Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="Where the parts are: a folder or an address.")]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(parts, name="parts")


@parts.command()
def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders or addresses.")],
    to: Annotated[str, typer.Option(metavar="FOLDER", help="Where the parts go: a folder or an address.")],
    workers: Workers = None,
    runner: Runner = "local",
    scheduler: Scheduler = None,
    screen: Screened = True,
) -> int:
    """Read each input into a part of its own, Parquet with a manifest; a part that stands is not made again."""
    from dateline.remote import address_of
    from dateline.runners.parts import plan_parts
    from dateline.stores.parts import write_manifest

    folder, tally = address_of(to), Tally()
    fresh, done, faults = plan_parts(sources, folder, screened=screen)
    for fault in faults:
        tally.refuse(fault)
    reports = claims = 0
    with progress("reading", None if runner == "local" else len(fresh)) as step:
        for part in _made(fresh, step, workers=workers, runner=runner, scheduler=scheduler):
            reports, claims = reports + part.reports, claims + part.claims
            tally.set_aside += part.set_aside
            _tell(part, tally)
    if not fresh and not done:
        return tally.exit_code
    manifest = write_manifest(folder)
    tally.good += len(done) + len(fresh)
    tally.sum_up()
    say(
        f"{counted(len(fresh), 'part')} made, {len(done):,} stood already: {counted(reports, 'report')}, "
        f"{tally.set_aside:,} set aside, {counted(claims, 'claim')}; "
        f"{counted(len(manifest.parts), 'part')} in {to}"
    )
    return tally.exit_code


def _made(
    orders: list[Order], step: Step, *, workers: int | None, runner: str, scheduler: str | None
) -> Iterator[Part]:
    """The parts as they are done."""
    if not orders:
        return
    if runner == "dask":
        from dateline.runners.cluster import open_client, run_parts

        with open_client(scheduler, workers) as client:
            for part in run_parts(client, orders):
                step()
                yield part
        return
    from functools import partial

    from dateline.runners import run_local
    from dateline.runners.parts import make_parts

    read_with = partial(run_local, extractor_name=orders[0].extractor, workers=workers)
    yield from make_parts(orders, read_with, step=step)


def _tell(part: Part, tally: Tally) -> None:
    """Nothing; what was unusable in an input is told and counted."""
    for reason in part.reasons:
        tally.refuse(UnusableInput(reason))
    if hidden := part.unusable - len(part.reasons):
        tally.bad += hidden
        say(f"note: {part.source}: {counted(hidden, 'more input')} unusable")


@parts.command()
def link(
    folder: Folder, workers: Workers = None, runner: Runner = "local", scheduler: Scheduler = None
) -> int:
    """Join the claims of all parts into incidents, block by block; they stand beside the parts as Parquet."""
    from dateline.remote import address_of, send_file
    from dateline.runners.linking import link_parts
    from dateline.stores.parts import read_manifest, write_incidents, write_links

    where = address_of(folder)
    manifest = read_manifest(where)
    files: list[str] = []
    found = 0
    with (
        _crew(runner, workers, scheduler) as crew,
        tempfile.TemporaryDirectory() as scratch,
        progress("linking") as step,
    ):
        addresses = [f"{where}/{part.read}" for part in manifest.parts if part.read]
        for number, incidents in enumerate(link_parts(crew, addresses)):
            path = Path(scratch) / INCIDENTS.format(number)
            found += write_incidents(path, incidents)
            send_file(path, f"{where}/{path.name}")
            path.unlink()
            files.append(path.name)
            step(len(incidents))
    write_links(where, manifest, files, found)
    claims = sum(part.claims for part in manifest.parts)
    say(
        f"{counted(found, 'incident')} from {counted(claims, 'claim')} in {counted(len(manifest.parts), 'part')}"
    )
    return DONE


@contextmanager
def _crew(runner: str, workers: int | None, scheduler: str | None) -> Iterator[Any]:
    """Who links: the workers of a cluster, or this process."""
    from dateline.runners.linking import Here

    if runner != "dask":
        yield Here()
        return
    from dateline.runners.cluster import open_client

    with open_client(scheduler, workers) as client:
        yield client


@parts.command()
def add(folder: Folder, project: ProjectDir = HERE) -> int:
    """Take the parts into a project as they were read, raw bytes and all; `dateline link` joins them there."""
    from dateline.remote import address_of
    from dateline.stores.parts import read_manifest, read_part

    where, tally = address_of(folder), Tally()
    manifest = read_manifest(where)
    new = claims = 0
    with opened(project) as store, progress("adding", sum(part.reports for part in manifest.parts)) as step:
        for name in (name for part in manifest.parts for name in (part.read, part.aside) if name):
            for rows in _batches(read_part(f"{where}/{name}")):
                added, read_claims = _keep(store, rows, tally)
                new, claims = new + added, claims + read_claims
                step(len(rows))
    tally.sum_up()
    say(f"{tally.kept(new)}; {counted(claims, 'claim')} read")
    return tally.exit_code if tally.bad else DONE


def _batches(rows: Iterable[PartRow]) -> Iterator[list[PartRow]]:
    from itertools import islice

    stream = iter(rows)
    while batch := list(islice(stream, TOGETHER)):
        yield batch


def _keep(store: Store, rows: list[PartRow], tally: Tally) -> tuple[int, int]:
    """How many of these reports were new, and how many claims were taken over with them."""
    new = keep_all(store, [row.arrival for row in rows], tally, _no_step)
    fresh = []
    for row in rows:
        report = store.report(row.arrival.report.id)
        known = store.extraction(row.arrival.report.id)
        same = report is not None and report.text == row.arrival.report.text
        if same and (known is None or (known.extractor != row.extraction.extractor and not known.claims)):
            fresh.append(row.extraction)
    store.put_extractions(fresh)
    return new, sum(len(one.claims) for one in fresh)


def _no_step(done: int = 1, *, total: int | None = None) -> None:
    """Nothing."""
