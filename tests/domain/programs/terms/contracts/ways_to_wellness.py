"""The sliding share of the Wellbeing Star."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [
        Asked({"wellbeing_points": case["inputs"]["points"]}, "wellbeing_share")
        for case in contract["cases"]
    ]
