"""A payment statement: the facts as they are now, on a paper that can be checked for ever."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.selectors import log_head
from audit.services import next_number, record
from outcomes.gateways.store import unchanged
from outcomes.selectors.custody import scans_of
from payouts.models import Payout
from people.models import User
from people.permissions import require
from reports.domain.facts import Facts, facts_digest
from reports.gateways import Cover, statement_pdf
from reports.models import Report
from reports.selectors.facts import statement_facts
from reports.selectors.scope import name_of, payouts_for

STATEMENT = "statement"
SERIES = "RP"


@transaction.atomic
def render_statement(*, payout_id: int, by: User, at: datetime, language: str = "ko") -> Report:
    """Print what is known about one payment now; every printing is a paper of its own."""
    require(by, "report.render")
    payout = _seen(payout_id, by)
    facts = statement_facts(payout)
    cover = Cover(
        number=next_number(series=SERIES, at=at),
        issued_at=at,
        log_head=log_head(),
        language=language,
        intact=_intact(facts),
        scans=scans_of(file["id"] for file in facts["evidence"]),
    )
    report = _keep(payout, facts, cover, by)
    record(
        action="report.render",
        subject=report,
        by=by.email,
        at=at,
        payout=payout.number,
        sha256=report.sha256,
        facts=report.facts_digest,
    )
    return report


def _seen(payout_id: int, by: User) -> Payout:
    """Locked, so that nothing moves between two facts; what is out of scope does not exist."""
    if not payouts_for(by).filter(pk=payout_id).exists():
        raise PermissionDenied("report.render")
    return Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)


def _intact(facts: Facts) -> dict[str, bool]:
    return {file["sha256"]: unchanged(file["sha256"]) for file in facts["evidence"]}


def _keep(payout: Payout, facts: Facts, cover: Cover, by: User) -> Report:
    content = statement_pdf(facts, cover)
    return Report.objects.create(
        number=cover.number,
        kind=STATEMENT,
        subject=name_of(payout),
        title=f"{payout.number} {payout.agreement.supplier}",
        language=cover.language,
        facts=facts,
        facts_digest=facts_digest(facts),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        log_head=cover.log_head,
        rendered_by=by,
        rendered_at=cover.issued_at,
    )
