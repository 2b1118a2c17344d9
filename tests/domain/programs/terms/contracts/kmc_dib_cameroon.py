"""Outcomes worth 3.1 million, of which the cap lets 2.43 million be paid."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    value = contract["cases"][0]["inputs"]["outcomes_value"]
    return [Asked({"outcomes_value": value}, "paid")]
