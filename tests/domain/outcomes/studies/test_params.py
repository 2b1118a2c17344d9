"""Every parameter is declared, printed with its default, and refused by name where it is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies import STUDIES, evaluate
from tests.domain.outcomes.studies.tables import FAY, study


def test_all_that_was_used_is_printed() -> None:
    found = study(FAY, alpha=Decimal("0.1"), null=Decimal("0.8"))
    assert list(found["params"]) == list(STUDIES["exact"].params)
    assert (found["params"]["alpha"], found["params"]["confidence"]) == (0.1, 0.9)
    assert found["params"]["convention"] == "central"


def test_other_words_for_the_same() -> None:
    found = study(FAY, null_ratio=1.2, conf_level=0.9, alternative="two_sided")
    assert found["params"]["null"] == 1.2
    assert found["interval"]["confidence"] == 0.9
    assert found["p_value"] == found["p_values"]["two-sided"]
    assert study(FAY, alternative="less") == study(FAY, alternative="smaller")


@pytest.mark.parametrize(
    ("design", "params", "sentence"),
    [
        ("exact", {"levle": 1}, "levle is not known here. Known are: columns, where"),
        ("exact", {"alpha": 0.5}, "alpha must be a number between 0 and 0.5"),
        ("exact", {"alpha": True}, "alpha must be a number"),
        ("exact", {"alpha": "0.05"}, "alpha must be a number"),
        ("exact", {"confidence": 1}, "confidence must be a number between 0 and 1"),
        ("exact", {"alternative": "up"}, "alternative must be one of: two-sided"),
        ("exact", {"convention": "fair"}, "convention must be one of: central, minlike, mid-p"),
        ("exact", {"by": "shift"}, "by names “shift”, which is no column. The columns are: period"),
        ("exact", {"by": ["a", "b"]}, "by must be"),
        ("exact", {"where": {"shift": "1"}}, "where names “shift”"),
        ("exact", {"where": {"period": {}}}, "where.period must be the text of a cell"),
        ("exact", {"columns": {"count": "hurt"}}, "columns.count names “hurt”"),
        ("exact", {"columns": {"counts": "hurt"}}, "columns.counts is not known here"),
        ("exact", {"columns": {"count": 3}}, "columns.count must be the name of a column"),
        ("exact", {"columns": []}, "columns must be an object"),
        ("maxsprt", {"least": 0}, "least must be a whole number from 1"),
        ("maxsprt", {"planned": 3}, "planned must be a list of numbers"),
        ("maxsprt", {"planned": [0]}, r"planned\[0\] must be a number"),
        ("maxsprt", {"cumulative": 1}, "cumulative must be true or false"),
        ("power", {"ratio": 1.5}, "has to lie below the null ratio"),
        ("power", {"low": 0.8}, "Equivalence needs two bounds"),
    ],
)
def test_what_is_wrong_is_named_with_its_repair(
    design: str, params: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        study(FAY, design, **params)


def test_parameters_are_an_object() -> None:
    with pytest.raises(RuleBroken, match="must be an object"):
        evaluate("power", table=None, params=[])


def test_power_needs_a_rate_or_a_table() -> None:
    with pytest.raises(RuleBroken, match="give the baseline rate"):
        evaluate("power", table=None, params={"rate": 0.1})
