"""What must be answered yes before anybody reviews an application. A catalogue, so it is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Check:
    """One question; a blocking one stops the application until it is answered yes."""

    key: str
    question: Sentence
    help: Sentence
    blocking: bool = True


CHECKS = (
    Check(
        "business-active",
        say("Is the business registered and not closed or suspended?"),
        say("Look it up at the tax service by its business number."),
    ),
    Check(
        "small-firm",
        say("Is the firm a small or medium-sized enterprise?"),
        say("Ask for the confirmation of SME status that is valid on the day of application."),
    ),
    Check(
        "technology-on-the-market",
        say("Is the safety technology already sold or in use?"),
        say("A contract, an invoice or a certificate shows it. A prototype is not enough."),
    ),
    Check(
        "hazard-of-the-call",
        say("Does the plan act on at least one hazard of the call?"),
        say("Compare the plan with the hazards that the programme names."),
    ),
    Check(
        "worksites-pay-nothing",
        say("Is it free of charge for the worksites?"),
        say("The plan must not ask worksites for money, purchases or later fees."),
    ),
    Check(
        "no-double-funding",
        say("Is the same work at the same site paid by nobody else?"),
        say("Compare with other public support for this firm and these sites."),
    ),
    Check(
        "taxes-paid",
        say("Are taxes and social insurance paid?"),
        say("Certificates of payment, not older than their period of validity."),
    ),
    Check(
        "not-excluded",
        say("Is the firm free of exclusion from public support?"),
        say("Check the list of excluded firms and serious accidents in its own workplace."),
    ),
    Check(
        "preferred-region",
        say("Are worksites outside the capital region included?"),
        say("This is recorded for the report. It does not stop the application."),
        blocking=False,
    ),
)

CHECK = {check.key: check for check in CHECKS}


def blocking(answers: Mapping[str, bool | None]) -> tuple[Check, ...]:
    """The blocking checks that are not answered yes; an open question blocks like a no."""
    for key in answers:
        if key not in CHECK:
            raise RuleBroken("There is no eligibility check “%(key)s”.", key=key)
    return tuple(check for check in CHECKS if check.blocking and not answers.get(check.key))


def unanswered(answers: Mapping[str, bool | None]) -> tuple[Check, ...]:
    """The checks that nobody has answered yet."""
    return tuple(check for check in CHECKS if answers.get(check.key) is None)
