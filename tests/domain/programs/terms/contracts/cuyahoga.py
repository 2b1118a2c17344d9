"""No reduction, no payment."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(_contract: Contract) -> list[Asked]:
    """A day more than in the control group, as the published arithmetic has it."""
    return [
        Asked({"control_days": 1000, "treated_days": 1001}, "paid", also={"earned": "-75"}),
    ]
