"""/healthz and /metrics, for the system that runs the pages: no log-in, and nothing of the project."""

from __future__ import annotations

from litestar import MediaType, get
from litestar.di import NamedDependency
from litestar.response import Response

from dateline.web.page import OnDesk
from dateline.web.watching import Watch


@get("/healthz", media_type=MediaType.TEXT, sync_to_thread=False)
def tell_health(desk: OnDesk) -> Response[str]:
    """200 while the store can be read, else 503; why is for `dateline doctor`."""
    try:
        desk.store.counts()
    except Exception:
        return Response("the store does not answer\n", status_code=503, media_type=MediaType.TEXT)
    return Response("ok\n", media_type=MediaType.TEXT)


@get("/metrics", media_type=MediaType.TEXT, sync_to_thread=False)
def tell_metrics(watch: NamedDependency[Watch]) -> str:
    """Requests, their seconds, and this process's memory, as Prometheus reads them."""
    return watch.metrics()


HANDLERS = (tell_health, tell_metrics)
