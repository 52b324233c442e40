"""`store copy`: a project's records from SQLite to PostgreSQL, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.terminal import counted, opened, say

store = typer.Typer(help="Copy a project's records to another store.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.add_typer(store, name="store")


@store.command("copy")
def copy(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="The project to copy.")],
    target: Annotated[
        Path, typer.Argument(metavar="TO", help="An empty project, made with `dateline init`.")
    ],
) -> int:
    """Copy all records, SQLite to PostgreSQL or back, without a loss; the other project must be empty."""
    from dateline.stores.copying import copy_store

    with opened(source) as ours, opened(target) as theirs:
        counts = copy_store(ours, theirs)
    told = (counted(counts.reports, "report"), counted(counts.claims, "claim"))
    more = (counted(counts.incidents, "incident"), counted(counts.decisions, "ruling"))
    say(f"copied {', '.join((*told, *more))}")
    return 0
