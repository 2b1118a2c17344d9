"""A page that wants the second factor again, within the last minutes; a password is not enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator

from people.domain.factors import Factor
from people.permissions import person
from people.views.base import VerbPage

SHOWN = "second_factor"
Handler = TypeVar("Handler", bound=Callable[..., HttpResponse])


def factor_of(request: HttpRequest, at: datetime) -> Factor | None:
    """The second factor that this browser was asked for again, if that is not too long ago."""
    patience = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    for record in reversed(get_authentication_records(request, person(request))):
        if record.get("method") == "mfa" and record.get("reauthenticated"):
            shown = datetime.fromtimestamp(record["at"], UTC)
            return Factor(str(record.get("type", "")), shown) if at - shown < patience else None
    return None


def second_factor_again(handler: Handler) -> Handler:
    """Ask for it first; whatever was typed waits meanwhile and goes on afterwards."""

    @wraps(handler)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = factor_of(request, timezone.now())
        if shown is not None:
            setattr(request, SHOWN, shown)
            return handler(request, *args, **kwargs)
        ways = get_adapter().get_reauthentication_methods(person(request))
        places = [way["url"] for way in ways if way["id"].startswith("mfa")]
        # whoever has none sets one up first
        return cast("HttpResponse", suspend_request(request, (*places, reverse("mfa_index"))[0]))

    return cast("Handler", asked)


@method_decorator(second_factor_again, name="get")
@method_decorator(second_factor_again, name="post")
class SignedPage(VerbPage):
    """A page that wants to know within the last minutes that it is really this person."""

    @property
    def factor(self) -> Factor:
        """What they showed; the page is not reached without it."""
        shown: Factor = getattr(self.request, SHOWN)
        return shown
