"""Pages about another contact person at a worksite: named, then confirmed."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.forms import ContactForm
from companies.models import ContactChange, Worksite
from companies.selectors import contact_changes_seen, worksites_seen_by
from companies.services import confirm_contact, request_contact
from people.views import VerbPage


class ContactRequest(VerbPage):
    """Somebody else answers for a worksite."""

    action = "contact.request"
    form_class = ContactForm
    template_name = "companies/contact_request.html"
    done = _("Named. A second person of your firm, or the agency, confirms it.")

    @property
    def worksite(self) -> Worksite:
        """Where."""
        return get_object_or_404(worksites_seen_by(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whoever is asked today."""
        return super().get_context_data(worksite=self.worksite, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Name them."""
        request_contact(
            worksite_id=self.worksite.pk,
            contact=form.contact,  # type: ignore[attr-defined]
            reason=form.cleaned_data["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("companies:worksite", args=[self.kwargs["pk"]])


class ContactConfirm(VerbPage):
    """A second person stands for it."""

    action = "contact.confirm"
    form_class = Form
    template_name = "companies/contact_confirm.html"
    done = _("Confirmed. The one before is told by mail; their links no longer work.")

    @property
    def change(self) -> ContactChange:
        """What was named."""
        return get_object_or_404(contact_changes_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Before and after."""
        return super().get_context_data(change=self.change, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        change = confirm_contact(change_id=self.change.pk, by=self.viewer, at=timezone.now())
        return reverse("companies:worksite", args=[change.worksite_id])
