"""Just below the share of 65 %, and on it."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

WORDS = {"no bonus": False, "per-participant bonus": True}


def asked(contract: Contract) -> list[Asked]:
    return [
        Asked(
            {"low_income_share": case["inputs"]["low_income_zip_share"]},
            "reaches_low_income",
            words=WORDS,
        )
        for case in contract["cases"]
    ]
