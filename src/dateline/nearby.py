"""Where the accounts of a large project lie, in a file beside its store, so that one more report is linked at once.

The file holds numbers and ids, no words, and can be deleted at any time: the next linking of everything makes
it anew. It is trusted only while it tells of the same reports, claims, rulings and incidents as the store.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from zlib import crc32

from dateline.jsonl import decode, encode
from dateline.reconcile.account import Account, Moment, make_account
from dateline.reconcile.candidates import Key, places_of, times_of
from dateline.reconcile.group import moments_of
from dateline.reconcile.scorer import load_weights
from dateline.reconcile.settle import moment_id
from dateline.reconcile.story import FAR_DAYS, Profile
from dateline.records import Claim, Decision, content_id
from dateline.review import rule_claim, standing
from dateline.stores import audit
from dateline.stores.contract import Store

NAME = "dateline.nearby"
Unreadable = sqlite3.Error  # another program holds the file, or it is damaged
_NO_DAY = -1  # of a report whose day is not known: it can share its story with any
_FORMAT = 3  # raise it when accounts, keys or stories are made another way
_TABLES = """
CREATE TABLE told (what TEXT PRIMARY KEY, number TEXT);
CREATE TABLE reports (n INTEGER PRIMARY KEY, id TEXT UNIQUE, day INTEGER, profile BLOB);
CREATE TABLE moments (n INTEGER PRIMARY KEY, report INTEGER, moment INTEGER, claims TEXT, own BLOB, guest BLOB);
CREATE INDEX moments_report ON moments(report);
CREATE TABLE months (month INTEGER, moment INTEGER, PRIMARY KEY (month, moment)) WITHOUT ROWID;
CREATE TABLE names (name TEXT PRIMARY KEY, moment INTEGER) WITHOUT ROWID;
CREATE TABLE words (word INTEGER, day INTEGER, report INTEGER, PRIMARY KEY (word, day, report)) WITHOUT ROWID;
CREATE TABLE rulings (id TEXT PRIMARY KEY, told INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class News:
    """What came into the store since the file was kept: reports that were read, and rulings, of which `before` are
    those that were known."""

    reports: tuple[str, ...] = ()
    before: tuple[Decision, ...] = ()
    ruled: tuple[Decision, ...] = ()


class Nearby:
    """The index of one project (reconcile.incremental.Index): reads and claims come from its store."""

    def __init__(self, path: Path, store: Store, decisions: Sequence[Decision] = ()) -> None:
        self.path = path
        self._store = store
        self._decisions = tuple(decisions)
        self.rule(self._decisions)
        self._file = sqlite3.connect(path, isolation_level=None)

    def rule(self, decisions: Iterable[Decision]) -> None:
        """From here on claims are as these rulings leave them."""
        self._rulings: dict[str, list[Decision]] = {}
        for decision in standing(decisions):
            self._rulings.setdefault(decision.subject, []).append(decision)

    def close(self) -> None:
        """Frees the file."""
        self._file.close()

    def rebuild(self, claims: Iterable[Claim], profiles: Iterable[Profile]) -> None:
        """Nothing comes back; the file is made anew of all claims. One that cannot be made is left out."""
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._file = sqlite3.connect(self.path, isolation_level=None)
        with suppress(sqlite3.Error):
            self._file.execute("PRAGMA synchronous = OFF")
            self._file.executescript(_TABLES)
            self.begin()
            self.put(claims, profiles)
            self.keep()

    def begin(self) -> None:
        """What is put from here on is kept only with `keep`."""
        self._file.execute("BEGIN")

    def keep(self) -> None:
        """Keeps what was put, with what the store holds now."""
        self._file.execute("DELETE FROM told")
        self._file.executemany("INSERT INTO told VALUES (?, ?)", self._state().items())
        known = [(one.id, crc32(encode(one))) for one in self._decisions]
        self._file.executemany("INSERT OR REPLACE INTO rulings VALUES (?, ?)", known)
        self._file.execute("COMMIT")

    def give_up(self) -> None:
        """Forgets what was put since `begin`."""
        if self._file.in_transaction:
            self._file.execute("ROLLBACK")

    def news(self) -> News | None:
        """What is not known yet; None where the file cannot be trusted and all must be linked."""
        try:
            told = dict(self._file.execute("SELECT what, number FROM told"))
            known = dict(self._file.execute("SELECT id, told FROM rulings"))
        except sqlite3.Error:
            return None
        since = self._since(int(told.pop("audit", 0)))
        before = tuple(one for one in self._decisions if known.get(one.id) == crc32(encode(one)))
        if since is None or len(before) != len(known):  # one that was known speaks of something else by now
            return None
        new, rulings = since
        read = [found for id in new if (found := self._store.extraction(id)) is not None]
        state = self._state()
        more = {"reports": len(new), "claims": sum(len(one.claims) for one in read), "decisions": rulings}
        state |= {what: str(int(state[what]) - number) for what, number in more.items()}
        state.pop("audit")
        if told != state or len(read) != len(new):
            return None
        ruled = tuple(one for one in self._decisions if one.id not in known)
        return News(reports=tuple(new), before=before, ruled=ruled)

    def _since(self, noted: int) -> tuple[list[str], int] | None:
        """The reports added since this entry of the audit chain and the number of rulings; None where a known
        report was read anew or forgotten."""
        new: list[str] = []
        touched: set[str] = set()
        ruled = 0
        for _, data in self._store.entries(audit.STREAM, after=noted):
            entry = decode(data, audit.Entry)
            if entry.did == "forget":
                return None
            ruled += len(entry.facts.get("decisions", ())) if entry.did == "rule" else 0
            new += [digests[0] for digests in entry.facts.get("reports", ())] if entry.did == "add" else []
            touched.update(entry.facts.get("read", ()))
        return (new, ruled) if touched <= set(new) else None

    def _state(self) -> dict[str, str]:
        counts = self._store.counts()
        return {
            "format": str(_FORMAT),
            "weights": content_id(repr(load_weights())),
            "reports": str(counts.reports),
            "claims": str(counts.claims),
            "decisions": str(counts.decisions),
            "incidents": str(counts.incidents),
            "audit": str(self._store.head().number),
        }

    def put(self, claims: Iterable[Claim], profiles: Iterable[Profile] = ()) -> list[Moment]:
        """The moments of these claims, of whole reports, now known."""
        for profile in profiles:
            number = self._report(profile.report_id)
            told = (profile.published, _pack(profile), number)
            self._file.execute("UPDATE reports SET day = ?, profile = ? WHERE n = ?", told)
            day = _NO_DAY if profile.published is None else profile.published
            rows = sorted((crc32(word.encode()), day, number) for word in profile.key_words)
            self._file.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?)", rows)
        moments = sorted(moments_of(claims).items())
        for moment, own in moments:
            self._put(moment, make_account(own))
        return [moment for moment, _ in moments]

    def take_out(self, report: str) -> None:
        """Nothing comes back; no moment of this report is known. Its claims must be ruled on as they were when put."""
        for moment in self.moments_in(report):
            ((number,),) = self._file.execute(
                "SELECT m.n FROM moments AS m JOIN reports AS r ON r.n = m.report WHERE id = ? AND moment = ?",
                moment,
            )
            account = make_account(self.claims_of(moment))
            months = [(month, number) for month in sorted(_months_of(account))]
            self._file.executemany("DELETE FROM months WHERE month = ? AND moment = ?", months)
            names = [(name, number) for name in _names_of(account)]
            self._file.executemany("DELETE FROM names WHERE name = ? AND moment = ?", names)
            self._file.execute("DELETE FROM moments WHERE n = ?", (number,))

    def ruled_on(self, news: News) -> set[Moment]:
        """The moments of which known claims or incidents were ruled on; other reports are linked with their rulings."""
        by_id = {one.id: one for one in self._decisions}
        waiting = list(news.ruled)
        subjects: set[str] = set()
        while waiting:
            one = waiting.pop()
            subjects.update(one.subjects)
            if one.supersedes in by_id:
                waiting.append(by_id[one.supersedes])
        found = {moment for id in subjects if (moment := self.moment_named(id)) is not None}
        claims = self._store.claims(subjects)
        return found | {(one.report_id, one.moment) for one in claims if self.knows(one.report_id)}

    def knows(self, report: str) -> bool:
        """True when the report was put here."""
        return self._file.execute("SELECT 1 FROM reports WHERE id = ?", (report,)).fetchone() is not None

    def _report(self, id: str) -> int:
        self._file.execute("INSERT OR IGNORE INTO reports (id) VALUES (?)", (id,))
        (number,) = self._file.execute("SELECT n FROM reports WHERE id = ?", (id,)).fetchone()
        return int(number)

    def _put(self, moment: Moment, account: Account) -> None:
        own, guest = places_of(account)
        row = (
            self._report(moment[0]),
            moment[1],
            json.dumps(account.claim_ids),
            _packed(own),
            _packed(guest),
        )
        insert = "INSERT INTO moments (report, moment, claims, own, guest) VALUES (?, ?, ?, ?, ?)"
        number = self._file.execute(insert, row).lastrowid
        months = sorted(_months_of(account))
        self._file.executemany("INSERT INTO months VALUES (?, ?)", [(month, number) for month in months])
        names = [(name, number) for name in _names_of(account)]
        self._file.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", names)

    def meeting(self, account: Account) -> Iterator[Moment]:
        """Moments of the same months with a place key in common that one of the two owns."""
        own, guest = (frozenset(_hashes(keys)) for keys in places_of(account))
        query = (
            "SELECT r.id, m.moment, m.own, m.guest FROM months AS t JOIN moments AS m ON m.n = t.moment "
            "JOIN reports AS r ON r.n = m.report WHERE t.month = ?"
        )
        for month in sorted(_months_of(account)):
            for report, moment, its_own, its_guest in self._file.execute(query, (month,)):
                there = _unpacked(its_own)
                if not (
                    own.isdisjoint(there) and guest.isdisjoint(there) and own.isdisjoint(_unpacked(its_guest))
                ):
                    yield report, moment

    def claims_of(self, moment: Moment) -> list[Claim]:
        """The claims of a moment, as ruled on, in their order."""
        query = "SELECT claims FROM moments JOIN reports ON reports.n = report WHERE id = ? AND moment = ?"
        ids = [id for (text,) in self._file.execute(query, moment) for id in json.loads(text)]
        read = [claim for id in ids if (claim := self._store.claim(id)) is not None]
        ruled = [ruled for claim in read if (ruled := rule_claim(claim, self._rulings.get(claim.id, ())))]
        return moments_of(ruled).get(moment, [])

    def moments_in(self, report: str) -> list[Moment]:
        """The moments of a report."""
        query = (
            "SELECT id, moment FROM moments JOIN reports ON reports.n = report WHERE id = ? ORDER BY moment"
        )
        return list(self._file.execute(query, (report,)))

    def moment_named(self, id: str) -> Moment | None:
        """The moment of a claim, or of an incident that was told first there."""
        query = (
            "SELECT r.id, m.moment FROM names JOIN moments AS m ON m.n = names.moment "
            "JOIN reports AS r ON r.n = m.report WHERE name = ?"
        )
        found: Moment | None = self._file.execute(query, (id,)).fetchone()
        return found

    def profile_of(self, report: str) -> Profile | None:
        """The profile of a report, its words as numbers."""
        found = self._file.execute("SELECT id, day, profile FROM reports WHERE id = ?", (report,)).fetchone()
        return _unpack(*found) if found and found[2] is not None else None

    def sharing(self, profile: Profile) -> Iterator[Profile]:
        """Profiles that share two of their rarest words with this one, and lie within two months of it."""
        words = [int(word) for word in profile.key_words]
        marks = ",".join("?" * len(words))
        holding = f"SELECT report FROM words WHERE word IN ({marks})"
        if profile.published is None:
            held, told = holding, [*words]
        else:
            day = profile.published
            held = f"{holding} AND day BETWEEN ? AND ? UNION ALL {holding} AND day = ?"
            told = [*words, day - FAR_DAYS, day + FAR_DAYS, *words, _NO_DAY]
        query = (
            "SELECT id, day, profile FROM reports WHERE n IN "
            f"(SELECT report FROM ({held}) GROUP BY report HAVING count(*) > 1) ORDER BY id"
        )
        for found in self._file.execute(query, told):
            yield _unpack(*found)


def _pack(profile: Profile) -> bytes:
    """Words as numbers with their weights, the mass and the sketch; each kind of number in a row of its own."""
    words = array("I", [crc32(word.encode()) for word in profile.words]).tobytes()
    weights = array("d", [*profile.words.values(), profile.mass]).tobytes()
    return len(profile.words).to_bytes(4, "little") + weights + words + array("I", profile.sketch).tobytes()


def _unpack(report: str, day: int | None, data: bytes) -> Profile:
    """The profile, each word as its number in figures."""
    count = int.from_bytes(data[:4], "little")
    weights, words, sketch = array("d"), array("I"), array("I")
    middle = 4 + 8 * (count + 1)
    weights.frombytes(data[4:middle])
    words.frombytes(data[middle : middle + 4 * count])
    sketch.frombytes(data[middle + 4 * count :])
    mass = weights.pop()
    told = dict(zip(map(str, words), weights, strict=True))
    return Profile(report_id=report, published=day, words=told, mass=mass, sketch=tuple(sketch))


def _names_of(account: Account) -> list[str]:
    """The ids by which the account is spoken of: those of its claims, and of the incident that was told first there."""
    return sorted({*account.claim_ids, moment_id(account.claim_ids)})


def _months_of(account: Account) -> set[int]:
    """The months in which the account can meet others."""
    own, guest = times_of(account)
    return {_month(*key) for key in (*own, *guest)}  # type: ignore[arg-type]


def _month(kind: str, number: int) -> int:
    if kind == "M":
        return number
    day = Day.fromordinal(min(number, Day.max.toordinal()))
    return day.year * 12 + day.month


def _hashes(keys: Iterable[Key]) -> list[int]:
    return [crc32(repr(key).encode()) for key in keys]


def _packed(keys: Iterable[Key]) -> bytes:
    return array("I", _hashes(keys)).tobytes()


def _unpacked(held: bytes) -> array[int]:
    found = array("I")
    found.frombytes(held)
    return found
