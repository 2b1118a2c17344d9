"""Days of recognition in an insurance year, given by their dates."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

NEVER = "2099-12-31"
YEAR = {"year_from": "2019-01-01", "year_to": "2019-12-31"}
NO_TRAINING = {"training_recognised": False}
NO_HOURS = {"hours_reduced": False}


def risk_assessment(since: str) -> dict[str, object]:
    """Recognised for three years from a day on."""
    return {
        "risk_assessment_recognised": True,
        "risk_assessment_from": since,
        "risk_assessment_revoked": NEVER,
    }


TRAINING = {
    "training_recognised": True,
    "training_from": "2019-01-01",  # for a year: 365 days of it lie in 2019
    "training_revoked": NEVER,
}
HOURS = {"hours_reduced": True, "hours_from": "2018-09-01", "hours_ended": "2021-07-01"}
WHOLE_YEAR, FROM_JULY, LAST_100_DAYS = "2018-03-01", "2019-07-01", "2019-09-23"


def asked(_contract: Contract) -> list[Asked]:
    """365 days, 184 days, 365 days of training; the better of both; both on top of each other."""
    days = "risk_assessment_counted"
    return [
        Asked(YEAR | risk_assessment(WHOLE_YEAR), "risk_assessment", also={days: "365"}),
        Asked(YEAR | risk_assessment(FROM_JULY), "risk_assessment", also={days: "184"}),
        Asked(YEAR | TRAINING, "training", also={"training_counted": "365"}),
        Asked(
            YEAR | risk_assessment(LAST_100_DAYS) | TRAINING | NO_HOURS,
            "discount",
            also={days: "100", "training_counted": "365"},
        ),
        Asked(
            YEAR | risk_assessment(WHOLE_YEAR) | NO_TRAINING | HOURS,
            "discount",
            also={days: "365", "hours_counted": "365"},
        ),
    ]
