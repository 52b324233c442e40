"""A second pair of eyes before publishing: who proposes cannot approve; what changed in between must be looked at anew."""

from __future__ import annotations

import json
import re

import pytest
from invented_team import NAMES, PASSWORD, Browser, Team

from dateline.web.people.records import Role

FORM = {"title": "Tavan, June", "tag": "2024-06", "preset": "public", "licence": "CC-BY-4.0"}


def propose(browser: Browser, **more: str) -> str:
    """The address of a new publication."""
    answer = browser.send("/publish", **{**FORM, **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def steps(team: Team) -> list[tuple[str, str]]:
    """Every step in the journal: who, and what."""
    lines = [json.loads(line) for _, line in team.store.entries("publication")]
    return [(line["by"], line["did"]) for line in lines]


def logged(team: Team) -> list[tuple[str, str]]:
    """Every step in the audit chain."""
    lines = [json.loads(line) for _, line in team.store.entries("audit")]
    return [
        (one["by"], one["did"].removeprefix("publication: "))
        for one in lines
        if one["did"].startswith("publication")
    ]


def test_two_people_publish(team: Team):
    coder, reviewer, publisher = (team.enter(role) for role in (Role.CODER, Role.REVIEWER, Role.PUBLISHER))
    address = propose(coder, note="all of June")
    page = reviewer.get(address).text
    assert ">Approve<" in page
    assert "all of June" in page
    assert "the kind of source is shown instead" in page
    assert publisher.send(f"{address}/publish").status_code == 403
    assert reviewer.send(f"{address}/approve", note="read twice").status_code == 303
    assert reviewer.send(f"{address}/publish").status_code == 403
    assert publisher.send(f"{address}/publish").status_code == 303
    took = [
        (NAMES[Role.CODER], "propose"),
        (NAMES[Role.REVIEWER], "approve"),
        (NAMES[Role.PUBLISHER], "publish"),
    ]
    assert steps(team) == logged(team) == took
    folder = team.project / "releases" / "2024-06"
    assert {"manifest.json", "checksums.sha256"} <= {path.name for path in folder.iterdir()}
    page = team.enter(Role.READER).get(address).text
    names = re.findall(rf'href="{address}/files/([^"]+)"', page)
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    for name in names:
        assert team.enter(Role.READER).get(f"{address}/files/{name}").content == (folder / name).read_bytes()


def test_nobody_approves_what_they_proposed(team: Team):
    for role in (Role.REVIEWER, Role.PUBLISHER, Role.ADMIN):
        browser = team.enter(role)
        address = propose(browser, tag=f"by-{role}")
        page = browser.get(address).text
        assert ">Approve<" not in page
        assert "somebody else must look" in page
        assert browser.send(f"{address}/approve").status_code == 403
        assert browser.send(f"{address}/publish").status_code == 403
    assert {did for _, did in steps(team)} == {"propose"}


def test_who_made_all_the_rulings_cannot_be_the_second_pair_of_eyes(team: Team):
    reviewer, other = team.enter(Role.REVIEWER), team.enter(Role.ADMIN)
    claim = next(team.store.claims())
    reviewer.send(f"/review/{claim.id}", judgement="accept", seen="")
    address = propose(team.enter(Role.CODER))
    answer = reviewer.send(f"{address}/approve")
    assert answer.status_code == 403
    assert "all rulings since the last publication are yours" in answer.text
    assert other.send(f"{address}/approve").status_code == 303


def test_a_ruling_in_between_must_be_looked_at_anew(team: Team):
    coder, publisher = team.enter(Role.CODER), team.enter(Role.PUBLISHER)
    address = propose(coder)
    claim = next(team.store.claims())
    assert publisher.send(f"{address}/approve").status_code == 303
    coder.send(f"/review/{claim.id}", judgement="reject", seen="")
    answer = publisher.send(f"{address}/publish")
    assert answer.status_code == 409
    assert "come in since" in publisher.get(address).text
    assert not (team.project / "releases").exists()
    assert coder.send(f"{address}/withdraw").status_code == 303
    again = propose(coder)
    publisher.send(f"{again}/approve")
    assert publisher.send(f"{again}/publish").status_code == 303


def test_a_note_changes_nothing_that_goes_out(team: Team):
    coder, publisher = team.enter(Role.CODER), team.enter(Role.PUBLISHER)
    address = propose(coder)
    coder.send(f"/review/{next(team.store.claims()).id}", judgement="note", seen="", note="fine")
    assert publisher.send(f"{address}/approve").status_code == 303


@pytest.mark.parametrize("did", ["decline", "withdraw"])
def test_what_was_declined_or_withdrawn_stays_so(team: Team, did: str):
    coder, publisher = team.enter(Role.CODER), team.enter(Role.PUBLISHER)
    address = propose(coder)
    assert (publisher if did == "decline" else coder).send(
        f"{address}/{did}", note="not yet"
    ).status_code == 303
    for other in ("approve", "publish", "decline"):
        assert publisher.send(f"{address}/{other}").status_code == 403
    assert steps(team)[-1][1] == did


def test_only_who_proposed_it_or_an_admin_withdraws_it(team: Team):
    address = propose(team.enter(Role.PUBLISHER))
    assert team.enter(Role.CODER).send(f"{address}/withdraw").status_code == 403
    assert team.enter(Role.REVIEWER).send(f"{address}/withdraw").status_code == 403
    assert team.enter(Role.ADMIN).send(f"{address}/withdraw").status_code == 303


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tag": "../../etc"}, "cannot be a tag"), ({"tag": ""}, "cannot be a tag"),
        ({"preset": "everything"}, "no preset"), ({"licence": "mine"}, "no licence"),
    ],
)  # fmt: skip
def test_what_cannot_be_proposed_is_said(team: Team, wrong: dict[str, str], words: str):
    answer = team.enter(Role.CODER).send("/publish", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert words in answer.text.casefold()
    assert steps(team) == []


def test_a_tag_is_used_once(team: Team):
    coder = team.enter(Role.CODER)
    propose(coder)
    assert coder.send("/publish", **FORM).status_code == 422


def test_a_tag_of_a_release_is_not_taken_again(team: Team):
    from dateline.past.journal import freeze, record_release

    number, _ = freeze(team.store)
    record_release(team.store, "2024-06", number, preset="public", sha256="0" * 64)
    assert team.enter(Role.CODER).send("/publish", **FORM).status_code == 422


def test_a_release_that_was_written_before_a_crash_is_published_all_the_same(team: Team, monkeypatch):
    from dateline.web.routes import publish

    coder, publisher = team.enter(Role.CODER), team.enter(Role.PUBLISHER)
    address = propose(coder)
    publisher.send(f"{address}/approve")
    with monkeypatch.context() as patch:
        patch.setattr(publish, "_append", lambda *_: 1 / 0)
        assert publisher.send(f"{address}/publish").status_code == 500
    assert publisher.send(f"{address}/publish").status_code == 303
    assert steps(team)[-1][1] == "publish"
    assert "manifest.json" in publisher.get(address).text


def test_files_for_others_go_out_only_when_approved(team: Team):
    coder, reviewer, publisher = (team.enter(role) for role in (Role.CODER, Role.REVIEWER, Role.PUBLISHER))
    public, internal = (
        "/exports/file?format=jsonl&preset=public",
        "/exports/file?format=jsonl&preset=internal",
    )
    assert coder.get(internal).status_code == 200
    assert coder.get(public).status_code == 403
    answer = publisher.get(public)
    assert answer.status_code == 403
    assert "nobody has approved" in answer.text.casefold()
    reviewer.send(f"{propose(coder)}/approve")
    assert coder.get(public).status_code == 403
    assert publisher.get(public).status_code == 200
    coder.send(f"/review/{next(team.store.claims()).id}", judgement="reject", seen="")
    assert publisher.get(public).status_code == 403
    taken = [json.loads(line) for _, line in team.store.entries("audit")]
    assert [(one["by"], one["facts"]["preset"]) for one in taken if one["did"] == "file taken"] == [
        (NAMES[Role.CODER], "internal"), (NAMES[Role.PUBLISHER], "public"),
    ]  # fmt: skip


def test_one_person_publishes_alone(open_pages, store, tmp_path):
    pages = open_pages(store)
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', pages.get("/publish").text)[1]
    answer = pages.post("/publish", data={"_csrf_token": token, **FORM}, follow_redirects=False)
    address = answer.headers["location"]
    page = pages.get(address).text
    assert ">Approve<" not in page
    assert ">Publish<" in page
    assert pages.post(f"{address}/publish", data={"_csrf_token": token}).status_code == 200
    assert (tmp_path / "releases" / "2024-06" / "manifest.json").is_file()


def test_pages_without_log_in_publish_nothing_of_a_team(team: Team, open_pages, store, monkeypatch):
    from dateline.web.routes import publish

    pages = open_pages(store)
    monkeypatch.setattr(publish.Door, "team", lambda _: 2)
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', pages.get("/publish").text)[1]
    assert pages.post("/publish", data={"_csrf_token": token, **FORM}).status_code == 403
    assert pages.get("/exports/file?preset=public&format=jsonl").status_code == 403


def test_people_are_managed_by_admins(team: Team):
    admin = team.enter(Role.ADMIN)
    reader = NAMES[Role.READER]
    assert "New password" in admin.get("/people").text
    page = team.enter(Role.PUBLISHER).get("/people").text
    assert reader in page
    assert "New password" not in page
    assert admin.send(f"/people/{reader}", do="role", role="reviewer").status_code == 303
    assert team.roll.known(reader).role is Role.REVIEWER
    page = admin.send(f"/people/{reader}", do="password").text
    given = re.search(r'class="once">([a-z0-9-]+)<', page)[1]
    assert team.browser().send("/login", name=reader, password=PASSWORD).status_code == 401
    assert team.browser().send("/login", name=reader, password=given).status_code == 303
    assert admin.send(f"/people/{reader}", do="disable").status_code == 303
    assert team.browser().send("/login", name=reader, password=given).status_code == 401
    assert admin.send(f"/people/{reader}", do="enable").status_code == 303
    page = admin.get("/audit").text
    assert "The chain holds" in page
    for did in (
        "role changed",
        "password reset",
        "person disabled",
        "person enabled",
        "logged in",
        "log-in refused",
    ):
        assert did in page
    assert given not in page
    lines = [json.loads(line) for _, line in team.store.entries("audit")]
    assert {one["by"] for one in lines if one["did"] == "log-in refused"} == {"nobody"}
    assert {one["by"] for one in lines if one["did"] == "logged in"} >= {NAMES[Role.ADMIN], reader}


@pytest.mark.parametrize("data", [{"do": "disable"}, {"do": "role", "role": "reader"}])
def test_the_last_admin_stays(team: Team, data: dict[str, str]):
    answer = team.enter(Role.ADMIN).send(f"/people/{NAMES[Role.ADMIN]}", **data)
    assert answer.status_code == 422
    assert "only admin" in answer.text
    assert team.roll.known(NAMES[Role.ADMIN]).role is Role.ADMIN


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/people", {"name": "no good", "role": "coder"}), ("/people", {"name": "zora", "role": "king"}),
        ("/people", {"name": "coder-person", "role": "coder"}), ("/people/nobody", {"do": "disable"}),
        ("/people/coder-person", {"do": "dance"}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_to_people_is_said(team: Team, address: str, data: dict[str, str]):
    before = team.roll.people()
    answer = team.enter(Role.ADMIN).send(address, **data)
    assert answer.status_code == 422
    assert [(one.name, one.role, one.active) for one in team.roll.people()] == [
        (one.name, one.role, one.active) for one in before
    ]
