"""Payment terms as agreements of the tests have them: a first tranche, guards, injuries."""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]
MOST = "1000000"


KOREAN = {
    "Terms": "지급 조건", "Bank": "은행", "Supplier": "공급기업", "plan approved": "계획 승인",
    "advance": "1차 지원금", "first": "1차 지원금", "guards": "방호장치", "hazards": "위험요인",
    "guards_gross": "방호장치 성과", "guards_paid": "방호장치 성과금", "injuries": "재해",
    "injuries_goal": "재해 목표", "injuries_attained": "재해 달성률", "injuries_met": "재해 달성",
    "injuries_paid": "재해 성과금", "hazards_goal": "위험요인 목표",
    "hazards_attained": "위험요인 달성률", "hazards_paid": "위험요인 성과금",
}  # fmt: skip


def named(text: str) -> dict[str, str]:
    """What it is called in both languages."""
    return {"en": text, "ko": KOREAN[text]}


def promise(
    *,
    advance: int = 0,
    guards: tuple[int, int] | None = None,
    injuries: tuple[int, str] | None = None,
    bands: tuple[tuple[str, int], ...] = (),
    way: str = "down",
) -> Part:
    """`guards`: rate and most units. `injuries`: award and share of the target. `bands`: hazards."""
    sheet: Part = {
        "schema": "boram.terms/1",
        "id": "test-terms",
        "title": named("Terms"),
        "version": 1,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "funder", "label": named("Bank")},
            {"key": "supplier", "label": named("Supplier")},
        ],
        "inputs": [],
        "steps": [],
        "outputs": [],
    }
    if advance:
        _advance(sheet, advance)
    if guards:
        _guards(sheet, guards, way)
    if injuries:
        _injuries(sheet, injuries)
    if bands:
        _bands(sheet, bands)
    for step in sheet["steps"]:
        step["label"] = named(step["key"])
    return sheet


def for_the_best(sheet: Part, *keys: str) -> Part:
    """The same promise, where these amounts are an incentive on top of results."""
    outputs = [
        {**one, "tranche": "incentive"} if one["key"] in keys else one for one in sheet["outputs"]
    ]
    return {**sheet, "outputs": outputs}


def _advance(sheet: Part, amount: int) -> None:
    sheet["inputs"].append(
        {"key": "plan", "label": named("plan approved"), "kind": "yes_no", "source": "plan"}
    )
    sheet["steps"].append({"key": "first", "do": "lump", "amount": str(amount), "when": "plan"})
    _output(sheet, "advance", "first", "plan")


def _guards(sheet: Part, terms: tuple[int, int], way: str) -> None:
    rate, most = terms
    sheet["inputs"].append(_measure("guards"))
    sheet["steps"] += [
        {
            "key": "guards_gross",
            "do": "unit_rate",
            "of": "guards",
            "rate": str(rate),
            "most": str(most),
        },
        {"key": "guards_paid", "do": "round", "of": "guards_gross", "unit": "1", "way": way},
    ]
    _output(sheet, "guards", "guards_paid", "results")


def _injuries(sheet: Part, terms: tuple[int, str]) -> None:
    award, share = terms
    _attained(sheet, "injuries")
    sheet["steps"] += [
        {
            "key": "injuries_met",
            "do": "compare",
            "of": "injuries_attained",
            "is": "at_least",
            "than": share,
        },
        {"key": "injuries_paid", "do": "lump", "amount": str(award), "when": "injuries_met"},
    ]
    _output(sheet, "injuries", "injuries_paid", "results")


def _bands(sheet: Part, steps: tuple[tuple[str, int], ...]) -> None:
    _attained(sheet, "hazards")
    ends: list[Part] = [{"below": share} for share, _won in steps[1:]] + [{}]
    bands = [
        {"from": share, **end, "gives": str(won)}
        for (share, won), end in zip(steps, ends, strict=True)
    ]
    bands.insert(0, {"below": steps[0][0], "gives": "0"})
    sheet["steps"].append(
        {"key": "hazards_paid", "do": "bands", "of": "hazards_attained", "bands": bands}
    )
    _output(sheet, "hazards", "hazards_paid", "results")


def _attained(sheet: Part, key: str) -> None:
    goal = {**_measure(f"{key}_goal"), "least": "0.0001", "source": "target", "goal_of": key}
    goal.pop("direction")
    sheet["inputs"] += [_measure(key), goal]
    sheet["steps"].append(
        {"key": f"{key}_attained", "do": "attainment", "of": key, "target": f"{key}_goal"}
    )


def _measure(key: str) -> Part:
    return {
        "key": key,
        "label": named(key),
        "kind": "number",
        "decimals": 4,
        "least": "0",
        "most": MOST,
        "direction": "higher_better",
        "source": "verified",
    }


def _output(sheet: Part, key: str, amount: str, tranche: str) -> None:
    sheet["outputs"].append(
        {
            "key": key,
            "label": named(key),
            "amount": amount,
            "payer": "funder",
            "payee": "supplier",
            "tranche": tranche,
        }
    )
