"""Women who reached some of four milestones."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

NAMES = {
    "graduation": "graduated",
    "24m": "free_24_months",
    "36m": "free_36_months",
    "54m": "free_54_months",
}


def asked(contract: Contract) -> list[Asked]:
    """Who was re-incarcerated in month 30 did not reach month 36."""
    return [
        Asked(
            {
                "participant": [
                    {name: key in case["inputs"]["milestones"] for key, name in NAMES.items()}
                ]
            },
            "person",
        )
        for case in contract["cases"]
    ]
