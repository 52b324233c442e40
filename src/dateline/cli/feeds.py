"""`feeds add`, `list`, `remove`, `pull` and `opml`: what a project follows on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.keeping import keep_all
from dateline.cli.reading import Runner, Scheduler, Screened, Tally, Workers, read_unread
from dateline.cli.terminal import DONE, HERE, ProjectDir, counted, opened, print_lines, progress, say
from dateline.errors import DatelineError

feeds = typer.Typer(help="The RSS and Atom feeds that a project follows.", no_args_is_help=True)

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Ask addresses inside this network, too.")
]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(feeds, name="feeds")


@feeds.command()
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of RSS or Atom feeds.")],
    project: ProjectDir = HERE,
) -> int:
    """Follow feeds; nothing is fetched until the next pull."""
    from dateline.ingest.feeds import add_feed
    from dateline.stores import read_settings

    read_settings(project)
    new = sum(add_feed(project, url) for url in urls)
    say(f"{counted(new, 'feed')} added, {len(urls) - new:,} known")
    return DONE


@feeds.command("list")
def list_all(project: ProjectDir = HERE) -> int:
    """List the feeds and how the last pull of each went."""
    from dateline.ingest.feeds import list_feeds

    followed = list_feeds(project)
    for feed in followed:
        later = f"; not before {feed.not_before:%Y-%m-%d %H:%M}" if feed.not_before else ""
        print_lines([f"{feed.url}\n    {feed.last_said}{later}"])
    say(counted(len(followed), "feed"))
    return DONE


@feeds.command()
def remove(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses that are followed.")],
    project: ProjectDir = HERE,
) -> int:
    """Follow feeds no longer; the reports they brought stay."""
    from dateline.ingest.feeds import remove_feed

    for url in urls:
        if not remove_feed(project, url):
            raise DatelineError("no such feed", where=url, remedy="`dateline feeds list` shows them.")
    say(f"{counted(len(urls), 'feed')} removed")
    return DONE


@feeds.command()
def pull(
    project: ProjectDir = HERE,
    pages: Annotated[
        bool, typer.Option("--pages/--no-pages", help="Fetch the pages behind mere summaries.")
    ] = True,
    allow_private: AllowPrivate = False,
    screen: Screened = True,
    workers: Workers = None,
    runner: Runner = "local",
    scheduler: Scheduler = None,
) -> int:
    """Fetch what is new in the feeds, keep it and read it; a feed that fails is named and let be for a while."""
    from datetime import UTC, datetime

    from dateline.ingest.feeds import list_feeds, pull_feeds

    tally = Tally()
    with opened(project) as store:
        if not list_feeds(project):
            raise DatelineError("no feed is followed here", remedy="Add one with `dateline feeds add URL`.")
        with progress("pulling") as step:
            found = pull_feeds(project, now=datetime.now(UTC), pages=pages, allow_private=allow_private)
            new = keep_all(store, found, tally, step)
        claims = read_unread(
            store, tally, project=project, screen=screen, workers=workers, runner=runner, scheduler=scheduler
        )
    tally.sum_up()
    said = f"{counted(tally.good, 'entry', 'entries')}: {new:,} new, {tally.good - new:,} known"
    say(f"{said}; {counted(claims, 'claim')} read")
    return 1 if tally.bad else DONE


@feeds.command()
def opml(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A list to follow; without one, ours is printed.")
    ] = None,
    project: ProjectDir = HERE,
) -> int:
    """Follow every feed of an OPML list, or print the feeds of the project as one."""
    from dateline.ingest.feeds import add_feed, list_feeds, read_opml, write_opml

    if file is None:
        print_lines([write_opml(list_feeds(project)).decode("utf-8").rstrip()])
        return DONE
    if not file.is_file():
        raise DatelineError("no such file", where=str(file), remedy="Check the spelling of the path.")
    urls = read_opml(file.read_bytes(), where=str(file))
    if not urls:
        raise DatelineError("no feed in it", where=str(file), remedy="Export the list of feeds anew.")
    new, bad = 0, 0
    for url in urls:
        try:
            new += add_feed(project, url)
        except DatelineError as fault:
            bad += 1
            say(f"dateline: {fault}")
    say(f"{counted(new, 'feed')} added, {len(urls) - new - bad:,} known")
    return 1 if bad else DONE
