"""Who may open an account, what a sign-in brings with it, and how second factors are kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language

from companies.services import note_arrival
from people.domain.addresses import mailbox
from people.forms import TAKEN
from people.gateways import lock_factor, unlock_factor
from people.models import User
from people.selectors import has_open_invitation, language_of, user_of_mailbox
from people.services import (
    choose_language,
    claim_invitations,
    note_change,
    note_failed_sign_in,
    note_sign_in,
)
from people.views import address_of
from people.views.profile import CHOSEN, speaking

PROVEN = "account_verified_email"  # put there by the page behind an invitation's link


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]
    """The platform invites; it has no open registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for a mailbox that somebody invited: the typed one, or that of the mailed link."""
        address = request.POST.get("email") or request.session.get(PROVEN)
        if "\0" in str(address):
            return False
        return bool(address) and has_open_invitation(str(address), at=timezone.now())  # noqa: TID251 - a door

    def login(self, request: HttpRequest, user: User) -> None:
        """After the second factor: every promise to this mailbox becomes a membership."""
        super().login(request, user)
        note_sign_in(user=user, at=timezone.now())  # noqa: TID251 - a door
        claim_invitations(user=user, at=timezone.now())  # noqa: TID251 - a door
        note_arrival(user=user, address=address_of(request), at=timezone.now())  # noqa: TID251 - a door

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Who is attacked can be seen in the log."""
        super().authentication_failed(request, **credentials)
        address = str(credentials.get("email", ""))
        note_failed_sign_in(address=address, at=timezone.now())  # noqa: TID251 - a door

    def clean_email(self, email: str) -> str:
        """One mailbox, one account: nobody takes another's under a second spelling."""
        address: str = super().clean_email(email)
        owner = user_of_mailbox(mailbox(address))
        if self.request.user.is_authenticated and owner not in {None, self.request.user}:
            raise ValidationError(TAKEN)
        return address

    def send_notification_mail(
        self, template_prefix: str, user: User, *more: Any, **given: Any
    ) -> None:
        """What the person is told about their account, the log is told too."""
        note_change(user=user, notice=template_prefix, at=timezone.now())  # noqa: TID251 - a door
        super().send_notification_mail(template_prefix, user, *more, **given)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """Every device speaks the person's language; a choice on the sign-in page is theirs."""
        if chosen := request.session.pop(CHOSEN, None):
            choose_language(user=user, language=chosen, at=timezone.now())  # noqa: TID251 - a door
        response: HttpResponse = super().post_login(request, user, **more)
        return speaking(response, user.language)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whoever asks for it, a mail speaks the language of the person who reads it."""
        with translation.override(language_of(email, get_language() or settings.LANGUAGE_CODE)):
            super().send_mail(template_prefix, email, context)


class Locksmith(DefaultMFAAdapter):  # type: ignore[misc]
    """Whoever steals the database alone must not be able to make anybody's codes."""

    def encrypt(self, text: str) -> str:
        """How a secret is stored."""
        return lock_factor(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored, for as long as a code is compared."""
        return unlock_factor(encrypted_text)
