"""Enrolment alone is already beyond the cap, which is paid without any rounding to the rate."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    """However many were cured: nobody, as the published arithmetic has it."""
    enrolled = contract["cases"][0]["inputs"]["enrolled"]
    return [Asked({"enrolled": enrolled, "cured": 0}, "paid", also={"earned": "397836"})]
