"""Whom treated sites are held against: few or many others, all the rest, and who was chosen."""

from __future__ import annotations

import numpy as np
import pytest

from tests.domain.outcomes.studies.tables import said, study

TOTALS = "group,before,after\ntreated,1536,1929\ncomparison,721,539\n"
HEAD = "site,group,year,injuries,hours\n"


def panel(*, worst: bool = False, effect: float = 1.0, sites: int = 60) -> str:
    """Sites that differ over four years; the treated are ordinary, or the worst of two years."""
    draws = np.random.Generator(np.random.PCG64(11))
    rates = draws.gamma(1.5, 1.0, sites)
    counts = draws.poisson(rates[:, None] * np.array([1.0, 1.0, 0.9, 0.9]))
    order = np.argsort(-counts[:, :2].sum(axis=1)) if worst else np.arange(sites)
    own = set(order[:12].tolist())
    counts[:, 2:] = np.where(
        np.isin(np.arange(sites), list(own))[:, None],
        draws.binomial(counts[:, 2:], effect),
        counts[:, 2:],
    )
    return HEAD + "".join(
        f"S{site},{'treated' if site in own else 'comparison'},{2013 + year},{counts[site, year]},1000\n"
        for site in range(sites)
        for year in range(4)
    )


YEARS = {"before": ["2013", "2014"], "after": ["2015", "2016"]}


def test_totals_of_both_groups_are_enough_but_know_of_counting_only() -> None:
    found = study(TOTALS, "comparison", alternative="larger")
    assert found["theta"] == pytest.approx(1.675721694114)  # the traffic signals of bastudy
    assert found["verdict"] == "shown"
    assert "With fewer than 10 comparison sites" in said(found)


def test_years_are_periods_and_those_not_named_are_left_out() -> None:
    four = study(panel(), "comparison", **YEARS)
    assert four["K"] + four["L"] + four["M"] + four["N"] > 200
    two = {"before": ["2014"], "after": ["2015"]}
    assert study(panel(), "comparison", **two)["K"] < four["K"]
    assert study(panel(), "did", **two)["diagnostics"]["rows_used"] == 120
    assert study(panel(), "did", **YEARS)["diagnostics"]["rows_used"] == 240


@pytest.mark.parametrize("design", ["comparison", "did", "poisson"])
def test_sites_chosen_for_bad_years_are_not_paid_for_ordinary_ones(design: str) -> None:
    found = study(panel(worst=True), design, **YEARS)
    assert (found["verdict"], found["value"]) == ("not_shown", "0")
    assert found["ratio"] < 0.85
    paid = study(panel(worst=True), design, **YEARS, bad_year="ignored")
    assert (paid["verdict"], paid["value"]) == ("shown", "1")
    words = "chosen for a bad year" if design == "comparison" else "come back to"
    assert words in said(found)
    assert words not in said(paid)


@pytest.mark.parametrize("design", ["eb", "comparison", "did"])
def test_a_true_effect_at_ordinary_sites_is_shown(design: str) -> None:
    found = study(panel(effect=0.35), design, **YEARS)
    assert (found["verdict"], found["value"]) == ("shown", "1")
    assert study(panel(), design, **YEARS)["verdict"] == "not_shown"


def test_a_rise_is_asked_about_without_what_comes_back() -> None:
    found = study(panel(worst=True), "did", **YEARS, alternative="larger")
    assert found["comes_back"] is None
    assert found["p_value_decides"] > 0.5


@pytest.mark.parametrize("design", ["eb", "comparison"])
def test_without_groups_each_site_is_held_against_all_others(design: str) -> None:
    bare = "\n".join(
        ",".join(cells[:1] + cells[2:]) for cells in map(_cells, panel(sites=30).splitlines())
    )
    found = study(bare, design, by="site", **YEARS)
    assert [one["name"] for one in found["results"]] == [f"S{n}" for n in range(30)]
    assert sum(one["verdict"] == "shown" for one in found["results"]) <= 3
    numbers = {one["diagnostics"].get("reference_sites", 29) for one in found["results"]}
    assert numbers == {29}


def test_with_groups_each_treated_site_is_held_against_the_others() -> None:
    found, together = (study(panel(), "eb", **YEARS, **by) for by in ({"by": "site"}, {}))
    assert [one["name"] for one in found["results"]] == [f"S{n}" for n in range(12)]
    assert all(one["diagnostics"]["reference_sites"] == 48 for one in found["results"])
    expected = sum(one["expected"] for one in found["results"])
    assert expected == pytest.approx(together["expected"])


def _cells(line: str) -> list[str]:
    return line.split(",")


def test_one_row_for_each_site_is_a_panel_of_two_periods() -> None:
    wide = "site,group,before,after,hours_before,hours_after\n"
    wide += "A,treated,12,5,100,100\nB,treated,20,9,200,190\n"
    wide += "C,comparison,15,14,150,160\nD,comparison,8,7,90,80\n"
    found = study(wide, "did")
    assert found["ratio"] == pytest.approx(0.4961, abs=5e-5)  # that of the handbook's long table
    assert study(wide, "poisson")["ratio"] == pytest.approx(0.4957, abs=5e-5)


def test_companies_are_clusters_while_each_site_keeps_its_own_rate() -> None:
    rows = panel().splitlines()
    table = f"{rows[0]},company\n" + "".join(
        f"{r},C{int(_cells(r)[0][1:]) // 3}\n" for r in rows[1:]
    )
    by_site, by_company = study(panel(), "did", **YEARS), study(table, "did", **YEARS)
    named = study(table, "did", **YEARS, columns={"cluster": "company"})
    assert by_company["se_log"] == by_site["se_log"]
    assert named["ratio"] == pytest.approx(by_site["ratio"], rel=1e-9)
    assert (named["diagnostics"]["clusters"], named["degrees_of_freedom"]) == (20, 19)
    assert named["se_log"] != by_site["se_log"]
