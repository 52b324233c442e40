"""Log-in: the right password opens, a wrong one slows; visits end; a first password must be changed."""

from __future__ import annotations

import re
import stat
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from invented_team import NAMES, PASSWORD, Team

from dateline.errors import DatelineError
from dateline.web.people import roll as rolls
from dateline.web.people.brakes import brake_address, brake_name
from dateline.web.people.records import Role

CODER = NAMES[Role.CODER]


def test_a_stranger_is_sent_to_the_log_in_and_then_on(team: Team):
    browser = team.browser()
    answer = browser.get("/review?field=date")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?after=/review%3Ffield%3Ddate"
    page = browser.get(answer.headers["location"]).text
    assert 'name="after" value="/review?field=date"' in page
    answer = browser.send("/login", name=CODER, password=PASSWORD, after="/review?field=date")
    assert answer.headers["location"] == "/review?field=date"
    page = browser.get("/reports").text
    assert f'<a href="/me">{CODER}</a>' in page


@pytest.mark.parametrize(
    "after", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "/\n"]
)
def test_the_log_in_leads_to_these_pages_only(team: Team, after: str):
    answer = team.browser().send("/login", name=CODER, password=PASSWORD, after=after)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"),
    [(CODER, "wrong"), ("nobody", PASSWORD), ("", ""), (CODER, ""), (CODER, PASSWORD + " ")],
)
def test_what_was_wrong_is_never_said(team: Team, name: str, password: str):
    answer = team.browser().send("/login", name=name, password=password)
    assert answer.status_code == 401
    assert "That did not fit." in answer.text
    assert PASSWORD not in answer.text
    assert "set-cookie" not in answer.headers or "dateline_visit" not in answer.headers["set-cookie"]


def test_logging_out_ends_the_visit_on_the_server(team: Team):
    browser = team.enter(Role.CODER)
    ((name, token),) = browser.cookies.items()
    assert browser.send("/logout").headers["location"] == "/login"
    stolen = team.browser()
    assert stolen.get("/reports", headers={"cookie": f"{name}={token}"}).status_code == 303


def test_a_visit_ends_by_itself(team: Team, monkeypatch: pytest.MonkeyPatch):
    token = team.roll.enter(CODER)
    assert team.roll.visitor(token).name == CODER
    for shift, held in ((timedelta(hours=7), True), (timedelta(hours=16), False)):
        later = datetime.now(UTC) + shift
        monkeypatch.setattr(
            rolls, "_now", lambda by=timedelta(), later=later: (later + by).isoformat(timespec="microseconds")
        )
        assert bool(team.roll.visitor(token)) is held, shift


def test_a_visit_in_use_lasts_seven_days_at_most(team: Team, monkeypatch: pytest.MonkeyPatch):
    token, begun = team.roll.enter(CODER), datetime.now(UTC)
    for hours in range(6, 7 * 24, 6):
        monkeypatch.setattr(
            rolls,
            "_now",
            lambda by=timedelta(), h=hours: (begun + timedelta(hours=h) + by).isoformat(
                timespec="microseconds"
            ),
        )
        assert team.roll.visitor(token), hours
    monkeypatch.setattr(
        rolls,
        "_now",
        lambda by=timedelta(): (begun + timedelta(days=7, hours=1) + by).isoformat(timespec="microseconds"),
    )
    assert team.roll.visitor(token) is None


def test_shutting_somebody_out_ends_their_visits_at_once(team: Team):
    browser = team.enter(Role.CODER)
    assert browser.get("/reports").status_code == 200
    team.roll.set_active(CODER, active=False)
    assert browser.get("/reports").status_code == 303
    assert team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 401


def test_a_role_holds_from_the_next_page_on(team: Team):
    browser = team.enter(Role.CODER)
    team.roll.set_role(CODER, Role.READER)
    assert browser.send("/undo").status_code == 403


def test_a_password_given_by_somebody_else_must_be_changed_first(team: Team):
    admin = team.enter(Role.ADMIN)
    page = admin.send("/people", name="zora", role="coder").text
    given = re.search(r'class="once">([a-z0-9-]+)<', page)[1]
    browser = team.browser()
    assert browser.send("/login", name="zora", password=given).headers["location"] == "/me"
    assert browser.get("/reports").headers["location"] == "/me"
    assert browser.send("/undo").headers["location"] == "/me"
    new = "a boat for every river"
    assert browser.send("/me/password", password=given, new=new, again=new + "x").status_code == 422
    assert browser.send("/me/password", password="wrong wrong wrong", new=new, again=new).status_code == 422
    assert browser.send("/me/password", password=given, new=new, again=new).status_code == 303
    assert browser.get("/reports").status_code == 200
    assert team.browser().send("/login", name="zora", password=given).status_code == 401
    assert team.browser().send("/login", name="zora", password=new).status_code == 303


def test_changing_the_password_ends_all_other_visits(team: Team):
    here, there = team.enter(Role.CODER), team.enter(Role.CODER)
    new = "rivers run to the tavan"
    here.send("/me/password", password=PASSWORD, new=new, again=new)
    assert here.get("/reports").status_code == 200
    assert there.get("/reports").status_code == 303


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "my coder-person password", "x" * 300])
def test_an_easy_password_is_refused(team: Team, password: str):
    browser = team.enter(Role.CODER)
    answer = browser.send("/me/password", password=PASSWORD, new=password, again=password)
    assert answer.status_code == 422
    assert team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 303


def test_with_an_authenticator_the_password_alone_opens_nothing(team: Team):
    browser = team.enter(Role.CODER)
    assert browser.send("/me/totp", do="begin", password="wrong").status_code == 422
    page = browser.send("/me/totp", do="begin", password=PASSWORD).text
    key = re.search(r'class="cite">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert 'src="data:image/svg+xml' in page
    assert (
        team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 303
    )  # not yet confirmed
    assert browser.send("/me/totp", do="confirm", code="000000").status_code == 422
    maker = pyotp.TOTP(key)
    used = maker.at(int(datetime.now(UTC).timestamp()))
    assert browser.send("/me/totp", do="confirm", code=used).status_code == 303
    for code in ("", "123", "abcdef", used):  # a code is good for one time
        assert team.browser().send("/login", name=CODER, password=PASSWORD, code=code).status_code == 401, (
            code
        )
    team.roll.ease(wholly=brake_name(CODER), once=brake_address("testclient"))
    following = maker.at(int(datetime.now(UTC).timestamp()) + 30)
    assert team.browser().send("/login", name=CODER, password="wrong", code=following).status_code == 401
    assert (
        team.browser()
        .send("/login", name=CODER, password=PASSWORD, code=f"{following[:3]} {following[3:]}")
        .status_code
        == 303
    )
    assert browser.send("/me/totp", do="end", password=PASSWORD).status_code == 303
    assert team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 303


def test_guessing_is_slowed_for_a_name_and_others_still_come_in(team: Team):
    browser = team.browser()
    codes = [browser.send("/login", name=CODER, password=f"guess {n}").status_code for n in range(8)]
    assert codes[:5] == [401] * 5
    assert 429 in codes[5:]
    refused = browser.send("/login", name=CODER, password=PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert team.browser().send("/login", name=NAMES[Role.READER], password=PASSWORD).status_code == 303


def test_each_further_try_waits_twice_as_long(cheap: None):
    brake, now = brake_name("x"), datetime.now(UTC)
    waits = [brake.wait_s(tries, now, now) for tries in range(4, 18)]
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert brake.wait_s(17, now - timedelta(seconds=901), now) == 0
    assert brake.wait_s(17, now - timedelta(hours=25), now) == 0


def test_many_names_from_one_address_are_slowed_too(team: Team):
    brake = brake_address("testclient")
    assert [team.roll.wait_s((brake,)) for _ in range(brake.free)] == [0] * brake.free
    count = (
        "UPDATE brakes SET tries = tries + 8 WHERE key = ?"  # each further one waits longer: now some minutes
    )
    assert team.roll._do(count, team.roll._key(brake)) == 1
    assert team.browser().send("/login", name="nobody", password="x").status_code == 429


def test_fifty_people_behind_one_address_come_in_at_once(team: Team):
    """A try is counted as failed until it has succeeded; those under way hold nobody up."""
    for n in range(50):
        assert team.roll.wait_s((brake_name(f"name{n}"), brake_address("testclient"))) == 0
    assert team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 303


def test_the_files_are_for_their_owner_alone_and_hold_no_secret_in_the_clear(team: Team):
    browser = team.enter(Role.CODER)
    key = re.search(
        r'class="cite">([A-Z2-7 ]+)<', browser.send("/me/totp", do="begin", password=PASSWORD).text
    )[1]
    (token,) = browser.cookies.values()
    for name in ("accounts.sqlite", "accounts.secret"):
        assert stat.S_IMODE((team.project / name).stat().st_mode) == 0o600
    held = (team.project / "accounts.sqlite").read_bytes()
    for hidden in (
        PASSWORD,
        token,
        key.replace(" ", ""),
        (team.project / "accounts.secret").read_text().strip(),
    ):
        assert hidden.encode() not in held
    assert held.count(b"$argon2id$") == 5


def test_accounts_that_others_may_read_are_refused(team: Team):
    (team.project / "accounts.sqlite").chmod(0o644)
    with pytest.raises(DatelineError, match="chmod 600"):
        rolls.open_roll(team.project)


def test_accounts_without_their_secret_are_refused(team: Team, monkeypatch: pytest.MonkeyPatch):
    (team.project / "accounts.secret").unlink()
    with pytest.raises(DatelineError, match="no secret"):
        rolls.open_roll(team.project)
    monkeypatch.setenv("DATELINE_SECRET", "too short")
    with pytest.raises(DatelineError, match="shorter than 32"):
        rolls.open_roll(team.project)
    monkeypatch.setenv("DATELINE_SECRET", "another secret, but a long enough one")
    other = rolls.open_roll(team.project)
    assert other.visitor(team.roll.enter(CODER)) is None
    other.close()


def test_one_person_works_without_log_in(pages):
    assert pages.get("/reports").status_code == 200
    assert "Log out" not in pages.get("/reports").text
    assert pages.get("/login", follow_redirects=False).headers["location"] == "/"
    assert "without log-in" in pages.get("/people").text
    assert "alone here" in pages.get("/me").text
