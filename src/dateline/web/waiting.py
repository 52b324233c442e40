"""Which claims wait for a person, in order; of a large project first those of the latest reports, then all."""

from __future__ import annotations

from bisect import insort
from collections.abc import Container, Iterable
from itertools import chain

from dateline.records import Claim
from dateline.review import rank_claims

Ranked = tuple[str, float]


class Waiting:
    """All claims by how much they need a person, the neediest first. `whole` is False while some are not ranked yet."""

    def __init__(self, ranked: Iterable[Ranked], *, whole: bool = True) -> None:
        self._ranked = list(ranked)
        self._place: dict[str, int] = {}
        self._number()
        self.whole = whole

    def _number(self) -> None:
        self._place = {claim_id: place for place, (claim_id, _) in enumerate(self._ranked)}

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self._place

    def in_part(self) -> Waiting:
        """The same, now that there are claims it does not know."""
        self.whole = False
        return self

    def add(self, claims: Iterable[Claim]) -> None:
        """Nothing; these claims have their place too."""
        for one in ranks_of(claims):
            if one[0] not in self._place:
                insort(self._ranked, one, key=lambda ranked: -ranked[1])
        self._number()

    def after(self, current: str, ruled: Container[str], there: Container[str]) -> str | None:
        """The first claim after this one, going round, that is not ruled on and still there; None = no other is."""
        here = self._place.get(current, -1)
        order = chain(range(here + 1, len(self._ranked)), range(max(here, 0)))
        ids = (self._ranked[place][0] for place in order)
        return next((id for id in ids if id not in ruled and id in there), None)


def ranks_of(claims: Iterable[Claim]) -> list[Ranked]:
    """Each claim with its rank, highest first."""
    return [(one.claim_id, one.rank) for one in rank_claims(claims)]
