"""What each design does beyond its handbook: published numbers through the door, and the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation import RateReduction, Readings
from outcomes.domain.evaluation.statistics import wald_power
from outcomes.domain.evaluation.statistics.wald_power import Arms
from outcomes.domain.evaluation.studies import evaluate
from tests.domain.outcomes.studies.tables import FAY, said, study

GU = "period,x,t\nafter,60,51477.5\nbefore,30,54308.7\n"
COUNTS = st.integers(0, 40)
HOURS = st.integers(1, 10**6)


@pytest.mark.parametrize(
    ("method", "p_value"),
    # Gu et al. 2008, example 1
    [("wald", 0.000356), ("score", 0.000316), ("sqrt", 0.000285)],
)
def test_large_samples_as_published(method: str, p_value: float) -> None:
    found = study(GU, "score", method=method, alternative="larger")
    assert found["p_value"] == pytest.approx(p_value, abs=5e-7)
    assert found["interval_method"] == "score"


@pytest.mark.parametrize(
    ("method", "statistic"),
    # Gu et al. 2008, example 1; the interval of wald-log by hand: ln 2.11 ± 1.96·√(1/60 + 1/30)
    [("wald-log", 3.3393), ("score-log", 3.5406)],
)
def test_logarithms_have_intervals_of_their_own(method: str, statistic: float) -> None:
    found = study(GU, "score", method=method, alternative="larger")
    assert found["statistic"] == pytest.approx(statistic, abs=5e-5)
    assert found["interval_method"] == method
    if method == "wald-log":
        assert found["interval"]["low"] == pytest.approx(1.361280, abs=5e-7)
        assert found["interval"]["high"] == pytest.approx(3.270517, abs=5e-7)


def test_mid_p_is_less_cautious() -> None:
    mid, exact = study(GU, convention="mid-p", alternative="larger"), study(GU)
    assert mid["p_value"] == pytest.approx(0.00031, abs=5e-6)
    assert mid["p_value"] < exact["p_values"]["larger"]
    assert mid["interval"]["low"] > exact["interval"]["low"]


@given(before=st.integers(1, 40), after=COUNTS, hours=HOURS, later=HOURS)
def test_a_study_and_a_target_judge_alike(before: int, after: int, hours: int, later: int) -> None:
    """What `manage.py evaluate` says of a file is what the frozen design pays on."""
    found = study(f"before,after,hours_before,hours_after\n{before},{after},{hours},{later}\n")
    design = RateReduction(alpha=Decimal("0.05"))
    names = ("baseline_events", "baseline_hours", "follow_up_events", "follow_up_hours")
    values = map(Decimal, (before, hours, after, later))
    result = design.evaluate(Readings(dict(zip(names, values, strict=True))))
    assert float(result.p_value or 0) == pytest.approx(found["p_value"], abs=5.1e-7)
    assert abs(found["p_value"] - 0.05) < 1e-6 or str(result.attained) == found["value"]


def test_a_rise_from_nothing_is_shown_and_a_fall_is_not() -> None:
    rising = "before,after,hours_before,hours_after\n0,6,10,10\n"
    assert study(rising, alternative="larger")["verdict"] == "shown"
    assert (study(rising)["verdict"], study(rising)["p_value"]) == ("not_shown", 1)


def test_the_verdict_is_that_of_the_test_and_needs_a_case_before() -> None:
    assert study(GU)["verdict"] == "not_shown"
    assert study(GU, alternative="larger")["value"] == "0"  # an increase is shown, nobody is paid
    assert "above 1 is shown" in said(study(GU, alternative="larger"))
    assert study(FAY, null=0.5)["verdict"] == "not_shown"


def test_one_answer_for_each_site_equals_the_site_alone() -> None:
    rows = ["A,9,2,16660,17877", "B,5,5,100,100"]
    head = "site,before,after,hours_before,hours_after\n"
    both = study(head + "\n".join(rows), by="site")
    for row, found in zip(rows, both["results"], strict=True):
        alone = study(head + row)
        assert found["p_value"] == alone["p_value"]
        assert found["interval"] == alone["interval"]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(1.8, (29, 0.90056)), (1.9, (39, 0.90649)), (2.2, (115, 0.90014)), (2.4, (404, 0.90064))],
)
def test_power_as_published(rate: float, expected: tuple[int, float]) -> None:
    """PASS, ratio of two Poisson rates against a margin of 1.2; rate 2.2 for 2.5 years."""
    n, power = expected
    params = {"rate": 2.2, "exposure": 2.5 * n, "ratio": rate / 2.2, "null": 1.2, "alpha": 0.025}
    found = evaluate("power", table=None, params=params)
    assert found["powers"]["wald"] == pytest.approx(power, abs=5e-5)
    assert found["powers"]["exact"] == pytest.approx(power, abs=0.02)


def test_sites_that_change_by_themselves_show_less_and_more_of_them_show_more() -> None:
    asked = {"rate": 1.0, "exposure": 100.0, "ratio": 0.6, "k": 0.3}
    few = evaluate("power", table=None, params={**asked, "sites": 5})["powers"]
    many = evaluate("power", table=None, params={**asked, "sites": 100})["powers"]
    assert few["negative_binomial"] < many["negative_binomial"] < many["wald"]
    assert few["wald"] == pytest.approx(many["wald"])


def test_a_longer_follow_up_shows_more() -> None:
    asked = {"rate": 0.3, "exposure": 100.0, "exposure_after": 200.0}
    found = evaluate("power", table=None, params={**asked, "ratio": 0.6})
    plain = wald_power.ratio_power(Arms(0.18, 0.3, 200, 0.5), alternative="smaller")
    assert found["powers"]["wald"] == pytest.approx(plain, rel=1e-12)
    assert found["exposure_needed"] == pytest.approx(found["events_needed"] / 0.3)
    assert found["expected"] == {"before": 30, "after": pytest.approx(36)}
    alike = {**asked, "ratio": 1, "low": 0.5, "high": 2}
    assert evaluate("power", table=None, params=alike)["power"] == pytest.approx(
        wald_power.equivalence_power(Arms(0.3, 0.3, 200, 0.5), low=0.5, high=2), rel=1e-12
    )


def test_power_of_a_table_looks_at_the_baseline_only() -> None:
    wide = study("before,after,hours_before,hours_after\n40,3,100,500\n", "power")
    long = study("period,cases,hours\n0,40,100\n1,3,500\n", "power")
    plain = study("cases,hours\n40,100\n", "power")
    spells = study("period,cases,hours\nQ1,15,40\nQ2,25,60\n", "power")
    assert wide["power"] == long["power"] == plain["power"] == spells["power"]
    assert "enough to judge" in said(plain)
    assert study("cases,hours\n4,100\n", "power")["p_value_at_best"] == 0.0625
    assert "Even without any case afterwards" in said(study("cases,hours\n4,100\n", "power"))
    assert "watch for longer" in said(study("cases,hours\n20,100\n", "power", ratio=0.8))
    assert study("cases,hours\n0,100\n", "power")["reason"] == "no_cases"


def test_looks_add_up_over_sites_and_may_be_totals_already() -> None:
    new = study("month,site,cases,expected\n1,A,2,1\n1,B,1,1\n2,A,3,2\n2,B,0,1\n", "maxsprt")
    total = study("month,cases,expected\n1,3,2\n2,6,5\n", "maxsprt", cumulative=True)
    assert new["looks"] == total["looks"]
    assert new["critical_value"] == total["critical_value"]
    assert [one["expected"] for one in new["looks"]] == [2, 5]


def test_a_signal_is_strictly_above_and_the_p_value_says_the_same() -> None:
    quiet = study("cases,expected\n2,3\n4,3\n", "maxsprt")
    assert (quiet["verdict"], quiet["p_value"], quiet["value"]) == ("not_shown", 1, "0")
    limit = quiet["critical_value"]
    loud = study("cases,expected\n2,3\n12,3\n", "maxsprt")
    assert loud["critical_value"] == limit < loud["statistic"]
    assert loud["p_value"] <= loud["alpha_spent"] <= 0.05
    assert loud["signal_at"] == "row 3"


def test_a_ratio_at_the_limit_is_not_above_it() -> None:
    """No case where 3 were expected gives a ratio of 3, which is the limit of this plan; that
    comes up with a chance of 0.062 (2,000,000 simulated plans), more than alpha.
    """
    asked = {"planned": [6, 9, 12], "alternative": "smaller"}
    found = study("cases,expected\n0,3\n", "maxsprt", **asked)
    assert found["critical_value"] == found["statistic"] == 3
    assert found["verdict"] == "not_shown"
    assert found["p_value"] == pytest.approx(0.062, abs=0.0005)
    assert found["alpha_spent"] == pytest.approx(0.0233, abs=0.0005)


def test_a_planned_look_costs_something_now() -> None:
    rows = "cases,expected\n3,2\n"
    assert (
        study(rows, "maxsprt", planned=[4, 6, 8])["critical_value"]
        > (study(rows, "maxsprt")["critical_value"])
    )


def test_after_the_upper_limit_or_with_too_few_cases_nothing_is_a_signal() -> None:
    late = study("cases,expected\n1,2\n50,1\n", "maxsprt", upper=2)
    assert late["verdict"] == "not_shown"
    early = study("cases,expected\n3,0.1\n", "maxsprt", upper=2, least=4)
    assert early["verdict"] == "not_shown"
    with pytest.raises(RuleBroken, match="offered for increases"):
        study("cases,expected\n3,1\n", "maxsprt", upper=2, alternative="smaller")
    with pytest.raises(RuleBroken, match="at most 500"):
        study("cases,expected\n3,1\n", "maxsprt", upper=501)


def test_the_e_test_is_refused_where_it_would_take_the_machine() -> None:
    found = study("before,after,hours_before,hours_after\n4000,4000,1,1\n", "etest")
    assert (found["verdict"], found["reason"]) == ("cannot_be_evaluated", "counts")


@pytest.mark.parametrize(
    ("method", "p_value"),
    # P(X ≤ 3) at mean 8 from Poisson tables; less half of P(X = 3) = 0.02863; Φ(−5/√8)
    [("exact", 0.04238), ("mid-p", 0.02807), ("score", 0.03855), ("byar", 0.04238)],
)
def test_a_rate_against_another(method: str, p_value: float) -> None:
    asked = {"null": 0.8, "alternative": "smaller", "method": method}
    found = study("cases,hours\n3,10\n", "rate", **asked)
    assert found["p_value"] == pytest.approx(p_value, abs=5e-6)
    assert (found["verdict"], found["value"]) == ("shown", "0.3")


def test_a_rate_without_another_is_only_estimated() -> None:
    found = study("cases\n3\n", "rate", exposure=10, per=100)
    assert (found["verdict"], found["rate"], found["p_value"]) == ("estimated", 30, None)


def test_no_p_value_is_told_as_nothing() -> None:
    found = study("before,after,hours_before,hours_after\n900000,100,1,1\n")
    assert found["p_value"] == 0
    assert "p < 0.000001, below 0.05" in said(found)
    assert "p = 0.02505, below 0.05" in said(study(FAY))
