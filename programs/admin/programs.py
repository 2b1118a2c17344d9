"""Programmes and calls: drafted, opened, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.boram import kst
from people.admin import ListAction, ObjectAction
from people.models import User
from people.permissions import person
from programs.admin.desk import Desk
from programs.domain.lifecycle import CALL, PROGRAM
from programs.forms.desk import CallForm, ProgramForm
from programs.models import Call, Program
from programs.services import (
    close_call,
    close_program,
    draft_call,
    draft_program,
    open_call,
    open_program,
)


class ProgramDraftAction(ListAction):
    """A new programme."""

    name, action = "draft", "program.draft"
    label = gettext_lazy("Draft a programme")
    consequence = gettext_lazy("Nobody but the agency and the bank sees it before it opens.")

    def form(self, request: HttpRequest) -> BaseForm:
        """Only one's own agency can be chosen."""
        return ProgramForm(request.POST or None, viewer=person(request))

    def act(self, form: Any, *, by: User, at: datetime) -> str:
        """Draft it; its own page comes next."""
        program = draft_program(draft=form.draft(), by=by, at=at)
        return reverse("admin:programs_program_change", args=[program.pk])


class ProgramOpenAction(ObjectAction):
    """From draft to open."""

    name, action = "open", "program.open"
    lifecycle, move = PROGRAM, "open"
    label = gettext_lazy("Open the programme")
    consequence = gettext_lazy("Everybody sees it, calls can open and agreements can be signed.")

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Open it."""
        open_program(program_id=self.subject.pk, by=by, at=at)


class ProgramCloseAction(ObjectAction):
    """The end."""

    name, action = "close", "program.close"
    lifecycle, move = PROGRAM, "close"
    label = gettext_lazy("Close the programme")
    consequence = gettext_lazy("No call and no agreement may follow. This cannot be undone.")
    danger = True

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Close it."""
        close_program(program_id=self.subject.pk, by=by, at=at)


@admin.register(Program)
class ProgramAdmin(Desk):
    """Programmes of one's own agency."""

    view_action, agency = "program.draft", "agency"
    list_display = ["__str__", "code", "badge", "starts_on", "ends_on", "funder"]
    list_filter = ["state"]
    search_fields = ["code", "name_ko", "name_en"]
    list_select_related = ["funder"]
    list_actions = (ProgramDraftAction,)
    object_actions = (ProgramOpenAction, ProgramCloseAction)


class OneCall(ObjectAction):
    """Something is done with a call."""

    lifecycle = CALL

    def rows(self) -> list[dict[str, Any]]:
        """The call and its window."""
        call = self.subject
        return [
            {"label": _("Call"), "value": call.title},
            {"label": _("Programme"), "value": call.program.name},
            {"label": _("Opens"), "value": kst(call.opens_at)},
            {"label": _("Deadline"), "value": kst(call.closes_at)},
        ]


class CallDraftAction(ListAction):
    """A new call."""

    name, action = "draft", "call.draft"
    label = gettext_lazy("Draft a call")
    consequence = gettext_lazy("Suppliers see it at once; they can apply when it is opened.")

    def form(self, request: HttpRequest) -> BaseForm:
        """Only running programmes of one's own agency can be chosen."""
        return CallForm(request.POST or None, viewer=person(request))

    def act(self, form: Any, *, by: User, at: datetime) -> str:
        """Draft it; its own page comes next."""
        said = form.cleaned_data
        call = draft_call(
            program_id=said["program"].pk,
            title=said["title"],
            window=(said["opens_at"], said["closes_at"]),
            places=said["places"],
            by=by,
            at=at,
        )
        return reverse("admin:programs_call_change", args=[call.pk])


class CallOpenAction(OneCall):
    """Suppliers may apply."""

    name, action, move = "open", "call.open", "open"
    label = gettext_lazy("Open the call")
    consequence = gettext_lazy("Suppliers can apply from the opening moment until the deadline.")

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Open it."""
        open_call(call_id=self.subject.pk, by=by, at=at)


class CallCloseAction(OneCall):
    """Nobody can hand in any more."""

    name, action, move = "close", "call.close", "close"
    label = gettext_lazy("Close the call")
    consequence = gettext_lazy("Nobody can hand in any more. A closed call cannot open again.")
    danger = True

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002
        """Close it."""
        close_call(call_id=self.subject.pk, by=by, at=at)


@admin.register(Call)
class CallAdmin(Desk):
    """Calls of one's own programmes."""

    view_action, agency = "call.draft", "program__agency"
    list_display = ["title", "program", "badge", "opens_at", "closes_at", "places"]
    list_filter = ["state", "program"]
    search_fields = ["title"]
    list_select_related = ["program"]
    list_actions = (CallDraftAction,)
    object_actions = (CallOpenAction, CallCloseAction)
