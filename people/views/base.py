"""What every door has in common: it names its action, and refusals come back in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.generic import FormView, TemplateView, View

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.forms import add_rule, typed_in
from core.translation import in_words
from people.models import User
from people.permissions import person, require

if TYPE_CHECKING:
    FormPage = FormView[BaseForm]
else:
    FormPage = FormView  # generic for the type checker only


class Door(View):
    """A page for signed-in people; `action` is a line of the permission table."""

    action: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Sign in first, then the permission table, then the page."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.admit(person(request))
        return super().dispatch(request, *args, **kwargs)

    def admit(self, viewer: User) -> None:
        """Refuse whoever the permission table does not name."""
        require(viewer, self.action)

    @property
    def viewer(self) -> User:
        """The person at the door."""
        return person(self.request)


class Page(Door, TemplateView):
    """A page that only shows."""


class VerbPage(Door, FormPage):
    """A page that asks, checks and then does one thing.

    `act` calls one service. A rule that says no comes back on the form, with everything that
    was typed; an object that has moved on is answered with 409, and with what was typed beside
    it. `done` is said on the next page.
    """

    done: ClassVar[str | Promise] = ""

    def act(self, form: BaseForm) -> HttpResponse | str:
        """Call the service; return where to go next, as an address or a whole response."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Do it, or say why not."""
        try:
            done = self.act(form)
        except (IllegalMove, Stale) as refusal:
            return self.moved_on(form, refusal)
        except RuleBroken as refusal:
            add_rule(form, refusal)
            return self.form_invalid(form)
        if not isinstance(done, str):
            return done
        if self.done:
            messages.success(self.request, str(self.done))
        return HttpResponseRedirect(done)

    def moved_on(self, form: BaseForm, refusal: RuleBroken) -> HttpResponse:
        """Say why it can't be done any more; words that were typed can be copied from the page."""
        said = {"exception_words": in_words(refusal.sentence), "typed": typed_in(form)}
        return render(self.request, "409.html", said, status=409)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form again, filled in, with the sentences beside the fields."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class PublicPage(TemplateView):
    """A page for people without an account: what it may show hangs on the link alone."""

    public: ClassVar[bool] = True


__all__ = ["Door", "Page", "PublicPage", "VerbPage"]
