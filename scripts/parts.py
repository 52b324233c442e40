"""Lists every part this program is made of: `python scripts/parts.py` writes docs/third-party.md, and
`python scripts/parts.py --sbom FILE` a CycloneDX 1.6 bill of materials. `--check` only says whether the page is
up to date. Each of them fails when a part may be had under the GPL alone.

Versions and hashes are those of requirements.lock and of scripts/frontend/package-lock.json; licences are what
the installed packages declare, or for the front end what the package that is fetched declares.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "third-party.md"
LOCK, FRONT_END = ROOT / "requirements.lock", ROOT / "scripts" / "frontend" / "package-lock.json"
ABOUT = ROOT / "scripts" / "parts.toml"
_PIN = re.compile(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(.*(?:\n[ \t]+--hash=.*)*)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: where it comes from, its name, version, licence, and hashes by algorithm."""

    kind: str
    name: str
    version: str
    licence: str
    hashes: tuple[tuple[str, str], ...]

    @property
    def purl(self) -> str:
        """Its package URL, which holds no registry's address."""
        name = self.name.replace("@", "%40") if self.kind == "npm" else self.name.lower().replace("_", "-")
        return f"pkg:{self.kind}/{name}@{self.version}"


def python_parts() -> Iterator[Part]:
    """The packages that `make demo` installs, by name."""
    for match in _PIN.finditer(LOCK.read_text(encoding="utf-8")):
        hashes = tuple(("SHA-256", found) for found in _HASH.findall(match[3]))
        yield Part("pypi", match[1], match[2], licence_of(match[1]), hashes)


def front_end_parts() -> Iterator[Part]:
    """The packages whose files are copied into the pages, by name; build tools are told apart in the lock."""
    packages = json.loads(FRONT_END.read_text(encoding="utf-8"))["packages"]
    for path, about in sorted(packages.items()):
        name = path.rpartition("node_modules/")[2]
        if name:
            sha512 = base64.b64decode(about["integrity"].removeprefix("sha512-")).hex()
            licence = str(about.get("license") or overrides().get(name, "not declared"))
            yield Part("npm", name, about["version"], licence, (("SHA-512", sha512),))


def licence_of(name: str) -> str:
    """What the installed package says of its licence, in SPDX's words where it uses them."""
    if name.lower() in overrides():
        return overrides()[name.lower()]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    declared = about.get("License-Expression")
    if declared:
        return str(declared)
    classes = [one for one in about.get_all("Classifier") or () if one.startswith("License ::")]
    short = sorted({one.rpartition(" :: ")[2] for one in classes} - {"OSI Approved"})
    line = str(about.get("License") or "").strip().split("\n")[0]
    return line if line and len(line) < 60 else ", ".join(short) or "not declared"


def overrides() -> dict[str, str]:
    """Licences looked up by hand, for packages that do not declare theirs."""
    table: dict[str, str] = tomllib.loads(ABOUT.read_text(encoding="utf-8"))["licences"]
    return table


def bound_parts(parts: list[Part]) -> list[str]:
    """Parts that may be had under the GPL or AGPL alone, which an installation of Apache-2.0 must not need."""
    return [f"{one.name} {one.version}: {one.licence}" for one in parts if _binds(one.licence)]


def _binds(licence: str) -> bool:
    choices = re.split(r" OR |, | / ", licence)
    return all(re.search(r"(?i)(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public", one) for one in choices)


def write_page(parts: list[Part]) -> str:
    """The page docs/third-party.md."""
    lines = [
        "# Parts and licences",
        "",
        "Made by `python scripts/parts.py`; do not edit. What `make demo` installs, at the versions and hashes of",
        "`requirements.lock` and `scripts/frontend/package-lock.json`. Nothing of it is in this repository.",
        "`python scripts/parts.py --sbom dist/sbom.cdx.json` writes the same as a CycloneDX bill of materials.",
    ]
    for kind, title in (("pypi", "Python packages"), ("npm", "Packages of the front end")):
        lines += ["", f"## {title}", "", "| part | version | licence |", "|---|---|---|"]
        lines += [f"| {one.name} | {one.version} | {one.licence} |" for one in parts if one.kind == kind]
    return "\n".join(lines) + "\n"


def write_sbom(parts: list[Part]) -> str:
    """The bill of materials as CycloneDX 1.6, the same bytes for the same locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    root = f"pkg:pypi/{project['name']}@{project['version']}"
    components = [
        {
            "type": "library",
            "bom-ref": one.purl,
            "name": one.name,
            "version": one.version,
            "purl": one.purl,
            "licenses": [{"license": {"name": one.licence}}],
            "hashes": [{"alg": alg, "content": content} for alg, content in one.hashes],
        }
        for one in parts
    ]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": sorted(one.purl for one in parts)}],
    }
    return json.dumps(bom, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """0; 1 when a part is bound to the GPL, or --check finds that the page is not what it would be."""
    parts = sorted({*python_parts(), *front_end_parts()}, key=lambda one: (one.kind, one.name.lower()))
    bound = bound_parts(parts)
    if bound:
        sys.stderr.write(
            "".join(f"{one}: the GPL alone; leave it out of requirements.lock\n" for one in bound)
        )
        return 1
    if arguments[:1] == ["--sbom"]:
        target = Path(arguments[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write_sbom(parts), encoding="utf-8")
    elif arguments == ["--check"]:
        if PAGE.read_text(encoding="utf-8") != write_page(parts):
            sys.stderr.write("docs/third-party.md is not up to date: run python scripts/parts.py\n")
            return 1
    else:
        PAGE.write_text(write_page(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
