"""All that belongs to a project goes with its backup and comes back: accounts, releases, vault, feeds, learned places."""

from __future__ import annotations

import re
import tarfile
from datetime import date
from pathlib import Path

import pytest
from meanwhile import meanwhile
from postgres_server import settings_for

from dateline.cli import main
from dateline.errors import DamagedStore
from dateline.records import Arrival, Report
from dateline.releases import make_release
from dateline.stores import backup_project, create_store, open_store, read_settings, restore_project
from dateline.stores.belongings import belongs, released_files
from dateline.stores.witness import add_witness
from dateline.vault import Vault
from dateline.web.people.records import Role
from dateline.web.people.roll import open_roll

PASSWORD = "seven boats on the tavan"
DERIVED = {"dateline.nearby", "dateline.sqlite-wal", "dateline.sqlite-shm"}


def fill(project: Path) -> None:
    """Everything a project's folder may hold."""
    store = create_store(project)
    for number in range(3):
        report = Report(id=f"r{number}", text=f"Rebels overran post {number}.")
        store.add_report(Arrival(report=report, raw=report.text.encode()))
    make_release(
        store, project / "releases" / "2024-03", tag="2024-03", day=date(2024, 3, 4), title="Posts",
        licence="CC-BY-4.0", preset="internal",
    )  # fmt: skip
    add_witness(project, store.head())
    store.close()
    roll = open_roll(project, make=True)
    assert roll is not None
    roll.add("ana", Role.ADMIN, PASSWORD, must_change=False)
    roll.enter("ana")
    roll.close()
    Vault.create(project, PASSWORD).put([("c1", "person", "Oran Vey")])
    (project / "feeds.json").write_text("[]", encoding="utf-8")
    (project / "outlets.tsv").write_text("outlet\tpack\tid\tshare\n", encoding="utf-8")
    (project / "places.tsv").write_text("words\tplace\n", encoding="utf-8")
    (project / "dateline.nearby").write_bytes(b"made anew")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in DERIVED
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    fill(tmp_path / "project")
    return tmp_path / "project"


def test_every_file_comes_back_and_gives_the_same_backup(project: Path, tmp_path: Path) -> None:
    digest = backup_project(project, tmp_path / "one")
    restore_project(tmp_path / "one", tmp_path / "again")
    before, after = files_in(project), files_in(tmp_path / "again")
    assert set(before) == set(after)
    assert len([name for name in after if name.startswith("releases/2024-03/")]) > 8
    rewritten = {"dateline.sqlite", "accounts.sqlite"}  # the same records in pages written anew
    assert {name for name in before if before[name] != after[name]} <= rewritten
    assert backup_project(tmp_path / "again", tmp_path / "two") == digest
    store = open_store(tmp_path / "again")
    assert (store.check(), store.verify()[0], store.counts().reports) == ((), (), 3)
    store.close()
    assert Vault.open(tmp_path / "again", PASSWORD).entries().__next__().claim == "c1"


def test_people_come_back_and_their_visits_do_not(project: Path, tmp_path: Path) -> None:
    backup_project(project, tmp_path / "one")
    restore_project(tmp_path / "one", tmp_path / "again")
    roll = open_roll(tmp_path / "again")
    assert roll is not None
    assert [(one.name, one.role) for one in roll.people()] == [("ana", Role.ADMIN)]
    assert roll.visits("ana") == 0
    roll.close()
    for path in (tmp_path / "again").rglob("*"):
        assert path.is_dir() or path.stat().st_mode & 0o077 == 0, path


def test_accounts_and_secret_can_be_left_out(project: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "one"), "--no-accounts", "--project", str(project)]) == 0
    with tarfile.open(tmp_path / "one") as tar:
        assert not [name for name in tar.getnames() if name.startswith("accounts")]


def test_a_file_that_others_write_meanwhile_never_spoils_a_backup(project: Path, tmp_path: Path) -> None:
    """Another process replaces the feeds all the time; whatever moment is caught, the digests fit."""

    def write_feeds() -> None:
        for number in range(10**7):
            half = project / "feeds.half"
            half.write_text("[]" + " " * (number % 5_000), encoding="utf-8")
            half.replace(project / "feeds.json")

    with meanwhile(write_feeds):
        for number in range(5):
            backup_project(project, tmp_path / f"{number}.backup")
    for number in range(5):
        restore_project(tmp_path / f"{number}.backup", tmp_path / f"{number}")
        assert (tmp_path / f"{number}" / "feeds.json").read_text(encoding="utf-8").startswith("[]")


def test_a_project_in_postgres_comes_back_as_a_file(postgres: str, tmp_path: Path) -> None:
    project = tmp_path / "team"
    project.mkdir()
    (project / "dateline.toml").write_text(
        settings_for(postgres) + '[about]\ntitle = "Posts"\n', encoding="utf-8"
    )
    store = open_store(project)
    for number in range(5):
        report = Report(id=f"r{number}", text=f"Rebels overran post {number}.")
        store.add_report(Arrival(report=report, raw=report.text.encode()))
    digest = backup_project(project, tmp_path / "one")
    assert backup_project(project, tmp_path / "two") == digest
    restore_project(tmp_path / "one", tmp_path / "again")
    settings = read_settings(tmp_path / "again")
    assert (settings.store, settings.database, settings.about.title) == ("sqlite", None, "Posts")
    again = open_store(tmp_path / "again")
    assert list(again.reports()) == list(store.reports())
    assert (again.check(), again.verify()) == ((), ((), store.head()))
    again.close()
    store.close()
    assert postgres.encode() not in (tmp_path / "one").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "../dateline.toml", "/etc/passwd", "releases/../x", "releases/a/../../x", "releases/x", "releases/.hidden/x",
        "releases/a//x", "releases\\a\\x", "dateline.toml/x", ".bashrc", "", "releases/a/x\n",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    assert not belongs(name)


def test_a_link_among_the_releases_is_not_followed(project: Path) -> None:
    (project / "releases" / "2024-03" / "link").symlink_to("/etc/hostname")
    assert "releases/2024-03/link" not in dict(released_files(project))


def test_a_part_that_is_named_but_missing_is_refused(project: Path, tmp_path: Path) -> None:
    backup_project(project, tmp_path / "one")
    with tarfile.open(tmp_path / "one") as tar, tarfile.open(tmp_path / "less", "w") as less:
        for entry in tar:
            if entry.name != "accounts.secret":
                less.addfile(entry, tar.extractfile(entry))
    with pytest.raises(DamagedStore, match="the backup is broken or was altered"):
        restore_project(tmp_path / "less", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_each_file_that_the_program_keeps_in_a_project_goes_with_a_backup() -> None:
    """A module that keeps a file in the project's folder names it FILE."""
    source = Path(__file__).resolve().parents[2] / "src" / "dateline"
    named = [
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'(?m)^FILE = "([^"/]+)"', path.read_text(encoding="utf-8"))
    ]
    assert len(named) > 4
    assert [name for name in named if not belongs(name)] == []
