"""A name goes in and only its own vault, passphrase and place give it back; an erased one never comes back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import msgspec
import pytest

from dateline.errors import DamagedStore, DatelineError
from dateline.vault import Vault, safe

PASSPHRASE, OTHER = "four quiet words here", "other quiet words now"
NAME = "Daw Hnin Si"


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the passphrase cheap to try."""
    monkeypatch.setattr(safe, "_WORK", 2**4)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault with one name."""
    made = Vault.create(tmp_path, PASSPHRASE)
    assert made.put([("c1", "person", NAME)]) == 1
    return made


def test_a_name_comes_back_and_stands_nowhere_in_the_file(vault: Vault, tmp_path: Path) -> None:
    (entry,) = Vault.open(tmp_path, PASSPHRASE).entries()
    assert (entry.claim, entry.role, entry.erased) == ("c1", "person", None)
    assert Vault.open(tmp_path, PASSPHRASE).name(entry.id) == NAME
    data = (tmp_path / safe.FILE).read_bytes()
    assert not any(part.encode() in data for part in NAME.split() if len(part) > 3)
    assert stat.S_IMODE((tmp_path / safe.FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [safe.FILE]


def test_the_same_name_of_the_same_claim_is_sealed_once(vault: Vault) -> None:
    assert vault.put([("c1", "person", NAME), ("c2", "person", NAME), ("c2", "person", NAME)]) == 1
    assert len({entry.id for entry in vault.entries()}) == 2


def test_another_passphrase_opens_nothing(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="not the vault's passphrase"):
        Vault.open(tmp_path, OTHER)
    with pytest.raises(DatelineError, match="fewer than 12 characters"):
        Vault.create(tmp_path / "new", "short")
    with pytest.raises(DatelineError, match="there is a vault already"):
        Vault.create(tmp_path, PASSPHRASE)


def test_the_passphrase_can_be_changed(vault: Vault, tmp_path: Path) -> None:
    (entry,) = vault.entries()
    vault.change_passphrase(OTHER)
    assert vault.name(entry.id) == Vault.open(tmp_path, OTHER).name(entry.id) == NAME
    assert Vault.open(tmp_path, OTHER).id_of("c1", "person", NAME) == entry.id
    with pytest.raises(DatelineError, match="not the vault's passphrase"):
        Vault.open(tmp_path, PASSPHRASE)


def test_an_erased_name_is_gone_and_is_not_sealed_again(vault: Vault, tmp_path: Path) -> None:
    (entry,) = vault.entries()
    vault.erase(entry.id, "the family asked")
    again = Vault.open(tmp_path, PASSPHRASE)
    with pytest.raises(DatelineError, match="this name was erased"):
        again.name(entry.id)
    assert again.put([("c1", "person", NAME)]) == 0
    assert [one.erased for one in again.entries()] == ["the family asked"]
    held = json.loads((tmp_path / safe.FILE).read_bytes())["entries"][entry.id]
    assert (held["key"], held["name"]) == (None, None)


def test_a_name_moved_to_another_entry_is_found_out(vault: Vault, tmp_path: Path) -> None:
    vault.put([("c2", "person", "Ko Min Thu")])
    first, second = (entry.id for entry in vault.entries())
    path = tmp_path / safe.FILE
    held = json.loads(path.read_bytes())
    held["entries"][first], held["entries"][second] = held["entries"][second], held["entries"][first]
    path.write_bytes(json.dumps(held).encode())
    with pytest.raises(DamagedStore, match="the vault was altered"):
        Vault.open(tmp_path, PASSPHRASE).name(first)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe"])
def test_a_broken_vault_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / safe.FILE).write_bytes(content)
    with pytest.raises(DamagedStore, match=r"names\.vault: the vault cannot be read"):
        Vault.open(tmp_path, PASSPHRASE)


def test_a_vault_of_a_later_program_is_refused(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / safe.FILE
    file = msgspec.json.decode(path.read_bytes())
    path.write_bytes(msgspec.json.encode(file | {"format": 2}))
    with pytest.raises(DamagedStore, match="the vault has format 2"):
        Vault.open(tmp_path, PASSPHRASE)
