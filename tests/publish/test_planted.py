"""Story 10: forty reports full of secrets, read, linked and let out: of what a preset holds, no byte of anything tells."""

from __future__ import annotations

import html
import io
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from planted_reports import KINDS, Plant, load
from pyarrow import parquet

from dateline.cli import main
from dateline.past import keep_incidents
from dateline.pipeline import load_extractor, relink
from dateline.plugins import list_plugins
from dateline.records import Arrival
from dateline.stores import create_store, open_store

FORMATS = sorted(list_plugins("exports"))
REPORTS = (".html", ".docx", ".pdf")
Publish = Callable[..., list[Path]]


@pytest.fixture(scope="module")
def plants() -> list[Plant]:
    """Everything that was planted."""
    return load()[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the forty reports, read and linked by the program as it is."""
    folder = tmp_path_factory.mktemp("planted") / "project"
    store, extractor = create_store(folder), load_extractor()
    for report in load()[0]:
        store.add_report(Arrival(report=report, raw=report.text.encode("utf-8")))
        store.put_extraction(extractor.read(report))
    relink(store)
    store.close()
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where files go."""
    return tmp_path_factory.mktemp("out")


def published(project: Path, folder: Path, name: str, preset: str) -> Path:
    """The file of one format, or the situation report of one ending."""
    path = folder / f"{preset}-{name}"
    if name in REPORTS:
        path = path.with_name(f"{preset}{name}")
        arguments = ["report", "2023-02-20..2023-04-20", "--preset", preset]
    else:
        arguments = ["export", name, "--preset", preset, "--held-back", str(path) + ".held.json"]
    assert main([*arguments, "--project", str(project), "-o", str(path)]) == 0
    return path


def words_of(path: Path) -> str:
    """All words in a file, archives unpacked, mark-up resolved, in one case and with single spaces."""
    data = path.read_bytes()
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [name.encode() + b" " + archive.read(name) for name in archive.namelist()]
    if data.startswith(b"PAR1"):
        parts.append(repr(parquet.read_table(path).to_pylist()).encode("utf-8"))
    if data.startswith(b"SQLite"):
        connection = sqlite3.connect(path)
        parts.append("\n".join(connection.iterdump()).encode("utf-8"))
        connection.close()
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        parts += [page.get_textpage().get_text_range().encode("utf-8") for page in document]
        document.close()
    text = b"\n".join(parts).decode("utf-8", "replace")
    return " ".join(html.unescape(text).casefold().split())


def found_in(words: str, plants: list[Plant]) -> list[Plant]:
    """The plants that stand there."""
    return [plant for plant in plants if " ".join(plant.words.casefold().split()) in words]


def test_there_are_more_than_200_plants_of_eight_kinds_everywhere(plants: list[Plant]) -> None:
    assert len(load()[0]) == 40
    assert len(plants) >= 200
    kinds = Counter(plant.kind for plant in plants)
    assert set(kinds) == set(KINDS.values())
    assert min(kinds.values()) >= 20
    assert {plant.where for plant in plants} == {"id", "title", "url", "sentence", "quote", "caption"}


def test_the_reports_do_make_incidents_and_the_internal_workbook_tells_most_of_it(
    project: Path, out: Path, plants: list[Plant]
) -> None:
    store = open_store(project)
    assert store.counts().incidents >= 40
    store.close()
    found = found_in(words_of(published(project, out, "xlsx", "internal")), plants)
    assert {plant.kind for plant in found} >= {"speaker", "victim", "site"}
    assert len(found) >= 60


@pytest.mark.parametrize("preset", ["public", "partner"])
@pytest.mark.parametrize("name", [*FORMATS, *REPORTS])
def test_no_byte_of_a_format_or_a_report_tells_a_plant(
    project: Path, out: Path, plants: list[Plant], name: str, preset: str
) -> None:
    words = words_of(published(project, out, name, preset))
    assert len(words) > 1000
    assert found_in(words, plants) == []


@pytest.mark.parametrize("preset", ["public", "partner"])
@pytest.mark.parametrize("form", [["--json"], ["--atom"], []])
def test_no_byte_of_the_feed_of_changes_tells_a_plant(
    project: Path, tmp_path: Path, plants: list[Plant], preset: str, form: list[str]
) -> None:
    """After a link in which half of the incidents are not as they were: their values stand before and after."""
    folder, out = tmp_path / "project", tmp_path / "feed"
    shutil.copytree(project, folder)
    store = open_store(folder)
    was = list(store.incidents())
    bare = {"victims": (), "targets": (), "sources": (), "location": None, "toll": ()}
    keep_incidents(store, [replace(one, **bare) if at % 2 else one for at, one in enumerate(was)])
    store.close()
    told = words_of(_feed(folder, out, "internal", form))
    assert {plant.kind for plant in found_in(told, plants)} >= ({"speaker", "site"} if form else {"site"})
    told = words_of(_feed(folder, out, preset, form))
    assert "added" in told
    assert "changed" in told
    assert found_in(told, plants) == []


def _feed(folder: Path, out: Path, preset: str, form: list[str]) -> Path:
    arguments = ["changes", *form, "--preset", preset, "--project", str(folder), "-o", str(out)]
    assert main(arguments) == 0
    return out


def test_no_byte_of_a_release_tells_a_plant(project: Path, out: Path, plants: list[Plant]) -> None:
    assert main(["release", "r1", "--project", str(project), "-o", str(out / "r1")]) == 0
    files = [path for path in (out / "r1").rglob("*") if path.is_file()]
    assert len(files) >= len(FORMATS)
    assert [
        (path.name, found_in(words_of(path), plants)) for path in files if found_in(words_of(path), plants)
    ] == []


def test_what_the_commands_say_and_log_tells_no_plant(
    project: Path, out: Path, plants: list[Plant], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    published(project, out, "acled", "public")
    assert main(["redact", "--project", str(project)]) == 0
    assert main(["redact", "--json", "--preset", "partner", "--project", str(project)]) == 0
    said = b"\n".join(capfdbinary.readouterr()).decode("utf-8")
    store = open_store(project)
    said += "\n".join(entry.decode("utf-8") for _, entry in store.entries("audit"))
    store.close()
    held = (out / "public-acled.held.json").read_text(encoding="utf-8")
    in_ids = {
        plant.words for plant in plants if plant.where == "id"
    }  # ids are given by the user, and logs carry ids
    slugs = [plant for plant in plants if plant.words not in in_ids]
    assert found_in(" ".join((said + held).casefold().split()), slugs) == []


@pytest.mark.parametrize("preset", ["public", "partner"])
def test_the_pages_let_no_plant_out(project: Path, out: Path, plants: list[Plant], preset: str) -> None:
    """Files taken from the pages, and the column of a preview that shows what the file would say."""
    from litestar.testing import TestClient

    from dateline.web.app import create_app

    store = open_store(project)
    with TestClient(create_app(project, opener=lambda: store), base_url="http://127.0.0.1") as pages:
        for name in FORMATS:
            answer = pages.get(f"/exports/file?preset={preset}&format={name}")
            assert answer.status_code == 200
            (out / "page").write_bytes(answer.content)
            assert found_in(words_of(out / "page"), plants) == []
        for feed in ("/changes.atom", "/changes.jsonl"):
            answer = pages.get(f"{feed}?preset={preset}")
            assert answer.status_code == 200
            (out / "page").write_bytes(answer.content)
            assert len(answer.content) > 5000
            assert found_in(words_of(out / "page"), plants) == []
        preview = pages.get(f"/exports?preset={preset}&format=jsonl").text
    store.close()
    after = re.findall(r"<tr[^>]*>.*?<td[^>]*>.*?</td><td[^>]*>(.*?)</td></tr>", preview, re.DOTALL)
    changed = [cell for cell in after if "the same" not in cell]
    assert len(changed) >= 5
    assert found_in(" ".join(html.unescape(" ".join(changed)).casefold().split()), plants) == []
