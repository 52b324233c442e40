"""The part that an organisation plays in its sentence."""

from __future__ import annotations

import pytest

from dateline.records import Report, Span
from dateline.text import parse_report
from evals.muc4.parts import PARTS, parts_of


def parts(text: str, name: str = "OLA") -> frozenset[str]:
    """The parts of a name where it stands first."""
    at = text.index(name)
    return parts_of(parse_report(Report(id="r1", text=text)).doc, Span(at, at + len(name)))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("OLA guerrillas attacked the town of Ostra on Sunday.", "does"),
        ("Members of the OLA kidnapped the mayor of Ostra.", "does"),
        ("The mayor of Ostra was murdered by the OLA.", "by"),
        ("The OLA claimed responsibility for the murder of the mayor.", "claims"),
        ("The OLA admitted the murder of the mayor.", "claims"),
        ("The bishop accused the OLA of the murder.", "blamed"),
        ("The murder was attributed to the OLA.", "blamed"),
        ("The OLA said that the roads to Ostra were closed.", "says"),
        ("Soldiers killed three OLA guerrillas near Ostra.", "suffers"),
        ("Soldiers launched an attack against the OLA near Ostra.", "against"),
        ("An OLA attack left two people dead in Ostra.", "names_act"),
        ("The murder was the work of the OLA.", "work"),
        ("A spokesman of the OLA met the bishop in Ostra.", "leads"),
    ],
)
def test_the_grammar_of_a_sentence_tells_what_an_organisation_does_in_it(text: str, part: str) -> None:
    assert part in parts(text)
    assert parts(text) <= set(PARTS)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The market of Ostra lies near the camps of the OLA.", "does"),
        ("The OLA claimed that the roads were closed.", "claims"),
        ("The bishop visited the OLA in its camps.", "suffers"),
        ("The OLA held talks with the bishop, who blamed the army.", "blamed"),
    ],
)
def test_words_beside_a_name_that_are_of_others_are_no_part_of_it(text: str, part: str) -> None:
    assert part not in parts(text)
