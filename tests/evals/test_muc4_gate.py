"""Whether a report tells of an incident of the task: what speaks for it and what against."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dateline.extract.fillers.model import load_model
from dateline.extract.fillers.reading import score_doc
from dateline.extract.reader import Reader
from dateline.text import Document
from evals.muc4.gate import Told, load_gate, read_told
from evals.muc4.gate_acts import acts_row
from evals.muc4.gate_claims import age_days, claims_row, standing
from evals.muc4.gate_judges import read_judges
from evals.muc4.gate_words import read_sentences, sentences_row, text_columns

Parse = Callable[..., Document]
MURDER = "Deputy Anselmo Ruiz was murdered by guerrillas in Bogota yesterday, the police reported."
OLD = "Deputy Anselmo Ruiz was murdered by guerrillas in Bogota on 3 March 1984, the police reported."
CLASH = "Ten guerrillas were killed in a clash with soldiers near Bogota yesterday, the army reported."
TRADE = "The ministers of trade of Colombia and Peru signed an agreement on fishing in Bogota yesterday."


@pytest.fixture(scope="module")
def told(parse: Parse) -> Callable[[str], Told]:
    """What is read in a report of 4 February 1990."""
    reader = Reader()
    return lambda text: read_told(parse(text, published="1990-02-04"), reader)


def chance_of(parse: Parse, text: str) -> float:
    """How likely the gate thinks that the report tells of an incident."""
    document = parse(text, published="1990-02-04")
    found = score_doc(document.doc, load_model(), least=0.0)
    return load_gate().chance(read_told(document, Reader()), found)


def test_a_murder_is_let_in_and_an_agreement_on_fishing_is_not(parse: Parse) -> None:
    gate = load_gate()
    assert gate.opens(chance_of(parse, MURDER), filled=True)
    assert not gate.opens(chance_of(parse, TRADE), filled=False)


def test_a_clash_of_armed_parties_speaks_less_than_a_murder(parse: Parse) -> None:
    assert chance_of(parse, CLASH) < chance_of(parse, MURDER)


def test_an_act_of_years_ago_does_not_stand_for_an_incident(told: Callable[[str], Told]) -> None:
    (old,) = told(OLD).extraction.claims
    (new,) = told(MURDER).extraction.claims
    assert age_days(old) > 2000
    assert age_days(new) == 1
    assert standing(old) == 0.0 < standing(new)


def test_rows_are_of_one_length_whatever_is_told(told: Callable[[str], Told]) -> None:
    read = [told(text) for text in (MURDER, TRADE, CLASH)]
    assert len({len(claims_row(one.extraction, one.length)) for one in read}) == 1
    assert len({len(acts_row(scores)) for scores in ([], [0.5], [0.5, -2.0, 1.0, 0.0])}) == 1


def test_acts_stand_in_the_order_of_the_text(told: Callable[[str], Told]) -> None:
    acts = told(f"{MURDER} {CLASH}").acts
    assert [act.sentence.start for act in acts] == sorted(act.sentence.start for act in acts)
    assert acts[0].numbers["act_kill"] == 1.0


def test_the_columns_of_a_text_are_those_of_its_sentences_once(parse: Parse) -> None:
    sentences = read_sentences(parse(f"{MURDER} {MURDER}").doc)
    assert text_columns(sentences) == sorted(set(sentences[0].columns) | set(sentences[1].columns))


def test_the_row_of_sentences_ranks_them_and_says_where_the_best_stands(parse: Parse) -> None:
    weights = load_gate().words
    row = sentences_row(read_sentences(parse(f"{TRADE}\n\n{MURDER}").doc), weights)
    alone = sentences_row(read_sentences(parse(MURDER).doc), weights)
    assert row[0] == alone[0] > row[1]
    assert row[7] == 0.5
    assert len(sentences_row([], weights)) == len(row)


def test_judges_kept_as_arrays_judge_alike() -> None:
    judges = load_gate().judges
    rows = np.array([judges.mean, judges.mean + judges.scale], np.float32)
    assert read_judges(judges.arrays()).chances(rows) == pytest.approx(judges.chances(rows), abs=1e-3)
