"""What was really achieved, and what is only luck."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation import (
    Quantity,
    RateReduction,
    Readings,
    Result,
    Verdict,
    design_from,
    power_sentences,
)


def quantity(verified: str | None, goal: str = "50") -> Result:
    value = None if verified is None else Decimal(verified)
    return Quantity(Decimal(goal)).evaluate(Readings({"quantity": value}))


def injuries(
    before: str | None, hours: str | None, after: str | None, later: str | None, *, least: str = "0"
) -> Result:
    names = ("baseline_events", "baseline_hours", "follow_up_events", "follow_up_hours")
    values = {
        n: None if v is None else Decimal(v)
        for n, v in zip(names, (before, hours, after, later), strict=True)
    }
    return RateReduction(minimum_reduction=Decimal(least)).evaluate(Readings(values))


@pytest.mark.parametrize(
    ("verified", "verdict", "sentence"),
    [
        ("50", Verdict.MET, "Verified 50 of 50: the goal is reached."),
        ("1250.5", Verdict.MET, "Verified 1,250.5 of 50: the goal is reached."),
        ("49.9999", Verdict.NOT_MET, "Verified 49.9999 of 50: the goal is not reached."),
        ("0", Verdict.NOT_MET, "Verified 0 of 50: the goal is not reached."),
        (
            None,
            Verdict.CANNOT,
            "Cannot be evaluated: no quantity was verified. Missing is not zero.",
        ),
    ],
)
def test_a_quantity_against_its_goal(verified: str | None, verdict: Verdict, sentence: str) -> None:
    result = quantity(verified)
    assert (result.verdict, str(result.sentences[0])) == (verdict, sentence)
    assert result.attained == (None if verified is None else Decimal(verified))
    assert result.missing == (("quantity",) if verified is None else ())
    assert result.goal == Quantity(Decimal(50)).goal


@pytest.mark.parametrize(
    ("before", "after", "p", "verdict", "bare"),
    [
        # equal hours, so p = P(Bin(n, 1/2) <= after)
        ("4", "0", "0.062500", Verdict.NOT_MET, True),   # (1/2)^4: a drop to zero can be luck
        ("5", "0", "0.031250", Verdict.MET, True),       # (1/2)^5
        ("10", "8", "0.407265", Verdict.NOT_MET, True),  # 20 % lower, and no evidence of anything
        ("10", "9", "0.500000", Verdict.NOT_MET, False),
        ("20", "9", "0.030714", Verdict.MET, True),
        ("0", "0", "1.000000", Verdict.NOT_MET, False),  # nothing to reduce
        ("0", "3", "1.000000", Verdict.NOT_MET, False),
        ("5", "20", "0.999545", Verdict.NOT_MET, False),
    ],
)  # fmt: skip
def test_luck_is_not_paid(before: str, after: str, p: str, verdict: Verdict, bare: bool) -> None:
    result = injuries(before, "100000", after, "100000")
    assert (str(result.p_value), result.verdict, result.bare_met) == (p, verdict, bare)
    assert result.attained == (1 if verdict == Verdict.MET else 0)


def test_hours_count_as_much_as_injuries() -> None:
    result = injuries("10", "200000", "10", "100000")
    assert result.reduction == -1  # twice the rate
    assert injuries("10", "100000", "10", "400000").reduction == Decimal("0.75")
    assert injuries("0", "100000", "1", "100000").reduction is None


def test_more_than_a_minimum_can_be_asked_for() -> None:
    assert injuries("20", "100000", "9", "100000").verdict == Verdict.MET
    assert injuries("20", "100000", "9", "100000", least="0.2").verdict == Verdict.NOT_MET


@pytest.mark.parametrize(
    ("values", "missing", "sentence"),
    [
        (
            ("5", "0", "0", "9"),
            "baseline_hours",
            "hours worked in the baseline are zero, or missing",
        ),
        (
            ("5", "9", "0", "0"),
            "follow_up_hours",
            "hours worked in the follow-up are zero, or missing",
        ),
        (("5", None, "0", "9"), "baseline_hours", "so there is no rate"),
        (
            (None, "9", "0", "9"),
            "baseline_events",
            "injuries in the baseline are missing for some or all of its days. Missing is not zero",
        ),
        (("5", "9", None, "9"), "follow_up_events", "injuries in the follow-up are missing"),
    ],
)
def test_missing_is_not_zero(values: tuple[str | None, ...], missing: str, sentence: str) -> None:
    result = injuries(*values)
    assert (result.verdict, result.attained, result.missing) == (Verdict.CANNOT, None, (missing,))
    assert sentence in str(result.sentences[0])
    assert (result.p_value, result.interval, result.bare_met) == (None, None, None)


def test_both_counts_and_both_rules_are_said() -> None:
    assert [str(s) for s in injuries("5", "48000", "0", "48000").sentences] == [
        "Baseline: 5 injuries in 48,000 hours. Follow-up: 0 injuries in 48,000 hours.",
        "Exact one-sided test: p = 0.031250, below 5 %. A reduction of more than 0 % is shown.",
        "The bare comparison (at least 20 % lower) would say yes. It is shown for information and pays nothing.",
    ]
    assert "is not shown; it may be luck." in str(injuries("4", "9", "0", "9").sentences[1])
    assert "no reduction can be shown" in str(injuries("0", "9", "0", "9").sentences[1])
    assert "would say no." in str(injuries("0", "9", "0", "9").sentences[2])


def test_the_same_data_have_the_same_hash() -> None:
    assert quantity("50").digest == quantity("50.0").digest
    assert (
        len(
            {
                quantity("50").digest,
                quantity("51").digest,
                quantity(None).digest,
                quantity("50", "49").digest,
            }
        )
        == 4
    )


def test_a_result_is_stored_as_text_and_never_as_a_binary_fraction() -> None:
    stored = injuries("5", "48000", "0", "48000").as_json()
    assert stored["p_value"] == "0.03125"
    assert stored["interval"] == {"low": "0", "high": "0.820565", "confidence": "0.9"}
    assert stored["sentences"][0]["values"]["before"] == "5"
    assert injuries("0", "9", "1", "9").as_json()["interval"]["high"] is None
    assert quantity(None).as_json() | {"digest": "", "sentences": []} == {
        "verdict": "cannot_be_evaluated", "goal": "50", "attained": None, "sentences": [], "digest": "",
        "missing": ["quantity"], "reduction": None, "bare_met": None, "p_value": None, "interval": None,
        "method": "exact",
        "diagnostics": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "quantity", "goal": "50"},
        {"kind": "rate_reduction", "alpha": "0.05", "minimum_reduction": "0.2"},
    ],
)
def test_a_design_is_read_and_written(document: dict[str, str]) -> None:
    assert design_from(document).document() == document
    assert set(design_from(document).NEEDS) <= set(injuries_and_quantity())


def injuries_and_quantity() -> tuple[str, ...]:
    return (*Quantity.NEEDS, *RateReduction.NEEDS)


def test_a_minimum_reduction_may_be_left_out() -> None:
    design = design_from({"kind": "rate_reduction", "alpha": "0.05"})
    assert design == RateReduction()
    assert design.goal == 1


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"kind": "feeling"}, "kind must be one of: quantity, empirical_bayes"),
        ({"kind": "quantity", "goal": "0"}, "goal must be a number"),
        ({"kind": "quantity", "goal": "1", "x": 1}, "x is not known here"),
        ({"kind": "rate_reduction", "alpha": "0.5"}, "alpha must be a number .* to 0.2"),
        (
            {"kind": "rate_reduction", "alpha": "0.05", "minimum_reduction": "1"},
            "minimum_reduction must be",
        ),
    ],
)
def test_a_bad_design_is_refused(document: dict[str, object], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        design_from(document)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("quantity", "-1", "zero or more"),
        ("quantity", "NaN", "zero or more"),
        ("baseline_events", "1.5", "whole numbers"),
        ("mood", "1", "no reading “mood”"),
    ],
)
def test_a_senseless_reading_is_refused(name: str, value: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        Readings({name: Decimal(value)})


def test_a_small_site_is_told_what_it_can_never_show() -> None:
    small = power_sentences(
        events=1, hours=Decimal(96_000), follow_up_hours=Decimal(48_000), alpha=Decimal("0.05")
    )
    assert [str(s) for s in small] == [
        "At its baseline rate this site expects 0.5 injuries in 48,000 hours.",
        "To show a reduction of 50 % in four of five cases, about 39 injuries in the baseline are needed; there were 1.",
        "Even without any injury in the follow-up, no reduction could be shown: pay this site for hazards removed, not for injuries.",
    ]  # fmt: skip
    large = power_sentences(
        events=40, hours=Decimal(9), follow_up_hours=Decimal(9), alpha=Decimal("0.05")
    )
    assert str(large[2]) == "Without any injury in the follow-up, a reduction could be shown."
