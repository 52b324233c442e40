"""A situation as a document: HTML, PDF, DOCX. All three say the same words and numbers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.publish.drawings import draw_map, draw_timeline
from dateline.publish.sitrep_docx import write_docx
from dateline.publish.sitrep_fonts import font_faces, font_folders
from dateline.publish.sitrep_words import method_lines, refs
from dateline.publish.situation import Situation

_TEMPLATES = "templates"


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
        timeline=Markup(draw_timeline(situation.by_time)),
    )
    return page.replace("/* fonts */", font_faces(page), 1).encode("utf-8")


def write_pdf(situation: Situation) -> bytes:
    """A4 pages; Burmese and Arabic print with the fonts that come along."""
    import typst

    data = {"situation": _with_refs(msgspec.to_builtins(situation)), "method": method_lines(situation)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (folder / "map.svg").write_text(draw_map(situation.entries), encoding="utf-8")
        (folder / "timeline.svg").write_text(draw_timeline(situation.by_time), encoding="utf-8")
        source = (files("dateline.publish") / _TEMPLATES / "sitrep.typ").read_text(encoding="utf-8")
        (folder / "sitrep.typ").write_text(source, encoding="utf-8")
        made: bytes = typst.compile(
            str(folder / "sitrep.typ"), font_paths=font_folders(), ignore_system_fonts=True
        )
    return made


def _with_refs(value: Any) -> Any:
    """The same data with the entries of each number as short runs, which the page layout cannot make."""
    if isinstance(value, dict):
        found = {key: _with_refs(one) for key, one in value.items()}
        return found | {"refs": refs(value["entries"])} if "before" in value else found
    return [_with_refs(one) for one in value] if isinstance(value, list | tuple) else value


WRITERS: dict[str, Callable[[Situation], bytes]] = {
    ".docx": write_docx,
    ".html": write_html,
    ".pdf": write_pdf,
}
