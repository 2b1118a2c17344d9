"""Pages about other subsidies: what is declared, one more, one taken back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.forms import SubsidyForm, WhyForm
from outcomes.selectors import subsidies_seen
from outcomes.services import declare_subsidy, withdraw_subsidy
from people.permissions import allowed
from people.views import Page, VerbPage

PER_PAGE = 50


class Subsidies(Page):
    """What others pay at the worksites that the viewer may see."""

    action = "subsidy.see"
    template_name = "outcomes/subsidies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows."""
        rows = Paginator(subsidies_seen(self.viewer), PER_PAGE)
        return super().get_context_data(
            page=rows.get_page(self.request.GET.get("page")),
            may_declare=allowed(self.viewer, "subsidy.declare"),
            may_withdraw=allowed(self.viewer, "subsidy.withdraw"),
            **kwargs,
        )


class SubsidyDeclare(VerbPage):
    """Somebody else pays for the same thing."""

    action = "subsidy.declare"
    template_name = "outcomes/subsidy_declare.html"
    form_class = SubsidyForm
    done = _("Declared. No match runs over these days.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only worksites that the viewer may see; the one they came from is chosen already."""
        asked = {name: self.request.GET.get(name) for name in ("worksite", "hazard")}
        return {**super().get_form_kwargs(), "viewer": self.viewer, "initial": asked}

    def act(self, form: BaseForm) -> str:
        """Declare it."""
        declare_subsidy(
            worksite_id=form.cleaned_data["worksite"].pk,
            hazard_id=form.cleaned_data["hazard"].pk,
            period=form.period,  # type: ignore[attr-defined]
            giver=form.cleaned_data["giver"],
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("outcomes:subsidies")


class SubsidyWithdraw(VerbPage):
    """The agency has looked, and it was none."""

    action = "subsidy.withdraw"
    template_name = "outcomes/subsidy_withdraw.html"
    form_class = WhyForm
    done = _("Taken back. The worksite is free for these days.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        subsidy = get_object_or_404(subsidies_seen(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(subsidy=subsidy, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Take it back."""
        subsidy = get_object_or_404(subsidies_seen(self.viewer), pk=self.kwargs["pk"])
        reason = form.cleaned_data["reason"]
        withdraw_subsidy(subsidy_id=subsidy.pk, reason=reason, by=self.viewer, at=timezone.now())
        return reverse("outcomes:subsidies")
