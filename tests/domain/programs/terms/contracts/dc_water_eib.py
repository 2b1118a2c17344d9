"""Both edges and what lies just beyond; of the actual result only its tier is published."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

TIER_2 = "20"  # measured about 20 %: general knowledge


def asked(contract: Contract) -> list[Asked]:
    return [
        Asked({"reduction": case["inputs"].get("reduction_pct", TIER_2)}, "contingent")
        for case in contract["cases"]
    ]
