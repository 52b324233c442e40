"""The sentences made of names and frames: all are made, and those of the plainest frames are read right."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from dateline.pipeline import load_extractor, read_report
from dateline.places import packs_folder
from evals.frames import KINDS, sentences
from evals.frames.__main__ import main

TABLE = tomllib.loads((files("evals.frames") / "frames.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_holds_what_it_asks_for(kind: str) -> None:
    """No frame is left with a mark of its own, and no two sentences of a kind are the same."""
    told = list(sentences(kind))
    assert not [one.text for one in told if "{" in one.text]
    assert len({one.text for one in told}) == len(told)


def test_nobody_strikes_his_own() -> None:
    """The pairs that are left out stand in no sentence of who did it to whom."""
    texts = [one.text.lower() for one in sentences("sides")]
    assert not [
        pair for pair in TABLE["sides"]["never"] if f"{pair[0]} attacked {pair[1]} " in " ".join(texts)
    ]


def test_a_wrong_reading_is_told() -> None:
    """A sentence is not right where nothing is read in it."""
    assert not any(next(sentences(kind)).is_right([]) for kind in KINDS)


def test_a_town_is_read_in_each_frame() -> None:
    """One town of some size is placed in every frame."""
    if not list(packs_folder().glob("*.pack")):
        pytest.skip("no gazetteer pack is built")
    extractor = load_extractor()
    told = [one for one in sentences("places") if "Kutum" in one.text]
    assert len(told) == len(TABLE["places"]["frames"])
    read = {one.text: one.is_right(read_report(one.report, extractor).extraction.claims) for one in told}
    assert [text for text, right in read.items() if not right] == []


def test_acts_are_read_in_many_words() -> None:
    """Of the acts told in the words of reporters, no more than one in nine is missed or taken for another."""
    extractor = load_extractor()
    told = list(sentences("acts"))
    read = [one.is_right(read_report(one.report, extractor).extraction.claims) for one in told]
    assert read.count(False) <= len(told) / 9


def test_unknown_frames_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """What there are no frames of is told with what there is."""
    assert main(["colours"]) == 2
    assert (
        "colours: there are no such frames. Give some of: places, dead, sides, acts."
        in capsys.readouterr().err
    )
