"""Four losses of 7,500: primary 20,000 and excess 10,000 in all."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    found = contract["cases"][0]["inputs"]
    case = {
        "accident": [{"loss": "7500"}] * 4,
        "expected_primary": found["Ep"],
        "expected_excess": found["Ee"],
        "weight": found["W"],
        "ballast": found["B"],
    }
    parts = {"actual_primary": found["Ap"], "actual_excess": found["Ae"]}
    return [Asked(case, "modification", also=parts)]
