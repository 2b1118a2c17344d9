"""A person's own page: where they act, how they sign in, and the keys of their organisation."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.forms import Form
from people.forms import DisplayForm, LanguageForm, TokenForm
from people.models import User
from people.permissions import allowed, needs_second_factor
from people.selectors import memberships_of, tokens_of
from people.services import choose_language, create_token, revoke_token
from people.views.base import Page, VerbPage

A_YEAR = 365 * 24 * 60 * 60
CHOSEN = "chosen_language"  # what a guest chose; whoever signs in next is that guest


class Profile(Page):
    """Who I am here."""

    action = "profile.see"
    template_name = "people/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Places, language, second factor, keys."""
        may_have_tokens = allowed(self.viewer, "token.create")
        return super().get_context_data(
            memberships=memberships_of(self.viewer),
            language=dict(settings.LANGUAGES)[self.viewer.language],
            has_second_factor=is_mfa_enabled(self.viewer),
            must_have_second_factor=needs_second_factor(self.viewer),
            may_have_tokens=may_have_tokens,
            tokens=tokens_of(self.viewer) if may_have_tokens else (),
            **kwargs,
        )


class LanguageChoose(VerbPage):
    """The language of my mails and pages."""

    action = "profile.see"
    form_class = LanguageForm
    template_name = "people/language_choose.html"

    def get_initial(self) -> dict[str, Any]:
        """As it is now."""
        return {"language": self.viewer.language}

    def act(self, form: BaseForm) -> HttpResponse:
        """Keep it with the person and in the browser."""
        language = form.cleaned_data["language"]
        choose_language(user=self.viewer, language=language, at=timezone.now())
        return speaking(HttpResponseRedirect(reverse("people:profile")), language)


class TokenCreate(VerbPage):
    """A key for our own system."""

    action = "token.create"
    form_class = TokenForm
    template_name = "people/token_create.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only my own organisation can be chosen."""
        return {**super().get_form_kwargs(), "user": self.viewer}

    def act(self, form: BaseForm) -> HttpResponse:
        """Show the secret, this once; no browser or proxy keeps the page."""
        token, secret = create_token(**form.cleaned_data, by=self.viewer, at=timezone.now())
        shown = {"token": token, "secret": secret}
        response = render(self.request, "people/token_created.html", shown)
        response["Cache-Control"] = "no-store"
        return response


class TokenRevoke(VerbPage):
    """A key that must stop."""

    action = "token.revoke"
    form_class = Form
    template_name = "people/token_revoke.html"
    done = gettext_lazy("The token is revoked.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which key; somebody else's does not exist here."""
        token = get_object_or_404(tokens_of(self.viewer), pk=self.kwargs["pk"])
        rows = [{"label": _("Name of the token"), "value": token.name}]
        return super().get_context_data(rows=rows, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Stop it."""
        get_object_or_404(tokens_of(self.viewer), pk=self.kwargs["pk"])
        revoke_token(token_id=self.kwargs["pk"], by=self.viewer, at=timezone.now())
        return reverse("people:profile")


class Display(View):
    """The switches at the top of every page, for guests too: language and high contrast."""

    public = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice and go back to the page where it was made."""
        response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")))
        form = DisplayForm(request.POST)
        if not form.is_valid():
            return response
        if mode := form.cleaned_data["mode"]:
            _remember(response, "display", mode)
        if language := form.cleaned_data["language"]:
            _keep(request, language)
            speaking(response, language)
        return response


def _keep(request: HttpRequest, language: str) -> None:
    """With the person, for other devices and mails; a guest's choice waits for the sign-in."""
    if isinstance(request.user, User):
        choose_language(user=request.user, language=language, at=timezone.now())
    else:
        request.session[CHOSEN] = language


def _safe(request: HttpRequest, address: str) -> str:
    hosts = {request.get_host()}
    good = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if good else "/"


def speaking(response: HttpResponse, language: str) -> HttpResponse:
    """The next pages of this browser come in this language."""
    return _remember(response, settings.LANGUAGE_COOKIE_NAME, language)


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
