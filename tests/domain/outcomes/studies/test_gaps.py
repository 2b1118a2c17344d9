"""Missing is not zero: no answer, or sites left out by name where that was asked for."""

from __future__ import annotations

import pytest

from tests.domain.outcomes.studies.tables import FAY, P, said, study

GAPS = ("", "NA", "nan", ".", "-", "결측")


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("design", ["rate", "exact", "score", "etest"])
def test_a_missing_cell_gives_no_answer(design: str, gap: str) -> None:
    for cell in ("9,", ",16660"):
        mark = "," if cell[0] == "," else ""
        found = study(FAY.replace(cell, f"{mark}{gap}" + ("" if mark else ",")), design)
        assert (found["verdict"], found["reason"]) == ("cannot_be_evaluated", "missing")
        assert "row 2" in said(found)
        assert "estimate" not in found


@pytest.mark.parametrize("design", ["rate", "exact", "score", "etest", "power"])
def test_no_hours_no_rate(design: str) -> None:
    found = study(FAY.replace("16660", "0").replace("17877", "0"), design)
    assert (found["verdict"], found["reason"]) == ("cannot_be_evaluated", "zero_exposure")


def test_a_row_that_ends_early_is_missing_its_cells() -> None:
    assert study("before,after,hours_before,hours_after\n9,2,16660\n")["reason"] == "missing"


def test_a_period_without_a_row_is_missing() -> None:
    assert study("period,cases,exposure\nbefore,9,16660\n")["reason"] == "no_rows"
    assert study("cases,exposure\n", "rate")["reason"] == "no_rows"
    assert study("cases,expected\n", "maxsprt")["reason"] == "no_rows"


def test_sites_with_a_gap_are_left_out_whole_and_by_name() -> None:
    text = (
        "site,period,cases,exposure\nA,before,9,16660\nA,after,2,17877\n"
        "B,before,700,100\nB,after,,100\nC,before,500,0\nC,after,1,1\n"
    )
    assert study(text)["verdict"] == "cannot_be_evaluated"
    found = study(text, missing="leave_out")
    assert found["p_value"] == pytest.approx(P, rel=1e-12)
    assert found["diagnostics"]["sites_left_out"] == ["B", "C"]
    assert study("cases,hours\n1,10\n2,\n", "rate", missing="leave_out")["rate"] == 0.1
    assert study("cases\n1\nNA\n", "rate", missing="leave_out", exposure=5)["rate"] == 0.2


@pytest.mark.parametrize("design", ["exact", "score", "etest"])
def test_no_case_at_all_shows_nothing(design: str) -> None:
    found = study("before,after,hours_before,hours_after\n0,0,10,10\n", design)
    assert found["verdict"] in {"not_shown", "cannot_be_evaluated"}
    assert found.get("interval") is None
    assert "no case in either period" in said(found)


def test_no_case_before_shows_nothing_and_none_after_leaves_an_end_open() -> None:
    rising = study("before,after,hours_before,hours_after\n0,4,10,10\n")
    assert (rising["verdict"], rising["ratio"], rising["interval"]["high"]) == (
        "not_shown", None, None,
    )  # fmt: skip
    assert "∞" in said(rising)
    falling = study("before,after,hours_before,hours_after\n9,0,10,10\n", pays_on="bound")
    assert (falling["verdict"], falling["ratio"], falling["interval"]["low"]) == ("shown", 0, 0)
    assert falling["value"] == "0.605"  # 1 − p/(1 − p) with p = 1 − 0.05^(1/9) = 0.28313


def test_a_logarithm_needs_cases_on_both_sides() -> None:
    found = study("before,after,hours_before,hours_after\n9,0,1,1\n", "score", method="wald-log")
    assert (found["verdict"], found["reason"]) == ("cannot_be_evaluated", "counts")


def test_one_site_without_hours_does_not_take_the_answer_from_the_others() -> None:
    text = "site,before,after,hours_before,hours_after\nA,9,2,16660,17877\nB,1,1,0,5\n"
    found = study(text, by="site")
    assert [one["verdict"] for one in found["results"]] == ["shown", "cannot_be_evaluated"]
