"""The card of Reboot West without a published maximum."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract
from tests.domain.programs.terms.contracts.cards import single_and_all
from tests.domain.programs.terms.contracts.care_leavers_reboot_west import (
    CARD,
    NAMES,
    REPEATED,
    rates,
)

__all__ = ["CARD", "asked", "rates"]


def asked(contract: Contract) -> list[Asked]:
    return single_and_all(contract, NAMES, REPEATED, "gross")
