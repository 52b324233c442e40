"""The page of method is made from the settings; graphic passages are folded unless the project says otherwise."""

from __future__ import annotations

import html
import re

import pytest
from invented_project import InventedReader, NoReference, make_report, make_store
from litestar.testing import TestClient

from dateline.web.app import create_app
from dateline.web.views.graphic import is_graphic

GRIM = "Rebels raided Karo.\n\nTwo charred bodies lay in the road, a nurse said.\n\nIt rained."


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def pages_of(folder, store, settings=""):
    if settings:
        (folder / "dateline.toml").write_text(settings, encoding="utf-8")
    app = create_app(folder, opener=lambda: store, extractor=InventedReader, reference=NoReference())
    return TestClient(app, base_url="http://127.0.0.1")


def test_the_method_tells_the_five_areas_in_the_projects_own_words_and_figures(tmp_path):
    settings = (
        '[about]\ntitle = "Tavan Watch"\nrecorder = "Three people in Sefa."\ncorrections = "Write to us."\n'
    )
    with pages_of(tmp_path, make_store(), 'profile = "casualty-recording"\n' + settings) as pages:
        page = pages.get("/method").text
        words = text_of(page)
        front = pages.get("/").text
    heads = re.findall(r"<h2>(\d [^<]+)</h2>", page)
    assert heads == [
        "1 Sources",
        "2 Collection",
        "3 Evaluation of sources and information",
        "4 Corroboration",
        "5 Quality control",
    ]
    assert "Three people in Sefa." in words
    assert "Write to us." in words
    assert "casualty-recording@" in words
    assert "1 report of 1 outlet, printed from 6 June 2024" in words
    assert "invented@1 read 2 claims" in words
    assert "2 of them rest on one report alone" in words
    assert "<title>Tavan Watch" in front


def test_a_project_that_says_nothing_of_itself_is_told_how(pages):
    assert "Nobody has said yet who records here" in pages.get("/method").text


def test_a_graphic_passage_is_folded_and_the_others_are_not(tmp_path):
    store = make_store(make_report(text=GRIM, headline=None))
    with pages_of(tmp_path, store) as pages:
        page = pages.get("/reports/r1").text
    folded = re.findall(r'<details class="fold">.*?</details>', page, re.DOTALL)
    assert len(folded) == 1
    assert "Two charred bodies" in folded[0]
    assert "It rained" not in folded[0]


def test_a_project_may_leave_graphic_passages_open(tmp_path):
    store = make_store(make_report(text=GRIM))
    with pages_of(tmp_path, store, "fold_graphic = false\n") as pages:
        page = pages.get("/reports/r1").text
    assert 'class="fold"' not in page
    assert "Two charred bodies" in page


@pytest.mark.parametrize(
    ("text", "graphic"),
    [
        ("The bodies of two men had been mutilated.", True),
        ("He was BEATEN to death, neighbours said.", True),
        ("Soldiers raped two women.", True),
        ("Twelve people were killed and 30 wounded.", False),
        ("The drapery shop and the grapes burned.", False),
        ("The head of the council spoke.", False),
    ],
)
def test_only_some_words_make_a_passage_graphic(text, graphic):
    assert is_graphic(text) is graphic
