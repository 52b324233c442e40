"""What a project learns about places, from the command line to the next reading."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from invented_packs import write_telland

from dateline.cli import main
from dateline.pipeline import DEFAULT_EXTRACTOR, extractor_for, load_extractor
from dateline.places import open_gazetteer
from dateline.records import Claim, Place
from dateline.review.judgements import make_decision
from dateline.review.places import spellings_of
from dateline.review.rulings import Ruling, write_ruling
from dateline.stores import open_store

TEXT = "Rebels attacked a police post in Owrah town on Monday, a resident said. Two policemen were killed."
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one report, read with Telland's pack alone."""
    monkeypatch.setenv("DATELINE_PACKS", str(tmp_path / "packs"))
    (tmp_path / "packs").mkdir()
    write_telland(tmp_path / "packs" / "telland.pack")
    (tmp_path / "one.txt").write_text(f"date 2026-01-01 Clash\n\n{TEXT}\n", encoding="utf-8")
    folder = tmp_path / "project"
    assert main(["init", str(folder)]) == 0
    assert main(["add", str(tmp_path / "one.txt"), "--project", str(folder), "--workers", "1"]) == 0
    return folder


def claims_of(project: Path) -> list[Claim]:
    """The claims as they were read."""
    store = open_store(project)
    try:
        return list(store.claims())
    finally:
        store.close()


def places_of(project: Path) -> set[tuple[str, str | None]]:
    """Words and row of each claim's place."""
    return {
        (claim.location.value.as_written, claim.location.value.gazetteer_id)
        for claim in claims_of(project)
        if claim.location
    }


def rule(project: Path, place: Place, *, claim: Claim) -> None:
    """An analyst says that the claim's place is this one."""
    store = open_store(project)
    decision = make_decision(
        "edit",
        claim.id,
        field="location",
        value=write_ruling("location", Ruling(value=place)),
        analyst="a",
        made_at=NOON,
    )
    store.add_decision(decision)
    store.close()


def test_a_corrected_spelling_is_read_from_then_on(project: Path) -> None:
    """Reports that hold it are read again, and later ones know it; the claims keep their ids."""
    before = {claim.id for claim in claims_of(project)}
    assert ("Owrah", "5") not in places_of(project)
    assert main(["gazetteer", "correct", "Owrah", "telland:5", "--project", str(project)]) == 0
    assert places_of(project) == {("Owrah", "5")}
    assert {claim.id for claim in claims_of(project)} == before
    (project.parent / "two.txt").write_text(
        f"date 2026-01-08 Clash\n\n{TEXT.replace('Two', 'Six')}\n", encoding="utf-8"
    )
    assert main(["add", str(project.parent / "two.txt"), "--project", str(project), "--workers", "1"]) == 0
    assert len(claims_of(project)) > len(before)
    assert places_of(project) == {("Owrah", "5")}


def test_a_ruling_on_a_place_becomes_a_spelling(project: Path) -> None:
    """`link` takes up what the analyst ruled, reads the reports that hold the word again, and does so once."""
    claim = next(claim for claim in claims_of(project) if claim.location)
    entry = open_gazetteer().by_id("4")
    assert entry is not None
    rule(project, Place(as_written="Ora", name="Ora", gazetteer="telland", gazetteer_id="4"), claim=claim)
    assert main(["link", "--project", str(project)]) == 0
    assert (project / "places.tsv").read_text(encoding="utf-8") == "written\tpack\tid\nOwrah\ttelland\t4\n"
    assert places_of(project) == {("Owrah", "4")}
    assert main(["link", "--project", str(project)]) == 0
    assert len((project / "places.tsv").read_text(encoding="utf-8").splitlines()) == 2


def test_rulings_that_disagree_teach_nothing(project: Path) -> None:
    """One word ruled to be two places stays as open as it was."""
    claim = next(claim for claim in claims_of(project) if claim.location)
    decisions = [
        make_decision(
            "edit",
            claim.id,
            field="location",
            value=write_ruling(
                "location",
                Ruling(value=Place(as_written="x", name="x", gazetteer="telland", gazetteer_id=number)),
            ),
            analyst="a",
            made_at=NOON,
        )
        for number in ("4", "5")
    ]
    assert spellings_of(decisions, {claim.id: claim}.get) == {}
    assert spellings_of(decisions[:1], {claim.id: claim}.get) == {"Owrah": ("telland", "4")}


def test_an_unknown_place_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The packs that are there are named, and nothing is kept."""
    assert main(["gazetteer", "correct", "Owrah", "telland:99", "--project", str(project)]) == 2
    assert "Packs: telland" in capsys.readouterr().err
    assert not (project / "places.tsv").exists()


def test_homes_of_outlets_are_learned_and_read_with(project: Path) -> None:
    """After `learn`, a name of two towns is read as the one this outlet was about."""
    text = (
        "Rebels attacked a post in Belmar town in Norra province on Monday. Two policemen were killed there."
    )
    lines = [
        json.dumps({"id": f"b{n}", "outlet": "herald.example", "published": f"2026-02-0{n}", "text": text})
        for n in range(1, 5)
    ]
    (project.parent / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    add = ["add", "--project", str(project), "--workers", "1"]
    assert main([*add, str(project.parent / "many.jsonl")]) == 0
    assert extractor_for(project) == DEFAULT_EXTRACTOR
    assert main(["gazetteer", "learn", "--project", str(project)]) == 0
    assert "herald.example\ttelland\t6\t" in (project / "outlets.tsv").read_text(encoding="utf-8")
    assert extractor_for(project) == f"{DEFAULT_EXTRACTOR}#{project.resolve()}"
    last = (
        '{"id": "c1", "outlet": "herald.example", "published": "2026-03-01", "text": "Rebels attacked a post in Ora '
        'on Monday. Two policemen were killed there."}'
    )
    (project.parent / "last.jsonl").write_text(last + "\n", encoding="utf-8")
    assert main([*add, str(project.parent / "last.jsonl")]) == 0
    assert ("Ora", "4") in places_of(project)


def test_a_folder_that_is_gone_has_learned_nothing(tmp_path: Path, project: Path) -> None:
    """An extractor named with a folder reads what is in it when it is loaded, and no more."""
    shutil.rmtree(project)
    extractor = load_extractor(f"{DEFAULT_EXTRACTOR}#{project}")
    assert extractor.identity == load_extractor().identity
