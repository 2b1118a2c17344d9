"""Two estimates that point in opposite directions, weighted because enrolment is short."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    found = contract["cases"][0]["inputs"]
    short = {"enrolled": 928, "enrolment_needed": 929}
    return [Asked({"rct": found["rct"], "did": found["did"], **short}, "effect")]
