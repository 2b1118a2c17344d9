"""The first payment, and the child-years that were avoided."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    first, second = (case["inputs"] for case in contract["cases"])
    years = {"expected": second["expected_special_ed"], "actual": second["actual"]}
    paid = {"savings": first["savings"], "grade": 1, "to_recover": 7_000_000}
    return [Asked({**years, **paid}, "paid"), Asked(years, "avoided")]
