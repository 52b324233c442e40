"""The Litestar app over one project."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from dateline import __version__
from dateline.pipeline import Extractor, extractor_for, load_extractor
from dateline.stores.contract import Store
from dateline.stores.project import SETTINGS, Settings, read_settings
from dateline.web.checking import Checking
from dateline.web.desk import Desk
from dateline.web.keys import list_keys
from dateline.web.people.door import Door
from dateline.web.problems import HANDLERS
from dateline.web.reference import Reference
from dateline.web.routes import (
    accounts,
    changes,
    codebook,
    exports,
    feeds,
    health,
    incident,
    incidents,
    login,
    lost,
    overview,
    people,
    publish,
    reports,
    review,
    rolls,
)
from dateline.web.security import HOSTS, make_headers, make_host_guard, token_settings
from dateline.web.views import words
from dateline.web.watching import Watch

STATIC = Path(__file__).parent / "static"
MAX_BODY = 8_000_000


def create_app(
    project: Path,
    *,
    opener: Callable[[], Store] | None = None,
    extractor: Callable[[], Extractor] | None = None,
    reference: Reference | None = None,
    door: Door | None = None,
) -> Litestar:
    """The pages over the project in this folder, for one person, or for a team behind a door with log-in.
    Tests hand in a store and a reader of their own."""
    settings = read_settings(project) if (project / SETTINGS).exists() else Settings()
    reader = extractor or (lambda: load_extractor(extractor_for(project, settings.extractor)))
    folder = project if opener is None and settings.store != "memory" else None
    desk = Desk(opener or _opener(project), folder=folder, extractor=reader, reference=reference)
    door = door or Door(project=project)
    watch, checking = Watch(), Checking(folder)

    @asynccontextmanager
    async def open_desk(_: Litestar) -> AsyncIterator[None]:
        if door.roll and folder:
            desk.pasting.warm()  # before the team comes in
        try:
            yield
        finally:
            await checking.stop()
            await desk.close()
            door.close()

    def provide_desk() -> Desk:
        return desk

    screens = (
        overview,
        reports,
        lost,
        review,
        incident,
        incidents,
        accounts,
        changes,
        exports,
        feeds,
        health,
        codebook,
        rolls,
        login,
        people,
        publish,
    )
    return Litestar(
        route_handlers=[
            *(handler for screen in screens for handler in screen.HANDLERS),
            create_static_files_router(path="/static", directories=[STATIC], include_in_schema=False),
        ],
        dependencies={
            "desk": Provide(provide_desk, sync_to_thread=False),
            "door": Provide(lambda: door, sync_to_thread=False),
            "checking": Provide(lambda: checking, sync_to_thread=False),
            "watch": Provide(lambda: watch, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
        },
        template_config=TemplateConfig(
            instance=JinjaTemplateEngine.from_environment(make_environment(project, settings))
        ),
        csrf_config=token_settings(https=door.https),
        exception_handlers=HANDLERS,
        middleware=[watch.middleware, make_host_guard(HOSTS | door.hosts), door.gate],
        before_send=[make_headers(https=door.https), watch.note],
        lifespan=[open_desk],
        request_max_body_size=MAX_BODY,
        openapi_config=OpenAPIConfig(
            title="dateline", version=__version__, path="/schema", render_plugins=[JsonRenderPlugin()]
        ),
        on_app_init=[_quiet],
        debug=False,
    )


def make_environment(project: Path, settings: Settings) -> Environment:
    """Templates that escape everything and refuse a name that is not there."""
    environment = Environment(
        loader=PackageLoader("dateline.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals |= {
        "project": settings.about.title or project.name,
        "fold_graphic": settings.fold_graphic,
        "version": __version__,
        "keys": list_keys(),
        "keys_json": msgspec.json.encode(list_keys()).decode(),
        "say": words,
    }
    return environment


def _opener(project: Path) -> Callable[[], Store]:
    def open_project() -> Store:
        from dateline.stores import open_store

        return open_store(project)

    return open_project


def _quiet(config: AppConfig) -> AppConfig:
    """No log of requests: a log must never hold what a report says."""
    config.logging_config = None
    return config
