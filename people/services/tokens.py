"""Keys for an organisation's own system. The secret is shown once; only its SHA-256 stays."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from people.domain.tokens import PREFIX, digest_of_secret
from people.models import ApiToken, Organization, User
from people.permissions import require, require_for

MOST_TOKENS = 20
NOTE_EVERY = timedelta(hours=1)


@transaction.atomic
def create_token(
    *, organization: Organization, name: str, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """A key that acts as its creator; the second value is the secret, shown now or never."""
    require_for(by, "token.create", organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    if ApiToken.objects.filter(organization=organization, revoked_at=None).count() >= MOST_TOKENS:
        raise RuleBroken(
            "There are %(most)s tokens already. Revoke one that is no longer used.",
            most=MOST_TOKENS,
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        organization=organization, acts_as=by, name=name, digest=digest_of_secret(secret)
    )
    record(action="token.create", subject=token, by=by.email, at=at, name=name)
    return token, secret


@transaction.atomic
def revoke_token(*, token_id: int, by: User, at: datetime) -> ApiToken:
    """The key stops at once."""
    require(by, "token.revoke")
    token = ApiToken.objects.select_for_update().get(pk=token_id)
    require_for(by, "token.revoke", token.organization)
    if token.revoked_at is not None:
        raise IllegalMove("This token is revoked already. Nothing needs to be done.")
    token.revoked_at = at
    token.save(update_fields=["revoked_at", "updated_at"])
    record(action="token.revoke", subject=token, by=by.email, at=at)
    return token


@transaction.atomic
def note_use_of_token(*, token: ApiToken, at: datetime) -> None:
    """Write down that a key was used, once an hour: enough to see which keys live."""
    stale = at - NOTE_EVERY
    seen = ApiToken.objects.filter(pk=token.pk).exclude(last_used_at__gt=stale)
    if seen.update(last_used_at=at):
        record(action="token.use", subject=token, by=token.acts_as.email, at=at)
