"""Children ready for kindergarten."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    ready = contract["cases"][0]["inputs"]["kindergarten_ready"]
    return [Asked({"kindergarten_ready": ready}, "ready")]
