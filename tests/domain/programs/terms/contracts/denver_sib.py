"""Days of tenants who held their lease, the jail line, and both together."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Case, Contract


def tenants(days: int, each: int = 2000) -> list[Case]:
    """So many stable days in all."""
    full, left = divmod(days, each)
    return [
        {"lease_days": 2200, "housed_days": found, "jail_days": 0}
        for found in [*[each] * full, left]
    ]


def asked(contract: Contract) -> list[Asked]:
    first, second, *_rest = (case["inputs"].get("stable_days") for case in contract["cases"])
    jail = [
        Asked({"jail_reduction": case["inputs"]["reduction_pct"]}, "jail")
        for case in contract["cases"][2:5]
    ]
    everything = {"tenant": tenants(first + second), "jail_reduction": "38", "invested": "8600000"}
    return [
        Asked({"tenant": tenants(first)}, "housing"),
        Asked({"tenant": tenants(second)}, "housing"),
        *jail,
        Asked(everything, "paid", also={"housing": "4534911.36", "jail": "5104000"}),
        Asked(everything, "net"),
    ]
