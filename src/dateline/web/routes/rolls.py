"""Reference data in the pages: actors, sources, the gazetteer."""

from __future__ import annotations

import numpy as np
from anyio import to_thread
from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from dateline.web.page import OnDesk, page
from dateline.web.views.roll import Heard, Outlet, Speaker, list_outlets, list_parties
from dateline.web.views.spots import spots_of


@get("/actors")
async def show_actors(desk: OnDesk, q: FromQuery[str] = "") -> Template:
    """The parties of the incidents; with words, whoever the roster knows by them."""
    roster = desk.reference.parties()
    board = await desk.listing.board()
    parties = board.columns["party"]
    counts = dict(parties.counts(np.ones(parties.size, dtype=bool), top=None))
    return page(desk, "actors", "codebook", lines=list_parties(counts, roster, q), q=q, known=len(roster))


@get("/sources")
async def show_sources(desk: OnDesk) -> Template:
    """The outlets, what rests on each, and the speakers they let speak."""
    store, printed, lines = desk.store, desk.listing.printed, (await desk.listing.board()).lines

    def count() -> tuple[list[Outlet], list[Speaker]]:
        heard = Heard(store.hearings())
        return list_outlets(printed, heard, lines), heard.speakers

    outlets, speakers = await to_thread.run_sync(count)
    return page(desk, "sources", "codebook", outlets=outlets, speakers=speakers)


@get("/gazetteer", sync_to_thread=False)
def show_gazetteer(desk: OnDesk, q: FromQuery[str] = "") -> Template:
    """The packs of place names that are open, and what a name can mean in them."""
    meant = desk.reference.look_up(q) if q.strip() else ()
    return page(
        desk, "gazetteer", "codebook", packs=desk.reference.packs(), q=q, meant=meant, spots=spots_of(meant)
    )


@get("/parties", sync_to_thread=False)
def go_to_actors() -> Redirect:
    """The former address of the actors."""
    return Redirect("/actors", status_code=302)


HANDLERS = (show_actors, show_sources, show_gazetteer, go_to_actors)
