"""What README, CHANGELOG and docs/ say is there is there: pages, anchors, commands, make targets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.plugins import list_plugins

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "examples/README.md"])
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def without_code(text: str) -> str:
    """The page without its code, where brackets mean other things."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^```.*?^```", "", text))


def anchors(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def shown(start: str) -> Iterator[str]:
    """The lines of README's blocks of code that start so, without what stands after a #."""
    for line in re.findall(r"(?m)^    (.+)$", README):
        for command in line.split("#")[0].split("&&"):
            if command.strip().startswith(start + " "):
                yield command.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        assert ROOT in found.parents, target
        if anchor:
            assert anchor in anchors(found), target


def test_the_readme_leads_to_every_page() -> None:
    linked = {(ROOT / target).resolve() for target in LINK.findall(README)}
    assert set((ROOT / "docs").glob("*.md")) <= linked


def test_every_command_that_the_readme_shows_can_be_parsed() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    lines = list(shown("dateline"))
    assert len(lines) >= 9
    for line in lines:
        _, verb, *rest = shlex.split(line)
        assert verb in commands, line
        taken = {option for param in commands[verb].params for option in param.opts}
        assert {word for word in rest if word.startswith("-") and word != "-"} <= taken, line
        for path in (word for word in rest if word.startswith("examples/")):
            assert (ROOT / path).is_file(), line


def test_no_page_names_a_command_that_is_not_there() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for page in PAGES:
        for verb in re.findall(r"`dateline ([a-z]+)", page.read_text(encoding="utf-8")):
            assert verb in commands, f"{page.name}: {verb}"


@pytest.mark.parametrize("words", [["--help"], ["profile", "--help"], ["gazetteer", "--help"]])
def test_help_cuts_no_sentence(words: list[str]) -> None:
    assert not re.search(r"[a-z,;]\.\.\.", CliRunner().invoke(app, words).stdout)


def test_export_helps_with_every_format() -> None:
    told = CliRunner().invoke(app, ["export", "--help"]).stdout
    assert [name for name in list_plugins("exports") if name not in told] == []


def test_every_make_target_has_a_rule_and_a_line_of_help() -> None:
    (phony,) = re.findall(r"(?m)^\.PHONY: (.+)$", MAKEFILE)
    rules = set(re.findall(r"(?m)^([a-z]+):", MAKEFILE))
    helped = set(re.findall(r'@echo "make ([a-z]+)', MAKEFILE))
    assert set(phony.split()) == rules == helped
    assert {line.split()[1] for line in shown("make")} <= rules


def test_make_trains_with_modules_that_are_there() -> None:
    modules = re.findall(r"-m (training\.\w+)", MAKEFILE)
    assert len(modules) == len(set(modules)) == 14
    for module in modules:
        text = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        assert '__name__ == "__main__"' in text
