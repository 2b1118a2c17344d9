"""Enrolment against its target, and the maximum that was paid."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    """Learning at 160 % of 5,592 levels. What the targets are worth is not published: with the
    published weights the cap binds from 279,101 dollars on, and so also at 300,000.
    """
    enrolled = contract["cases"][0]["inputs"]["enrolled"]
    reached = {"learning_treated": "8947.2", "learning_control": "0", "enrolled": enrolled}
    return [
        Asked({"enrolled": enrolled}, "enrolment_shown"),
        Asked({**reached, "at_target": "300000"}, "paid", also={"learning_reached": "1.6"}),
    ]
