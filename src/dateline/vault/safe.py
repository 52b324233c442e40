"""The vault's file: every name encrypted under its own key, the keys wrapped under one made of a passphrase.

To erase a name its key is destroyed, so copies of the file made later hold nothing of it. The file tells how many
names there are and to which claim each belongs, nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.errors import DamagedStore, DatelineError
from dateline.records import Record

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FILE = "names.vault"
Role = Literal["person", "speaker"]
_FORMAT = 1
_WORK = 2**16  # scrypt's n: about 0.3 s and 64 MB for each guess at the passphrase
_NONCE, _KEY = 12, 32
_PROOF = b"dateline names"
_SHORTEST = 12  # characters of a passphrase


class Sealed(Record, frozen=True, kw_only=True):
    """One name as the file holds it; without key and name it was erased, and `erased` says why."""

    claim: str
    role: Role
    key: bytes | None = None
    name: bytes | None = None
    erased: str | None = None


class Entry(Record, frozen=True, kw_only=True):
    """One name without the name: its id, whose claim it stands in, whether it was erased."""

    id: str
    claim: str
    role: Role
    erased: str | None = None


class _File(Record, frozen=True, kw_only=True):
    format: int
    salt: bytes
    work: int
    proof: bytes
    index: bytes
    entries: dict[str, Sealed]


class Vault:
    """An open vault; what changes in it is on the disk before the call returns."""

    def __init__(self, path: Path, file: _File, master: AESGCM) -> None:
        self._path, self._file, self._master = path, file, master
        self._index = _unseal(master, file.index, b"index")

    @classmethod
    def create(cls, project: Path, passphrase: str) -> Vault:
        """A new, empty vault in the project's folder; one that is there is never written over."""
        path = project / FILE
        if path.exists():
            raise DatelineError("there is a vault already", where=str(path), remedy="Use it.")
        salt = os.urandom(16)
        master = _master(_checked(passphrase), salt, _WORK)
        index = _seal(master, os.urandom(_KEY), b"index")
        file = _File(
            format=_FORMAT,
            salt=salt,
            work=_WORK,
            proof=_seal(master, _PROOF, b"proof"),
            index=index,
            entries={},
        )
        _write(path, file)
        return cls(path, file, master)

    @classmethod
    def open(cls, project: Path, passphrase: str) -> Vault:
        """The vault of a project; DatelineError where there is none or the passphrase is not its own."""
        path = project / FILE
        file = _read(path)
        master = _master(passphrase, file.salt, file.work)
        if _unseal_or_none(master, file.proof, b"proof") != _PROOF:
            raise DatelineError("this is not the vault's passphrase", where=str(path), remedy="Try again.")
        return cls(path, file, master)

    def entries(self) -> Iterator[Entry]:
        """What is in the vault, in the order of ids, without the names."""
        for id, one in sorted(self._file.entries.items()):
            yield Entry(id=id, claim=one.claim, role=one.role, erased=one.erased)

    def id_of(self, claim: str, role: Role, name: str) -> str:
        """The id that a name has here: the same for the same claim and name, and of no use without the vault."""
        import hmac

        words = "\x1f".join((claim, role, name)).encode("utf-8", "surrogatepass")
        return hmac.new(self._index, words, "sha256").hexdigest()[:12]

    def put(self, names: list[tuple[str, Role, str]]) -> int:
        """How many of these (claim, role, name) were new; an erased name never comes back."""
        new = {}
        for claim, role, name in names:
            id = self.id_of(claim, role, name)
            if id not in self._file.entries:
                key = os.urandom(_KEY)
                new[id] = Sealed(
                    claim=claim,
                    role=role,
                    key=_seal(self._master, key, id.encode()),
                    name=_seal(_cipher(key), name.encode("utf-8", "surrogatepass"), id.encode()),
                )
        if new:
            self._keep(self._file.entries | new)
        return len(new)

    def entry(self, id: str) -> Entry:
        """One entry without its name; DatelineError where there is none of this id."""
        one = self._sealed(id)
        return Entry(id=id, claim=one.claim, role=one.role, erased=one.erased)

    def name(self, id: str) -> str:
        """The name itself; DatelineError where there is none, or it was erased."""
        one = self._sealed(id)
        if one.key is None or one.name is None:
            raise DatelineError("this name was erased", where=id, remedy="It cannot be brought back.")
        key = _unseal(self._master, one.key, id.encode())
        return _unseal(_cipher(key), one.name, id.encode()).decode("utf-8", "surrogatepass")

    def erase(self, id: str, reason: str) -> None:
        """Destroys the key and the name for good; that it was here, and why it went, stays."""
        one = self._sealed(id)
        gone = Sealed(claim=one.claim, role=one.role, erased=reason)
        self._keep(self._file.entries | {id: gone})

    def change_passphrase(self, passphrase: str) -> None:
        """Wraps every key anew; the old passphrase opens nothing any more but old copies of the file."""
        salt = os.urandom(16)
        master = _master(_checked(passphrase), salt, _WORK)
        entries = {
            id: msgspec.structs.replace(one, key=_rewrapped(self._master, master, one.key, id))
            for id, one in self._file.entries.items()
        }
        file = _File(
            format=_FORMAT,
            salt=salt,
            work=_WORK,
            proof=_seal(master, _PROOF, b"proof"),
            index=_seal(master, self._index, b"index"),
            entries=entries,
        )
        _write(self._path, file)
        self._file, self._master = file, master

    def _sealed(self, id: str) -> Sealed:
        if id not in self._file.entries:
            raise DatelineError("no such name", where=id, remedy="See `dateline vault list`.")
        return self._file.entries[id]

    def _keep(self, entries: dict[str, Sealed]) -> None:
        file = msgspec.structs.replace(self._file, entries=dict(sorted(entries.items())))
        _write(self._path, file)
        self._file = file


def _checked(passphrase: str) -> str:
    if len(passphrase) < _SHORTEST:
        raise DatelineError(
            f"the passphrase has fewer than {_SHORTEST} characters", remedy="Take four or more words."
        )
    return passphrase


def _master(passphrase: str, salt: bytes, work: int) -> AESGCM:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=salt, length=_KEY, n=work, r=8, p=1).derive(
        passphrase.encode("utf-8", "surrogatepass")
    )
    return _cipher(made)


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _seal(cipher: AESGCM, data: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, data, bound_to)


def _unseal(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    found = _unseal_or_none(cipher, sealed, bound_to)
    if found is None:
        raise DamagedStore("the vault was altered", remedy="Restore it from a backup.")
    return found


def _unseal_or_none(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
    except (InvalidTag, ValueError):
        return None


def _rewrapped(old: AESGCM, new: AESGCM, key: bytes | None, id: str) -> bytes | None:
    return None if key is None else _seal(new, _unseal(old, key, id.encode()), id.encode())


def _read(path: Path) -> _File:
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        raise DatelineError(
            "this project keeps no names", where=str(path), remedy="Make a vault with `dateline vault init`."
        ) from None
    except (OSError, msgspec.MsgspecError) as fault:
        raise DamagedStore(
            f"the vault cannot be read: {fault}", where=str(path), remedy="Restore it from a backup."
        ) from None
    if file.format > _FORMAT:
        raise DamagedStore(
            f"the vault has format {file.format}", where=str(path), remedy="Install a later dateline."
        )
    return file


def _write(path: Path, file: _File) -> None:
    """Only the owner may read it; it takes its name once it is whole on the disk."""
    partial = path.with_name(f".{path.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(file), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, path)  # noqa: PTH105 - one system call on both names
