"""The targets that a supplier sets itself, added and removed one by one."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.forms.applications import OwnTargetForm
from programs.models import Application, ApplicationTarget
from programs.selectors import applications_for
from programs.services import add_own_target, remove_own_target
from programs.views.applications import OneApplication
from programs.views.words import row, to


class OwnTargetAdd(OneApplication):
    """One more own target."""

    action = "application.edit"
    form_class = OwnTargetForm
    template_name = "programs/own_target_add.html"
    done = gettext_lazy("The target is added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The indicators belong to the programme."""
        return {**super().get_form_kwargs(), "application": self.application}

    def act(self, form: BaseForm) -> str:
        """Add it."""
        add_own_target(
            application_id=self.application.pk,
            target=form.target(),  # type: ignore[attr-defined]
            by=self.viewer,
            at=timezone.now(),
        )
        return to("application", self.application.pk) + "#targets"


class OwnTargetRemove(OneApplication):
    """A target leaves the draft."""

    action = "application.edit"
    template_name = "programs/own_target_remove.html"
    done = gettext_lazy("The target is removed.")

    @cached_property
    def target(self) -> ApplicationTarget:
        """Which target."""
        return get_object_or_404(
            ApplicationTarget.objects.select_related("indicator"),
            pk=self.kwargs["pk"],
            application__in=applications_for(self.viewer),
        )

    @cached_property
    def application(self) -> Application:
        """Out of which application."""
        return get_object_or_404(applications_for(self.viewer), pk=self.target.application_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is removed."""
        rows = [
            row(_("Indicator"), self.target.indicator.name),
            row(_("Goal"), self.target.goal.normalize()),
            row(_("How it will be measured"), self.target.how),
        ]
        return super().get_context_data(rows=rows, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Remove it."""
        remove_own_target(target_id=self.target.pk, by=self.viewer, at=timezone.now())
        return to("application", self.application.pk) + "#targets"
