"""Terms of the five simple kinds, as agreements had them first, in the language of steps.

Only what is older than that reads this: the migration, which keeps beside it what was signed, and
the check of papers that were issued before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from programs.domain.terms import Sheet, sheet_from

OLD = "boram.terms/0"
MOST = "999999999999"
ROUNDING = {
    "won_down": ("1", "down"),
    "won_half_up": ("1", "half_up"),
    "won_half_even": ("1", "half_even"),
    "ten_won_down": ("10", "down"),
    "thousand_won_down": ("1000", "down"),
}
Part = dict[str, Any]


def translated(old: Mapping[str, Any], *, version: int) -> dict[str, Any]:
    """The same promise: each clause becomes a measure, its steps and an output of the same name.

    No clause alone is paid more than the cap; the reserve that was signed keeps their sum under it.
    """
    clauses = old["clauses"]
    inputs = [one for clause in clauses for one in _inputs(clause)]
    if any(clause["kind"] == "fixed" for clause in clauses):
        plan = {"key": "plan_approved", "label": _label("The plan is approved", "사업계획 승인")}
        inputs.insert(0, {**plan, "kind": "yes_no", "source": "plan"})
    return {
        "schema": "boram.terms/1",
        "id": "simple-terms",
        "title": _label("Payment terms", "지급 조건"),
        "version": version,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "funder", "label": _label("Bank", "은행")},
            {"key": "supplier", "label": _label("Supplier", "공급기업")},
        ],
        "inputs": inputs,
        "steps": [step for clause in clauses for step in _steps(clause, old)],
        "outputs": [_output(clause) for clause in clauses],
    }


def terms_from(document: Mapping[str, Any]) -> Sheet:
    """Terms as a paper shows them, from before or after they were written in steps."""
    if document["schema"] == OLD:
        return sheet_from(translated(document, version=1))
    return sheet_from(document)


def _label(en: str, ko: str) -> dict[str, str]:
    return {"en": en, "ko": ko}


def _inputs(clause: Mapping[str, Any]) -> list[Part]:
    if clause["kind"] == "fixed":
        return []
    key = clause["key"]
    number = {"kind": "number", "decimals": 6, "least": "0", "most": MOST}
    verified = {
        "key": key,
        "label": _label(f"{key}: verified", f"{key}: 검증값"),
        **number,
        "direction": "higher_better",
        "source": "verified",
    }
    if clause["kind"] == "per_unit":
        return [verified]
    goal = {
        "key": f"{key}-goal",
        "label": _label(f"{key}: target", f"{key}: 목표"),
        **number,
        "least": "0.000001",
        "source": "target",
        "goal_of": key,
    }
    return [verified, goal]


def _steps(clause: Mapping[str, Any], old: Mapping[str, Any]) -> list[Part]:
    key, (unit, way) = clause["key"], ROUNDING[old["rounding"]]
    return [
        *KINDS[clause["kind"]](clause),
        {"key": f"{key}-rounded", "do": "round", "of": f"{key}-earned", "unit": unit, "way": way},
        {
            "key": f"{key}-capped",
            "do": "at_most",
            "of": f"{key}-rounded",
            "limit": str(old["cap"]),
        },
    ]


def _fixed(clause: Mapping[str, Any]) -> list[Part]:
    amount = {"do": "lump", "amount": str(clause["amount"]), "when": "plan_approved"}
    return [{"key": f"{clause['key']}-earned", **amount}]


def _per_unit(clause: Mapping[str, Any]) -> list[Part]:
    rate = {"do": "unit_rate", "rate": clause["rate"], "most": clause["most_units"]}
    return [{"key": f"{clause['key']}-earned", "of": clause["key"], **rate}]


def _threshold(clause: Mapping[str, Any]) -> list[Part]:
    key = clause["key"]
    return [
        _attainment(key),
        {
            "key": f"{key}-met",
            "do": "compare",
            "of": f"{key}-attained",
            "is": "at_least",
            "than": clause["at_least"],
        },
        {
            "key": f"{key}-earned",
            "do": "lump",
            "amount": str(clause["award"]),
            "when": f"{key}-met",
        },
    ]


def _bands(clause: Mapping[str, Any]) -> list[Part]:
    key, steps = clause["key"], clause["steps"]
    ends = [{"below": step["from"]} for step in steps[1:]] + [{}]
    bands = [
        {"from": step["from"], **end, "gives": str(step["amount"])}
        for step, end in zip(steps, ends, strict=True)
    ]
    first = {"below": steps[0]["from"], "gives": "0"}
    table = {"do": "bands", "of": f"{key}-attained", "bands": [first, *bands]}
    return [_attainment(key), {"key": f"{key}-earned", **table}]


def _attainment(key: str) -> Part:
    return {"key": f"{key}-attained", "do": "attainment", "of": key, "target": f"{key}-goal"}


def _output(clause: Mapping[str, Any]) -> Part:
    key = clause["key"]
    return {
        "key": key,
        "label": _label(key, key),
        "amount": f"{key}-capped",
        "payer": "funder",
        "payee": "supplier",
        "tranche": "plan" if clause["kind"] == "fixed" else "results",
    }


KINDS: Mapping[str, Callable[[Mapping[str, Any]], list[Part]]] = {
    "fixed": _fixed,
    "per_unit": _per_unit,
    "threshold": _threshold,
    "steps": _bands,
}
