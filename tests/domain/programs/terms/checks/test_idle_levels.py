"""A level of subjects that nothing speaks of."""

from __future__ import annotations

from typing import Any

from tests.domain.programs.terms.build import named, step
from tests.domain.programs.terms.checks.looking import Found, found, paid

RATE = step("unit_rate", "pay", of="x", rate="2")


def levels(*keys: str) -> dict[str, Any]:
    return {"levels": [{"key": one, "label": named(one), "most": 3} for one in keys]}


def idle(place: str, level: str) -> Found:
    return [
        (
            "warning",
            place,
            (
                f"{place}, “{level}”, has no input, no sum up to it and no payment. "
                "Take it out, or give it an input."
            ),
        )
    ]


def test_a_level_without_any_use_is_told() -> None:
    assert found(RATE, x="0..9", members=levels("firm")) == idle("levels[0]", "firm")
    assert found(RATE, x="0..9 @site", members=levels("firm", "site")) == idle("levels[0]", "firm")
    assert found(RATE, x="0..9 @firm", members=levels("firm", "site")) == idle("levels[1]", "site")


def test_an_input_a_sum_or_a_payment_is_a_use() -> None:
    assert found(RATE, x="0..9 @site", members=levels("site")) == []
    total = step("sum_over", "all", of="pay", up_to="firm")
    assert found(RATE, total, x="0..9 @site", members=levels("firm", "site")) == []
    for side in ("payer", "payee"):
        outputs = [paid("pay", **{side: "firm"})]
        assert found(RATE, x="0..9 @site", members=levels("firm", "site"), outputs=outputs) == []
