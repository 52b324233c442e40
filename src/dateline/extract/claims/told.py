"""One moment with all that the report says of it, ready to be written down as claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.mentions import (
    BARE_ACTS,
    ActorMention,
    CheckMention,
    LossesMention,
    SourceMention,
    TollMention,
)
from dateline.extract.moments.moments import Moment
from dateline.extract.sides.sides import Roles
from dateline.text import Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One moment with all that belongs to it, ready to be written down."""

    number: int
    moment: Moment
    stretch: Sequence[Sentence]
    tolls: Sequence[TollMention]
    losses: Sequence[LossesMention]
    sources: Sequence[SourceMention]
    checks: Sequence[CheckMention]
    actors: Sequence[ActorMention]
    roles: Roles
    like: Moment | None = None
    background: bool = False
    before_news: bool = False
    summed_moments: tuple[int, ...] = ()
    summed_count: int | None = None
    confidence: float = 0.5

    @property
    def acts(self) -> list[str]:
        """The acts of the moment; of "a similar attack" those of what it was like."""
        own = self.moment.acts
        return self.like.acts if self.like is not None and set(own) <= BARE_ACTS else own
