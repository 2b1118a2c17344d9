"""The main menu: what a person's roles open, in the order of the road."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from people.models import User
from people.permissions import MAY, WATCHERS, roles_of


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One entry: what it is called, where it leads, and the right that shows it."""

    label: Sentence
    route: str
    action: str


INBOX = MenuLine(say("My work"), "reports:inbox", "inbox.see")
LINES = (
    INBOX,
    MenuLine(say("Dashboard"), "reports:dashboard", "dashboard.see"),
    MenuLine(say("Administration"), "admin:index", "administration.see"),
    MenuLine(say("My firm"), "companies:own", "supplier.register"),
    MenuLine(say("Programmes"), "programs:programs", "commitment.see"),
    MenuLine(say("Reviews"), "programs:reviews", "review.score"),
    MenuLine(say("Applications"), "programs:applications", "application.submit"),
    MenuLine(say("Recommendations"), "programs:recommendations", "recommendation.select"),
    MenuLine(say("Agreements"), "programs:agreements", "agreement.see"),
    MenuLine(say("Worksites"), "outcomes:matches", "match.propose"),
    MenuLine(say("Results"), "outcomes:targets", "target.see"),
    MenuLine(say("Payouts"), "payouts:payouts", "payout.see"),
    MenuLine(say("Who approves"), "payouts:rules", "delegation.see"),
    MenuLine(say("Bank files"), "payouts:batches", "batch.see"),
    MenuLine(say("Money to come back"), "payouts:clawbacks", "clawback.see"),
    MenuLine(say("Books"), "ledger:books", "books.see"),
    MenuLine(say("Log"), "audit:log", "log.see"),
    MenuLine(say("Cases and reports"), "reports:cases", "report.see"),
    MenuLine(say("My profile"), "people:profile", "profile.see"),
)


def menu_of(viewer: User) -> tuple[MenuLine, ...]:
    """The lines that this person's roles open; who only watches has no work of their own."""
    roles = roles_of(viewer)
    lines = LINES[1:] if roles and roles <= WATCHERS else LINES
    return tuple(line for line in lines if MAY[line.action] & roles)
