"""Every data file that ships says which version it is, where it comes from, and under which licence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "dateline"
FOLDERS = ("data", "languages")
ALONE = ("review/fields.toml", "web/phrases.toml")
WANTED = {"version", "source", "licence"}


def data_files() -> list[Path]:
    """All of them; arrays of weights speak through the JSON beside them."""
    inside = (path for folder in FOLDERS for path in (SOURCE / folder).rglob("*") if path.is_file())
    kept = (path for path in inside if path.suffix not in {".py", ".pyc", ".npz"})
    return sorted([*kept, *(SOURCE / name for name in ALONE)])


def stated(path: Path) -> set[str]:
    """Which of the three a file states with a word behind it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return {name for name in WANTED if str(json.loads(text).get(name) or "").strip()}
    if path.suffix == ".md":
        return {name for name in WANTED if re.search(rf"\b{name}: \S", text, re.IGNORECASE)}
    head = re.split(r"(?m)^\[", text)[0]
    return {name for name in WANTED if re.search(rf'(?m)^(?:# *)?{name}(?:: *| *= *")[^\s"]', head)}


@pytest.mark.parametrize("path", data_files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_data_file_states_version_source_and_licence(path: Path) -> None:
    assert stated(path) == WANTED


def test_weights_that_are_arrays_have_a_notice_beside_them() -> None:
    arrays = list((SOURCE / "data").rglob("*.npz"))
    assert arrays
    assert all(path.with_suffix(".json").is_file() for path in arrays)


def test_what_was_trained_names_the_command_that_makes_it() -> None:
    for path in (SOURCE / "data").rglob("*.json"):
        about = json.loads(path.read_text(encoding="utf-8"))
        named = " ".join(str(about.get(key, "")) for key in ("made_by", "command", "source"))
        assert "python -m training." in named, path.name


def test_fonts_scripts_and_borders_of_the_pages_come_with_their_licences() -> None:
    vendor = SOURCE / "web" / "static" / "vendor"
    if not vendor.is_dir():
        pytest.skip("the pages' files are not made yet: python scripts/frontend.py")
    licences = {path.stem for path in (vendor / "licences").iterdir()}
    assert {"htmx", "maplibre-gl", "source-sans", "noto-sans-myanmar", "world-atlas"} <= licences
    assert all((vendor / "licences" / f"{name}.txt").stat().st_size > 100 for name in licences)
