"""A row that is one hazard: what of its risk is due, closed in time, or still there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from core.domain.words import say
from programs.domain.indicators.facts import Asked, Facts, Unknown, fact

NONE, ONE = Fraction(), Fraction(1)


def risk_due(facts: Facts, asked: Asked) -> Fraction | Unknown:
    """The risk before control, where the hazard's due date has come."""
    due = fact(facts, "due_on")
    if isinstance(due, Unknown):
        return due
    if asked.on is not None and due > asked.on.toordinal():
        words = {"due": date.fromordinal(int(due)), "on": asked.on}
        return Unknown(
            "not_due", say("It is due on %(due)s, after %(on)s. It counts later.", **words)
        )
    return fact(facts, "risk")


def risk_closed(facts: Facts, asked: Asked) -> Fraction | Unknown:
    """The same risk where it was verified by the due date and did not come back."""
    risk, due = risk_due(facts, asked), fact(facts, "due_on")
    if isinstance(risk, Unknown) or isinstance(due, Unknown):
        return risk if isinstance(risk, Unknown) else due
    closed = closed_on(facts, asked)
    if isinstance(closed, Unknown):
        return closed
    return risk if closed and closed <= due else NONE


def one_closed(facts: Facts, asked: Asked) -> Fraction | Unknown:
    """One where the hazard is closed and verified."""
    closed = closed_on(facts, asked)
    return closed if isinstance(closed, Unknown) else (ONE if closed else NONE)


def one_remains(facts: Facts, asked: Asked) -> Fraction | Unknown:
    """One where the risk is high and the hazard is not closed."""
    high, closed = fact(facts, "high_risk"), closed_on(facts, asked)
    if isinstance(high, Unknown) or isinstance(closed, Unknown):
        return high if isinstance(high, Unknown) else closed
    return ONE if high and not closed else NONE


def closed_on(facts: Facts, asked: Asked) -> Fraction | Unknown:
    """The day of verification; 0 while it is open, came back, or was seen only after `asked.on`."""
    day, again = facts.get("verified_on"), facts.get("reopened")
    for found in (day, again):
        if isinstance(found, Unknown):
            return found
    late = asked.on is not None and isinstance(day, Fraction) and day > asked.on.toordinal()
    return NONE if day is None or again or late else Fraction(day)  # type: ignore[arg-type]
