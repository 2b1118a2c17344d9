"""Is this the paper that was issued, and does the record still say the same?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from audit.selectors import is_head_of_log
from core.domain.money import Money
from payouts.domain.earnings import comes_out_again
from payouts.models import Payout
from programs.domain.simple_terms import terms_from
from reports.domain.facts import Check, Facts, Recomputed, changed_sections, facts_digest
from reports.models import Report
from reports.selectors.facts import statement_facts


@dataclass(frozen=True, slots=True)
class Issued:
    """What may be said of a paper to anybody who holds its number: never what is on it."""

    report: Report
    check: Check


def check_of(number: str, sha256: str = "") -> Issued:
    """Compare a paper with what was issued, and what was issued with the record of today."""
    report = Report.objects.get(number=number)
    payout = Payout.objects.get(number=report.subject)
    same = None if not sha256 else sha256.strip().lower() == report.sha256
    changed = changed_sections(report.facts, statement_facts(payout))
    return Issued(report, Check(report.number, same, tuple(_recomputed(report)), changed))


def _recomputed(report: Report) -> Iterator[Recomputed]:
    """From the bytes and facts that were kept; nothing that was noted beside them is believed."""
    file = hashlib.sha256(bytes(report.content)).hexdigest()
    yield Recomputed("file", file == report.sha256)
    yield Recomputed("facts", facts_digest(report.facts) == report.facts_digest)
    yield Recomputed("amount", _amount_comes_out(report.facts))
    if report.log_head:
        yield Recomputed("head", is_head_of_log(report.log_head))


def _amount_comes_out(facts: Facts) -> bool:
    """The terms as printed, over the inputs as printed, give the working and amount as printed."""
    sheet = terms_from(facts["agreement"]["terms"]["document"])
    payout = facts["payout"]
    return comes_out_again(
        sheet, payout["clause"], facts["inputs"], facts["working"], Money(payout["amount"])
    )
