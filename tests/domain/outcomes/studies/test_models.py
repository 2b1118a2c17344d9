"""Models of many sites on anyone's table: where what is usual comes from, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import RuleBroken
from tests.domain.outcomes.studies.tables import said, study

WIDE = "site,injuries_before,injuries_after,hours_before,hours_after\nA,9,4,60000,60000\nB,3,2,50000,55000\n"
GROUPS = "site,group,before,after,hours\n" + "".join(
    f"R{n},reference,{(n * 7) % 5},{(n * 3) % 4},{40_000 + 900 * n}\n" for n in range(20)
)
LONG = "".join(
    f"{site},{group},{year},{count},100000\n"
    for site, group, counts in (
        ("A", "treated", (12, 5)),
        ("B", "treated", (18, 8)),
        ("C", "comparison", (15, 14)),
        ("D", "comparison", (9, 10)),
    )
    for year, count in zip((2023, 2024), counts, strict=True)
)
PANEL = "site,group,year,injuries,hours\n" + LONG
LATER = {"after": ["2024"]}


def test_what_is_usual_may_be_stated_by_k_or_phi() -> None:
    one = study(WIDE, "eb", reference={"rate": 2e-5, "phi": 2})
    other = study(WIDE, "eb", reference={"mu": 20, "per": 1e6, "k": 0.5})
    assert one["theta"] == pytest.approx(other["theta"])
    assert one["expected"] < 12  # between what is usual and what was counted
    trend = study(WIDE, "eb", reference={"rate": 2e-5, "phi": 2, "trend": 0.5})
    assert trend["expected"] == pytest.approx(one["expected"] / 2)
    assert "were to be expected after, without the programme" in said(one)


def test_what_is_usual_may_be_estimated_from_a_reference_group() -> None:
    table = GROUPS + "A,treated,9,2,60000\n"
    found = study(table, "eb")
    assert found["diagnostics"]["reference"] == "fitted"
    assert found["diagnostics"]["reference_sites"] == 20
    assert found["expected_before"] < 9
    assert found["p_values"]["larger"] > 0.5
    rows = study(table, "eb", sites=True)["sites"]
    assert rows[0]["site"] == "A"
    assert rows[0]["weight"] is None


def test_predictions_in_columns_need_an_overdispersion() -> None:
    table = "site,before,after,pred_before,pred_after\nA,9,4,5,4\n"
    with pytest.raises(RuleBroken, match="overdispersion is not known"):
        study(table, "eb")
    assert study(table, "eb", k=0.5)["expected"] < 9 * 4 / 5
    missing = study(table.replace("9,4,5,4", "9,4,5,"), "eb", k=0.5)
    assert (missing["verdict"], missing["reason"]) == ("cannot_be_evaluated", "missing")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "needs to know what is usual"),
        ({"reference": {"rate": 1}}, "needs a rate and one of k and phi"),
        ({"reference": {"rate": 1, "k": 1, "phi": 1}}, "needs a rate and one of k and phi"),
        ({"reference": {"rate": 1, "weather": 1}}, "reference.weather is not known here"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_add(
    params: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        study(WIDE, "eb", **params)


@pytest.mark.parametrize("design", ["eb", "comparison"])
def test_groups_without_rows_or_cases_cannot_be_evaluated(design: str) -> None:
    only = study("site,group,before,after\nR1,reference,1,1\n", design)
    assert (only["verdict"], only["reason"]) == ("cannot_be_evaluated", "no_rows")
    quiet = "site,group,before,after\nA,treated,1,1\nR1,reference,0,0\nR2,reference,0,0\n"
    none = study(quiet, design)
    assert (none["verdict"], none["reason"]) == ("cannot_be_evaluated", "too_little_data")


def test_a_comparison_lets_sites_drift_unless_told_not_to() -> None:
    table = GROUPS + "A,treated,9,2,60000\nB,treated,8,2,60000\n"
    wide = study(table, "comparison")
    plain = study(table, "comparison", overdispersion=False)
    assert wide["se_log_with_drift"] >= plain["se_log_with_drift"] == plain["se_log"]
    assert plain["p_value"] == plain["p_value_without_drift"] <= wide["p_value"]
    stated = study(table, "comparison", omega_variance=0.2)
    assert stated["se_log"] > plain["se_log"]
    years = {"treated_by_year": [10, 90, 12], "comparison_by_year": [40, 40, 40]}
    assert study(table, "comparison", **years)["diagnostics"]["omega_variance"] > 1


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "There is no comparison group"),
        ({"comparison": {"before": 1}}, "comparison.after is missing"),
        (
            {"comparison": {"before": 9, "after": 9}, "treated_by_year": [1]},
            "have to name the same years",
        ),
    ],
)
def test_a_comparison_without_a_group_says_how_to_name_it(
    params: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        study("before,after\n9,4\n", "comparison", **params)


def test_totals_of_a_group_may_have_exposures() -> None:
    asked = {"before": 90, "after": 90, "exposure_before": 1, "exposure_after": 2}
    found = study("before,after\n9,4\n", "comparison", comparison=asked)
    assert found["ratio"] == pytest.approx(4 / 9 * 2)


@pytest.mark.parametrize("design", ["did", "poisson"])
def test_panels_find_the_same_ratio_of_ratios(design: str) -> None:
    found = study(PANEL, design, **LATER)
    assert found["ratio"] == pytest.approx((13 / 30) / (24 / 24), rel=1e-6)
    assert found["diagnostics"]["clusters"] == 4
    assert "With only 4 sites" in said(found)


def test_where_the_programme_was_at_work_may_stand_in_a_column() -> None:
    table = "site,year,injuries,active\nA,1,12,0\nA,2,5,1\nB,1,9,0\nC,1,9,0\nC,2,9,0\nB,2,9,no\n"
    table += "D,1,0,0\nD,2,0,0\n"
    found = study(table, "did")
    assert found["ratio"] == pytest.approx(5 / 12, rel=1e-6)
    assert found["diagnostics"]["clusters"] == 3  # a site without a case says nothing
    few = study("site,year,injuries,active\nA,1,12,0\nA,2,5,1\nB,1,9,0\nB,2,9,0\n", "did")
    assert (few["verdict"], few["reason"]) == ("cannot_be_evaluated", "too_little_data")
    with pytest.raises(RuleBroken, match="Write 1 where the programme was at work"):
        study(table.replace("9,no", "9,perhaps"), "did")


def test_covariates_are_named_and_known() -> None:
    table = "site,period,injuries,hours,size\nA,before,12,9,1\nA,after,5,9,1\nB,before,9,9,3\nB,after,4,9,3\nC,before,7,9,2\nC,after,5,9,2\n"
    found = study(table, "poisson", columns={"covariates": "size"})
    assert found["ratio"] == pytest.approx(14 / 28, rel=0.05)
    gap = study(table.replace("9,2\n", "9,\n"), "poisson", columns={"covariates": "size"})
    assert (gap["verdict"], gap["reason"]) == ("cannot_be_evaluated", "missing")


def test_periods_that_say_nothing_are_asked_about() -> None:
    with pytest.raises(RuleBroken, match=r"period “2023”.*Say which are after"):
        study(PANEL, "did")
    gone = study(PANEL, "did", after=["2030"])
    assert (gone["verdict"], gone["reason"]) == ("cannot_be_evaluated", "too_little_data")
