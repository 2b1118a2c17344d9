"""Second factors when the machine's keys change."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from audit.services import SYSTEM, record
from people import gateways

SEALED = {
    Authenticator.Type.TOTP: "secret",
    Authenticator.Type.RECOVERY_CODES: "seed",
}  # a passkey keeps nothing here that has to be hidden: only its public half


@transaction.atomic
def reseal_factors(*, at: datetime) -> int:
    """Put every second factor under the newest key, so that an old key can be thrown away."""
    factors = Authenticator.objects.select_for_update().filter(type__in=SEALED).order_by("pk")
    for factor in factors:
        where = SEALED[factor.type]
        factor.data[where] = gateways.reseal_factor(factor.data[where])
        factor.save(update_fields=["data"])
        record(action="factor.reseal", subject=factor, by=SYSTEM, at=at)
    return len(factors)
