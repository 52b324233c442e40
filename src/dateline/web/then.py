"""The project as it stood on a day past, or at a release, ready for the pages."""

from __future__ import annotations

from datetime import datetime

from dateline.past import find_moment
from dateline.records import Claim, Incident
from dateline.stores.contract import Counts, Store
from dateline.stores.glances import glance_of
from dateline.web.views.board import Board

KEPT = 2


class Snapshot:
    """One moment: its incidents and claims by id, and the board over them."""

    def __init__(self, store: Store, name: str) -> None:
        moment = find_moment(store, name)
        self.name = name
        self.at: datetime = moment.at
        self.incidents: dict[str, Incident] = {one.id: one for one in moment.state.incidents}
        self.claims: dict[str, Claim] = {one.id: one for one in moment.state.claims}
        self.board = Board(map(glance_of, self.incidents.values()))


class Snapshots:
    """The moments asked for last, kept as long as nothing was stored since."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Counts], Snapshot] = {}

    def at(self, store: Store, name: str) -> Snapshot:
        """The project at this moment; DatelineError when the name is neither a release nor a day."""
        key = (name, store.counts())
        if key not in self._kept:
            self._kept[key] = Snapshot(store, name)
            for old in list(self._kept)[:-KEPT]:
                del self._kept[old]
        return self._kept[key]
