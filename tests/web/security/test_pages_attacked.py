"""What an attacker tries at the pages: fixed visits, forged forms, other sites, words that would be SQL or script."""

from __future__ import annotations

import io
import json
import logging
import re
import secrets
from contextlib import redirect_stderr, redirect_stdout

import pytest
from invented_team import NAMES, PASSWORD, Team

from dateline.web.people.records import Role
from dateline.web.security import HEADERS

CODER = NAMES[Role.CODER]
FORM = {"title": "Tavan", "tag": "t1", "preset": "public", "licence": "CC-BY-4.0"}


# Visits


def test_a_visit_an_attacker_planted_is_never_taken_over(team: Team):
    browser = team.browser()
    planted = secrets.token_urlsafe(32)
    browser.client.cookies.set(team.door.cookie, planted, domain="127.0.0.1")
    answer = browser.send("/login", name=CODER, password=PASSWORD)
    given = re.search(rf"{team.door.cookie}=([^;]+)", answer.headers["set-cookie"])[1]
    assert given != planted
    assert team.roll.visitor(planted) is None


def test_logging_in_again_ends_the_visit_before(team: Team):
    browser = team.enter(Role.CODER)
    (before,) = browser.cookies.values()
    browser.send("/logout")
    browser.client.cookies.set(team.door.cookie, before, domain="127.0.0.1")
    assert browser.get("/reports").status_code == 303
    own = team.enter(Role.CODER)
    (first,) = own.cookies.values()
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', own.get("/keys").text)[1]
    own.client.post(
        "/login", data={"_csrf_token": token, "name": CODER, "password": PASSWORD}, follow_redirects=False
    )
    assert team.roll.visitor(first) is None


def test_the_cookie_of_a_visit_is_kept_from_scripts_and_other_sites(team: Team):
    cookie = team.browser().send("/login", name=CODER, password=PASSWORD).headers["set-cookie"]
    for mark in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert mark in cookie
    assert "Domain" not in cookie


def test_over_https_cookies_are_for_this_host_and_https_alone(tmp_path, cheap, store):
    from invented_project import InventedReader, NoReference
    from invented_team import make_roll
    from litestar.testing import TestClient

    from dateline.web.app import create_app
    from dateline.web.people.door import Door

    door = Door(project=tmp_path, roll=make_roll(tmp_path), hosts=["team.example"], https=True)
    app = create_app(
        tmp_path, opener=lambda: store, extractor=InventedReader, reference=NoReference(), door=door
    )
    with TestClient(app, base_url="https://team.example") as pages:
        answer = pages.get("/login")
        token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', answer.text)[1]
        assert re.match(r"__Host-dateline_\w+=.*; Secure", answer.headers["set-cookie"])
        assert "max-age" in answer.headers["strict-transport-security"]
        data = {"_csrf_token": token, "name": CODER, "password": PASSWORD}
        cookie = pages.post("/login", data=data, follow_redirects=False).headers["set-cookie"]
        assert re.match(r"__Host-dateline_visit_\w+=.*; Secure", cookie)


@pytest.mark.parametrize(
    "cookie", ["", "x", "%00", "'; DROP TABLE visits; --", "a" * 5000, "\xff", "{}; {}=other", '"unclosed']
)
def test_a_made_up_visit_opens_nothing(team: Team, cookie: str):
    header = f"{team.door.cookie}={cookie}".replace("{}", team.door.cookie)
    answer = team.browser().get("/reports", headers={"cookie": header.encode("latin-1")})
    assert answer.status_code == 303
    assert len(team.roll.people()) == 5


def test_two_visit_cookies_are_none(team: Team):
    good, bad = team.roll.enter(CODER), secrets.token_urlsafe(32)
    one, other = f"{team.door.cookie}={good}", f"{team.door.cookie}={bad}"
    browser = team.browser()
    assert (
        browser.client.get("/reports", headers=[("cookie", one)], follow_redirects=False).status_code == 200
    )
    both = [("cookie", one), ("cookie", other)]
    assert browser.client.get("/reports", headers=both, follow_redirects=False).status_code == 303


# Forms


def forms_of(team: Team) -> list[str]:
    """Every address that takes a form."""
    claim, incident = next(team.store.claims()).id, next(team.store.incidents()).id
    given = {
        "claim_id": claim,
        "incident_id": incident,
        "publication_id": "0" * 16,
        "name": NAMES[Role.READER],
    }
    found = []
    for route in team.app.routes:
        if "POST" in getattr(route, "methods", ()):
            found.append(re.sub(r"\{(\w+)\}", lambda m: given[m[1]], route.path_format))
    return found


@pytest.mark.parametrize("token", [None, "", "0" * 128, "of another run"])
def test_no_form_works_without_the_token_of_its_page(team: Team, token: str | None):
    admin = team.enter(Role.ADMIN)
    before = (team.roll.people(), list(team.store.decisions()))
    addresses = forms_of(team)
    assert len(addresses) > 15
    for address in addresses:
        data = {
            "judgement": "accept",
            "do": "disable",
            "text": "x",
            **({} if token is None else {"_csrf_token": token}),
        }
        answer = admin.client.post(address, data=data, follow_redirects=False)
        assert answer.status_code == 403, address
        assert "out of date" in answer.text
    assert [one.active for one in team.roll.people()] == [one.active for one in before[0]]
    assert list(team.store.decisions()) == before[1]
    assert admin.get("/reports").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"}, {"origin": "http://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site", "origin": "null"},
    ],
)  # fmt: skip
def test_a_form_sent_from_a_page_of_another_site_is_refused_even_with_its_token(team: Team, headers):
    browser = team.enter(Role.CODER)
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', browser.get("/keys").text)[1]
    claim = next(team.store.claims())
    for address, data in ((f"/review/{claim.id}", {"judgement": "accept"}), ("/logout", {}), ("/login", {})):
        answer = browser.client.post(
            address, data={"_csrf_token": token, **data}, headers=headers, follow_redirects=False
        )
        assert answer.status_code == 403, address
    assert list(team.store.decisions()) == []
    good = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"}
    data = {"_csrf_token": token, "judgement": "accept"}
    answer = browser.client.post(f"/review/{claim.id}", data=data, headers=good, follow_redirects=False)
    assert answer.status_code == 303


def test_a_link_changes_nothing(team: Team):
    admin = team.enter(Role.ADMIN)
    before = (team.roll.people(), len(list(team.store.decisions())))
    for address in forms_of(team):
        admin.get(f"{address}?do=disable&judgement=accept&role=admin")
    assert (team.roll.people(), len(list(team.store.decisions()))) == before
    assert admin.get("/reports").status_code == 200


# One's own and others'


def test_nobody_acts_for_another_person(team: Team):
    """Names sent along with a form are not who acts: that is the visit's person alone."""
    coder = team.enter(Role.CODER)
    claim = next(team.store.claims())
    forged = {
        "analyst": NAMES[Role.ADMIN],
        "by": NAMES[Role.ADMIN],
        "name": NAMES[Role.ADMIN],
        "username": "x",
    }
    coder.send(f"/review/{claim.id}", judgement="accept", seen="", **forged)
    coder.send("/publish", **FORM, **forged)
    assert [one.analyst for one in team.store.decisions()] == [CODER]
    steps = [json.loads(line) for _, line in team.store.entries("publication")]
    assert [one["by"] for one in steps] == [CODER]
    reviewer = team.enter(Role.REVIEWER)
    reviewer.send("/undo")
    assert [one.judgement for one in team.store.decisions()] == ["accept"]
    new = "a password for somebody else"
    reviewer.send("/me/password", password=PASSWORD, new=new, again=new, name=CODER, username=CODER)
    assert team.browser().send("/login", name=CODER, password=PASSWORD).status_code == 303


def test_two_at_the_same_time_each_rule_in_their_own_name(team: Team):
    from concurrent.futures import ThreadPoolExecutor

    browsers = [team.enter(role) for role in (Role.CODER, Role.REVIEWER, Role.PUBLISHER)]
    claim = next(team.store.claims())
    tokens = [
        re.search(r'name="_csrf_token" value="([0-9a-f]+)"', one.get("/keys").text)[1] for one in browsers
    ]

    def note(number: int) -> int:
        which = number % 3
        data = {"_csrf_token": tokens[which], "judgement": "note", "note": f"{which}", "seen": ""}
        return (
            browsers[which].client.post(f"/review/{claim.id}", data=data, follow_redirects=False).status_code
        )

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(note, range(12)))
    names = [CODER, NAMES[Role.REVIEWER], NAMES[Role.PUBLISHER]]
    made = list(team.store.decisions())
    assert made
    assert all(one.analyst == names[int(one.note)] for one in made)


# Words


INJECTED = ["' OR '1'='1", "'; DROP TABLE reports; --", '" OR 1=1 --', "1) UNION SELECT password FROM people --", "%", "_",
            "*", "NEAR(", "x\x00y", "\\", "{{7*7}}", "${7*7}", "../../../etc/passwd"]  # fmt: skip


@pytest.mark.parametrize("words", INJECTED)
def test_words_in_any_filter_are_only_words(team: Team, words: str):
    reader = team.enter(Role.READER)
    counts = team.store.counts()
    names = ("q", "since", "until", "event", "sub", "country", "admin1", "party", "checked", "source", "deaths", "box",
             "told", "by", "after", "before", "look", "field", "edit", "claim", "a", "b", "asof", "day", "format",
             "preset", "profile", "delay", "done")  # fmt: skip
    pages = ("/", "/incidents", "/incidents.csv", "/incidents.geojson", "/search", "/changes", "/reports", "/people",
             "/exports", "/publish", "/actors", "/sources", "/gazetteer", "/method", "/me", "/login")  # fmt: skip
    asked = [("/incidents.csv", {name: words}) for name in names]
    asked += [(page, dict.fromkeys(names, words)) for page in pages]
    asked += [(page, {"q": words, "by": words, "done": words, "after": words}) for page in pages]
    for page, query in asked:
        answer = reader.get(page, params=query)
        assert answer.status_code < 500, (page, query)
        for told in ("argon2id", "root:", "syntax error", "OperationalError"):
            assert told not in answer.text, (page, query)
    assert team.store.counts() == counts
    assert len(team.roll.people()) == 5


@pytest.mark.parametrize("words", INJECTED)
def test_words_in_the_log_in_are_only_words(team: Team, words: str):
    browser = team.browser()
    for data in ({"name": words, "password": PASSWORD}, {"name": CODER, "password": words}):
        assert browser.send("/login", **data).status_code in (401, 429)
    assert len(team.roll.people()) == 5


def test_what_a_colleague_writes_is_shown_as_text(team: Team):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    coder = team.enter(Role.CODER)
    address = coder.send("/publish", **{**FORM, "title": evil, "note": evil}).headers["location"]
    admin = team.enter(Role.ADMIN)
    for page in (
        "/publish",
        address,
        "/audit",
        "/people",
        f"/login?after={evil}",
        "/me",
        f"/people?done={evil}",
        f"/audit?by={evil}",
    ):
        text = admin.get(page).text
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
    page = team.browser().send("/login", name=evil, password="x").text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "name", ["../manifest.json", "..%2f..%2faccounts.secret", "/etc/passwd", "accounts.sqlite", ".", ""]
)
def test_only_files_of_the_publication_are_given_out(team: Team, name: str):
    coder, publisher = team.enter(Role.CODER), team.enter(Role.PUBLISHER)
    address = coder.send("/publish", **FORM).headers["location"]
    publisher.send(f"{address}/approve")
    publisher.send(f"{address}/publish")
    answer = publisher.get(f"{address}/files/{name}")
    assert answer.status_code in (404, 405, 303, 200)
    assert b"SQLite format" not in answer.content
    assert (team.project / "accounts.secret").read_bytes().strip() not in answer.content
    assert b"root:" not in answer.content


# Headers, hosts, logs


def test_every_answer_to_everybody_has_the_strict_headers(team: Team):
    for browser in (team.browser(), team.enter(Role.READER)):
        for address in (
            "/",
            "/login",
            "/people",
            "/audit",
            "/none",
            "/static/people.css",
            "/schema/openapi.json",
        ):
            answer = browser.get(address)
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS, address


@pytest.mark.parametrize(("host", "status"), [("team.example", 200), ("team.example:8350", 200), ("TEAM.example", 200),
                                              ("other.example", 421), ("team.example.evil.example", 421), ("", 421)])  # fmt: skip
def test_only_names_that_were_allowed_are_answered(team: Team, host: str, status: int):
    assert team.browser().get("/login", headers={"host": host}).status_code == status


def test_no_secret_is_in_any_log(team: Team, caplog: pytest.LogCaptureFixture):
    said = io.StringIO()
    with caplog.at_level(logging.DEBUG), redirect_stdout(said), redirect_stderr(said):
        browser = team.enter(Role.ADMIN)
        browser.send("/me/password", password="wrong wrong wrong", new="x", again="y")
        page = browser.send("/me/totp", do="begin", password=PASSWORD).text
        given = re.search(r'class="once">([^<]+)<', browser.send("/people", name="zora", role="coder").text)[
            1
        ]
        team.browser().send("/login", name=PASSWORD, password="typed the password as a name")
    key = re.search(r'class="cite">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    (token,) = browser.cookies.values()
    chain = b"".join(line for _, line in team.store.entries("audit")).decode()
    secret = (team.project / "accounts.secret").read_text().strip()
    for hidden in (PASSWORD, token, key, given, "wrong wrong wrong", secret, "typed the password"):
        for place in (caplog.text, said.getvalue(), chain):
            assert hidden not in place
    assert "zora" in chain
    assert secret not in repr(vars(team.roll)) + str(team.roll.secret)
