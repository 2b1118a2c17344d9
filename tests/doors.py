"""Walking up to a page as one of the people: signed in, with a second factor, in English."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from people.models import User
from people.permissions import needs_second_factor


def signed_in(user: User, *, language: str = "en") -> Client:
    """A browser in which this person has signed in properly."""
    if needs_second_factor(user) and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
