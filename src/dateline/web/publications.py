"""Publications: proposed by one person, approved by another, then published; every step stays in the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from dateline.errors import DatelineError
from dateline.records import Decision, Record, content_id
from dateline.stores.contract import Store
from dateline.web.people.records import Person, Role

STREAM = "publication"
TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
Did = Literal["propose", "approve", "decline", "withdraw", "publish"]
Status = Literal["proposed", "approved", "declined", "withdrawn", "published"]
BECOMES: dict[Did, Status] = {
    "propose": "proposed", "approve": "approved", "decline": "declined", "withdraw": "withdrawn",
    "publish": "published",
}  # fmt: skip
FROM: dict[Did, tuple[Status, ...]] = {
    "approve": ("proposed",), "decline": ("proposed", "approved"), "withdraw": ("proposed", "approved"),
    "publish": ("approved",),
}  # fmt: skip
NEEDS: dict[Did, Role] = {
    "propose": Role.CODER, "approve": Role.REVIEWER, "decline": Role.REVIEWER, "withdraw": Role.CODER,
    "publish": Role.PUBLISHER,
}  # fmt: skip


class Step(Record, frozen=True, kw_only=True):
    """One step of a publication. `state` is the digest of what would be published; `rulings` how many there were."""

    publication: str
    did: Did
    by: str
    at: datetime
    tag: str
    title: str
    preset: str
    licence: str
    state: str
    incidents: int
    rulings: int
    note: str = ""


class Publication(Record, frozen=True, kw_only=True):
    """A publication as its steps leave it."""

    id: str
    status: Status
    steps: tuple[Step, ...]

    @property
    def proposal(self) -> Step:
        """The first step."""
        return self.steps[0]

    @property
    def approved_by(self) -> str | None:
        """Who approved it."""
        return next((one.by for one in reversed(self.steps) if one.did == "approve"), None)


def read_publications(store: Store) -> tuple[tuple[Publication, ...], int]:
    """All publications, the latest proposed first, and the number of the last step."""
    steps: dict[str, list[Step]] = {}
    last = 0
    for number, line in store.entries(STREAM):
        step = msgspec.json.decode(line, type=Step)
        steps.setdefault(step.publication, []).append(step)
        last = number
    made = [Publication(id=id, status=BECOMES[held[-1].did], steps=tuple(held)) for id, held in steps.items()]
    return tuple(reversed(made)), last


def state_of(incident_ids: Iterable[str], decisions: Iterable[Decision]) -> str:
    """The digest of what would be published now: which incidents there are, and the last ruling."""
    ruled = [one.id for one in decisions if one.judgement != "note"]
    return content_id(*ruled[-1:], "", *sorted(incident_ids))


def coders_since(decisions: list[Decision], made: Iterable[Publication]) -> dict[str, int]:
    """How many rulings each person made since the last publication."""
    done = max((one.steps[-1].rulings for one in made if one.status == "published"), default=0)
    counts: dict[str, int] = {}
    for one in decisions[done:]:
        if one.judgement != "note":
            counts[one.analyst] = counts.get(one.analyst, 0) + 1
    return counts


def why_not(did: Did, publication: Publication, person: Person, *, team: int, coders: dict[str, int]) -> str:
    """Why this person may not take this step; empty when they may. With one person there is nobody to ask."""
    alone, proposer = team < 2, publication.proposal.by
    if not person.role.covers(NEEDS[did]):
        return f"it takes the role of {NEEDS[did]}"
    if publication.status not in FROM[did] and not (
        did == "publish" and alone and publication.status == "proposed"
    ):
        return f"it is {publication.status}"
    if did == "withdraw" and person.name != proposer and person.role is not Role.ADMIN:
        return "only who proposed it can withdraw it"
    if did == "approve" and not alone and person.name == proposer:
        return "who proposed it cannot approve it: somebody else must look"
    if did == "approve" and not alone and set(coders) == {person.name}:
        return "all rulings since the last publication are yours: somebody else must look"
    if did == "publish" and not alone and publication.approved_by in (None, proposer):
        return "nobody else has approved it"
    return ""


def check_proposal(
    tag: str, title: str, preset: str, known: Iterable[Publication], presets: Iterable[str]
) -> None:
    """Nothing; DatelineError when it cannot be proposed so."""
    if not TAG.fullmatch(tag):
        raise DatelineError(
            f"{tag!r} cannot be a tag", remedy="Use up to 64 letters, digits, dots, dashes and underscores."
        )
    if preset not in presets:
        raise DatelineError(f"no preset is called {preset!r}", remedy=f"Known: {', '.join(presets)}.")
    if not title.strip():
        raise DatelineError("it has no title", remedy="Give one.")
    taken = [one for one in known if one.proposal.tag == tag and one.status not in ("declined", "withdrawn")]
    if taken:
        raise DatelineError(f"{tag} is {taken[0].status} already", remedy="Take another tag.")
