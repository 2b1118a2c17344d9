"""A full payout is the sum of the three commitments, and each payer pays its own."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    """Effects that are worth more than the commitments, on the 9,888 households of the trial."""
    usaid, second, third = contract["terms"]["commitments"]
    full = {"households": 9888, "consumption_gain": "200", "asset_gain": "100"}
    parts = {"split.usaid": usaid, "split.second_payer": second, "split.third_payer": third}
    return [Asked(full, "payable", also=parts)]
