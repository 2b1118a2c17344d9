"""Terms of the five simple kinds, as agreements had them first, in the language of steps.

Only what is older than that reads this: the migration, which keeps beside it what was signed, and
the check of papers that were issued before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from programs.domain.terms import Sheet, sheet_from

OLD = "boram.terms/0"
PLAN = "zz_plan_approved"
MOST = "999999999999"
ROUNDING = {
    "won_down": ("1", "down"),
    "won_half_up": ("1", "half_up"),
    "won_half_even": ("1", "half_even"),
    "ten_won_down": ("10", "down"),
    "thousand_won_down": ("1000", "down"),
}
CALLED = {
    "attained": ("attainment", "달성률"),
    "met": ("target met", "목표 달성"),
    "earned": ("earned", "얻은 금액"),
    "rounded": ("rounded", "단위 정리"),
    "capped": ("within the cap", "상한 적용"),
}
Part = dict[str, Any]


def translated(old: Mapping[str, Any], *, version: int) -> dict[str, Any]:
    """The same promise: each clause becomes a measure, its steps and an output of the same name.

    No clause alone is paid more than the cap; the reserve that was signed keeps their sum under it.
    """
    clauses = old["clauses"]
    inputs = [one for i, clause in enumerate(clauses) for one in _inputs(clause, i)]
    if any(clause["kind"] == "fixed" for clause in clauses):
        plan = {"key": PLAN, "label": _label("The plan is approved", "사업계획 승인")}
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
        "steps": [step for i, clause in enumerate(clauses) for step in _steps(clause, i, old)],
        "outputs": [_output(clause, i) for i, clause in enumerate(clauses)],
    }


def terms_from(document: Mapping[str, Any]) -> Sheet:
    """Terms as a paper shows them, from before or after they were written in steps."""
    if document["schema"] == OLD:
        return sheet_from(translated(document, version=1))
    return sheet_from(document)


def _label(en: str, ko: str) -> dict[str, str]:
    return {"en": en, "ko": ko}


def _name(i: int, what: str) -> str:
    """Names that no clause could have had: they are short, and begin with a number of their own."""
    return f"zz{i}_{what}"


def _inputs(clause: Mapping[str, Any], i: int) -> list[Part]:
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
        "key": _name(i, "goal"),
        "label": _label(f"{key}: target", f"{key}: 목표"),
        **number,
        "least": "0.000001",
        "source": "target",
        "goal_of": key,
    }
    return [verified, goal]


def _steps(clause: Mapping[str, Any], i: int, old: Mapping[str, Any]) -> list[Part]:
    unit, way = ROUNDING[old["rounding"]]
    steps = [
        *KINDS[clause["kind"]](clause, i),
        {
            "key": _name(i, "rounded"),
            "do": "round",
            "of": _name(i, "earned"),
            "unit": unit,
            "way": way,
        },
        {
            "key": _name(i, "capped"),
            "do": "at_most",
            "of": _name(i, "rounded"),
            "limit": str(old["cap"]),
        },
    ]
    return [{**step, "label": _called(clause["key"], step["key"])} for step in steps]


def _called(key: str, step: str) -> Part:
    en, ko = CALLED[step.partition("_")[2]]
    return _label(f"{key}: {en}", f"{key}: {ko}")


def _fixed(clause: Mapping[str, Any], i: int) -> list[Part]:
    amount = {"do": "lump", "amount": str(clause["amount"]), "when": PLAN}
    return [{"key": _name(i, "earned"), **amount}]


def _per_unit(clause: Mapping[str, Any], i: int) -> list[Part]:
    rate = {"do": "unit_rate", "rate": clause["rate"], "most": clause["most_units"]}
    return [{"key": _name(i, "earned"), "of": clause["key"], **rate}]


def _threshold(clause: Mapping[str, Any], i: int) -> list[Part]:
    key = clause["key"]
    return [
        _attainment(key, i),
        {
            "key": _name(i, "met"),
            "do": "compare",
            "of": _name(i, "attained"),
            "is": "at_least",
            "than": clause["at_least"],
        },
        {
            "key": _name(i, "earned"),
            "do": "lump",
            "amount": str(clause["award"]),
            "when": _name(i, "met"),
        },
    ]


def _bands(clause: Mapping[str, Any], i: int) -> list[Part]:
    key, steps = clause["key"], clause["steps"]
    ends = [{"below": step["from"]} for step in steps[1:]] + [{}]
    bands = [
        {"from": step["from"], **end, "gives": str(step["amount"])}
        for step, end in zip(steps, ends, strict=True)
    ]
    first = {"below": steps[0]["from"], "gives": "0"}
    table = {"do": "bands", "of": _name(i, "attained"), "bands": [first, *bands]}
    return [_attainment(key, i), {"key": _name(i, "earned"), **table}]


def _attainment(key: str, i: int) -> Part:
    return {"key": _name(i, "attained"), "do": "attainment", "of": key, "target": _name(i, "goal")}


def _output(clause: Mapping[str, Any], i: int) -> Part:
    key = clause["key"]
    return {
        "key": key,
        "label": _label(key, key),
        "amount": _name(i, "capped"),
        "payer": "funder",
        "payee": "supplier",
        "tranche": "plan" if clause["kind"] == "fixed" else "results",
    }


KINDS: Mapping[str, Callable[[Mapping[str, Any], int], list[Part]]] = {
    "fixed": _fixed,
    "per_unit": _per_unit,
    "threshold": _threshold,
    "steps": _bands,
}
