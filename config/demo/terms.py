"""Invented payment terms of the demo: no source publishes the split or the caps of the round."""

from __future__ import annotations

from typing import Any

from programs.domain.terms import bound, sheet_from

Part = dict[str, Any]
MOST_COUNTED = "100000"


def most_of(terms: Part) -> int:
    """The most that terms can ever pay, in won."""
    return bound(sheet_from(terms)).largest


def label(en: str, ko: str) -> Part:
    """A name in both languages."""
    return {"en": en, "ko": ko}


def sheet(
    *, key: str, title: Part, inputs: list[Part], steps: list[Part], outputs: list[Part]
) -> Part:
    """A sheet between the bank and a supplier, in won."""
    return {
        "schema": "boram.terms/1",
        "id": key,
        "title": title,
        "version": 1,
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "funder", "label": label("Bank", "은행")},
            {"key": "supplier", "label": label("Supplier", "공급기업")},
        ],
        "inputs": inputs,
        "steps": steps,
        "outputs": outputs,
    }


PLAN: Part = {
    "key": "plan_approved",
    "label": label("the plan is approved", "사업계획 승인"),
    "kind": "yes_no",
    "source": "plan",
}


def measure(key: str, name: Part, *, unit: str, goal: Part | None = None) -> list[Part]:
    """Something that is verified, and the target it is held against where there is one."""
    number = {"kind": "number", "unit": unit, "decimals": 4, "most": MOST_COUNTED}
    verified = {
        "key": key,
        "label": name,
        **number,
        "least": "0",
        "direction": "higher_better",
        "source": "verified",
    }
    if goal is None:
        return [verified]
    target = {"key": f"{key}_goal", "label": goal, **number, "least": "0.0001"}
    return [verified, {**target, "source": "target", "goal_of": key}]


def rounded(key: str, of: str, name: Part) -> Part:
    """Parts of a won are dropped, once."""
    whole = label(f"{name['en']}, in whole won", f"{name['ko']}(원 단위)")
    return {"key": key, "do": "round", "of": of, "unit": "1", "way": "down", "label": whole}


def output(key: str, name: Part, amount: str, tranche: str = "results") -> Part:
    """The bank pays the supplier."""
    paid = {"payer": "funder", "payee": "supplier", "tranche": tranche}
    return {"key": key, "label": name, "amount": amount, **paid}


FIRST = label("First tranche", "1차 지원금")
FEWER = label("Fewer injuries", "재해 감소 성과금")
GUARDS = label("guards installed", "설치한 방호장치")


def advance(amount: int) -> Part:
    """A first tranche on the approved plan."""
    return {
        "key": "first_tranche",
        "do": "lump",
        "amount": str(amount),
        "when": "plan_approved",
        "label": FIRST,
    }


def per_unit(key: str, of: str, rate: int, most: int, name: Part) -> list[Part]:
    """So much for each unit, up to a number of units, in whole won."""
    gross = {"key": f"{key}_gross", "do": "unit_rate", "of": of, "rate": str(rate)}
    return [
        {**gross, "most": str(most), "label": name},
        rounded(f"{key}_paid", f"{key}_gross", name),
    ]


def of_the_round(serial: int) -> Part:
    """First tranche, guards by number, hazards by attainment band; injuries are an incentive."""
    return sheet(
        key="demo-round",
        title=label(
            "First tranche, guards, hazards and injuries", "1차 지원과 방호장치·위험요인·재해 성과"
        ),
        inputs=[
            PLAN,
            *measure("guards", GUARDS, unit="guard"),
            *measure(
                "hazards",
                label("hazards removed", "제거한 위험요인"),
                unit="hazard",
                goal=label("target of hazards removed", "위험요인 제거 목표"),
            ),
            *measure(
                "injuries",
                label("worksites whose injuries fell by the test", "검정으로 재해가 줄어든 사업장"),
                unit="worksite",
                goal=label("target of worksites", "사업장 목표"),
            ),
        ],
        steps=[
            advance(30_000_000 + serial % 5 * 2_000_000),
            *per_unit("guards", "guards", 950_000, 80, label("Guards", "방호장치 성과금")),
            *_hazards(),
            *_injuries(),
        ],
        outputs=[
            output("advance", FIRST, "first_tranche", "plan"),
            output("guards", label("Guards", "방호장치 성과금"), "guards_paid"),
            output("hazards", label("Hazards removed", "위험요인 성과금"), "hazards_paid"),
            output(
                "injuries",
                label("Fewer injuries", "재해 감소 성과금"),
                "injuries_paid",
                "incentive",
            ),
        ],
    )


def _hazards() -> list[Part]:
    return [
        _attained("hazards", label("attainment of hazards", "위험요인 달성률")),
        {
            "key": "hazards_paid",
            "do": "bands",
            "of": "hazards_attained",
            "bands": [
                {"below": "0.8", "gives": "0"},
                {"from": "0.8", "below": "1", "gives": "5000000"},
                {"from": "1", "gives": "12000000"},
            ],
            "label": label("Hazards by attainment band", "달성률 구간별 위험요인 성과금"),
        },
    ]


def _injuries() -> list[Part]:
    return [
        _attained("injuries", label("attainment of worksites", "사업장 달성률")),
        {
            "key": "injuries_met",
            "do": "compare",
            "of": "injuries_attained",
            "is": "at_least",
            "than": "1",
            "label": label("the target of worksites is met", "사업장 목표 달성"),
        },
        {
            "key": "injuries_paid",
            "do": "lump",
            "amount": "10000000",
            "when": "injuries_met",
            "label": label("Lump for fewer injuries", "재해 감소 성과금"),
        },
    ]


def _attained(key: str, name: Part) -> Part:
    step = {"key": f"{key}_attained", "do": "attainment", "of": key, "target": f"{key}_goal"}
    return {**step, "label": name}


def of_guards(rate: int, most: int) -> Part:
    """Paid per guard only, so that nothing is owed where nothing was done."""
    name = label("Guards", "방호장치 성과금")
    return sheet(
        key="demo-guards",
        title=label("Guards only", "방호장치 성과"),
        inputs=measure("guards", GUARDS, unit="guard"),
        steps=per_unit("guards", "guards", rate, most, name),
        outputs=[output("guards", name, "guards_paid")],
    )


def of_sites(advance_won: int, rate: int, most: int) -> Part:
    """A first tranche on the plan, then so much per site whose injury rate fell by the test."""
    name = label("Worksites with fewer injuries", "재해가 줄어든 사업장 성과금")
    counted = label("worksites that passed the test", "검정을 통과한 사업장")
    return sheet(
        key="demo-sites",
        title=label("First tranche and worksites", "1차 지원과 사업장 성과"),
        inputs=[PLAN, *measure("sites", counted, unit="worksite")],
        steps=[advance(advance_won), *per_unit("sites", "sites", rate, most, name)],
        outputs=[
            output("advance", FIRST, "first_tranche", "plan"),
            output("sites", name, "sites_paid"),
        ],
    )
