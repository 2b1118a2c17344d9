"""Verbs of the administration: each shows what it does, asks, then calls exactly one service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.states import Lifecycle
from core.forms import Form, add_rule
from people.models import User
from people.permissions import person


@dataclass(frozen=True, slots=True)
class Button:
    """A verb that may be used now."""

    label: str | Promise
    url: str
    danger: bool = False
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A pile of work on the first page of the administration."""

    label: str | Promise
    count: int
    url: str


class Action:
    """One verb. A room subclasses `ObjectAction` or `ListAction`, names it and writes `act`.

    `name` is the verb in the address, `action` the line of the permission table; `rows` says what
    is decided on, `consequence` what happens next; `act` calls one service and may return an
    address to go to.
    """

    name: ClassVar[str]
    action: ClassVar[str]
    label: ClassVar[str | Promise]
    consequence: ClassVar[str | Promise] = ""
    done: ClassVar[str | Promise] = _("Done.")
    form_class: ClassVar[type[forms.BaseForm]] = Form
    danger: ClassVar[bool] = False

    def offered(self, viewer: User) -> bool:  # noqa: ARG002 - rooms ask about the viewer
        """Whether the button stands there; the service decides in the end."""
        return True

    def leads_to(self) -> str:
        """The address of a page of its own, for a verb that asks for more than a yes."""
        return ""

    def rows(self) -> list[dict[str, Any]]:
        """What is decided on: each `label` and `value`."""
        return []

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def form(self, request: HttpRequest) -> forms.BaseForm:
        """The form, empty or as it was sent."""
        if request.method == "POST":
            return self.form_class(request.POST, request.FILES, initial=self.initial())
        return self.form_class(initial=self.initial())

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:
        """Call one service."""
        raise NotImplementedError


class ObjectAction(Action):
    """A verb of one object. With `lifecycle` it is offered from the states that its move allows."""

    lifecycle: ClassVar[Lifecycle[Any] | None] = None
    move: ClassVar[str] = ""

    def __init__(self, subject: Any) -> None:
        self.subject = subject

    def offered(self, viewer: User) -> bool:  # noqa: ARG002 - rooms ask about the viewer
        """Whether the object's state allows it now."""
        return self.lifecycle is None or self.lifecycle.allows(self.move, self.subject.state)

    def rows(self) -> list[dict[str, Any]]:
        """At least, what the object is called."""
        return [{"label": self.subject._meta.verbose_name, "value": self.subject}]


class ListAction(Action):
    """A verb that begins something new; it stands above the list."""


class Doing(View):
    """The confirmation page: GET shows what will happen, POST does it or says why not."""

    action: ClassVar[str] = ""  # named by the verb; the table has asked the permission table

    def dispatch(self, request: HttpRequest, *, table: Any, action: Action) -> HttpResponseBase:
        """Remember whose page this is."""
        self.table, self.verb = table, action
        self.home = self._home()
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will happen, and the form; or that it cannot happen now."""
        if not self.verb.offered(person(request)):
            return self._page(request, None, status=409)
        if where := self.verb.leads_to():
            return redirect(where)
        return self._page(request, self.verb.form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it; a refusal comes back on the form with everything that was typed."""
        form = self.verb.form(request)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            where = self.verb.act(form, by=person(request), at=timezone.now())
        except RuleBroken as refusal:
            add_rule(form, refusal)
            moved_on = isinstance(refusal, IllegalMove | Stale)
            return self._page(request, form, status=409 if moved_on else 422)
        return self._go(request, where)

    def _go(self, request: HttpRequest, where: str | None) -> HttpResponseRedirectBase:
        messages.success(request, str(self.verb.done))
        return redirect(where or self.home)

    def _home(self) -> str:
        if isinstance(self.verb, ObjectAction):
            return str(self.table.address("change", self.verb.subject.pk))
        return str(self.table.address("changelist"))

    def _page(
        self, request: HttpRequest, form: forms.BaseForm | None, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.table.admin_site.each_context(request),
            "title": self.verb.label,
            "opts": self.table.opts,
            "original": getattr(self.verb, "subject", None),
            "verb": self.verb,
            "rows": self.verb.rows(),
            "form": form,
            "home": self.home,
            "reasons": [gettext("Its state does not allow this, or it is not yours to do.")],
        }
        return TemplateResponse(request, "people/admin_action.html", context, status=status)
