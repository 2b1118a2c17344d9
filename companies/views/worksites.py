"""Pages about worksites. A supplier sees those that it registered."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.domain.business_number import written
from companies.forms import WorksiteForm
from companies.models import Worksite
from companies.selectors import (
    open_contact_changes,
    supplier_of,
    worksites_found,
    worksites_seen_by,
)
from companies.services import register_worksite
from companies.views.lists import ListPage
from people.permissions import allowed
from people.views import Page, VerbPage


class Worksites(ListPage):
    """Every worksite that the viewer may see."""

    action = "worksite.see"
    template_name = "companies/worksites.html"

    def found(self, text: str) -> QuerySet[Worksite]:
        """By name."""
        return worksites_found(self.viewer, text)

    def rows(self, page: Any) -> list[tuple[Worksite, str]]:
        """With the business number as on the certificate."""
        return [(site, written(site.business_number)) for site in page]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way to register one."""
        may_register = allowed(self.viewer, "worksite.register")
        return super().get_context_data(may_register=may_register, **kwargs)


class WorksiteDetail(Page):
    """One worksite."""

    action = "worksite.see"
    template_name = "companies/worksite.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts and contact."""
        worksite = get_object_or_404(worksites_seen_by(self.viewer), pk=self.kwargs["pk"])
        change = open_contact_changes(worksite).first()
        another = change is not None and change.requested_by_id != self.viewer.pk
        return super().get_context_data(
            worksite=worksite,
            number=written(worksite.business_number),
            change=change,
            may_request=allowed(self.viewer, "contact.request"),
            may_confirm=another and allowed(self.viewer, "contact.confirm"),
            **kwargs,
        )


class WorksiteRegister(VerbPage):
    """A site that we want to make safer."""

    action = "worksite.register"
    form_class = WorksiteForm
    template_name = "companies/worksite_register.html"
    done = _("The worksite is registered. Next propose a match under your agreement.")

    def act(self, form: BaseForm) -> str:
        """Register it under our own firm."""
        worksite = register_worksite(
            supplier=supplier_of(self.viewer),
            name=form.cleaned_data["name"],
            facts=form.facts,  # type: ignore[attr-defined]
            contact=form.contact,  # type: ignore[attr-defined]
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("companies:worksite", args=[worksite.pk])
