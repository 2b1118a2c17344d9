"""What luck pays: worked out, drawn, and known from elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from scipy import stats

from outcomes.domain.luck import Answer, Line, in_hundred, luck, question_from
from tests.domain.outcomes.luck.questions import AWARD, a_question, a_site, answered

NOTHING, HALF = Decimal(0), Decimal("0.5")
BAD_YEAR = [a_site(before=6)]
WORLDS: dict[str, dict[str, Any]] = {
    "a bad year": {"sites": BAD_YEAR},
    "a bare rule after a bad year": {"sites": BAD_YEAR, "design": {"kind": "bare"}},
    "nobody has counted": {},
    "a bare rule, nobody has counted": {"design": {"kind": "bare"}},
    "the worst tenth": {"baseline": "worst"},
    "twenty alike": {"sites": [a_site(alike=20)], "design": {"kind": "bare"}},
    "twenty alike and known": {"sites": [a_site(alike=20, before=60)]},
    "known and different": {"sites": [a_site(before=6), a_site(before=1, hours_after="90000")]},
    "an industry that improves": {"trend": "0.8", "sites": BAD_YEAR},
    "at least a fifth, bound paid": {
        "design": {
            "kind": "rate_reduction",
            "alpha": "0.1",
            "pays_on": "bound",
            "least_events": "2",
        },
        "baseline": "worst",
    },
    "half is agreed to be enough": {
        "design": {"kind": "rate_reduction", "alpha": "0.2", "minimum_reduction": "0.1"},
        "sites": [a_site(before=9)],
    },
}


@pytest.mark.parametrize("world", WORLDS)
def test_what_is_drawn_agrees_with_what_is_worked_out(world: str) -> None:
    answer = answered(**WORLDS[world], effects=["0.2"])
    assert [line.effect for line in answer.lines] == [NOTHING, Decimal("0.2"), HALF]
    for line in answer.lines:
        assert line.exact is not None
        for name in ("met", "paid", "bare", "unknown"):
            sure, seen = (float(getattr(one, name)) for one in (line.exact, line.drawn))
            spread = (sure * (1 - sure) / 100_000) ** 0.5
            assert seen == pytest.approx(sure, abs=4 * spread + 1e-6), name
        assert line.won_error is not None
        assert line.drawn.won == pytest.approx(line.exact.won, abs=2 * line.won_error + 1)


def test_a_site_whose_rate_is_known_is_a_poisson_count() -> None:
    """Sites that are all alike: two expected, so 6 and then at most 4 by the bare rule."""
    answer = answered(design={"kind": "bare"}, sites=BAD_YEAR, phi="1000000", expected_rate="10")
    expected = stats.poisson(2).cdf(4)
    assert _exact(answer, NOTHING) == pytest.approx(expected, abs=1e-5)
    assert _exact(answer, HALF) == pytest.approx(stats.poisson(1).cdf(4), abs=1e-5)


def test_a_bad_year_pays_the_bare_rule_for_nothing() -> None:
    """Six against 2.4 expected: the next year is like 3.9, by the negative binomial law."""
    answer = answered(design={"kind": "bare"}, sites=BAD_YEAR)
    mean = (3 + 6) / (3 / 2.4 + 1)
    expected = stats.nbinom(9, 9 / (9 + mean)).cdf(4)
    assert _exact(answer, NOTHING) == pytest.approx(expected, abs=1e-6)
    assert answer.lines[0].best.won == pytest.approx(AWARD * expected, abs=31)


def test_who_was_chosen_for_a_bad_year_is_paid_for_luck_more_often() -> None:
    picked = _exact(answered(design={"kind": "bare"}, baseline="worst"), NOTHING)
    anybody = _exact(answered(design={"kind": "bare"}), NOTHING)
    assert picked > anybody + 0.25


def test_a_known_baseline_tells_it_all_however_the_site_was_chosen() -> None:
    """What the chosen sites saw, each with its probability, comes to what is said of them."""
    worst = answered(design={"kind": "bare"}, baseline="worst", worst_share="0.05")
    law = stats.nbinom(3, 3 / (3 + 2.4))
    above = [law.sf(x) for x in range(60)]  # more than x
    chosen = [min(law.pmf(x), max(0.05 - above[x], 0)) / 0.05 for x in range(60)]
    known = [
        chance * _exact(answered(design={"kind": "bare"}, sites=[a_site(before=x)]), NOTHING)
        for x, chance in enumerate(chosen[:25])
        if chance > 0
    ]
    assert _exact(worst, NOTHING) == pytest.approx(sum(known), abs=1e-4)


def test_the_exact_test_keeps_its_level_on_average_and_not_among_the_worst() -> None:
    assert _exact(answered(), NOTHING) < 0.05
    assert _exact(answered(baseline="worst"), NOTHING) > 0.05


def test_what_the_whole_industry_does_looks_like_an_effect() -> None:
    improved = answered(sites=BAD_YEAR, trend="0.75").lines[0]
    effect = answered(sites=BAD_YEAR, effects=["0.25"]).lines[1]
    assert improved.best == effect.best
    assert improved.best.paid > answered(sites=BAD_YEAR).lines[0].best.paid


def test_several_that_were_chosen_are_only_drawn() -> None:
    """Each was chosen by its own count, and their sum does not tell whose it was."""
    assert answered(sites=[a_site(alike=2)], baseline="worst").lines[0].exact is None


def test_what_never_came_up_may_still_happen() -> None:
    never = answered(sites=[a_site(before=0)]).lines[0]
    assert never.drawn.paid == 0
    assert never.error == Decimal("0.00003")


def test_what_drifts_is_only_drawn_and_spreads_wider() -> None:
    calm = answered(sites=[a_site(before=40)], expected_rate="200", phi="50")
    restless = answered(sites=[a_site(before=40)], expected_rate="200", phi="50", drift="0.2")
    assert restless.lines[0].exact is None
    assert restless.lines[0].drawn.paid > 2 * calm.lines[0].drawn.paid
    assert "19 of 20 such draws" in str(restless.sentences[-1])


def test_many_sites_may_be_told_as_one_group_or_one_by_one() -> None:
    """Their sum is known from all hours and injuries together, drift or not."""
    for changes in ({"design": {"kind": "bare"}}, {"design": {"kind": "bare"}, "drift": "0.5"}):
        together = answered(sites=[a_site(alike=6, before=12)], **changes).lines[0]
        apart = answered(sites=[a_site(before=2)] * 6, **changes).lines[0]
        assert together.best.paid == pytest.approx(apart.best.paid, abs=Decimal("0.006"))
    calm = answered(sites=[a_site(alike=6)], design={"kind": "bare"}).lines[0]
    restless = answered(sites=[a_site(alike=6)], design={"kind": "bare"}, drift="0.5").lines[0]
    assert restless.best.paid > calm.best.paid + Decimal("0.02")


def test_the_same_question_has_the_same_answer_to_the_last_digit() -> None:
    assert answered().as_json() == answered().as_json()
    assert answered(seed=8).lines[0].drawn != answered(seed=7).lines[0].drawn


def test_a_stored_question_is_asked_again_from_its_own_answer() -> None:
    stored = answered(sites=BAD_YEAR, effects=["0.25"]).as_json()
    again = luck(question_from(stored["question"])).as_json()
    assert again == stored


def test_a_line_does_not_depend_on_its_neighbours() -> None:
    alone = answered().line(HALF)
    among = answered(effects=["0.1", "0.3", "0.9"]).line(HALF)
    assert alone == among


def test_a_greater_effect_is_paid_more_often() -> None:
    lines = answered(sites=[a_site(before=20)], expected_rate="80", effects=["0.25", "0.75"]).lines
    paid = [line.best.paid for line in lines]
    assert paid == sorted(set(paid))


def test_too_little_to_judge_by_is_told_and_pays_nothing() -> None:
    least = {**a_question()["design"], "least_events": "5"}
    line = answered(design=least, sites=[a_site(before=4)]).lines[0]
    assert line.best.unknown == 1
    assert line.best.paid == line.best.won == 0


def test_without_terms_it_is_said_how_often_the_target_is_met() -> None:
    answer = answered(terms=None, sites=[a_site(before=20)], expected_rate="80")
    line = answer.lines[0]
    assert line.best.won is None
    assert line.best.paid == line.best.met > 0
    assert str(answer.sentences[0]).startswith("If nothing is done, this target is met in ")


def test_it_is_said_in_words() -> None:
    answer = answered(design={"kind": "bare"}, sites=BAD_YEAR)
    said = [str(one) for one in answer.sentences]
    lucky, kept = (
        stats.nbinom(9, 9 / (9 + mean)).cdf(4) for mean in (9 * 2.4 / 5.4, 9 * 1.2 / 5.4)
    )
    assert said[0] == (
        f"If nothing is done, this target pays in {lucky * 100:.0f} of 100 cases; "
        f"₩{AWARD * lucky:,.0f} is to be expected for nothing."
    )
    assert said[1] == (
        f"If the promised effect of 50 % is real, it pays in {kept * 100:.1f} of 100 cases; "
        f"₩{AWARD * kept:,.0f} is to be expected."
    )
    assert said[2] == (
        f"A bare comparison (at least 20 % fewer than before) would pay in {lucky * 100:.0f} of "
        "100 cases although nothing is done."
    )
    assert "12 injuries in a million hours" in said[3]
    assert said[4] == "Worked out exactly, and drawn 100,000 times from the seed 7 as a check."


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("1", "100"),
        ("0.9996", "more than 99.9"),
        ("0.9342", "93.4"),
        ("0.314999", "31"),
        ("0.315", "32"),
        ("0.0342", "3.4"),
        ("0.0003", "fewer than 0.1"),
        ("0", "0"),
    ],
)
def test_cases_are_told_as_people_count_them(share: str, said: str) -> None:
    assert str(in_hundred(Decimal(share))) == said


def _exact(answer: Answer, effect: Decimal) -> float:
    line: Line = answer.line(effect)
    assert line.exact is not None
    return float(line.exact.paid)
