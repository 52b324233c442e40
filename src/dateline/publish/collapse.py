"""Many accounts of the dead -> one figure: each rule is a function that returns the value and its reason.

A reason holds numbers and words of the codebook only, so that it can be published with the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.publish.items import Coded, Item
from dateline.publish.profiles import FatalityRules, Profile
from dateline.publish.wire import ClaimLine, IncidentLine, Line
from dateline.publish.words import killed
from dateline.records import Toll


class Account(Line, frozen=True, kw_only=True):
    """What one claim says of the dead. `vague`: the figure stands for a word such as dozens."""

    low: int | None
    best: int | None
    high: int | None
    party: bool
    hedged: bool
    vague: bool

    @property
    def floor(self) -> int | None:
        """The lowest number it gives."""
        return next((n for n in (self.low, self.best, self.high) if n is not None), None)

    @property
    def ceiling(self) -> int | None:
        """The highest number it gives."""
        return next((n for n in (self.high, self.best, self.low) if n is not None), None)


class Figure(Line, frozen=True, kw_only=True):
    """One figure, or a range, and why."""

    low: int | None
    best: int | None
    high: int | None
    reason: str


def code_items(items: Iterable[Item], profile: Profile) -> Iterator[Item]:
    """Items, each with what the profile makes of it; none is dropped: `coded.included` says whether it counts."""
    from msgspec.structs import replace

    for item in items:
        yield replace(item, coded=code_item(item, profile))


def code_item(item: Item, profile: Profile) -> Coded:
    """What the profile makes of one incident."""
    figure = RULES[profile.fatalities.rule](item, profile.fatalities)
    left_out = _why_left_out(item.incident, figure, profile)
    return Coded(
        profile=profile.identity,
        included=not left_out,
        left_out=left_out,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        reason=figure.reason,
    )


def accounts_of(item: Item, rules: FatalityRules) -> tuple[Account, ...]:
    """The accounts of the dead, one a claim that speaks of them."""
    claims = item.incident.claims if isinstance(item.incident.claims, tuple) else ()
    found = (_account(claim, rules) for claim in claims)
    return tuple(account for account in found if account is not None)


def lowest_independent(item: Item, rules: FatalityRules) -> Figure:
    """The lowest figure of those who are no party; a constant where only a party counts or nobody does."""
    accounts = accounts_of(item, rules)
    if not accounts:
        return _point(0, "no number is given")
    independent = [account for account in accounts if not account.party]
    counted = [account.floor for account in independent if account.floor is not None]
    if counted:
        vague = " (a word, not a number)" if any(account.vague for account in independent) else ""
        return _point(min(counted), f"{_which(counted, 'lowest')}{vague}")
    constant = _constant(item, rules)
    told = sorted(account.floor for account in accounts if account.floor is not None)
    if told:
        return _point(constant, f"only a party to the conflict counts ({_listed(told)})")
    return _point(constant, "deaths are certain, their number is not")


def settled_within_range(item: Item, rules: FatalityRules) -> Figure:
    """The settled figure, between the lowest and the highest of the accounts that are not hedged."""
    accounts = [a for a in accounts_of(item, rules) if a.floor is not None]
    plain = [account for account in accounts if not account.hedged] or accounts
    _, settled, _ = killed(item.incident)
    if settled is None:
        settled = min((a.floor for a in plain if a.floor is not None), default=None)
    if settled is None:
        return Figure(low=None, best=None, high=None, reason="nobody counts the dead")
    low = min([a.floor for a in plain if a.floor is not None] + [settled])
    high = max([a.ceiling for a in plain if a.ceiling is not None] + [settled])
    return Figure(low=low, best=settled, high=high, reason=f"as settled, range over {_count(len(plain))}")


def whole_range(item: Item, rules: FatalityRules) -> Figure:
    """The range over every account, without a point in it."""
    accounts = [account for account in accounts_of(item, rules) if account.floor is not None]
    if not accounts:
        return Figure(low=None, best=None, high=None, reason="nobody counts the dead")
    low = min(account.floor for account in accounts if account.floor is not None)
    high = max(account.ceiling for account in accounts if account.ceiling is not None)
    marks = []
    if item.number_of_sources < 2:
        marks.append("uncorroborated: one publisher")
    if all(account.party for account in accounts):
        marks.append("uncorroborated: a party to the conflict only")
    return Figure(
        low=low, best=None, high=high, reason="; ".join([f"range over {_count(len(accounts))}", *marks])
    )


RULES: dict[str, Callable[[Item, FatalityRules], Figure]] = {
    "lowest_independent": lowest_independent,
    "settled_within_range": settled_within_range,
    "whole_range": whole_range,
}


def _why_left_out(line: IncidentLine, figure: Figure, profile: Profile) -> str:
    include = profile.include
    if line.sums and not include.totals:
        return "a total of other incidents"
    if line.date_start is None and not include.undated:
        return "no date"
    if line.background and not include.background:
        return "told as history"
    known = next((n for n in (figure.best, figure.high, figure.low) if n is not None), 0)
    if known < include.minimum_deaths:
        return (
            "no counted death" if include.minimum_deaths == 1 else f"fewer than {include.minimum_deaths} dead"
        )
    return ""


def _account(claim: ClaimLine, rules: FatalityRules) -> Account | None:
    dead = [toll for toll in claim.toll if toll.outcome == "killed"]
    if not dead:
        return None
    words = [_vague(toll, rules) for toll in dead]
    lows = [_first(word, toll.low, toll.best) for word, toll in zip(words, dead, strict=True)]
    bests = [_first(word, toll.best, toll.low) for word, toll in zip(words, dead, strict=True)]
    highs = [_first(word, toll.high, toll.best) for word, toll in zip(words, dead, strict=True)]
    return Account(
        low=_sum(lows),
        best=_sum(bests),
        high=_sum(highs),
        party=bool(claim.sources) and all(source.party_to_conflict for source in claim.sources),
        hedged=bool(claim.sources) and all(source.hedged for source in claim.sources),
        vague=any(word is not None for word in words),
    )


def _vague(toll: Toll, rules: FatalityRules) -> int | None:
    """The number a vague word stands for in this profile."""
    words = toll.as_written.casefold().split()
    if any(word.strip(",.").isdigit() for word in words):
        return None
    return next((number for word, number in rules.vague_words.items() if word in words), None)


def _constant(item: Item, rules: FatalityRules) -> int:
    country = item.incident.place.country if item.incident.place else None
    return rules.certain_but_uncounted_by_country.get(country or "", rules.certain_but_uncounted or 0)


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _point(number: int, reason: str) -> Figure:
    return Figure(low=number, best=number, high=number, reason=reason)


def _which(numbers: Sequence[int], word: str) -> str:
    if len(numbers) == 1:
        return "the only account"
    return f"the {word} of {len(numbers)} accounts ({_listed(sorted(numbers))})"


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _count(number: int) -> str:
    return "1 account" if number == 1 else f"{number} accounts"
