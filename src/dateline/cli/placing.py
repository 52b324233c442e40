"""What a project learns about places: `gazetteer correct|learn`, and the rulings that `link` takes up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import DONE, HERE, SOME_UNUSABLE, ProjectDir, counted, opened, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.cli.reading import Tally
    from dateline.places import Entry, Gazetteer
    from dateline.stores.contract import Store


def register(gazetteer: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    gazetteer.command("correct")(correct)
    gazetteer.command("learn")(learn)


def correct(
    written: Annotated[str, typer.Argument(metavar="SPELLING", help="The place as a report writes it.")],
    place: Annotated[str, typer.Argument(metavar="PACK:ID", help="As `gazetteer test` prints it.")],
    project: ProjectDir = HERE,
) -> int:
    """What a spelling means in this project from now on; reports that hold it are read again."""
    from dateline.cli.reading import Tally
    from dateline.places import add_correction
    from dateline.places.corrections import FILE

    entry = _entry(place)
    tally = Tally()
    with opened(project) as store:
        add_correction(project / FILE, written, pack=entry.pack, identifier=entry.id)
        reports = read_mentioning(store, [written], project, tally)
    say(f"{written!r} is {entry.name}, {entry.kind}, here; {counted(reports, 'report')} read again")
    return SOME_UNUSABLE if tally.bad else DONE


def learn(
    again: Annotated[bool, typer.Option("--again", help="Read all the project's reports again.")] = False,
    project: ProjectDir = HERE,
) -> int:
    """Where each outlet is at home, from its reports and the rulings so far; names in its next reports lean there."""
    from dateline.cli.reading import Tally, read_reports
    from dateline.extract.where.home import outlet_key
    from dateline.places import learn_home, open_gazetteer, write_homes
    from dateline.places.homes import FILE
    from dateline.review import apply_rulings

    tally = Tally()
    with opened(project) as store:
        packs = open_gazetteer()
        outlets = {report.id: outlet_key(report) for report in store.reports()}
        spoken: dict[str, dict[str, list[tuple[Entry, float]]]] = defaultdict(lambda: defaultdict(list))
        for claim in apply_rulings(store.claims(), store.decisions()):
            read = claim.location
            outlet = outlets.get(claim.report_id)
            entry = _known(packs, read.value.gazetteer, read.value.gazetteer_id) if read else None
            if read and outlet and entry:
                spoken[outlet][claim.report_id].append((entry, read.confidence))
        homes = {outlet: learn_home(reports.values()) for outlet, reports in sorted(spoken.items())}
        write_homes(project / FILE, homes)
        if again:
            read_reports(store, [report.id for report in store.reports()], tally, project=project)
    say(f"homes of {counted(len(homes), 'outlet')} in {project / FILE}")
    return SOME_UNUSABLE if tally.bad else DONE


def take_up_rulings(store: Store, project: Path, tally: Tally) -> None:
    """Nothing; rulings on places are among the project's spellings, and reports that hold those are read again."""
    from dateline.places import add_correction
    from dateline.places.corrections import FILE, read_corrections
    from dateline.places.fold import fold_name
    from dateline.review.places import spellings_of

    known = read_corrections(project / FILE)
    ruled = spellings_of(store.decisions(), store.claim)
    fresh = {words: meaning for words, meaning in ruled.items() if known.get(fold_name(words)) != meaning}
    for words, (pack, identifier) in fresh.items():
        add_correction(project / FILE, words, pack=pack, identifier=identifier)
    if fresh:
        reports = read_mentioning(store, fresh, project, tally)
        told = f"{counted(len(fresh), 'spelling')} of places learned from rulings"
        say(f"{told}; {counted(reports, 'report')} read again")


def read_mentioning(store: Store, words: Iterable[str], project: Path, tally: Tally) -> int:
    """How many reports hold one of the words and were read again."""
    from dateline.cli.reading import read_reports

    wanted = [word.casefold() for word in words]
    reports = [r.id for r in store.reports() if any(word in r.text.casefold() for word in wanted)]
    read_reports(store, reports, tally, project=project)
    return len(reports)


def _entry(place: str) -> Entry:
    from dateline.places import open_gazetteer

    pack, _, identifier = place.rpartition(":")
    packs = open_gazetteer()
    entry = _known(packs, pack, identifier)
    if entry is None:
        names = ", ".join(one.name for one in packs.packs)
        raise DatelineError(
            f"no place is called {place!r}",
            remedy=f"Take PACK:ID from `dateline gazetteer test NAME`. Packs: {names}.",
        )
    return entry


def _known(packs: Gazetteer, pack: str | None, identifier: str | None) -> Entry | None:
    return packs.by_id(identifier, pack) if pack and identifier else None
