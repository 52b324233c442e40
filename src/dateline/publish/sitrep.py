"""A situation as a document: HTML, PDF, DOCX. All three say the same words and numbers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.publish.drawings import draw_map, draw_timeline
from dateline.publish.situation import Situation

_TEMPLATES = "templates"
_FONT_PACKAGES = ("justmytype_intl_sea", "fontpkg_noto_sans_arabic")


def method_lines(situation: Situation) -> tuple[str, ...]:
    """How it was counted, in sentences."""
    lines = [
        "Numbers in brackets are the incidents that a number counts; each incident carries its id.",
        "An incident counts if every day on which it can have happened lies in the period.",
        "People are counted where a report gives a number; where nobody counts, nothing is added.",
        "Places are areas; where a name could not be placed, the incident is in the tables but not on the map.",
        "An incident with several parties stands in the table under each of them.",
        "Unconfirmed: only a party to the conflict says so, it is denied, or the outlet could not verify it.",
        f"Preset: {situation.preset}. Coding profile: {situation.profile or 'none, figures as settled'}.",
    ]
    lines += [f"Left out: {count} {reason}." for reason, count in situation.left_out.items()]
    return tuple(lines)


def refs(entries: Sequence[int]) -> str:
    """Entry numbers as short runs: `1-4, 7`."""
    runs: list[list[int]] = []
    for number in sorted(entries):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def write_html(situation: Situation) -> bytes:
    """One page that stands alone: no script, nothing outside."""
    from jinja2 import Environment
    from markupsafe import Markup

    source = (files("dateline.publish") / _TEMPLATES / "sitrep.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=False).from_string(source)
    page = template.render(
        s=situation,
        refs=refs,
        method=method_lines(situation),
        map=Markup(draw_map(situation.entries)),
        timeline=Markup(draw_timeline(situation.by_day)),
    )
    return page.encode("utf-8")


def write_pdf(situation: Situation) -> bytes:
    """A4 pages; Burmese and Arabic print with the fonts that come along."""
    import typst

    data = {"situation": _with_refs(msgspec.to_builtins(situation)), "method": method_lines(situation)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (folder / "map.svg").write_text(draw_map(situation.entries), encoding="utf-8")
        (folder / "timeline.svg").write_text(draw_timeline(situation.by_day), encoding="utf-8")
        source = (files("dateline.publish") / _TEMPLATES / "sitrep.typ").read_text(encoding="utf-8")
        (folder / "sitrep.typ").write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(folder / "sitrep.typ"), font_paths=_font_folders(), ignore_system_fonts=True
        )
    return made


def _with_refs(value: Any) -> Any:
    """The same data with the entries of each number as short runs, which the page layout cannot make."""
    if isinstance(value, dict):
        found = {key: _with_refs(one) for key, one in value.items()}
        return found | {"refs": refs(value["entries"])} if "before" in value else found
    return [_with_refs(one) for one in value] if isinstance(value, list | tuple) else value


def _font_folders() -> list[str]:
    from importlib.util import find_spec

    specs = (find_spec(package) for package in _FONT_PACKAGES)
    return [str(Path(spec.origin).parent) for spec in specs if spec and spec.origin]


WRITERS: dict[str, Callable[[Situation], bytes]] = {".html": write_html, ".pdf": write_pdf}
