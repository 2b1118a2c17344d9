"""Signing as somebody: under the terms that stand now."""

from __future__ import annotations

from datetime import datetime

from programs.models import Agreement
from programs.selectors import current_terms
from programs.services import sign_agreement
from tests.factories.people import the


def signs(agreement: Agreement, who: str, at: datetime) -> Agreement:
    digest = current_terms(agreement).digest
    return sign_agreement(agreement_id=agreement.pk, digest=digest, by=the(who), at=at)
