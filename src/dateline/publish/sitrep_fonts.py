"""Fonts inside Word documents and pages, so that Burmese and Arabic print where no such font is installed.

A font is put in only where its script is written; all are under the Open Font Licence, which allows it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

_PACKAGES = ("justmytype_intl_sea", "fontpkg_noto_sans_arabic")
_FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HIDDEN = 32  # bytes at the start of a font that Office wants mixed with a key


class _Script(NamedTuple):
    font: str
    file: str
    letters: re.Pattern[str]


_SCRIPTS = (
    _Script("Noto Sans Myanmar", "NotoSansMyanmar", re.compile(r"[\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff]")),
    _Script(
        "Noto Sans Arabic",
        "NotoSansArabic",
        re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ),
)


def font_folders() -> list[str]:
    """Where the fonts lie that come with the program."""
    specs = (find_spec(package) for package in _PACKAGES)
    return [str(Path(spec.origin).parent) for spec in specs if spec and spec.origin]


def font_faces(page: str) -> str:
    """CSS with the fonts of the scripts that a page is written in, whole; empty where it has none of them."""
    faces = []
    for script in _SCRIPTS:
        path = _path_of(script) if script.letters.search(page) else None
        if path is not None:
            data = base64.b64encode(path.read_bytes()).decode("ascii")
            faces.append(f'@font-face{{font-family:"{script.font}";src:url(data:font/ttf;base64,{data})}}')
    return "".join(faces)


def embed_fonts(document: Document) -> None:
    """Nothing; each script that is written names its font, and the font is in the document."""
    used = dict.fromkeys(_named(document))
    table = next(
        (part for part in document.part.package.iter_parts() if part.partname.endswith("/fontTable.xml")),
        None,
    )
    if not used or table is None:
        return
    entries = [
        _embedded(table, at, script, path) for at, script in enumerate(used) if (path := _path_of(script))
    ]
    if entries:
        table._blob = table.blob.replace(b"</w:fonts>", "".join(entries).encode("ascii") + b"</w:fonts>")
        _set_embedding(document)


def _named(document: Document) -> Iterator[_Script]:
    """The scripts of all runs; each run that has one is told its font."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for run in document.element.body.iter(qn("w:r")):
        words = "".join(text.text or "" for text in run.iter(qn("w:t")))
        script = next((one for one in _SCRIPTS if one.letters.search(words)), None)
        if script is not None:
            fonts = OxmlElement("w:rFonts")
            fonts.set(qn("w:cs"), script.font)
            run.get_or_add_rPr().insert(0, fonts)
            yield script


def _embedded(table: Part, at: int, script: _Script, path: Path) -> str:
    """The entry of one font in the table of fonts, after its file was added."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    digest = hashlib.sha256(script.font.encode()).hexdigest().upper()
    key = f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
    uri = PackURI(f"/word/fonts/font{at + 1}.odttf")
    part = Part(uri, _FONT_TYPE, _hidden(path.read_bytes(), key), table.package)
    relation = table.relate_to(part, _FONT_RELATION)
    return (
        f'<w:font w:name="{script.font}"><w:embedRegular xmlns:r="{_NAMESPACE}" r:id="{relation}"'
        f' w:fontKey="{{{key}}}"/></w:font>'
    )


def _hidden(font: bytes, key: str) -> bytes:
    """The font as Office embeds it: its first bytes mixed with the key, read backwards."""
    mix = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(one ^ two for one, two in zip(font[:_HIDDEN], mix, strict=True)) + font[_HIDDEN:]


def _path_of(script: _Script) -> Path | None:
    found = (path for folder in font_folders() for path in Path(folder).rglob(f"{script.file}*.ttf"))
    return next(iter(sorted(found)), None)


def _set_embedding(document: Document) -> None:
    from docx.oxml import OxmlElement

    document.settings.element.insert(0, OxmlElement("w:embedTrueTypeFonts"))
