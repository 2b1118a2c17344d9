"""Each component alone."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

NAMES = {"fp": "family_planning", "hiv": "hiv"}


def asked(contract: Contract) -> list[Asked]:
    cases = [case["inputs"] for case in contract["cases"]]
    return [
        Asked({NAMES[one["metric"]]: one["n"]}, f"{NAMES[one['metric']]}_paid") for one in cases
    ]
