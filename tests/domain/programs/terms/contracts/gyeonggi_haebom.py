"""People who left the benefit, of a cohort of 800."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [
        Asked({"exits": case["inputs"]["exits"], "cohort": case["inputs"]["cohort"]}, "paid")
        for case in contract["cases"]
    ]
