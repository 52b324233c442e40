"""The MUC-4 adapter: answers dropped, shape kept, the same line for the same report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.extract.fillers.model import ROLES
from evals.muc4 import predict as muc4
from evals.muc4.case import restore_case

TEXT = (
    "guerrillas of the northern liberation front (nlf) attacked the orbel police station with rifles today.    "
    "deputy anselmo ruiz was murdered in the attack, the police reported."
)
GOLD = {"templates": [{"incident_type": "arson"}], "extracts": {}, "key": []}


def test_case_is_restored_in_place() -> None:
    restored = restore_case(TEXT)
    assert len(restored) == len(TEXT)
    assert restored.split() != TEXT.split()
    assert restored.lower().split() == TEXT.split()
    assert "(NLF)" in restored
    assert "\n\n" in restored


def test_names_of_people_take_a_capital_and_other_words_do_not() -> None:
    restored = restore_case(
        "yesterday gilda flores and colonel lopez segundo bought flores a second bus for sales of rice."
    )
    assert "Gilda Flores" in restored
    assert "Lopez Segundo" in restored
    assert restored.endswith("a second bus for sales of rice.")


def test_a_word_that_is_also_a_name_takes_a_capital_only_beside_a_name() -> None:
    assert restore_case("the grande hall was full of angel hair.").endswith(
        "grande hall was full of angel hair."
    )
    assert "Roberto Angel" in restore_case("gunmen shot roberto angel near a school in santander.")


def test_the_answer_never_reaches_the_product(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for extra in ({}, {"gold": GOLD}):
        path = tmp_path / "input.jsonl"
        path.write_text(json.dumps({"id": "r1", "text": TEXT.upper(), "text_gtt": TEXT, "meta": {}} | extra))
        assert muc4.main([str(path)]) == 0
        lines.append(capsys.readouterr().out)
    assert lines[0] == lines[1]
    record = json.loads(lines[0])
    assert record["id"] == "r1"
    for template in record["templates"]:
        assert isinstance(template["incident_type"], str)
        for role in ROLES:
            assert all(isinstance(mention, str) for entity in template[role] for mention in entity)
    assert all("slots" in item for item in record["key"])
