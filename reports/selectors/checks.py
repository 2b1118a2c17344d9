"""Is this the paper that was issued, and does the record still say the same?"""

from __future__ import annotations

from dataclasses import dataclass

from payouts.models import Payout
from reports.domain.facts import Check, changed_sections
from reports.models import Report
from reports.selectors.facts import statement_facts


@dataclass(frozen=True, slots=True)
class Issued:
    """What may be said of a paper to anybody who holds its number: never what is on it."""

    report: Report
    check: Check


def check_of(number: str, sha256: str = "") -> Issued:
    """Compare a paper with what was issued, and what was issued with the record of today."""
    report = Report.objects.defer("content").get(number=number)
    payout = Payout.objects.get(number=report.subject)
    same = None if not sha256 else sha256.strip().lower() == report.sha256
    changed = changed_sections(report.facts, statement_facts(payout))
    return Issued(report, Check(report.number, same, changed))
