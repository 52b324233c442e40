"""A project folder: `init`, `link`, `show`, `find`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import HERE, AsJson, ProjectDir, counted, opened, print_lines, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.publish.items import Item
    from dateline.records import Incident
    from dateline.stores.contract import Hit, Store


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    for command in (init, link, show, find):
        app.command(command.__name__)(command)


def init(
    project: Annotated[Path, typer.Argument(metavar="[DIR]")] = HERE,
    database: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Keep it in PostgreSQL: postgresql://HOST/DATABASE.")
    ] = None,
    schema: Annotated[str, typer.Option(help="The database's schema for it.")] = "dateline",
) -> int:
    """Make a project in a folder; one that is there already is left as it is."""
    from dateline.stores import create_store

    project.mkdir(parents=True, exist_ok=True)
    create_store(project, database=database, schema=schema).close()
    say(f"project ready in {project.resolve()}")
    return 0


def link(
    project: ProjectDir = HERE,
    json: AsJson = False,
    screen: Annotated[
        bool, typer.Option("--screen/--no-screen", help="Leave unread what was set aside, or read it now.")
    ] = True,
) -> int:
    """Join the claims of all reports into incidents; an analyst's rulings outrank scores."""
    from dateline.cli.placing import take_up_rulings
    from dateline.cli.reading import Tally, read_unread

    tally = Tally()
    with opened(project) as store:
        from dateline.pipeline import link_project

        read_unread(store, tally, project=project, screen=screen)
        take_up_rulings(store, project, tally)
        linked = link_project(store, project)
        if json:
            from dateline.publish.wire import to_json

            print_lines(to_json(item.incident) for item in _items(store, store.incidents()))
    found = counted(linked.incidents, "incident")
    totals = f"{linked.totals} of them {'a total' if linked.totals == 1 else 'totals'}"
    told = f"{found} from {counted(linked.claims, 'claim')}; {totals}"
    say(told if linked.whole else f"new reports changed or made {told}; all others stand")
    return 1 if tally.bad else 0


def show(
    id: Annotated[
        str | None, typer.Argument(help="An incident or a report; all incidents without one.")
    ] = None,
    project: ProjectDir = HERE,
    json: AsJson = False,
) -> int:
    """Show one incident with its quotes, all incidents of a report, or the table of all."""
    from dateline.cli.tables import by_date, print_incidents
    from dateline.publish.wire import to_json

    with opened(project) as store:
        items = list(_items(store, _chosen(store, id)))
    if json:
        print_lines(to_json(item.incident) for item in items)
        return 0
    quotes = {item.incident.id: item.quotes for item in items} if id else {}
    print_incidents(by_date(item.incident for item in items), quotes, ids=True)
    if id and len(items) == 1:
        _print_reports(items[0])
    return 0


def find(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]...", help="Words to look for.")
    ] = None,
    project: ProjectDir = HERE,
    json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1, help="How many reports at most.")] = 50,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Only what was set aside unread; all of it without words.")
    ] = False,
) -> int:
    """Search the texts of the reports, those set aside unread among them; the best come first."""
    import msgspec

    if not query and not set_aside:
        raise DatelineError("no words to look for", remedy="Give some, or --set-aside.")
    with opened(project) as store:
        hits, unread = _hits(store, " ".join(query or ()), set_aside=set_aside, limit=limit)
        heads = {hit.report_id: store.report(hit.report_id) for hit in hits}
    if json:
        print_lines(msgspec.json.encode(hit).decode("utf-8") for hit in hits)
        return 0
    for hit in hits:
        report = heads[hit.report_id]
        title = (report.headline if report else None) or hit.report_id
        mark = "  (set aside unread)" if hit.report_id in unread else ""
        print_lines([f"{hit.report_id}  {title}{mark}", f"    {' '.join(hit.snippet.split())}"])
    say(counted(len(hits), "report"))
    return 0


def _hits(store: Store, query: str, *, set_aside: bool, limit: int) -> tuple[list[Hit], set[str]]:
    """The reports that are wanted, and which of them were set aside unread."""
    from dateline.extract.screen import NAME
    from dateline.stores import Hit

    if not query:
        ids = store.latest(limit=limit, by=NAME)
        return [Hit(report_id=id, snippet=report.text[:160]) for id in ids if (report := store.report(id))], {
            *ids
        }
    # A search knows no readers: what was set aside is picked from all it finds.
    found = store.search(query, limit=store.counts().reports if set_aside else limit)
    readers = store.readers(hit.report_id for hit in found)
    unread = {id for id, reader in readers.items() if reader.startswith(f"{NAME}@")}
    return [hit for hit in found if not set_aside or hit.report_id in unread][:limit], unread


def _items(store: Store, incidents: Iterable[Incident]) -> Iterator[Item]:
    from dateline.publish.items import make_items

    return make_items(incidents, store.claim, store.report)


def _chosen(store: Store, id: str | None) -> tuple[Incident, ...]:
    """The incident of this id or its beginning; those of the report of this id; all of them."""
    if id is None:
        return tuple(store.incidents())
    if store.report(id) is not None:
        return store.incidents_of(id)
    return find_incidents(store, id)


def find_incidents(store: Store, id: str) -> tuple[Incident, ...]:
    """The incident of this id or its beginning; of an id that ceased, those that took its place, which is told."""
    found = store.incident(id)
    if found is not None:
        return (found,)
    alike = [one for one in store.incidents() if one.id.startswith(id)]
    if len(alike) == 1:
        return (alike[0],)
    if not alike:
        return _heirs(store, id)
    raise DatelineError(
        f"{id!r} fits several incidents",
        remedy=f"Write more of it: {', '.join(one.id for one in alike[:9])}.",
    )


def _heirs(store: Store, id: str) -> tuple[Incident, ...]:
    """The incidents that a former id leads to; DatelineError where it leads to none."""
    from dateline.past import find_ceased

    ceased = find_ceased(store, id)
    if ceased is None:
        raise DatelineError(
            f"{id!r} is no incident", remedy="Run `dateline show` for their ids, or `dateline link` first."
        )
    heirs = tuple(one for now in ceased.now if (one := store.incident(now)) is not None)
    if not heirs:
        raise DatelineError(
            f"{ceased.id} is no incident any more: it was withdrawn",
            remedy="`dateline changes` tells when, and `dateline asof` what it was.",
        )
    became = "merged into" if len(heirs) == 1 else "split into"
    say(f"{ceased.id} was {became} {', '.join(one.id for one in heirs)}")
    return heirs


def _print_reports(item: Item) -> None:
    for head in item.reports:
        told = [
            head.id,
            head.outlet or "",
            head.published.isoformat() if head.published else "",
            head.title or "",
        ]
        print_lines(["  report  " + "  ".join(word for word in told if word)])
