"""Serves the pages of one project on this machine."""

from __future__ import annotations

import sys
import threading
import webbrowser
from pathlib import Path

HOST = "127.0.0.1"
DEFAULT_PORT = 8765


def serve(project: Path, *, port: int = DEFAULT_PORT, open_browser: bool = True) -> None:
    """Serves until interrupted. Prints the address once it answers; port 0 takes a free one.

    A taken port is an error of usage for the port asked for, and the log holds no line of any report.
    """
    import socket

    import uvicorn

    from dateline.errors import DatelineError
    from dateline.web.app import create_app

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as fault:
        listening.close()
        raise DatelineError(
            f"port {port} is taken", where=HOST, remedy="Choose another with --port, or --port 0 for any."
        ) from fault
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    settings = uvicorn.Config(
        create_app(project), log_level="warning", access_log=False, server_header=False, date_header=False
    )
    server = uvicorn.Server(settings)
    threading.Thread(target=_announce, args=(server, address, open_browser), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()


def _announce(server: object, address: str, open_browser: bool) -> None:
    """Waits until the server answers, says where, and shows it."""
    waited = threading.Event()
    while not getattr(server, "started", False):
        if getattr(server, "should_exit", False):
            return
        waited.wait(0.05)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
