"""The exports page: what a file would hold, what is held back and why, and the file itself."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile

import pytest
from invented_project import make_store

from dateline.plugins import list_plugins

SECRETS = ("a shopkeeper", "Post falls in Orlen", "Two officers were killed")


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_preview_names_each_kind_that_is_held_back_and_why(pages):
    page = text_of(pages.get("/exports?preset=public&format=jsonl").text)
    assert "The file will hold 2 of 2 incidents" in page
    assert "2 speaker a speaker can be found and hurt" in page
    assert "quote the words of a report may name or describe people" in page


def test_an_internal_file_holds_nothing_back_and_says_so(pages):
    page = text_of(pages.get("/exports?preset=internal&format=jsonl").text)
    assert "Held back Nothing. An internal file holds every name" in page
    assert "held back" not in page


@pytest.mark.parametrize("format", sorted(list_plugins("exports")))
def test_a_public_file_of_every_format_leaks_nothing_of_the_report(pages, format):
    answer = pages.get(f"/exports/file?format={format}&preset=public")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="incidents-{format}-public.'
    )
    body = answer.content
    if body[:2] == b"PK":
        unpacked = zipfile.ZipFile(io.BytesIO(body))
        body = b"".join(unpacked.read(name) for name in unpacked.namelist())
    assert not [secret for secret in SECRETS if secret.encode() in body]


def test_the_file_is_what_the_command_writes(tmp_path, pages, store):
    from dateline.publish.formats import load_export
    from dateline.publish.items import make_items

    out = io.BytesIO()
    load_export("jsonl").write(make_items(store.incidents(), store.claim, store.report), out)
    assert pages.get("/exports/file?format=jsonl&preset=internal").content == out.getvalue()


def test_public_places_are_cells_or_units_as_asked_for(pages):
    def places(area):
        lines = pages.get(f"/exports/file?format=jsonl&preset=public&area={area}").text.splitlines()
        return [json.loads(line)["place"] for line in lines]

    assert "h3" in {one["gazetteer"] for one in places("cell") if one}
    assert {one["latitude"] for one in places("unit") if one} == {None}
    page = pages.get("/exports?preset=public&format=jsonl&area=unit").text
    assert "area=unit" in page.split('class="button primary"', 1)[1].split("download", 1)[0]
    assert pages.get("/exports?area=street").status_code == 422
    assert "o area is called" in pages.get("/exports?area=street").text


def test_a_delay_holds_recent_incidents_back(open_pages):
    pages = open_pages(make_store())
    kept = pages.get("/exports/file?format=jsonl&preset=public&delay=99999").text
    assert kept == ""
    assert "2 recent incident" in text_of(pages.get("/exports?format=jsonl&delay=99999").text)


def test_a_profile_says_what_it_leaves_out(pages):
    page = pages.get("/exports?format=ged&preset=internal&profile=ucdp-like")
    assert page.status_code == 200
    assert "<option selected>ucdp-like" in page.text


@pytest.mark.parametrize(
    "query", ["format=docx", "preset=secret", "profile=mine.toml", "delay=-3", "delay=soon", "delay=1234567"]
)
def test_a_choice_that_is_none_is_refused_with_the_known_ones(pages, query):
    for address in ("/exports", "/exports/file"):
        answer = pages.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert "Known:" in answer.text or "digits" in answer.text


def test_lines_of_json_are_whole_records(pages):
    lines = pages.get("/exports/file?format=jsonl&preset=partner").text.splitlines()
    assert [json.loads(line)["sources"][0]["as_written"] for line in lines] == ["resident", "resident"]
