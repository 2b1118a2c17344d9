"""What happens at the door is written down: who came in, who was refused, what they changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from people.models import User

CHANGES = {  # the notice that goes to the person → what the log calls it
    "account/email/password_changed": "person.change_password",
    "account/email/password_set": "person.change_password",
    "account/email/password_reset": "person.reset_password",
    "account/email/email_changed": "person.change_email",
    "account/email/email_deleted": "person.remove_email",
    "mfa/email/totp_activated": "person.activate_app",
    "mfa/email/totp_deactivated": "person.deactivate_app",
    "mfa/email/recovery_codes_generated": "person.make_recovery_codes",
    "mfa/email/webauthn_added": "person.add_key",
    "mfa/email/webauthn_removed": "person.remove_key",
}


@transaction.atomic
def note_sign_in(*, user: User, at: datetime) -> None:
    """Somebody came in, with everything that was asked of them."""
    record(action="person.sign_in", subject=user, by=user.email, at=at)


@transaction.atomic
def note_failed_sign_in(*, address: str, at: datetime) -> None:
    """A wrong password for somebody who is known; what strangers type may be a password itself."""
    user = User.objects.filter(email__iexact=address).first()
    if user is not None:
        record(action="person.fail_sign_in", subject=user, by=SYSTEM, at=at)


@transaction.atomic
def note_change(*, user: User, notice: str, at: datetime) -> None:
    """Whatever is told to the person by mail about how they sign in stands in the log too."""
    action = CHANGES.get(notice, "person.change_account")
    record(action=action, subject=user, by=user.email, at=at)
