"""One and two rates against numbers that others published, to the digits given."""

from __future__ import annotations

import pytest

from outcomes.domain.evaluation.statistics import one_rate, power, score, two_rates, wald_power
from outcomes.domain.evaluation.statistics.two_rates import two
from outcomes.domain.evaluation.statistics.wald_power import Arms
from tests.domain.outcomes.statistics.vectors import present, vector

pytestmark = present


def near(expected: float, tolerance: float = 1e-12) -> object:
    return pytest.approx(expected, abs=tolerance, rel=0)


@pytest.mark.parametrize(
    ("name", "method", "tolerance"),
    [
        ("poisson_score_15_400", "score", 1e-12),
        ("poisson_jeffreys_15_400", "jeffreys", 1e-12),
        ("poisson_wald_15_400", "wald", 1e-12),
        ("poisson_byar_15_400", "byar", 1e-6),
    ],
)
def test_intervals_of_one_rate(name: str, method: str, tolerance: float) -> None:
    given, expected = vector(name)
    found = one_rate.interval(cases=given["count"], time=given["exposure"], method=method)
    assert (found.low, found.high) == tuple(near(end, tolerance) for end in expected["ci"])


def test_the_exact_interval_and_its_table() -> None:
    given, expected = vector("poisson_exact_ci_15_400")
    found = one_rate.interval(cases=given["count"], time=given["exposure"])
    assert (found.low, found.high) == (near(expected["lower"]), near(expected["upper"]))
    _, table = vector("garwood_table")
    for cases, (low, high) in table.items():
        ends = one_rate.interval(cases=int(cases), time=1)
        assert (ends.low, ends.high) == (near(low, 1e-6), near(high, 1e-6))


def test_tests_of_one_rate() -> None:
    given, expected = vector("poisson_exact_test_15_400_r0.05")
    asked = {"cases": given["count"], "time": given["exposure"], "null": given["null_rate"]}
    assert one_rate.p_value(**asked) == near(expected["p_two_sided_central"])
    _, by_score = vector("poisson_score_15_400")
    assert one_rate.p_value(**asked, method="score") == near(by_score["p"])


def test_fays_example() -> None:
    given, expected = vector("rateratio_fay")
    data = two(*given["x"], *given["t"])
    assert two_rates.exact(data) == near(expected["p_two_sided"], 5e-6)
    ends = two_rates.interval(data)
    assert (ends.low, ends.high) == tuple(near(end, 1e-7) for end in expected["ci"])
    assert data.ratio == near(expected["ratio"], 1e-9)


def test_the_example_of_gu_by_every_method() -> None:
    given, expected = vector("gu_ex1")
    data = two(*given["x"], *given["t"])
    larger = expected["one_sided_larger_p"]
    for method in ("wald", "score", "sqrt", "etest"):
        assert score.compare(data, method=method, alternative="larger")[1] == near(
            larger[method], 5e-6
        )
    for method, statistic in expected["statistic"].items():
        assert score.compare(data, method=method)[0] == near(statistic, 5e-5)
    assert two_rates.exact(data, alternative="larger") == near(larger["exact-cond"], 5e-6)
    assert two_rates.mid_p(data, alternative="larger") == near(larger["cond-midp"], 5e-6)
    assert data.ratio == near(expected["ratio"], 1e-12)


def test_both_conventions_of_two_sides() -> None:
    given, expected = vector("gu_ex1")
    data = two(*given["x"], *given["t"])
    assert two_rates.exact(data, convention="minlike") == near(
        expected["exact_two_sided_minlike_p"]
    )
    for convention in ("central", "minlike"):
        ends = two_rates.interval(data, convention=convention)
        wanted = expected[f"exact_{convention}_ci"]
        assert (ends.low, ends.high) == tuple(near(end, 1e-6) for end in wanted)
    by_score = score.interval(data)
    assert (by_score.low, by_score.high) == tuple(
        near(end, 1e-6) for end in expected["score_ci_ratio_95"]
    )


def test_small_counts_against_another_ratio() -> None:
    given, expected = vector("sm_alt_6_1")
    data, ratio = two(*given["x"], *given["t"]), given["null_ratio"]
    assert two_rates.exact(data, ratio=ratio, convention="minlike") == near(
        expected["exact_two_sided"]
    )
    for side in ("larger", "smaller"):
        assert two_rates.exact(data, ratio=ratio, alternative=side) == near(
            expected[f"exact_{side}"]
        )
    assert two_rates.mid_p(data, ratio=ratio, convention="minlike") == near(
        expected["midp_two_sided"]
    )


def test_the_examples_of_r() -> None:
    given, expected = vector("r_poisson_test_doc_examples")
    one = one_rate.interval(cases=given["one"]["x"], time=given["one"]["T"])
    assert (one.low, one.high) == tuple(near(end, 1e-6) for end in expected["one_ci"])
    data = two(11, 6 + 8 + 7, 800, 1083 + 1050 + 878)
    found = expected["two"]
    assert (data.ratio, two_rates.exact(data)) == (
        near(found["ratio"], 1e-6),
        near(found["p_two_central"], 1e-6),
    )
    assert two_rates.exact(data, alternative="smaller") == near(found["p_less"], 1e-6)
    assert two_rates.exact(data, alternative="larger") == near(found["p_greater"], 1e-6)
    ends = two_rates.interval(data)
    assert (ends.low, ends.high) == tuple(near(end, 1e-6) for end in found["ci"])


def test_power_as_published() -> None:
    given, expected = vector("pass_ratio_noninf")
    for (rate, n), wanted in zip(given["cases_rate1_n"], expected["power"], strict=True):
        arms = Arms(rate, given["rate2"], n, time=given["exposure"])
        found = wald_power.ratio_power(
            arms, alpha=given["alpha_one_sided"], null=given["margin"], alternative="smaller"
        )
        assert found == near(wanted, 5e-5)
    given, expected = vector("pass_negbin")
    arms = Arms(given["rate1"], given["rate2"], given["n1"], time=given["exposure"])
    found = wald_power.equivalence_power(
        arms, low=given["low"], high=given["upp"], alpha=given["alpha"], k=given["dispersion"]
    )
    assert found == near(expected["power"], 5e-5)


def test_events_needed() -> None:
    given, expected = vector("events_needed_before")
    for ratio in given["rr"]:
        found = power.events_needed(ratio=ratio, alpha=given["alpha"] / 2, power=given["power"])
        assert found == near(expected[str(ratio)], 0.01)
