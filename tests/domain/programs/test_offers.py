"""What an agreement asks of its terms, beyond that they can be priced."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.offers import (
    advances_of,
    measures_for,
    measures_of,
    offer_from,
    output_of,
    problems_of,
)
from programs.domain.terms import sheet_from
from tests.factories.terms import promise

Part = dict[str, Any]
TERMS = promise(advance=40, guards=(5, 50), injuries=(30, "1"))


def _set(path: str, value: Any) -> Callable[[Part], None]:
    """`inputs.1.source`: the member at a place of the document."""

    def change(document: Part) -> None:
        found: Any = document
        *way, last = path.split(".")
        for name in way:
            found = found[int(name)] if name.isdigit() else found[name]
        found[last] = value

    return change


def _another_output(document: Part) -> None:
    document["outputs"].append({**document["outputs"][1], "key": "again"})


def _a_measure_nobody_pays(document: Part) -> None:
    document["inputs"].append({**document["inputs"][1], "key": "helmets"})


def _levels(*keys: str) -> Callable[[Part], None]:
    names = {"en": "level", "ko": "단계"}
    return _set("levels", [{"key": key, "label": names, "most": 9} for key in keys])


def test_what_the_platform_asks_of_its_terms_is_told_by_them() -> None:
    sheet = offer_from(TERMS)
    assert [one.key for one in measures_of(sheet)] == ["guards", "injuries"]
    assert [one.key for one in advances_of(sheet)] == ["advance"]
    assert output_of(sheet, "injuries").key == "injuries"
    assert [one.key for one in measures_for(sheet, output_of(sheet, "guards"))] == ["guards"]


def test_nothing_is_paid_for_a_measure_that_leads_nowhere() -> None:
    with pytest.raises(RuleBroken, match="The terms pay nothing for “helmets”"):
        output_of(sheet_from(TERMS), "helmets")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("currency", {"code": "USD", "minor": 2}), "currency: agreements here are paid in whole won. Write KRW and 0."),
        (_set("currency.minor", 1), "currency: agreements here are paid in whole won. Write KRW and 0."),
        (_levels("site"), "levels: an agreement is with one supplier, so it has no level but “worksite”. Take the others away."),
        (_levels("worksite", "part"), "levels: an agreement is with one supplier, so it has no level but “worksite”. Take the others away."),
        (_set("inputs.0.source", "declared"), "inputs[0].source: nobody tells this platform “plan”. Its source has to be one of: verified, target, plan, pool."),
        (_set("inputs.1.source", "plan"), "inputs[1].kind: an approved plan is a yes or no."),
        (_set("inputs.0.source", "verified"), "inputs[0].kind: what is verified is a number."),
        (_set("inputs.3.goal_of", "guard"), "inputs[3].goal_of has to name the measure that this is the target of, on the same level."),
        (_set("inputs.3.subject", "worksite"), "inputs[3].goal_of has to name the measure that this is the target of, on the same level."),
        (_set("outputs.0.payer", "supplier"), "outputs[0]: here the bank pays the supplier. Write “funder” as payer and “supplier” as payee."),
        (_set("outputs.0.payee", "funder"), "outputs[0]: here the bank pays the supplier. Write “funder” as payer and “supplier” as payee."),
        (_set("outputs.1.tranche", "plan"), "outputs[1] is paid on the plan, so it needs the approved plan and nothing else."),
        (_set("outputs.0.tranche", "results"), "outputs[0] is paid on results, but no verified result leads to it. Let it need one, or pay it on the plan."),
        (_another_output, "outputs[3] needs “guards”, by which “guards” is paid already. A result leads to one amount: add the two up in one output."),
        (_a_measure_nobody_pays, "inputs: nothing is paid for “helmets”. Let an amount need it, or take it away."),
    ],
)  # fmt: skip
def test_what_cannot_be_an_agreement_says_where_and_what_to_do(
    change: Callable[[Part], None], words: str
) -> None:
    document = deepcopy(TERMS)
    change(document)
    assert words in [str(one) for one in problems_of(sheet_from(document))]
    with pytest.raises(RuleBroken):
        offer_from(document)


def test_a_level_of_worksites_is_an_agreement() -> None:
    document = deepcopy(TERMS)
    _levels("worksite")(document)
    assert not list(problems_of(sheet_from(document)))


def test_an_amount_from_a_pool_is_paid_on_results() -> None:
    document = deepcopy(promise(guards=(5, 50)))
    document["inputs"].append(
        {
            **document["inputs"][0],
            "key": "pool_share",
            "source": "pool",
            "unit": "KRW",
            "decimals": 0,
        }
    )
    document["outputs"].append({**document["outputs"][0], "key": "incentive", "amount": "pool_share", "tranche": "incentive"})  # fmt: skip
    assert not list(problems_of(sheet_from(document)))


def test_what_check_finds_wrong_is_refused_first() -> None:
    with pytest.raises(RuleBroken, match="neither an input nor a step"):
        offer_from({**TERMS, "outputs": [{**TERMS["outputs"][0], "amount": "nothing"}]})
