"""Pages served on loopback for as long as they are looked at, and the Chromium that looks at them."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
]

PATIENCE_MS = (
    90_000  # how long a test of the pages waits for what it wants to see, on the slowest of machines
)


def until(true: Callable[[], bool]) -> None:
    """Nothing; the condition holds, however long it takes."""
    ends = time.monotonic() + PATIENCE_MS / 1000
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.05)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of an application on a free port, while the block lasts."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
