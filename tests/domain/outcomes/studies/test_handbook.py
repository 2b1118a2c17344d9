"""What `docs/evaluation.md` shows is what comes out."""

from __future__ import annotations

import re

import pytest

from outcomes.domain.evaluation.studies import STUDIES, evaluate, table_from
from tests.domain.outcomes.studies.handbook import TEXT, Example, differences, examples, section

ALL = examples()


@pytest.mark.parametrize("example", ALL, ids=[one.name for one in ALL])
def test_an_example_comes_to_what_it_says(example: Example) -> None:
    table = None if example.table is None else table_from(example.table)
    found = evaluate(example.design, table=table, params=example.params)
    assert example.answer
    assert differences(example.answer, found) == []


def test_every_block_of_an_answer_belongs_to_an_example() -> None:
    assert len(ALL) == TEXT.count("```json answer\n") == TEXT.count("<!-- example: ")


@pytest.mark.parametrize("design", STUDIES)
def test_every_design_has_its_section_an_example_and_all_its_parameters(design: str) -> None:
    assert design in {one.design for one in ALL}
    told = section(design) + section("The table")
    missing = [name for name in STUDIES[design].params if not re.search(f"`{name}`", told)]
    assert missing == []
