"""`review` serves the pages to one person on this machine; `serve` to a team."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.terminal import HERE, ProjectDir, say
from dateline.errors import DatelineError

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
    no_browser: NoBrowser = True,
) -> int:
    """Serve the pages; listens on 127.0.0.1 unless told another host."""
    return _run(project, host, port, browser=not no_browser)


def _run(project: Path, host: str, port: int, *, browser: bool) -> int:
    import asyncio

    import uvicorn

    from dateline.stores import open_store
    from dateline.web import create_app

    open_store(project).close()
    listener = _listen(host, port)
    config = uvicorn.Config(create_app(project), log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    address = f"http://{host}:{listener.getsockname()[1]}/"

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
