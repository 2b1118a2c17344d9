"""Sign-in, and what only the demo adds: one click per made-up person, and all mails.

Outside the demo these pages do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import TemplateView, View

from core.translation import LABELS
from people.gateways import sent_mails
from people.models import User
from people.selectors import demo_people
from people.views.profile import CHOSEN

PERIOD = 30  # seconds that a code holds, as RFC 6238 recommends


@dataclass(frozen=True, slots=True)
class Seat:
    """A made-up person as the sign-in page offers them."""

    pk: int
    name: str
    email: str
    does: str
    code: str


def seats(*, at: datetime) -> list[Seat]:
    """Everybody whom the demo made up, with the code that their telephone would show now."""
    telephones = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__is_demo=True)
    secrets = {one.user_id: decrypt(one.data["secret"]) for one in telephones}
    return [_seat(user, secrets.get(user.pk, ""), at) for user in demo_people()]


def _seat(user: User, secret: str, at: datetime) -> Seat:
    places = [f"{LABELS[one.role]}, {one.organization}" for one in user.memberships.all()]
    return Seat(user.pk, user.name, user.email, " · ".join(places), _code(secret, at))


def _code(secret: str, at: datetime) -> str:
    """What the telephone shows; without a secret there is none."""
    if not secret:
        return ""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // PERIOD)))


class SignIn(LoginView):  # type: ignore[misc]
    """The one door for people. In the demo it also offers everybody whom the demo made up."""

    public = True
    template_name = "people/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Outside the demo there is nobody to offer."""
        offered = seats(at=timezone.now()) if settings.DEMO else []
        return {**super().get_context_data(**kwargs), "demo": settings.DEMO, "seats": offered}


class OnlyInDemo:
    """A page that does not exist anywhere else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask the setting each time, so that a test can turn it off."""
        if not settings.DEMO:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class DemoSignIn(OnlyInDemo, View):
    """Be a made-up person, as if they had just typed password and code."""

    public = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in through allauth, so that every later check finds what it expects."""
        person = request.POST.get("person", "")
        user = get_object_or_404(demo_people(), pk=int(person) if person.isdecimal() else 0)
        logout(request)
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            request.session[CHOSEN] = get_language()  # one visitor plays them all
        record_authentication(
            request, user, method="password", email=user.email, reauthenticated=True
        )
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        for factor in Authenticator.objects.filter(user=user, type__in=kinds)[:1]:
            post_authentication(request, factor, reauthenticated=True)
        door = get_adapter()
        door.login(request, user)
        response: HttpResponse = door.post_login(
            request,
            user,
            email_verification="none",
            signal_kwargs=None,
            email=user.email,
            signup=False,
            redirect_url=None,
        )
        return response


class DemoMails(OnlyInDemo, TemplateView):
    """Every mail that the demo sent, and every code that is good now."""

    public = True
    template_name = "people/demo_mails.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first."""
        return super().get_context_data(
            mails=sent_mails(), seats=seats(at=timezone.now()), **kwargs
        )
