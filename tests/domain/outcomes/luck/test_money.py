"""What an outcome pays is what the terms price it at, one by one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.luck import Terms, luck, question_from
from outcomes.domain.luck.money import measure_in, paid_for
from outcomes.domain.luck.rules.judged import by_values
from programs.domain.terms import price, sheet_from
from tests.domain.outcomes.luck.questions import AWARD, a_question, a_site
from tests.factories.terms import promise

VALUES = ["0", "0.25", "0.9999", "1", "3", "49.99999", "50", "2000000", None]


def paid(document: dict[str, Any], measure: str, **given: Any) -> tuple[list[int], list[bool]]:
    values = [None if one is None else Decimal(one) for one in VALUES]
    terms = Terms(sheet_from(document), document, measure, given)
    found = paid_for(terms, by_values([False] * len(values), values), Decimal(1))
    return found.won.tolist(), found.unknown.tolist()


def test_an_award_is_paid_from_the_target_on() -> None:
    won, unknown = paid(promise(injuries=(AWARD, "1"), advance=5), "injuries")
    assert won == [0, 0, 0, AWARD, AWARD, AWARD, AWARD, AWARD, 0]
    assert unknown == [False] * 8 + [True]


def test_units_are_paid_one_by_one_up_to_the_most() -> None:
    document = promise(guards=(333, 50))
    won, _ = paid(document, "guards")
    told = [  # what goes beyond the range of the terms counts as its end, in four decimals
        price(sheet_from(document), {"guards": one}).of("guards").minor
        for one in ("0", "0.25", "0.9999", "1", "3", "49.9999", "50", "1000000")
    ]
    assert won == [*told, 0]


def test_terms_that_look_at_each_worksite_pay_for_one() -> None:
    document = promise(injuries=(AWARD, "1"))
    label = {"en": "worksite", "ko": "사업장"}
    document["levels"] = [{"key": "worksite", "label": label, "most": 100}]
    for one in document["inputs"]:
        one["subject"] = "worksite"
    document["steps"].append(
        {"key": "all", "do": "sum_over", "label": label, "of": "injuries_paid"}
    )
    document["outputs"][0]["amount"] = "all"
    won, _ = paid(document, "injuries")
    assert won == [0, 0, 0, AWARD, AWARD, AWARD, AWARD, AWARD, 0]


def test_only_what_the_target_brings_is_counted() -> None:
    """Guards are paid in the same amount, whatever becomes of the injuries."""
    document = promise(guards=(500_000, 50), injuries=(AWARD, "1"))
    both = {"key": "both", "do": "sum", "of": ["guards_paid", "injuries_paid"]}
    document["steps"].append({**both, "label": {"en": "both", "ko": "둘"}})
    document["outputs"] = [{**document["outputs"][0], "amount": "both"}]
    won, unknown = paid(document, "injuries", guards="50")
    assert won == [0, 0, 0, AWARD, AWARD, AWARD, AWARD, AWARD, 0]
    assert unknown == [False] * 8 + [True]


def test_where_less_is_better_the_most_is_nothing_attained() -> None:
    document = promise(guards=(100, 50))
    document["inputs"][0]["direction"] = "lower_better"
    document["inputs"][0]["most"] = "40"
    document["steps"].insert(
        0,
        {
            "key": "fewer", "do": "difference", "label": {"en": "f", "ko": "f"}, "of": "40",
            "less": "guards",
        },
    )  # fmt: skip
    document["steps"][1]["of"] = "fewer"
    won, _ = paid(document, "guards")
    assert won[0] == 100 * 40
    assert won[6:8] == [0, 0]


def test_what_else_an_amount_needs_is_given_or_missing() -> None:
    document = promise(injuries=(AWARD, "1"))
    document["inputs"].append(
        {
            "key": "bonus", "label": {"en": "b", "ko": "b"}, "kind": "number", "least": "0",
            "most": "9", "source": "pool",
        }
    )  # fmt: skip
    document["steps"].append(
        {
            "key": "more", "do": "product", "label": {"en": "m", "ko": "m"},
            "of": ["injuries_paid", "bonus"],
        }
    )  # fmt: skip
    document["outputs"][0]["amount"] = "more"
    assert paid(document, "injuries", bonus="2")[0][3] == 2 * AWARD
    assert paid(document, "injuries")[1] == [True] * 9
    with pytest.raises(RuleBroken, match="bonus"):
        paid(document, "injuries", bonus="10")


def test_a_quantity_pays_by_what_comes_of_it() -> None:
    terms = promise(guards=(500_000, 50))
    asked = a_question(
        design={"kind": "quantity", "goal": "50"}, sites=[], terms=terms, measure="guards",
        promised="1", effects=["0.5"],
    )  # fmt: skip
    nothing, half, whole = luck(question_from(asked)).lines
    assert nothing.best.paid == nothing.best.met == nothing.best.won == 0
    assert half.best.won == pytest.approx(25 * 500_000, rel=1e-5)
    assert whole.best.met == pytest.approx(Decimal("0.5188"), abs=Decimal("0.0005"))
    assert whole.best.won is not None
    assert whole.best.won < 50 * 500_000  # what is more than fifty is not paid
    for line in (half, whole):
        assert line.won_error is not None
        assert line.drawn.won == pytest.approx(line.best.won, abs=2 * line.won_error)


def test_what_would_have_come_anyway_is_no_success() -> None:
    """Forty a year come without anybody's doing; the promise of fifty adds ten."""
    terms = promise(guards=(500_000, 50))
    asked = a_question(
        design={"kind": "quantity", "goal": "50"}, terms=terms, measure="guards",
        sites=[a_site()], expected_rate="200", phi="1000000", promised="1",
    )  # fmt: skip
    nothing, whole = luck(question_from(asked)).lines
    assert nothing.exact is None
    assert nothing.drawn.won == pytest.approx(40 * 500_000, rel=0.02)
    assert whole.drawn.met == pytest.approx(Decimal("0.5188"), abs=Decimal("0.01"))


def test_quantiles_are_amounts_that_are_really_paid() -> None:
    asked = a_question(sites=[a_site(before=20)], expected_rate="80", effects=["0.9"])
    nothing, _, most = luck(question_from(asked)).lines
    assert nothing.drawn.paid > Decimal("0.05")
    assert nothing.drawn.won_quantiles == (0, 0, AWARD)
    assert most.drawn.won_quantiles == (AWARD, AWARD, AWARD)


def test_the_only_measure_needs_no_name() -> None:
    assert measure_in(sheet_from(promise(guards=(1, 1))), "").key == "guards"
    both = sheet_from(promise(guards=(1, 1), injuries=(1, "1")))
    with pytest.raises(RuleBroken, match="They ask for: guards, injuries"):
        measure_in(both, "")


def test_a_contract_with_many_suppliers_is_no_target() -> None:
    document = promise(guards=(1, 1))
    document["levels"] = [{"key": "firm", "label": {"en": "f", "ko": "f"}, "most": 10}]
    with pytest.raises(RuleBroken, match="agreement with one supplier"):
        paid(document, "guards")


def test_amounts_stay_whole_numbers_however_large() -> None:
    won, _ = paid(promise(injuries=(9_000_000_000_000_000, "1")), "injuries")
    assert np.array(won).dtype.kind in "iO"
    assert won[3] == 9_000_000_000_000_000
