"""A feed reader cannot log in: it reads the changes at a secret address, made and ended on the account's page."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from invented_team import NAMES, PASSWORD, Browser, Team

from dateline.web.people.records import Role
from dateline.web.people.roll import FILE, VERSION, Roll, open_roll


def make_address(browser: Browser) -> str:
    """The path of the new address, as the page shows it."""
    found = re.search(r"http://127\.0\.0\.1(/feeds/[\w-]{40,})", browser.send("/me/feed", do="begin").text)
    assert found
    return found[1]


def test_a_reader_makes_an_address_that_needs_no_log_in(team: Team):
    browser = team.enter(Role.READER)
    address = make_address(browser)
    assert address not in browser.get("/me").text
    answer = team.browser().get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert ElementTree.fromstring(answer.content).tag == "{http://www.w3.org/2005/Atom}feed"
    assert answer.content == browser.get("/changes.atom").content


def test_the_file_of_accounts_does_not_hold_the_address(team: Team):
    token = make_address(team.enter(Role.READER)).rpartition("/")[2]
    for file in team.project.glob(f"{FILE}*"):
        assert token.encode() not in file.read_bytes()


def test_an_address_ends_when_its_person_says_so_or_makes_another(team: Team):
    browser, stranger = team.enter(Role.CODER), team.browser()
    first, second = make_address(browser), make_address(browser)
    assert [stranger.get(one).status_code for one in (first, second)] == [404, 200]
    assert browser.send("/me/feed", do="end").headers["location"] == "/me?done=no-feed"
    assert stranger.get(second).status_code == 404
    assert stranger.get("/feeds/").status_code in (303, 404)


@pytest.mark.parametrize("how", ["shut out", "another password"])
def test_an_address_ends_with_its_person(team: Team, how: str):
    address, name = make_address(team.enter(Role.CODER)), NAMES[Role.CODER]
    if how == "shut out":
        team.roll.set_active(name, active=False)
    else:
        team.roll.set_password(name, PASSWORD + " more", must_change=False)
    assert team.browser().get(address).status_code == 404


def test_what_goes_outside_takes_a_publisher_here_too(team: Team):
    address = make_address(team.enter(Role.READER))
    assert team.browser().get(f"{address}?preset=public").status_code == 403


def test_making_and_ending_stand_in_the_log(team: Team):
    browser = team.enter(Role.READER)
    make_address(browser)
    browser.send("/me/feed", do="end")
    page = team.enter(Role.ADMIN).get("/audit").text
    assert "feed address made" in page
    assert "feed address ended" in page


def test_accounts_of_before_get_their_feeds(tmp_path: Path):
    roll = open_roll(tmp_path, make=True)
    assert isinstance(roll, Roll)
    roll.add("ana", Role.READER, PASSWORD, must_change=False)
    roll.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("DROP TABLE feeds")
        file.execute("PRAGMA user_version = 1")
    roll = open_roll(tmp_path)
    assert isinstance(roll, Roll)
    person = roll.feed_reader(roll.begin_feed("ana"))
    roll.close()
    assert person
    assert person.name == "ana"
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (VERSION,)
