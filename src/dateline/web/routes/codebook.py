"""The codebook, and how the figures came about."""

from __future__ import annotations

from anyio import to_thread
from litestar import get
from litestar.di import NamedDependency
from litestar.response import Template

from dateline.codebook import EVENT_TYPE_OF, EventType
from dateline.publish.profiles import load_profile
from dateline.review import list_fields
from dateline.stores.project import Settings
from dateline.web.page import OnDesk, page
from dateline.web.views.method import count_method, inclusion_words


@get("/codebook", sync_to_thread=False)
def show_codebook(desk: OnDesk) -> Template:
    """The fields and the kinds of event."""
    groups = {event.value: [s.value for s, e in EVENT_TYPE_OF.items() if e is event] for event in EventType}
    return page(desk, "codebook", "codebook", fields=list_fields(), groups=groups)


@get("/method")
async def show_method(desk: OnDesk, settings: NamedDependency[Settings]) -> Template:
    """How the figures came about, made from the settings and from what the store holds."""
    store, printed, states, ruled = desk.store, desk.listing.printed, desk.states, tuple(desk.decisions)
    lines = (await desk.listing.board()).lines
    seen = await to_thread.run_sync(lambda: count_method(printed, store.hearings(), lines, states, ruled))
    profile = load_profile(settings.profile)
    return page(
        desk,
        "method",
        "codebook",
        seen=seen,
        about=settings.about,
        profile=profile,
        inclusion=inclusion_words(profile),
    )


HANDLERS = (show_codebook, show_method)
