"""A web archive that is killed twice on its way from intake to export gives what an undisturbed run gives."""

from __future__ import annotations

from pathlib import Path

from bench.evening import compare, write_archive


def test_an_archive_killed_twice_on_the_way_gives_the_same_export(tmp_path: Path) -> None:
    archive = tmp_path / "evening.warc.gz"
    write_archive(archive, 40, quiet_share=0.7)
    calm, killed = compare(archive, pages=40, kills=2)
    assert killed.export == calm.export
    assert calm.export.count(b"\n") > 0
    assert killed.killed_at, "no kill hit: the run was over before"
