"""A release: one folder with every export, the codebook, a data dictionary, the method, a citation, checksums."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date as Day
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.publish.areas import Area
from dateline.publish.collapse import code_items
from dateline.publish.dictionary import PACKAGE, slug, write_dictionary, write_package
from dateline.publish.formats import Export, load_export
from dateline.publish.items import Item
from dateline.publish.profiles import Profile
from dateline.publish.redact import REASONS, Rules, redact_items
from dateline.records import Record

_KINDS = {
    "jsonl": "everything, an incident a line", "acled": "a table in the shape of ACLED",
    "ged": "a table in the shape of UCDP GED, incidents with a death", "plover": "PLOVER events, one a line",
    "hxl": "a table with HXL hashtags", "geojson": "points for maps", "gpkg": "a map layer with its style, for QGIS",
    "geoparquet": "typed columns, for DuckDB, pandas, R", "xlsx": "a workbook with the claims behind each incident",
}  # fmt: skip
MANIFEST, CHECKSUMS = "manifest.json", "checksums.sha256"


class Release(Record, frozen=True, kw_only=True):
    """What a release says of itself."""

    tag: str
    day: Day
    title: str
    version: str
    licence: str
    preset: str
    formats: tuple[str, ...]
    extractors: tuple[str, ...] = ()
    area: Area = "cell"
    delay_days: int = 0

    @property
    def rules(self) -> Rules:
        """What its preset leaves open."""
        newest = self.day - timedelta(days=self.delay_days) if self.delay_days else None
        return Rules(area=self.area, newest=newest)


def write_release(
    folder: Path, release: Release, items: Callable[[], Iterable[Item]], profiles: dict[str, Profile]
) -> dict[str, Any]:
    """The manifest, after all files stand in a new folder; `profiles` by format. A folder that is there is refused.

    The folder takes its name only once it is whole: a release that failed can be made again.
    """
    if folder.exists():
        raise DatelineError(
            "there is something here already",
            where=str(folder),
            remedy="A release never changes: take another tag.",
        )
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        manifest = _fill(partial, release, items, profiles)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _fill(
    folder: Path, release: Release, items: Callable[[], Iterable[Item]], profiles: dict[str, Profile]
) -> dict[str, Any]:
    """The manifest, written last but for the checksums."""
    held: Counter[str] = Counter()
    exports = [load_export(name) for name in release.formats]
    written = {
        export.name: _write_export(folder, export, release, items(), profiles, held) for export in exports
    }
    manifest = {
        "tag": release.tag,
        "date": release.day.isoformat(),
        "program": f"dateline {release.version}",
        "extractors": list(release.extractors),
        "preset": release.preset,
        "area": release.area,
        "delay_days": release.delay_days,
        "licence": release.licence,
        "exports": written,
        "held_back": {kind: count for kind, count in sorted(held.items()) if count},
    }
    _text(folder / "codebook.md", _resource("codebook.md"))
    _text(folder / "dictionary.csv", write_dictionary(exports))
    _text(folder / "METHOD.md", method_page(release, manifest, profiles))
    _text(folder / "CITATION.cff", citation(release))
    _text(folder / "LICENCE.txt", licence_page(release))
    _text(folder / "README.md", readme(release, manifest))
    _text(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    by_file = {written[export.name]["file"]: export for export in exports}
    _text(folder / PACKAGE, write_package(folder, by_file, _about(release)))
    _text(folder / CHECKSUMS, checksums(folder))
    return manifest


def _about(release: Release) -> dict[str, Any]:
    """What a data package says of itself."""
    return {
        "name": slug(release.title),
        "id": f"{slug(release.title)}-{slug(release.tag)}",
        "title": release.title,
        "version": release.tag,
        "created": f"{release.day.isoformat()}T00:00:00Z",
        "licenses": [{"name": release.licence}],
    }


def checksums(folder: Path) -> str:
    """A line a file as `sha256sum -c` reads it."""
    paths = sorted(path for path in folder.iterdir() if path.name != CHECKSUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)


def readme(release: Release, manifest: dict[str, Any]) -> str:
    """What the folder holds and where to begin."""
    lines = [
        f"# {release.title}, {release.tag}",
        "",
        f"Incidents of armed conflict read from news reports with dateline {release.version}, as of {release.day},"
        f" for the preset `{release.preset}`.",
        "",
        "| file | what it is | incidents |",
        "|---|---|---|",
        *(
            f"| `{about['file']}` | {_KINDS.get(name, name)} | {about['incidents']:,} |"
            for name, about in manifest["exports"].items()
        ),
        "",
        "- How they were made, what was left out and held back: `METHOD.md`. What the words mean: `codebook.md`.",
        f"- Every column with its type: `dictionary.csv`; for programs: `{PACKAGE}` (Frictionless) and `{MANIFEST}`.",
        "- How to cite: `CITATION.cff`. What you may do with them: `LICENCE.txt`.",
        f"- Are the files whole? `sha256sum -c {CHECKSUMS}`",
        "",
        "An empty cell: nobody says. 0: they say nobody. Do not add totals of other incidents to their parts.",
    ]
    return "\n".join(lines) + "\n"


def citation(release: Release) -> str:
    """CITATION.cff of the data set."""
    return (
        "cff-version: 1.2.0\n"
        "message: If you use these data, cite them with their tag.\n"
        "type: dataset\n"
        f"title: {json.dumps(release.title, ensure_ascii=False)}\n"
        f"version: {json.dumps(release.tag)}\n"
        f"date-released: {release.day.isoformat()}\n"
        f"license: {json.dumps(release.licence)}\n"
        "authors:\n"
        f"  - name: {json.dumps(release.title + ' contributors', ensure_ascii=False)}\n"
    )


def licence_page(release: Release) -> str:
    """What others may do with the data, and whom they must name."""
    return (
        f"The data in this folder: {release.licence}.\n"
        "Place names and coordinates: GeoNames (CC BY 4.0); in Myanmar, MIMU place codes (free for humanitarian and\n"
        "non-commercial use, MIMU to be named).\n"
        "ACLED-shaped and GED-shaped files hold none of those projects' data; they only have their columns.\n"
    )


def method_page(release: Release, manifest: dict[str, Any], profiles: dict[str, Profile]) -> str:
    """How the data were made, what was left out and what was held back."""
    lines = [f"# How release {release.tag} was made", ""]
    lines += [
        f"Made on {release.day} by dateline {release.version}; read by {', '.join(release.extractors) or 'hand'}.",
        "Reports are read by rules and small learned scorers; each value keeps the words it was read from.",
        "Claims of several reports are joined into incidents; where they differ, one value is settled by a rule",
        "and the others are kept. Rulings of analysts outrank all scores. Totals of other incidents are not counted",
        "beside their parts. Where nobody gives a number, none is filled in.",
        "",
        f"## Preset: {release.preset}",
        *_openness(release),
        *(f"- held back: {count} {kind}: {REASONS[kind]}" for kind, count in manifest["held_back"].items()),
        "",
        "## Files",
    ]
    for name, about in manifest["exports"].items():
        left = "; ".join(f"{count} left out: {reason}" for reason, count in about["left_out"].items())
        profile = f"; profile {about['profile']}" if about["profile"] else ""
        lines.append(
            f"- `{about['file']}` ({name}): {about['incidents']} incidents{profile}{'; ' + left if left else ''}"
        )
    counted = {name: profile for name, profile in profiles.items() if name in manifest["exports"]}
    if counted:
        lines += ["", "## Coding profiles"]
        lines += [f"- {name}: `{one.identity}`: {one.about}" for name, one in counted.items()]
    return "\n".join(lines) + "\n"


def _openness(release: Release) -> list[str]:
    """How places are shown, and from which day on nothing is."""
    lines = []
    if release.preset == "public":
        shown = "cells of the H3 grid: a point stands for its whole cell, and radius_km covers it"
        lines.append(
            f"- places: {shown if release.area == 'cell' else 'units of administration, without a point'}"
        )
        lines.append("- counts of one or two living civilians: a range; the dead and fighters: as told")
    if release.delay_days:
        lines.append(f"- delay: nothing of the {release.delay_days} days before {release.day}")
    return lines


def _write_export(
    folder: Path,
    export: Export,
    release: Release,
    items: Iterable[Item],
    profiles: dict[str, Profile],
    held: Counter[str],
) -> dict[str, Any]:
    """What the manifest says of one export, after its file was written."""
    profile = profiles.get(export.name)
    coded = code_items(items, profile) if profile else items
    name = f"incidents-{export.name}{export.suffix}"
    counted: Counter[str] = Counter()
    with (folder / name).open("wb") as stream:
        written = export.write(redact_items(coded, release.preset, counted, release.rules), stream)
    for kind, count in counted.items():
        held[kind] = max(held[kind], count)
    return {
        "file": name,
        "incidents": written.incidents,
        "left_out": dict(written.left_out),
        "profile": profile.identity if profile else None,
    }


def _resource(name: str) -> str:
    return (files("dateline.data") / name).read_text(encoding="utf-8")


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
