"""Incidents of any moment as a preset lets them out, so that the feed and differences tell no more than an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec.structs import replace

from dateline.publish.items import Item, make_items
from dateline.publish.redact import Rules, check_preset, redact_items
from dateline.reconcile.chronicle import State
from dateline.records import Attribution, Claim, Incident, Report
from dateline.stores.contract import Store

_REPORTS = 2048  # kept at hand: the incidents of one report follow each other


@dataclass(frozen=True, slots=True)
class Lens:
    """How somebody outside sees incidents: through which preset and rules. `held` counts what was held back."""

    preset: str
    report_of: Callable[[str], Report | None]
    rules: Rules = field(default_factory=Rules)
    held: Counter[str] = field(default_factory=Counter)

    def show(
        self, incidents: Iterable[Incident], claim_of: Callable[[str], Claim | None]
    ) -> Sequence[Incident]:
        """These incidents as they may be seen; those that may not be seen at all are left out."""
        every = {incident.id: incident for incident in incidents}
        items = make_items(every.values(), claim_of, self.report_of)
        shown = redact_items(items, self.preset, self.held, self.rules)
        return [_as_shown(every[item.incident.id], item) for item in shown]

    def show_state(self, state: State) -> State:
        """A whole state as it may be seen; its claims only tell which incident became which."""
        claims = {claim.id: claim for claim in state.claims}
        return replace(state, incidents=tuple(self.show(state.incidents, claims.get)))


def lens_of(store: Store, preset: str, rules: Rules | None = None) -> Lens | None:
    """How this preset shows what is in the store; None for `internal`, which shows all as it is."""
    check_preset(preset)
    if preset == "internal" and (rules is None or rules.newest is None):
        return None
    return Lens(preset, lru_cache(maxsize=_REPORTS)(store.report), rules or Rules())


def _as_shown(incident: Incident, item: Item) -> Incident:
    """The incident with the values that were let out; which rule chose them stays."""
    line = item.incident
    return replace(
        incident,
        report_ids=line.reports if isinstance(line.reports, tuple) else (),
        side_a=replace(incident.side_a, value=line.side_a),
        side_b=replace(incident.side_b, value=line.side_b),
        victims=line.victims,
        targets=line.targets,
        location=incident.location and line.place and replace(incident.location, value=line.place),
        date=replace(incident.date, value=replace(incident.date.value, time_of_day=line.time_of_day)),
        toll=tuple(replace(settled, value=toll) for settled, toll in zip(incident.toll, line.toll, strict=True)),
        sources=tuple(
            Attribution(
                original=one.as_written, kind=one.kind, via=one.via, party_to_conflict=one.party_to_conflict,
                hedged=one.hedged, quoted=one.quoted,
            )
            for one in line.sources
        ),
    )  # fmt: skip
