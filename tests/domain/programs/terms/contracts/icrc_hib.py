"""A very poor result: nobody regained mobility, and the loss floor holds."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    invested = contract["cases"][0]["inputs"]["invested"]
    return [
        Asked({"people": 0, "staff": 100, "benchmark": "50", "invested": invested}, "paid"),
    ]
