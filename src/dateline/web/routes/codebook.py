"""The codebook, and how the figures came about."""

from __future__ import annotations

from collections import Counter

from litestar import get
from litestar.response import Template

from dateline.codebook import EVENT_TYPE_OF, EventType
from dateline.review import list_fields
from dateline.web.page import OnDesk, page


@get("/codebook", sync_to_thread=False)
def show_codebook(desk: OnDesk) -> Template:
    """The fields and the kinds of event."""
    groups = {event.value: [s.value for s, e in EVENT_TYPE_OF.items() if e is event] for event in EventType}
    return page(desk, "codebook", "codebook", fields=list_fields(), groups=groups)


@get("/method", sync_to_thread=False)
def show_method(desk: OnDesk) -> Template:
    """How the figures came about, made from what the store holds."""
    extractors = Counter(claim.extractor for claim in desk.held.claims.values())
    bases: Counter[str] = Counter()
    for claim in desk.held.claims.values():
        for held in (claim.date, claim.location, claim.actor):
            bases[held.basis if held else "empty"] += 1
    return page(
        desk,
        "method",
        "codebook",
        extractors=extractors.most_common(),
        bases=bases,
        judged=Counter(desk.states.values()),
    )


HANDLERS = (show_codebook, show_method)
