"""The pages: parse, call, render. Everything heavy is loaded when a page is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litestar import Litestar


def create_app(project: Path) -> Litestar:
    """The pages over the project in this folder."""
    from dateline.web import app

    return app.create_app(project)


def serve(project: Path, *, port: int = 8765, open_browser: bool = True) -> None:
    """Serves the project's pages on 127.0.0.1 until interrupted; prints the address once it answers."""
    from dateline.web import server

    server.serve(project, port=port, open_browser=open_browser)


__all__ = ["create_app", "serve"]
