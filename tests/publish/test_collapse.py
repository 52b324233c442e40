"""Each coding rule gives its figure and its reason; profiles decide what counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline.errors import DatelineError
from dateline.publish.acled import row_of
from dateline.publish.collapse import RULES, code_item, code_items
from dateline.publish.items import Coded, Item
from dateline.publish.profiles import list_profiles, load_profile
from dateline.publish.wire import ClaimLine, SourceLine
from dateline.records import Place, Toll

replace = msgspec.structs.replace


def account(
    number: int | None, words: str = "", *, party: bool = False, hedged: bool = False
) -> dict[str, Any]:
    """What one claim says of the dead, and who says it."""
    return {"number": number, "words": words, "party": party, "hedged": hedged}


@pytest.fixture
def told(item: Item) -> Any:
    """A function from accounts to an item that holds them as claims."""
    assert isinstance(item.incident.claims, tuple)
    (claim,) = item.incident.claims

    def make(
        *accounts: dict[str, Any], settled: int | None = None, country: str = "Myanmar", **changes: Any
    ) -> Item:
        claims = tuple(_claim(claim, n, **one) for n, one in enumerate(accounts))
        toll = () if settled is None else (Toll(outcome="killed", low=settled, best=settled, high=settled),)
        place = Place(as_written="Quen", name="Quen", country=country)
        line = replace(item.incident, claims=claims, toll=toll, place=place, **changes)
        return replace(item, incident=line, number_of_sources=len(accounts))

    return make


def _claim(
    claim: ClaimLine, n: int, *, number: int | None, words: str, party: bool, hedged: bool
) -> ClaimLine:
    toll = Toll(outcome="killed", low=number, best=number, high=number, as_written=words)
    source = SourceLine(
        as_written="x", kind="unnamed", via=(), party_to_conflict=party, hedged=hedged, quoted=False
    )
    return replace(claim, id=f"c{n}", toll=(toll,), sources=(source,))


def coded(item: Item, profile: str) -> tuple[int | None, int | None, int | None, str]:
    """Low, best, high and the reason."""
    found = code_item(item, load_profile(profile))
    return found.low, found.best, found.high, found.reason


@pytest.mark.parametrize(
    ("accounts", "country", "figure", "reason"),
    [
        ([], "Myanmar", 0, "no number is given"),
        ([account(4)], "Myanmar", 4, "the only account"),
        ([account(7), account(5), account(9)], "Myanmar", 5, "the lowest of 3 accounts (5, 7, 9)"),
        ([account(7), account(2, party=True)], "Myanmar", 7, "the only account"),
        ([account(20, party=True)], "Myanmar", 3, "only a party to the conflict counts (20)"),
        ([account(20, party=True)], "Syria", 10, "only a party to the conflict counts (20)"),
        ([account(24, "dozens of people")], "Myanmar", 12, "the only account (a word, not a number)"),
        ([account(None, "people")], "Ukraine", 10, "deaths are certain, their number is not"),
        ([account(0)], "Myanmar", 0, "the only account"),
    ],
)
def test_acled_like_takes_the_conservative_figure(
    told: Any, accounts: list[dict[str, Any]], country: str, figure: int, reason: str
) -> None:
    assert coded(told(*accounts, country=country), "acled-like") == (figure, figure, figure, reason)


def test_ucdp_like_keeps_low_best_high_and_needs_a_death(told: Any) -> None:
    profile = load_profile("ucdp-like")
    item = told(account(7), account(5), account(90, hedged=True), settled=6)
    assert coded(item, "ucdp-like") == (5, 6, 7, "as settled, range over 2 accounts")
    assert code_item(told(account(0), settled=0), profile).left_out == "no counted death"
    assert code_item(told(), profile).left_out == "no counted death"


def test_casualty_recording_gives_a_range_and_marks_single_voices(told: Any) -> None:
    assert coded(told(account(7), account(5)), "casualty-recording") == (5, None, 7, "range over 2 accounts")
    assert coded(told(account(7, party=True)), "casualty-recording")[3] == (
        "range over 1 account; uncorroborated: one publisher; uncorroborated: a party to the conflict only"
    )


def test_a_profile_leaves_out_totals_and_says_so(told: Any) -> None:
    for name in list_profiles():
        total = code_item(told(account(3), sums=("x",)), load_profile(name))
        assert (total.included, total.left_out) == (False, "a total of other incidents")


def test_the_acled_row_carries_the_reason(told: Any) -> None:
    (item,) = code_items([told(account(7), account(5), settled=7)], load_profile("acled-like"))
    row = row_of(item)
    assert row["fatalities"] == 5
    assert "Fatalities coded as 5: the lowest of 2 accounts (5, 7) (acled-like@1)." in row["notes"]


def test_every_profile_that_ships_names_a_rule_and_where_it_comes_from() -> None:
    assert list_profiles() == ("acled-like", "casualty-recording", "ucdp-like")
    for name in list_profiles():
        profile = load_profile(name)
        assert profile.name == name
        assert profile.fatalities.rule in RULES
        assert all((profile.version, profile.source, profile.licence))


def test_a_profile_of_ones_own_is_read_and_a_wrong_one_is_named(tmp_path: Path, told: Any) -> None:
    own = tmp_path / "own.toml"
    text = (
        'name = "own"\nversion = "3"\nabout = ""\nsource = ""\nlicence = ""\n'
        '[include]\nminimum_deaths = 5\n[fatalities]\nrule = "whole_range"\n'
    )
    own.write_text(text, encoding="utf-8")
    found = code_item(told(account(3)), load_profile(str(own)))
    assert (found.profile, found.left_out) == ("own@3", "fewer than 5 dead")
    own.write_text(text.replace("whole_range", "guess"), encoding="utf-8")
    with pytest.raises(DatelineError, match="no rule is called 'guess'"):
        load_profile(str(own))
    own.write_text(text.replace("minimum_deaths", "minimum"), encoding="utf-8")
    with pytest.raises(DatelineError, match="unknown field `minimum`"):
        load_profile(str(own))
    with pytest.raises(DatelineError, match="no profile is called 'x'"):
        load_profile("x")


def test_coding_drops_nothing(told: Any) -> None:
    items = [told(), told(account(1), sums=("x",))]
    made = list(code_items(items, load_profile("ucdp-like")))
    assert [isinstance(one.coded, Coded) for one in made] == [True, True]
