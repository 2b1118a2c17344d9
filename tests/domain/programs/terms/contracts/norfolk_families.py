"""A thousand days of a child in either cohort."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [Asked({"child": [case["inputs"]]}, "payable_days") for case in contract["cases"]]
