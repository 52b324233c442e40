"""Homes of outlets: learned from reports, kept in a file, leaning names that could mean two places."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from invented_packs import write_telland

from dateline.errors import UnusableInput
from dateline.extract.where.reading import read_places
from dateline.places import Gazetteer, learn_home, open_gazetteer, read_homes, write_homes
from dateline.text import Document

OUTLET = "herald.example"


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """Telland, opened."""
    return open_gazetteer([write_telland(tmp_path / "telland.pack")])


def test_a_report_votes_once_for_a_place(gazetteer: Gazetteer) -> None:
    """Ten mentions in one report weigh no more than one; countries have no vote."""
    belmar, north, land = (gazetteer.by_id(number) for number in ("6", "4", "1"))
    assert belmar is not None
    assert north is not None
    assert land is not None
    home = learn_home([[(belmar, 0.9)] * 10, [(north, 0.9), (belmar, 0.5), (land, 1.0)]])
    assert [(entry.name, share) for entry, share in home] == [
        ("Belmar", round(1.4 / 4.3, 5)),
        ("Ora", round(0.9 / 4.3, 5)),
    ]


def test_file_gives_back_what_was_written(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """Rows of packs that are not open are left out, and no file is no home."""
    belmar = gazetteer.by_id("6")
    assert belmar is not None
    write_homes(tmp_path / "outlets.tsv", {OUTLET: ((belmar, 0.5),)})
    with (tmp_path / "outlets.tsv").open("a", encoding="utf-8") as stream:
        stream.write(f"{OUTLET}\tgone\t99\t0.1\n")
    assert read_homes(tmp_path / "outlets.tsv", gazetteer) == {OUTLET: ((belmar, 0.5),)}
    assert read_homes(tmp_path / "none.tsv", gazetteer) == {}


def test_bad_file_names_its_line(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """A share that is no number is an error with the line and the remedy."""
    path = tmp_path / "outlets.tsv"
    path.write_text("outlet\tpack\tid\tshare\nx\ttelland\t6\tmuch\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"outlets\.tsv:2.*gazetteer learn"):
        read_homes(path, gazetteer)


@pytest.mark.parametrize(("town", "latitude"), [("4", 13.1), ("5", 7.1)])
def test_names_lean_home(
    gazetteer: Gazetteer, parse: Callable[..., Document], town: str, latitude: float
) -> None:
    """Of two towns of one name, the one that the outlet writes about is meant."""
    entry = gazetteer.by_id(town)
    assert entry is not None
    homes = {OUTLET: ((entry, 0.8),)}
    document = parse("Two men were shot in Ora on Monday.", url=f"https://www.{OUTLET}/1")
    (mention,) = read_places(document, gazetteer, homes)
    assert mention.place.latitude == latitude
