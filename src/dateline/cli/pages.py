"""`review` serves the pages to one person on this machine; `serve` to a team."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.terminal import HERE, ProjectDir, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.web.people.door import Door

LOOPBACK = "127.0.0.1"
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]


def register(app: typer.Typer) -> None:
    """Nothing; the commands of this group are in the app."""
    app.command("review")(review)
    app.command("serve")(serve)


def review(project: ProjectDir = HERE, port: Port = 8350, no_browser: NoBrowser = False) -> int:
    """Serve the pages on 127.0.0.1 and open the browser; Ctrl-C ends it."""
    return _run(project, LOOPBACK, port, browser=not no_browser)


def serve(
    project: ProjectDir = HERE,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = LOOPBACK,
    port: Port = 8350,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name the pages answer to; may be given again."),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy before this program speaks https to the browsers.")
    ] = False,
    no_browser: NoBrowser = True,
) -> int:
    """Serve the pages to a team with log-in; listens on 127.0.0.1 unless told another host."""
    from dateline.web.people.door import Door
    from dateline.web.people.roll import open_roll

    roll = open_roll(project)
    if roll is not None and not roll.active():
        roll.close()
        roll = None
    names = [_read_host(name) for name in allow_host or ()]
    _check_open(host, names, ready=roll is not None)
    if roll is None:
        say(
            "note: no log-in, for there are no accounts; add people with `dateline users add NAME --role admin`"
        )
    elif not https and not _is_loopback(host):
        say(
            "note: without https passwords can be read on the way; put a proxy with https before it, and give --https"
        )
    door = Door(project=project, roll=roll, hosts=names, https=https)
    return _run(project, host, port, browser=not no_browser, door=door)


def _check_open(host: str, names: list[str], *, ready: bool) -> None:
    """Nothing; DatelineError when others could reach pages that are not made for it."""
    if _is_loopback(host):
        return
    if not ready:
        raise DatelineError(
            "others could reach the pages, and there are no accounts",
            where=host,
            remedy="Add people with `dateline users add NAME --role admin`, which makes a secret too.",
        )
    if not names:
        raise DatelineError(
            "it is not said by which names browsers may ask for the pages",
            where=host,
            remedy="Give each with --allow-host, such as --allow-host dateline.example.org.",
        )


def _is_loopback(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read_host(name: str) -> str:
    """A name as a Host header has it, without port; DatelineError when it is none."""
    import re

    found = name.strip().lower()
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", found):
        raise DatelineError(
            f"{name!r} is no name of a host",
            remedy="Give it without https:// and port, such as dateline.example.org.",
        )
    return found


def _run(project: Path, host: str, port: int, *, browser: bool, door: Door | None = None) -> int:
    import asyncio

    import uvicorn

    from dateline.stores import open_store
    from dateline.web.app import create_app

    open_store(project).close()
    listener = _listen(host, port)
    config = uvicorn.Config(
        create_app(project, door=door), log_level="warning", access_log=False, server_header=False
    )
    server = uvicorn.Server(config)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"

    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.02)
        if server.started:
            say(f"serving {project.resolve().name} on {address}  (Ctrl-C ends it)")
            if browser:
                _open_browser(address)
        await serving

    try:
        asyncio.run(run())
    except KeyboardInterrupt:  # the way to end it, and no fault
        say("ended")
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """A socket on this port; DatelineError says when it is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        remedy = "Give another with --port, or --port 0 for a free one."
        raise DatelineError(error.strerror or str(error), where=f"{host}:{port}", remedy=remedy) from None
    return listener


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
