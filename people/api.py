"""How an organisation's own system signs in (`Authorization: Bearer boram_…`) and is refused."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from people.models import ApiToken, User
from people.selectors import token_behind
from people.services import note_use_of_token

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """The key acts as its creator; `request.auth.organization` is whose key it is."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """No such header means that somebody else may know the caller; a wrong key is refused."""
        scheme, _space, secret = _header(request).partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = token_behind(secret.strip())
        if token is None:
            raise AuthenticationFailed(
                _("This token is not known, was revoked, or its owner has left. Create a new one.")
            )
        note_use_of_token(token=token, at=timezone.now())
        return token.acts_as, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - DRF's signature
        """What a 401 asks for."""
        return SCHEME


class Refusal(serializers.Serializer[object]):
    """What was wrong, in the reader's language, and where."""

    error = serializers.CharField()
    field = serializers.CharField(allow_null=True)


def _header(request: Request) -> str:
    return get_authorization_header(request).decode("latin-1")


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI document describes the key."""

    target_class = "people.api.TokenAuthentication"
    name = "tokenAuth"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:  # noqa: ARG002
        """A bearer token."""
        return {"type": "http", "scheme": "bearer"}
