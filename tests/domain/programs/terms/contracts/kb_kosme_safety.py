"""The average of the budget, which is arithmetic and no term."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [Asked(contract["cases"][0]["inputs"], "average")]
