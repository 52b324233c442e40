"""Claims side by side; merging two incidents, splitting a claim off, and taking either back."""

from __future__ import annotations

import re
from datetime import date

import pytest
from invented_project import TEXT, make_report, make_store


def token(pages) -> str:
    return re.search(r'name="_csrf_token" value="([0-9a-f]+)"', pages.get("/review").text)[1]


def send(pages, address, **data):
    return pages.post(address, data={"_csrf_token": token(pages), **data}, follow_redirects=False)


def listed(pages) -> list[str]:
    return re.findall(r'<h3><a href="/incidents/([0-9a-f]{16})"', pages.get("/incidents").text)


@pytest.fixture
def two_papers(open_pages):
    """Two papers that tell of the same fight, joined by the program."""
    store = make_store(
        make_report(),
        make_report(text="From Sefa.\n\n" + TEXT, id="r2", outlet="Sefa Times", published=date(2024, 6, 7)),
    )
    pages = open_pages(store)
    assert len(listed(pages)) == 1
    return store, pages


def test_claims_stand_side_by_side_with_what_was_chosen(two_papers):
    _, pages = two_papers
    page = pages.get(f"/incidents/{listed(pages)[0]}/accounts").text
    assert "2 accounts of non-state actor overtakes territory" in page
    assert page.count('scope="col"') == 4
    assert "every account agrees" in page


def test_a_claim_split_off_is_an_incident_of_its_own_until_undone(two_papers):
    store, pages = two_papers
    (joined,) = listed(pages)
    off = next(one for one in store.claims() if one.report_id == "r2" and not one.background)
    answer = send(pages, f"/incidents/{joined}/split", claim=off.id)
    assert answer.status_code == 303
    assert len(listed(pages)) == 2
    assert pages.get(answer.headers["location"]).status_code == 200
    assert "held apart" in pages.get(answer.headers["location"]).text
    send(pages, "/undo")
    assert listed(pages) == [joined]


def test_merging_undoes_a_split(two_papers):
    store, pages = two_papers
    (joined,) = listed(pages)
    off = next(one for one in store.claims() if one.report_id == "r2" and not one.background)
    send(pages, f"/incidents/{joined}/split", claim=off.id)
    one, other = listed(pages)
    assert other in pages.get(f"/incidents/{one}/accounts").text
    send(pages, f"/incidents/{one}/merge", other=other)
    assert listed(pages) == [joined]
    assert [made.judgement for made in store.ruled] == ["different", "same"]


@pytest.mark.parametrize(
    ("address", "data"), [("merge", {"other": "0" * 16}), ("merge", {}), ("split", {"claim": "x"})]
)
def test_what_is_gone_in_the_meantime_is_said_and_nothing_is_lost(two_papers, address, data):
    store, pages = two_papers
    answer = send(pages, f"/incidents/{listed(pages)[0]}/{address}", **data)
    assert answer.status_code == 409
    assert store.ruled == []


def test_another_figure_of_the_dead_is_coloured_as_a_difference():
    import msgspec
    from invented_project import make_claims

    from dateline.reconcile import reconcile
    from dateline.web.views.accounts import compare_claims

    first = make_claims(make_report())[0]
    other = make_claims(make_report(id="r2", text="From Sefa.\n\n" + TEXT))[0]
    toll = msgspec.structs.replace(other.toll[0].value, low=5, best=5, high=5)
    more = msgspec.structs.replace(other, toll=(msgspec.structs.replace(other.toll[0], value=toll),))
    (incident,) = reconcile([first, more])
    row = next(one for one in compare_claims(incident, [first, more]) if one.field.name == "toll")
    assert [cell.values for cell in row.cells] == [("2 killed",), ("5 killed",)]
    assert row.disputed
    (agreed,) = reconcile([first, other])
    row = next(one for one in compare_claims(agreed, [first, other]) if one.field.name == "toll")
    assert not row.disputed


def test_the_same_dissent_is_said_once_with_all_its_claims():
    from dateline.web.views.facts import group_dissent

    told = ("2023-03-08 - 2023-03-08 [aa]", "2023-03-08 - 2023-03-08 [bb]", "could_not_verify [cc]", "five")
    assert group_dissent(told) == (
        ("8 March 2023", ("aa", "bb")),
        ("could not be verified", ("cc",)),
        ("five", ()),
    )
