"""`users`, and what `serve` asks for before others can reach the pages."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from typer.testing import CliRunner

from dateline.cli.app import app, main
from dateline.errors import DatelineError
from dateline.web.people.passwords import verify_password
from dateline.web.people.roll import open_roll

PASSWORD = "four boats on a river"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, the folder one is in; hashing is cheap."""
    from argon2 import PasswordHasher

    from dateline.web.people import passwords

    monkeypatch.setattr(
        passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    monkeypatch.delenv("DATELINE_SECRET", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    return tmp_path


def run(*words: str, stdin: str = "") -> tuple[int, str, str]:
    """Exit code, stdout and what was complained of."""
    result = CliRunner().invoke(app, list(words), input=stdin)
    fault = str(result.exception) if isinstance(result.exception, DatelineError) else ""
    return (2 if fault else result.exit_code), result.stdout, fault


def test_people_are_added_listed_and_changed(project: Path):
    assert run("users", "add", "Anna", "--role", "admin", "--stdin", stdin=PASSWORD + "\n")[0] == 0
    code, given, _ = run("users", "add", "ben", "--one-time")
    assert code == 0
    people = [json.loads(line) for line in run("users", "list", "--json")[1].splitlines()]
    assert [(one["name"], one["role"], one["must_change"]) for one in people] == [
        ("anna", "admin", False), ("ben", "coder", True),
    ]  # fmt: skip
    roll = open_roll(project)
    assert roll is not None
    assert verify_password(roll.password_of("anna"), PASSWORD)
    assert verify_password(roll.password_of("ben"), given.strip().splitlines()[0])
    token = roll.enter("ben")
    assert run("users", "role", "ben", "reviewer")[0] == 0
    assert roll.visitor(token).role == "reviewer"
    assert run("users", "disable", "ben")[0] == 0
    assert roll.visitor(token) is None
    assert "shut out" in run("users", "list")[1]
    assert run("users", "enable", "ben")[0] == 0
    assert run("users", "password", "ben", "--stdin", stdin="five boats on a river\n")[0] == 0
    assert verify_password(roll.password_of("ben"), "five boats on a river")
    roll.close()


def test_every_change_is_in_the_audit_chain(project: Path):
    from dateline.stores import open_store

    run("users", "add", "anna", "--role", "admin", "--stdin", stdin=PASSWORD + "\n")
    run("users", "role", "anna", "reviewer")
    run("users", "disable", "anna")
    store = open_store(project)
    lines = [json.loads(line) for _, line in store.entries("audit")]
    problems, _ = store.verify()
    store.close()
    assert problems == ()
    did = [(one["did"], one["facts"]) for one in lines if one["facts"].get("name") == "anna"]
    assert did == [
        ("person added", {"name": "anna", "role": "admin"}),
        ("role changed", {"name": "anna", "role": "reviewer", "was": "admin"}),
        ("person disabled", {"name": "anna"}),
    ]
    assert PASSWORD not in json.dumps(lines)


def test_the_files_are_made_for_their_owner_alone(project: Path):
    run("users", "add", "anna", "--stdin", stdin=PASSWORD + "\n")
    for name in ("accounts.sqlite", "accounts.secret"):
        assert stat.S_IMODE((project / name).stat().st_mode) == 0o600


def test_a_secret_of_the_surroundings_needs_no_file(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_SECRET", "s" * 40)
    assert run("users", "add", "anna", "--stdin", stdin=PASSWORD + "\n")[0] == 0
    assert not (project / "accounts.secret").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["users", "list"], "no accounts"),
        (["users", "add", "No Good!", "--one-time"], "cannot be a name"),
        (["users", "add", "anna", "--role", "king", "--one-time"], "no role is called"),
        (["users", "add", "anna", "--stdin"], "12 to 256"),
        (["users", "add", "anna"], "--stdin or --one-time"),
        (["users", "disable", "nobody"], "no accounts"),
        (["serve", "--host", "0.0.0.0", "--port", "0"], "there are no accounts"),
        (
            ["serve", "--host", "192.0.2.1", "--port", "0", "--allow-host", "x.example"],
            "there are no accounts",
        ),
        (["serve", "--allow-host", "https://x.example/"], "no name of a host"),
    ],
)
def test_what_cannot_be_done_is_said(project: Path, words: list[str], told: str):
    code, _, fault = run(*words, stdin="short\n")
    assert code == 2
    assert told in fault
    assert not (project / "accounts.sqlite").exists() or words[1] != "list"


def test_others_reach_the_pages_only_with_people_a_secret_and_names(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    from dateline.cli import pages

    served: list[object] = []
    monkeypatch.setattr(pages, "_run", lambda *_, **more: served.append(more["door"]) or 0)
    run("users", "add", "anna", "--role", "admin", "--stdin", stdin=PASSWORD + "\n")
    assert "--allow-host" in run("serve", "--host", "0.0.0.0")[2]
    (project / "accounts.secret").rename(project / "elsewhere")
    assert "no secret" in run("serve", "--host", "0.0.0.0", "--allow-host", "team.example")[2]
    (project / "elsewhere").rename(project / "accounts.secret")
    (project / "accounts.secret").chmod(0o644)
    assert "chmod 600" in run("serve", "--host", "0.0.0.0", "--allow-host", "team.example")[2]
    (project / "accounts.secret").chmod(0o600)
    run("users", "disable", "anna")
    assert "no accounts" in run("serve", "--host", "0.0.0.0", "--allow-host", "team.example")[2]
    run("users", "enable", "anna")
    assert served == []
    assert run("serve", "--host", "0.0.0.0", "--allow-host", "team.example")[0] == 0
    assert served[0].roll is not None
    assert served[0].hosts == {"team.example"}
    served[0].close()


def test_an_authenticator_is_set_up_with_a_first_code(project: Path, monkeypatch: pytest.MonkeyPatch):
    from dateline.web.people import roll as rolls

    run("users", "add", "anna", "--stdin", stdin=PASSWORD + "\n")
    monkeypatch.setattr(rolls.secrets, "token_hex", lambda n: "ab" * n)
    roll = open_roll(project)
    assert roll is not None
    key = rolls.totp_key(roll.secret, "anna", "ab" * 16)
    assert run("users", "totp", "anna", stdin="000000\n")[0] == 2
    assert not roll.known("anna").totp
    code = pyotp.TOTP(key).at(int(datetime.now(UTC).timestamp()))
    _, out, _ = run("users", "totp", "anna", stdin=code + "\n")
    assert key in out
    assert roll.known("anna").totp
    assert run("users", "totp", "anna", stdin="000000\n")[0] == 2
    assert roll.known("anna").totp  # the one before still holds
    assert run("users", "totp", "anna", "--off")[0] == 0
    assert not roll.known("anna").totp
    roll.close()
