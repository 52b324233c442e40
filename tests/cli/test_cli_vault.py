"""No name is kept until a vault is made; each reading and each release leaves its reason in the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import invented
import msgspec
import pytest

from dateline.records import Arrival, Attribution, Extraction, Reading, Span
from dateline.stores import create_store, open_store
from dateline.vault import safe

Run = Callable[..., tuple[int, str, str]]
TEXT = "Gunmen shot dead Daw Hnin Si in Quen town on Wednesday evening, her neighbour U Ba Tin told Riverbank News."


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project with one claim that names a victim and a speaker; the passphrase is set."""
    monkeypatch.setenv("DATELINE_VAULT_PASSPHRASE", "four quiet words here")
    monkeypatch.setattr(safe, "_WORK", 2**4)
    replace = msgspec.structs.replace
    report = replace(invented.make_report(), text=TEXT, headline="Woman shot in Quen")
    speaker = Attribution(original="her neighbour U Ba Tin", kind="resident")
    claim = replace(
        invented.make_claim(),
        evidence=(Span(0, len(TEXT)),),
        attribution=(Reading(value=speaker, raw="her neighbour U Ba Tin", spans=(Span(64, 86),)),),
    )
    store = create_store(tmp_path / "named")
    store.add_report(Arrival(report=report, raw=TEXT.encode("utf-8")))
    store.put_extraction(Extraction(report_id="r1", extractor="rules@1", claims=(claim,)))
    store.put_incidents([replace(invented.make_incident(claim), sources=(speaker,))])
    store.close()
    return str(tmp_path / "named")


def ids(run: Run, project: str) -> dict[str, str]:
    """The id of the name in each role."""
    lines = run("vault", "list", "--project", project, "--json")[1].splitlines()
    return {row["role"]: row["id"] for row in map(json.loads, lines)}


def did(project: str) -> list[tuple[str, dict[str, object]]]:
    """What the audit chain tells of the vault."""
    store = open_store(Path(project))
    entries = [json.loads(entry) for _, entry in store.entries("audit")]
    store.close()
    return [(one["did"], one["facts"]) for one in entries if one["did"].startswith("vault")]


def test_without_a_vault_nothing_is_kept(run: Run, named: str) -> None:
    for arguments in (["vault", "fill"], ["vault", "list"], ["export", "jsonl", "--names"]):
        code, _, err = run(*arguments, "--project", named)
        assert code == 2
        assert "this project keeps no names" in err
    assert not (Path(named) / safe.FILE).exists()


def test_names_are_sealed_listed_without_the_name_and_opened_with_a_reason(run: Run, named: str) -> None:
    assert run("vault", "init", "--project", named)[0] == 0
    assert run("vault", "fill", "--project", named) == (0, "", "2 names sealed\n")
    assert run("vault", "fill", "--project", named)[2] == "0 names sealed\n"
    listed = run("vault", "list", "--project", named)[1]
    assert "i1" in listed
    assert not any(part in listed for part in ("Hnin", "Tin"))
    person = ids(run, named)["person"]
    assert (
        run("vault", "open", person, "--reason", "call the family", "--project", named)[1] == "Daw Hnin Si\n"
    )
    assert did(named)[-1] == ("vault_open", {"name": person, "reason": "call the family"})
    code, out, err = run("vault", "open", person, "--reason", " ", "--project", named)
    assert (code, out) == (2, "")
    assert "a reason is needed" in err


def test_a_name_is_shown_only_after_a_release_and_until_it_is_withdrawn(run: Run, named: str) -> None:
    run("vault", "init", "--project", named)
    run("vault", "fill", "--project", named)
    person = ids(run, named)["person"]

    def public() -> str:
        return run("export", "jsonl", "--preset", "public", "--names", "--project", named)[1]

    assert "Hnin Si" not in public()
    assert run("vault", "release", person, "--reason", "the family wishes it", "--project", named)[0] == 0
    assert json.loads(public())["victims"][0]["name"] == "Daw Hnin Si"
    assert "Hnin Si" not in run("export", "jsonl", "--preset", "public", "--project", named)[1]
    assert "U Ba Tin" not in public()
    assert run("vault", "withdraw", person, "--reason", "threats", "--project", named)[0] == 0
    assert "Hnin Si" not in public()
    store = open_store(Path(named))
    notes = [(one.field, one.value, one.note) for one in store.decisions()]
    store.close()
    assert notes == [
        (f"name.{person}", "release", "the family wishes it"),
        (f"name.{person}", "withdraw", "threats"),
    ]


def test_a_speaker_is_never_released_and_an_erased_name_neither(run: Run, named: str) -> None:
    run("vault", "init", "--project", named)
    run("vault", "fill", "--project", named)
    both = ids(run, named)
    code, _, err = run("vault", "release", both["speaker"], "--reason", "x", "--project", named)
    assert code == 2
    assert "a speaker's name is never shown" in err
    run("vault", "release", both["person"], "--reason", "x", "--project", named)
    assert run("vault", "erase", both["person"], "--reason", "asked to", "--project", named)[0] == 0
    assert "Hnin Si" not in run("export", "jsonl", "--preset", "public", "--names", "--project", named)[1]
    assert (
        "this name was erased" in run("vault", "open", both["person"], "--reason", "x", "--project", named)[2]
    )


def test_a_wrong_passphrase_or_none_opens_nothing(
    run: Run, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("vault", "init", "--project", named)
    monkeypatch.setenv("DATELINE_VAULT_PASSPHRASE", "some other words entirely")
    assert "not the vault's passphrase" in run("vault", "list", "--project", named)[2]
    monkeypatch.delenv("DATELINE_VAULT_PASSPHRASE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert "no passphrase is given" in run("vault", "list", "--project", named)[2]


def test_the_passphrase_is_changed(run: Run, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("vault", "init", "--project", named)
    monkeypatch.setenv("DATELINE_VAULT_PASSPHRASE_NEW", "some other words entirely")
    assert run("vault", "passphrase", "--project", named)[0] == 0
    assert "not the vault's passphrase" in run("vault", "list", "--project", named)[2]
