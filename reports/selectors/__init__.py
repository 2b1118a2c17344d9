"""Every question to the room."""

from reports.selectors.cases import Case, case_of
from reports.selectors.checks import Issued, check_of
from reports.selectors.commitments import (
    CommitmentStatement,
    commitment_statement,
    present_statement,
)
from reports.selectors.dashboards import Dashboard, books_of, dashboard_of
from reports.selectors.facts import statement_facts
from reports.selectors.inbox import inbox_of, waiting_for
from reports.selectors.menus import MenuLine, menu_of
from reports.selectors.scope import programs_for, reports_about, reports_for

__all__ = [
    "Case",
    "CommitmentStatement",
    "Dashboard",
    "Issued",
    "MenuLine",
    "books_of",
    "case_of",
    "check_of",
    "commitment_statement",
    "dashboard_of",
    "inbox_of",
    "menu_of",
    "present_statement",
    "programs_for",
    "reports_about",
    "reports_for",
    "statement_facts",
    "waiting_for",
]
