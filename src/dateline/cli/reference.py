"""Reference data: `gazetteer list|build|add|test`, `actors`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import placing
from dateline.cli.terminal import DONE, SOME_UNUSABLE, AsJson, counted, print_lines, progress, say
from dateline.errors import DatelineError, MissingData

if TYPE_CHECKING:
    from dateline.actors import Party
    from dateline.places import Candidate

gazetteer = typer.Typer(
    help="The packs of place names.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    placing.register(gazetteer)
    app.add_typer(gazetteer, name="gazetteer")
    app.command("actors")(actors)


@gazetteer.command("list")
def list_all(json: AsJson = False) -> int:
    """The packs that are there, with version, source and licence."""
    import msgspec

    from dateline.places import list_packs

    packs = list(list_packs())
    if not packs:
        raise MissingData("there is no gazetteer pack", remedy="Run `dateline gazetteer build`.")
    for pack in packs:
        if json:
            print_lines([msgspec.json.encode(pack).decode("utf-8")])
        else:
            print_lines([f"{field}: {value}" for field, value in msgspec.to_builtins(pack).items()] + [""])
    return 0


@gazetteer.command("build")
def build(
    folder: Annotated[
        Path | None, typer.Option(help="Where the packs go.", show_default="with the program")
    ] = None,
) -> int:
    """Make the packs from the installed packages, once; needs no network."""
    from dateline.places import build_packs, packs_folder

    target = folder or packs_folder()
    with progress("building the gazetteer") as step:
        packs = build_packs(target, progress=step)
    places = sum(pack.places for pack in packs)
    say(f"gazetteer ready: {counted(len(packs), 'pack')}, {counted(places, 'place')}, in {target}")
    return 0


@gazetteer.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames dump, or a table as csv or xlsx.")],
    names: Annotated[
        Path | None, typer.Option(metavar="FILE", help="GeoNames' alternateNames, for a dump.")
    ] = None,
    licence: Annotated[str, typer.Option(help="Of the file.")] = "as its source states",
    replace: Annotated[bool, typer.Option("--replace", help="Even where a pack has this name.")] = False,
) -> int:
    """Make a pack of a file of your own: GeoNames, OCHA's admin tables, or name, latitude and longitude."""
    from dateline.places import add_pack, packs_folder

    there = packs_folder() / f"{file.stem.casefold()}.pack"
    if there.exists() and not replace:
        raise DatelineError(
            f"there is a pack called {there.stem} already",
            where=str(file),
            remedy="Rename the file, or give --replace.",
        )
    there.parent.mkdir(parents=True, exist_ok=True)
    with progress("adding to the gazetteer") as step:
        pack = add_pack(file, alternates=names, licence=licence, progress=step)
    say(f"pack {pack.name}: {counted(pack.places, 'place')}, in {pack.path}")
    return DONE


@gazetteer.command("test")
def try_name(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="A place as a report writes it.")],
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="UNIT", help="A country or unit; there names match by sound too."),
    ] = None,
) -> int:
    """What the gazetteer makes of a name: the best known places first."""
    from dateline.places import open_gazetteer

    packs = open_gazetteer()
    found = packs.find(" ".join(name))
    if within is not None:
        units = [candidate.entry for candidate in packs.find(within)]
        if not units:
            raise DatelineError(f"the gazetteer knows no unit {within!r}", remedy="Try its official name.")
        inside = [c for c in found if any(c.entry.inside(unit) for unit in units)]
        found = (*inside, *packs.find_loose(" ".join(name), within=units)) if not inside else tuple(inside)
    print_lines(_place_line(candidate) for candidate in found)
    say(counted(len(found), "place"))
    return DONE if found else SOME_UNUSABLE


def _place_line(candidate: Candidate) -> str:
    """Name, kind, what it lies in, where, how alike, and the row it comes from."""
    entry = candidate.entry
    inside = ", ".join(dict.fromkeys(unit.name for unit in entry.chain)) or entry.country or ""
    point = (
        f"{entry.lat:.4f} {entry.lon:.4f}" if entry.lat is not None and entry.lon is not None else "no point"
    )
    script = f" ({entry.script})" if entry.script else ""
    alike = "" if candidate.likeness >= 1 else f"  alike {candidate.likeness:.2f}"
    return f"{entry.name}{script}, {entry.kind}, {inside}  {point}  {entry.pack}:{entry.id}{alike}"


def actors(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="A party as a report writes it.")],
    json: AsJson = False,
) -> int:
    """Find a party in the roster by any of its names."""
    import msgspec

    from dateline.actors import load_roster

    found = load_roster().find(" ".join(name))
    for party in found:
        print_lines([msgspec.json.encode(party).decode("utf-8")] if json else _told(party))
    say(counted(len(found), "party", "parties"))
    return DONE if found else SOME_UNUSABLE


def _told(party: Party) -> list[str]:
    """A party in a few lines."""
    years = f"{party.since or ''}-{party.until or ''}".strip("-")
    about = [f"inter {party.inter}" if party.inter else "", party.iso3 or "", party.group or "", years]
    return [
        f"{party.actor_id}  {party.name}",
        f"    {', '.join(word for word in about if word)}",
        f"    also: {', '.join((*party.aliases, *party.loose)) or 'no other name'}",
    ]
