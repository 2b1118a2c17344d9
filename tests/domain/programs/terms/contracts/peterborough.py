"""One cohort by its rates and by its reduction, and all cohorts pooled."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract

WORDS = {"no payment": False, "payment triggered": True}


def asked(contract: Contract) -> list[Asked]:
    """Reductions of 8.4 % and 9.0 % are given as 91.6 and 91 against 100."""
    rates = contract["cases"][0]["inputs"]
    first = {
        "treated": rates["treated_per_100"],
        "matched": rates["control_per_100"],
        "members": 1000,
    }
    short = {"treated": "91.6", "matched": "100", "members": 1000}
    return [
        Asked({"cohort": [first]}, "reduction_shown"),
        Asked({"cohort": [short]}, "cohort_pays", words=WORDS, also={"reduction": "0.084"}),
        Asked(
            {"pooled_treated": "91", "pooled_matched": "100"},
            "pooled_pays",
            words=WORDS,
            also={"pooled_reduction": "0.09"},
        ),
    ]
