"""What the sheets of this platform have in common: won, two parties, a plan, verified results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.domain.words import Named

Part = dict[str, Any]
WORKSITE: Part = {"key": "worksite", "label": {"en": "worksite", "ko": "사업장"}, "most": 200}


def label(en: str, ko: str) -> Part:
    """What people call something."""
    return {"label": {"en": en, "ko": ko}}


def sheet(
    key: str,
    name: Named,
    *,
    inputs: Sequence[Part],
    steps: Sequence[Part],
    outputs: Sequence[Part],
    levels: Sequence[Part] = (),
) -> Part:
    """A whole sheet in won, from the bank to the supplier."""
    return {
        "id": key,
        "title": {"en": name.en, "ko": name.ko},
        "version": 1,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "funder", **label("Bank", "은행")},
            {"key": "supplier", **label("Supplier", "공급기업")},
        ],
        **({"levels": list(levels)} if levels else {}),
        "inputs": list(inputs),
        "steps": list(steps),
        "outputs": list(outputs),
    }


def plan() -> Part:
    """Whether the plan is approved."""
    return {
        "key": "plan_approved",
        **label("The plan is approved", "계획 승인 여부"),
        "kind": "yes_no",
        "source": "plan",
    }


def measure(key: str, name: Part, unit: str, most: str, **more: Any) -> Part:
    """What a target is set for and a verifier attests; it cannot be below zero."""
    return {
        "key": key,
        **name,
        "kind": "number",
        "unit": unit,
        "least": "0",
        "most": most,
        "direction": "higher_better",
        "source": "verified",
        **more,
    }


def goal(key: str, name: Part, of: str, unit: str, most: str, **more: Any) -> Part:
    """The goal of the target that is agreed for a measure; a goal of nothing is none."""
    return {
        "key": key,
        **name,
        "kind": "number",
        "unit": unit,
        "least": "1",
        "most": most,
        "source": "target",
        "goal_of": of,
        **more,
    }


def advance(amount: str) -> Part:
    """So much as soon as the plan is approved."""
    return {
        "key": "first_tranche",
        "do": "lump",
        **label("First tranche", "1차 지급금"),
        "amount": amount,
        "when": "plan_approved",
    }


def paid(key: str, name: Part, amount: str, tranche: str = "results") -> Part:
    """An amount from the bank to the supplier."""
    return {
        "key": key,
        **name,
        "amount": amount,
        "payer": "funder",
        "payee": "supplier",
        "tranche": tranche,
    }


def paid_advance() -> Part:
    """The first tranche as it is paid."""
    return paid("on_plan", label("First tranche", "1차 지급금"), "first_tranche", "plan")


def paid_result(amount: str = "result") -> Part:
    """What results earn."""
    return paid("on_results", label("Payment on results", "성과 지급금"), amount)


def won_only(of: str, key: str = "result", name: Part | None = None) -> Part:
    """Rounded to whole won, parts of a won not paid."""
    return {
        "key": key,
        "do": "round",
        **(name or label("Payment on results", "성과 지급금")),
        "of": of,
        "unit": "1",
        "way": "down",
    }
