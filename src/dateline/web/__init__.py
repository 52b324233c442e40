"""The pages: parse, call, render. Everything heavy is loaded when they are first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litestar import Litestar


def create_app(project: Path) -> Litestar:
    """The pages over the project in this folder."""
    from dateline.web import app

    return app.create_app(project)


__all__ = ["create_app"]
