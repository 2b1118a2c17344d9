"""The supplier's application: begun, written in any order, looked over, handed in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.selectors import supplier_of
from core.forms import Form
from core.templatetags.boram import kst, won
from people.views import Page, VerbPage
from programs.domain.lifecycle import ApplicationState
from programs.forms.applications import ApplicationForm
from programs.models import Application, Call
from programs.selectors import (
    Asked,
    answers_of,
    applications_for,
    applications_found,
    calls_for,
    draft_of,
    may_edit,
    missing_from,
    opening_of,
    own_applications_to,
)
from programs.services import (
    save_application,
    start_application,
    submit_application,
)
from programs.views.lists import ListPage
from programs.views.words import Row, crumbs, refusals, row, to

PARTS = {
    "technology": gettext_lazy("Technology"),
    "hazards": gettext_lazy("Hazards"),
    "plan": gettext_lazy("Plan"),
    "worksites": gettext_lazy("Worksites planned"),
    "amount": gettext_lazy("Amount requested"),
    "targets": gettext_lazy("Own targets"),
}


def facts_of(application: Application, *, change: bool = False) -> list[Row]:
    """What the application says; with links to change it while that is possible."""
    pk, edit = application.pk, to("application_save", application.pk) if change else ""
    links = {name: f"{edit}#id_{name}" if edit else "" for name in PARTS}
    hazards = ", ".join(hazard.name for hazard in application.hazards.order_by("code"))
    count = application.own_targets.count()
    return [
        row(PARTS["technology"], application.technology, links["technology"]),
        row(PARTS["hazards"], hazards, links["hazards"]),
        row(PARTS["plan"], application.plan, links["plan"]),
        row(PARTS["worksites"], application.worksites_planned, links["worksites"]),
        row(PARTS["amount"], won(application.amount_requested), links["amount"]),
        row(
            PARTS["targets"],
            ngettext("%(count)s target", "%(count)s targets", count) % {"count": count},
            to("application", pk) + "#targets" if change else "",
        ),
    ]


class Applications(ListPage):
    """Every application that this person may see."""

    action = "application.see"
    template_name = "programs/applications.html"
    states = ApplicationState

    def rows(self, asked: Asked) -> QuerySet[Application]:
        """Newest first."""
        return applications_found(self.viewer, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way here."""
        return super().get_context_data(crumbs=crumbs((_("Applications"), "")), **kwargs)


class OneApplication(VerbPage):
    """Something is done with an application that this person may see."""

    form_class: type[BaseForm] = Form

    @cached_property
    def application(self) -> Application:
        """Which one."""
        return get_object_or_404(applications_for(self.viewer), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is handed in has no form any more: its page says how it stands."""
        if not may_edit(self.application, self.viewer):
            return redirect("programs:application", pk=self.application.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back leads to the application."""
        here = to("application", self.application.pk)
        return super().get_context_data(
            application=self.application,
            back=here,
            crumbs=crumbs(
                (_("Applications"), to("applications")), (str(self.application.call), here)
            ),
            **kwargs,
        )


class ApplicationStart(VerbPage):
    """Begin an application; nothing is handed in by that."""

    action = "application.edit"
    form_class = Form
    template_name = "programs/application_start.html"

    @cached_property
    def call(self) -> Call:
        """To which call."""
        return get_object_or_404(calls_for(self.viewer), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever has begun goes on with that one."""
        if own := own_applications_to(self.call, self.viewer).first():
            return redirect("programs:application", pk=own.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked, and why it may not be possible now."""
        call = self.call
        return super().get_context_data(
            call=call,
            back=to("program", call.program_id),
            reasons=refusals(
                lambda: opening_of(call).check(timezone.now()), lambda: supplier_of(self.viewer)
            ),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Begin."""
        application = start_application(
            call_id=self.call.pk,
            supplier=supplier_of(self.viewer),
            by=self.viewer,
            at=timezone.now(),
        )
        return to("application", application.pk)


class ApplicationDetail(Page):
    """A task list while it is written; afterwards what was handed in and how it stands."""

    action = "application.see"
    template_name = "programs/application.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One application."""
        application = get_object_or_404(applications_for(self.viewer), pk=self.kwargs["pk"])
        editing = may_edit(application, self.viewer)
        return super().get_context_data(
            crumbs=crumbs((_("Applications"), to("applications")), (str(application.call), "")),
            application=application,
            editing=editing,
            tasks=self._tasks(application) if editing else [],
            rows=facts_of(application),
            targets=application.own_targets.select_related("indicator").order_by("pk"),
            answers=answers_of(application, self.viewer),
            **kwargs,
        )

    def _tasks(self, application: Application) -> list[dict[str, Any]]:
        """Each part in the order of the form, then handing in."""
        open_parts = {gap.field for gap in missing_from(application)}
        edit = to("application_save", application.pk)
        urls = {name: f"{edit}#id_{name}" for name in PARTS} | {"targets": "#targets"}
        parts = [
            {
                "label": label,
                "url": urls[name],
                "state": "open" if name in open_parts else "done",
                "state_label": _("To do") if name in open_parts else _("Done"),
            }
            for name, label in PARTS.items()
        ]
        hint = _("Look everything over, then hand it in.")
        last = {
            "label": _("Check and hand in"),
            "url": to("application_submit", application.pk),
            "hint": hint,
        }
        return [*parts, last]


class ApplicationSave(OneApplication):
    """Write and save; nothing has to be complete."""

    action = "application.edit"
    form_class = ApplicationForm
    template_name = "programs/application_save.html"
    done = gettext_lazy("Saved. You can go on any time before the deadline.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The choices belong to the firm and the programme."""
        return {**super().get_form_kwargs(), "application": self.application}

    def get_initial(self) -> dict[str, Any]:
        """What is written so far."""
        draft = draft_of(self.application)
        return {
            "technology": draft.technology_id,
            "hazards": draft.hazard_ids,
            "plan": draft.plan,
            "worksites": draft.worksites_planned,
            "amount": draft.amount_requested,
        }

    def act(self, form: BaseForm) -> str:
        """Save."""
        save_application(
            application_id=self.application.pk,
            draft=form.draft(),  # type: ignore[attr-defined]
            by=self.viewer,
            at=timezone.now(),
        )
        return to("application", self.application.pk)


class ApplicationSubmit(OneApplication):
    """Look everything over, then hand it in."""

    action = "application.submit"
    template_name = "programs/application_submit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is handed in, and everything that still stands in the way."""
        application = self.application
        gaps = [gap.sentence for gap in missing_from(application)]
        late = refusals(lambda: opening_of(application.call).check(timezone.now()))
        return super().get_context_data(
            rows=facts_of(application, change=True),
            reasons=[*late, *gaps],
            targets=application.own_targets.select_related("indicator").order_by("pk"),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Hand it in."""
        submit_application(application_id=self.application.pk, by=self.viewer, at=timezone.now())
        return to("application_receipt", self.application.pk)


class ApplicationReceipt(Page):
    """Proof for the supplier that it was handed in, and when."""

    action = "application.submit"
    template_name = "programs/application_receipt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only for what was handed in."""
        application = get_object_or_404(applications_for(self.viewer), pk=self.kwargs["pk"])
        if application.state == ApplicationState.DRAFT:
            raise PermissionDenied("not handed in")
        rows = [
            row(_("Call"), application.call),
            row(_("Firm"), application.supplier),
            row(_("Handed in"), kst(application.submitted_at)),
            row(_("By"), application.submitted_by),
        ]
        return super().get_context_data(
            rows=rows, application=application, back=to("application", application.pk), **kwargs
        )
