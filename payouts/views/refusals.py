"""A page that cannot be used says why, and who or what comes next, instead of only no."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from payouts.selectors.refusals import Refusal, without_the_role
from people.models import Organization
from people.views import VerbPage


class Explained(VerbPage):
    """Whoever may see a thing but not do this with it reads the reason; strangers read nothing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As every door; only that the refusal is told to those who may see what it is about."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            if not self.is_seen():
                raise
            return self.refused(without_the_role(self.action, self.bank, self.viewer))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or why it cannot be used now; that is said before anybody signs in again."""
        refusal = self.refusal()
        if refusal.reasons:
            return self.refused(refusal)
        return super().get(request, *args, **kwargs)

    def is_seen(self) -> bool:
        """Whether this person may see what the page is about."""
        raise NotImplementedError

    @property
    def bank(self) -> Organization:
        """Whose work it is."""
        raise NotImplementedError

    def refusal(self) -> Refusal:
        """Why this person cannot do it now; empty when they can."""
        return Refusal()

    def way(self) -> dict[str, Any]:
        """Where this is, and the way back."""
        raise NotImplementedError

    def refused(self, refusal: Refusal) -> TemplateResponse:
        """403 when it is the person, 409 when it is where the thing stands."""
        shown = {"refusal": refusal, **self.way()}
        status = 403 if refusal.person else 409
        return TemplateResponse(self.request, "payouts/refused.html", shown, status=status)
