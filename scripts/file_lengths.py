"""Exit code 1, and the names, when source files are too long: `python scripts/file_lengths.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 400
FOLDERS = ("src", "tests", "evals", "scripts", "bench", "training")


def long_files(root: Path, *, limit: int = LIMIT) -> list[tuple[int, str]]:
    """Lines and name of each Python file over the limit, longest first."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > limit and "node_modules" not in path.parts:
                found.append((lines, str(path.relative_to(root))))
    return sorted(found, reverse=True)


def main() -> int:
    """The exit code."""
    found = long_files(ROOT)
    for lines, name in found:
        sys.stderr.write(f"{name}: {lines} lines, more than {LIMIT}. Split it by idea.\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
