"""Days and the payment for them."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [Asked({"days": case["inputs"]["days"]}, "paid") for case in contract["cases"]]
