"""`read` prints what reports say and stores nothing; `add` keeps them in a project and reads them."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.keeping import TOGETHER, keep_all
from dateline.cli.terminal import (
    DONE,
    HERE,
    NOTHING_DONE,
    SOME_UNUSABLE,
    AsJson,
    ProjectDir,
    complain,
    counted,
    given_day,
    opened,
    print_lines,
    progress,
    say,
)
from dateline.errors import DatelineError, UnusableInput

if TYPE_CHECKING:
    from dateline.extract.screen import Screen
    from dateline.pipeline import ReadReport
    from dateline.records import Arrival, Extraction, Report
    from dateline.stores.contract import Store

MAX_NOTES = 10  # of one sort
MAX_FAULTS = 8  # sorts
SECONDS_UNSTORED = 2.0
_FIGURES = re.compile(r"\d[\d,.]*")
Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files or folders; - reads standard input.")
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Their publication day (YYYY-MM-DD), whatever they say of it."),
]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes to read with.", show_default="the cores")]
Runner = Annotated[str, typer.Option(help="local, or dask on a cluster.")]
Screened = Annotated[
    bool, typer.Option("--screen/--no-screen", help="Set aside what tells of no incident, unread.")
]
Scheduler = Annotated[str | None, typer.Option(metavar="ADDRESS", help="The cluster's scheduler, for dask.")]


class Tally:
    """How many inputs were good and how many were not; each bad one is told as it comes."""

    def __init__(self) -> None:
        self.good = 0
        self.bad = 0
        self.set_aside = 0
        self.notes: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()

    def remark(self, arrival: Arrival) -> None:
        """Nothing; what an analyst should know of a usable input is told, of each sort the first few."""
        for note in arrival.notes:
            sort = note.split(":")[0].split(";")[0]
            self.notes[sort] += 1
            if self.notes[sort] <= MAX_NOTES:
                say(f"note: {arrival.origin}: {note}")

    def sum_up(self) -> None:
        """Nothing; how many notes were not told, and what was wrong how often, stands on stderr."""
        for sort, number in sorted(self.notes.items()):
            if number > MAX_NOTES:
                say(f"note: {counted(number - MAX_NOTES, 'more input')}: {sort}")
        if self.bad > 1:
            told = (f"{number:,} x {reason}" for reason, number in self.faults.most_common(MAX_FAULTS))
            say(f"unusable: {', '.join(told)}{', ...' if len(self.faults) > MAX_FAULTS else ''}")

    def refuse(self, error: DatelineError) -> None:
        """Nothing; the input is counted and its fault told."""
        self.bad += 1
        self.faults[_FIGURES.sub("N", error.reason.split(":")[0])] += 1
        complain(error)

    def kept(self, new: int) -> str:
        """How many reports came, how many of them were new, and how many inputs could not be used."""
        bad = f"; {counted(self.bad, 'input')} unusable" if self.bad else ""
        return f"{counted(self.good, 'report')}: {new:,} new, {self.good - new:,} known{bad}"

    @property
    def exit_code(self) -> int:
        """0 when all were good, 1 when some were not, 2 when none was."""
        if self.good:
            return SOME_UNUSABLE if self.bad else DONE
        return NOTHING_DONE


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.command("read")(read)
    app.command("add")(add)


def read(
    paths: Paths,
    published: Published = None,
    json: AsJson = False,
    workers: Workers = None,
    runner: Runner = "local",
    scheduler: Scheduler = None,
) -> int:
    """Read reports and print what they say happened; nothing is stored."""
    tally = Tally()
    arrivals = _remarked(_arrivals(paths, given_day(published, "--published"), tally), tally)
    for result in _read_all(arrivals, tally, workers=workers, runner=runner, scheduler=scheduler):
        _print_json(result) if json else _print_table(result)
    tally.sum_up()
    if not tally.good and not tally.bad:
        say("dateline: no report in the input. Give files or folders, or - for standard input.")
    return tally.exit_code


def add(
    paths: Paths,
    project: ProjectDir = HERE,
    published: Published = None,
    workers: Workers = None,
    runner: Runner = "local",
    scheduler: Scheduler = None,
    screen: Screened = True,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on looking for new files in the folders, until Ctrl-C.")
    ] = False,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks of --watch.")] = 10.0,
) -> int:
    """Keep reports in the project, raw bytes and hash, and read them; adding twice changes nothing."""
    from dateline.cli.watching import watch as look_again

    day, worst = given_day(published, "--published"), DONE
    if watch:
        say(f"watching {', '.join(paths)}; Ctrl-C ends it")
    try:
        for new in look_again(paths, every=every) if watch else (paths,):
            code = _take_in(
                new, project, day, screen=screen, workers=workers, runner=runner, scheduler=scheduler
            )
            worst = max(worst, min(code, SOME_UNUSABLE) if watch else code)
    except KeyboardInterrupt:
        if not watch:
            raise
        say("no longer watching; what came is kept")
    return worst


def _take_in(
    paths: list[str],
    project: Path,
    day: date | None,
    *,
    screen: bool,
    workers: int | None,
    runner: str,
    scheduler: str | None,
) -> int:
    """The exit code after keeping and reading these inputs, and saying how it went."""
    tally = Tally()
    with opened(project) as store:
        with progress("keeping") as step:
            new = keep_all(store, _arrivals(paths, day, tally), tally, step)
        claims = read_unread(
            store,
            tally,
            project=project,
            screen=screen,
            workers=workers,
            runner=runner,
            scheduler=scheduler,
        )
    tally.sum_up()
    say(f"{tally.kept(new)}; {counted(claims, 'claim')} read")
    return tally.exit_code


def _arrivals(paths: Iterable[str], day: date | None, tally: Tally) -> Iterator[Arrival]:
    """The usable inputs; the others are told and counted."""
    import sys

    from dateline.ingest import read_inputs

    stdin = sys.stdin.buffer if "-" in paths else None
    for found in read_inputs(paths, published=day, stdin=stdin):
        if isinstance(found, DatelineError):
            tally.refuse(found)
        else:
            yield found


def _remarked(arrivals: Iterable[Arrival], tally: Tally) -> Iterator[Arrival]:
    """The same, each one's notes told on the way."""
    for arrival in arrivals:
        tally.remark(arrival)
        yield arrival


def _print_json(result: ReadReport) -> None:
    from dateline.publish.wire import report_line, to_json

    print_lines([to_json(report_line(result.report, result.extraction, result.incidents))])


def _print_table(result: ReadReport) -> None:
    from dateline.cli.tables import print_incidents
    from dateline.publish.items import make_items

    report = result.report
    items = list(make_items(result.incidents, result.extraction.claims, {report.id: report}.get))
    day = report.published.isoformat() if report.published else "no date"
    title = " · ".join(word for word in (report.headline or report.id, report.outlet, day) if word)
    if not items:
        print_lines([f"{title}\n  no incident\n"])
        return
    quotes = {item.incident.id: item.quotes for item in items}
    print_incidents([item.incident for item in items], quotes, title=title)


def _read_all(
    arrivals: Iterable[Arrival], tally: Tally, *, workers: int | None, runner: str, scheduler: str | None
) -> Iterator[ReadReport]:
    """Reports read, in their order; one that breaks the reader is told and the rest go on."""
    from dateline.pipeline import DEFAULT_EXTRACTOR, ReadReport, link_claims

    waiting: deque[Report] = deque()

    def reports() -> Iterator[Report]:
        for arrival in arrivals:
            waiting.append(arrival.report)
            yield arrival.report

    with progress("reading") as step:
        for extraction in _extractions(
            reports(), DEFAULT_EXTRACTOR, workers=workers, runner=runner, scheduler=scheduler
        ):
            report = waiting.popleft()
            step()
            if isinstance(extraction, tuple):
                tally.refuse(UnusableInput(extraction[1], where=report.id, remedy="The others were read."))
                continue
            tally.good += 1
            incidents = link_claims(extraction.claims)
            yield ReadReport(report=report, extraction=extraction, incidents=incidents)


def read_unread(
    store: Store,
    tally: Tally,
    *,
    project: Path,
    screen: bool = True,
    workers: int | None = None,
    runner: str = "local",
    scheduler: str | None = None,
) -> int:
    """How many claims were read in reports that this extractor version had not read yet.

    With `screen`, reports that tell of no incident are set aside: kept, counted, found by a search, read another day.
    """
    from dateline.extract.screen import load_screen
    from dateline.pipeline import DEFAULT_EXTRACTOR
    from dateline.plugins import load_plugin

    reader = load_plugin("extractors", DEFAULT_EXTRACTOR).identity
    screened = load_screen() if screen else None
    unread = store.unread(reader, besides=screened.identity if screened else None)
    fresh = _set_aside(store, unread, screened, tally) if screened else [report.id for report in unread]
    claims = read_reports(
        store, fresh, tally, project=project, workers=workers, runner=runner, scheduler=scheduler
    )
    if tally.set_aside:
        were, them = ("was", "it") if tally.set_aside == 1 else ("were", "them")
        reason = f"told of no incident and {were} set aside unread; `dateline link --no-screen` reads {them}"
        say(f"{counted(tally.set_aside, 'report')} {reason}")
    return claims


def _set_aside(store: Store, reports: Iterable[Report], screen: Screen, tally: Tally) -> list[str]:
    """The ids of the reports to read; the others are marked in the store."""
    from dateline.records import Extraction

    keep: list[str] = []
    aside: list[str] = []
    for report in reports:
        (keep if screen.keeps(report) else aside).append(report.id)
    for start in range(0, len(aside), TOGETHER):
        some = aside[start : start + TOGETHER]
        store.put_extractions(Extraction(report_id=id, extractor=screen.identity) for id in some)
    tally.set_aside += len(aside)
    return keep


def read_reports(
    store: Store,
    fresh: list[str],
    tally: Tally,
    *,
    project: Path,
    workers: int | None = None,
    runner: str = "local",
    scheduler: str | None = None,
) -> int:
    """How many claims were read in the reports of these ids, with what the project knows of places.

    What is read is stored every few seconds, so that a run that is cut off loses no more than these.
    """
    from dateline.pipeline import extractor_for

    claims = 0
    waiting: list[Extraction] = []
    stored = monotonic()
    with progress("reading", len(fresh)) as step:
        reports = (report for id in fresh if (report := store.report(id)) is not None)
        found = _extractions(
            reports, extractor_for(project), workers=workers, runner=runner, scheduler=scheduler
        )
        try:
            for extraction in found:
                step()
                if isinstance(extraction, tuple):
                    report, reason = extraction
                    tally.refuse(UnusableInput(reason, where=report.id, remedy="The others were read."))
                    continue
                waiting.append(extraction)
                claims += len(extraction.claims)
                if len(waiting) >= TOGETHER or monotonic() - stored > SECONDS_UNSTORED:
                    store.put_extractions(waiting)
                    waiting, stored = [], monotonic()
        finally:  # Ctrl-C, too, keeps what was read
            if waiting:
                store.put_extractions(waiting)
    return claims


def _extractions(
    reports: Iterator[Report], extractor: str, *, workers: int | None, runner: str, scheduler: str | None
) -> Iterator[Extraction | tuple[Report, str]]:
    """What the chosen runner gives, in the order of the reports."""
    if runner == "local":
        from dateline.runners import run_local

        return run_local(reports, extractor, workers=workers)
    from dateline.plugins import load_plugin

    run = load_plugin("runners", runner)
    return run(reports, extractor, workers=workers, scheduler=scheduler)  # type: ignore[no-any-return]
