"""Villages, up to the target."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [Asked({"villages": case["inputs"]["villages"]}, "paid") for case in contract["cases"]]
