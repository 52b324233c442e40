"""Two people rule on the same claim or incident at once: both rulings are shown, nothing is lost, one choice remains."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from invented_project import TEXT, make_report, make_store
from invented_team import NAMES, Browser, Team

from dateline.web.people.records import Role

CODER, REVIEWER = NAMES[Role.CODER], NAMES[Role.REVIEWER]


def forms(page: str) -> dict[str, dict[str, str]]:
    """The hidden fields of each form on a page, by the address it is sent to."""
    found = re.findall(r'<form[^>]*method="post" action="([^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL)
    return {
        html.unescape(address): {
            name: html.unescape(value)
            for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body)
            if name != "_csrf_token"
        }
        for address, body in found
    }


def date_form(claim_id: str, seen: str, day: str) -> dict[str, str]:
    return {
        "judgement": "edit",
        "field": "date",
        "seen": seen,
        "start_day": day,
        "end_day": day,
        "precision": "day",
    }


@pytest.fixture
def two(team: Team) -> tuple[Browser, Browser]:
    """A coder and a reviewer at their browsers."""
    return team.enter(Role.CODER), team.enter(Role.REVIEWER)


def test_two_dates_at_once_are_laid_side_by_side(team: Team, two: tuple[Browser, Browser]):
    anna, ben = two
    claim = next(one for one in team.store.claims() if one.moment == 0)
    address = f"/review/{claim.id}"
    anna.send(address, **date_form(claim.id, "", "2024-06-03"))
    answer = ben.send(address, **date_form(claim.id, "", "2024-06-05"), time_of_day="dawn")
    assert answer.status_code == 409
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
    assert "Somebody ruled on this claim since you opened it" in words
    assert f"{CODER} changed date" in words
    assert "When both 4 June 2024, evening 3 June 2024 5 June 2024, dawn" in words
    assert [one.analyst for one in team.store.decisions()] == [CODER]
    sent = forms(answer.text)[address]
    assert ben.send(address, **sent).status_code == 303
    assert [one.analyst for one in team.store.decisions()] == [CODER, REVIEWER]
    assert "5 June 2024" in ben.get(address).text


def test_keeping_what_stands_stores_nothing(team: Team, two: tuple[Browser, Browser]):
    anna, ben = two
    claim = next(team.store.claims())
    anna.send(f"/review/{claim.id}", judgement="reject", seen="")
    page = ben.send(f"/review/{claim.id}", judgement="accept", seen="", note="certain").text
    assert "rejected" in page
    assert "accepted" in page
    back = re.search(r'class="button" href="([^"]+)">Keep what stands', page)[1]
    assert ben.get(back).status_code == 200
    assert len(list(team.store.decisions())) == 1


def test_rulings_on_different_fields_are_both_kept(team: Team, two: tuple[Browser, Browser]):
    anna, ben = two
    claim = next(one for one in team.store.claims() if one.moment == 0)
    anna.send(f"/review/{claim.id}", **date_form(claim.id, "", "2024-06-03"))
    page = ben.send(f"/review/{claim.id}", judgement="reject", field="toll.0", seen="").text
    assert ">both<" not in page
    assert ben.send(f"/review/{claim.id}", **forms(page)[f"/review/{claim.id}"]).status_code == 303
    card = ben.get(f"/review/{claim.id}").text
    assert "3 June 2024" in card
    assert "Two officers" not in re.search(r'<ol class="fields">.*?</ol>', card, re.DOTALL)[0]


def test_a_third_ruling_in_between_is_shown_again(team: Team, two: tuple[Browser, Browser]):
    anna, ben = two
    claim = next(team.store.claims())
    address = f"/review/{claim.id}"
    anna.send(address, judgement="accept", seen="")
    sent = forms(ben.send(address, judgement="reject", seen="").text)[address]
    anna.send(address, judgement="note", seen=sent["seen"], note="look again")
    answer = ben.send(address, **sent)
    assert answer.status_code == 409
    assert "look again" in answer.text
    assert [one.judgement for one in team.store.decisions()] == ["accept", "note"]


def test_what_others_wrote_is_shown_as_text(team: Team, two: tuple[Browser, Browser]):
    anna, ben = two
    claim = next(team.store.claims())
    anna.send(f"/review/{claim.id}", judgement="note", seen="", note="<script>alert(1)</script>")
    page = ben.send(f"/review/{claim.id}", judgement="note", seen="", note='"><img src=x>').text
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.fixture
def joined(tmp_path, cheap):
    """A team over two papers that tell of the same fight."""
    store = make_store(
        make_report(),
        make_report(text="From Sefa.\n\n" + TEXT, id="r2", outlet="Sefa Times", published=date(2024, 6, 7)),
    )
    team = Team(tmp_path / "joined", store)
    yield team
    team.close()


def listed(browser: Browser) -> list[str]:
    return re.findall(r'<h3><a href="/incidents/([0-9a-f]{16})"', browser.get("/incidents").text)


def test_splitting_what_somebody_just_ruled_on_asks_first(joined: Team):
    anna, ben = joined.enter(Role.CODER), joined.enter(Role.REVIEWER)
    (incident,) = listed(anna)
    off = next(one for one in joined.store.claims() if one.report_id == "r2" and not one.background)
    address = f"/incidents/{incident}/split"
    form = forms(ben.get(f"/incidents/{incident}/accounts").text)[address]
    anna.send(f"/review/{off.id}", judgement="note", seen="", note="the same morning")
    answer = ben.send(address, **form, claim=off.id)
    assert answer.status_code == 409
    assert "the same morning" in answer.text
    assert len(listed(ben)) == 1
    assert ben.send(address, **forms(answer.text)[address]).status_code == 303
    assert len(listed(ben)) == 2


def test_merging_two_of_which_one_was_just_split_follows_the_claims(joined: Team):
    anna, ben = joined.enter(Role.CODER), joined.enter(Role.REVIEWER)
    (incident,) = listed(anna)
    off = next(one for one in joined.store.claims() if one.report_id == "r2" and not one.background)
    anna.send(f"/incidents/{incident}/split", claim=off.id)
    one, _ = listed(anna)
    ((address, form),) = (
        (address, form) for address, form in forms(ben.get(f"/incidents/{one}/accounts").text).items()
        if address.endswith("/merge")
    )  # fmt: skip
    other = re.search(r'name="other" value="([0-9a-f]+)"', ben.get(f"/incidents/{one}/accounts").text)[1]
    anna.send("/undo")
    answer = ben.send(address, **form, other=other)
    assert answer.status_code == 303  # they are one already
    assert listed(ben) == [incident]
