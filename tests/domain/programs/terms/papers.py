"""One contract that several tests read: hazards removed at worksites, capped twice, paid by two."""

from __future__ import annotations

from typing import Any

from programs.domain.terms.document import sheet_from
from programs.domain.terms.sheet import Sheet


def both(en: str, ko: str) -> dict[str, str]:
    return {"en": en, "ko": ko}


def paper(**changes: Any) -> dict[str, Any]:
    """The document; `changes` replace whole members."""
    return {
        "schema": "boram.terms/1",
        "id": "hazards",
        "title": both("Safer worksites", "안전한 사업장"),
        "version": 2,
        "effective": {"from": "2026-04-01", "until": "2027-03-31"},
        "source": "Notice 2026-12",
        "currency": {"code": "KRW", "minor": 0},
        "parties": [
            {"key": "bank", "label": both("Bank", "은행")},
            {"key": "fund", "label": both("Fund", "기금")},
            {"key": "firm", "label": both("Firm", "기업")},
        ],
        "levels": [{"key": "site", "label": both("worksite", "사업장"), "most": 1200}],
        "inputs": [
            {
                "key": "hazards",
                "label": both("Hazards removed", "제거한 위험요인"),
                "kind": "number",
                "unit": "hazard",
                "least": "0",
                "most": "20",
                "subject": "site",
                "direction": "higher_better",
                "source": "verified",
                "period": "2026",
                "estimator": "count by the verifier",
            },
            {
                "key": "rate",
                "label": both("Injury rate", "재해율"),
                "kind": "number",
                "unit": "percent",
                "decimals": 2,
                "least": "0",
                "most": "100",
                "direction": "lower_better",
            },
            {
                "key": "planned",
                "label": both("Plan approved", "계획 승인"),
                "kind": "yes_no",
                "source": "plan",
            },
            {
                "key": "size",
                "label": both("Size", "규모"),
                "kind": "choice",
                "words": ["small", "large"],
            },
            {
                "key": "checked",
                "label": both("Day of the check", "점검일"),
                "kind": "date",
                "least": "2026-04-01",
                "most": "2027-06-30",
            },
        ],
        "steps": [
            {
                "key": "reached",
                "do": "compare",
                "of": "hazards",
                "is": "at_least",
                "than": "3",
                "label": both("Enough", "충분"),
            },
            {
                "key": "reward",
                "do": "unit_rate",
                "of": "hazards",
                "rate": "50000",
                "label": both("Reward", "보상"),
            },
            {
                "key": "capped",
                "do": "at_most",
                "of": "reward",
                "limit": "500000",
                "label": both("Capped reward", "상한 적용 보상"),
            },
            {
                "key": "all",
                "do": "sum_over",
                "of": "capped",
                "label": both("All rewards", "보상 합계"),
                "because": both("rewards are capped before", "보상에 상한을 먼저 적용"),
            },
            {
                "key": "shares",
                "do": "split",
                "of": "all",
                "unit": "1",
                "parts": [{"to": "bank", "share": "0.6"}, {"to": "fund"}],
                "label": both("Shares", "분담"),
            },
            {
                "key": "day",
                "do": "due",
                "after": "checked",
                "days": 30,
                "label": both("Day of payment", "지급일"),
            },
        ],
        "outputs": [
            {
                "key": "by_bank",
                "label": both("Part of the bank", "은행 몫"),
                "amount": "shares.bank",
                "payer": "bank",
                "payee": "firm",
                "due": "day",
            },
            {
                "key": "by_fund",
                "label": both("Part of the fund", "기금 몫"),
                "amount": "shares.fund",
                "payer": "fund",
                "payee": "firm",
                "tranche": "incentive",
            },
        ],
        "reports": [{"key": "enough", "label": both("Done", "달성"), "value": "reached"}],
        **changes,
    }


def sheet(**changes: Any) -> Sheet:
    return sheet_from(paper(**changes))


CASE: dict[str, Any] = {
    "rate": "1.5",
    "planned": True,
    "size": "small",
    "checked": "2026-12-01",
    "site": [{"id": "North", "hazards": 3}, {"id": "South", "hazards": 12}],
}
