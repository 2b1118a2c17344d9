"""The standing charge with the targeted outcome payments."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    return [Asked({"outcome_value": contract["cases"][0]["inputs"]["outcome"]}, "in_all")]
