"""What a programme is, and which calls take applications."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from people.permissions import allowed
from people.views import Page
from programs.models import Call
from programs.selectors import (
    commitments_for,
    may_commit_to,
    opening_of,
    own_applications_to,
    programs_for,
    purse_lines,
)
from programs.views.words import crumbs, refusals, to


class Programs(Page):
    """Every programme that this person may look into."""

    action = "program.see"
    template_name = "programs/programs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first."""
        return super().get_context_data(
            crumbs=crumbs((_("Programmes"), "")),
            programs=programs_for(self.viewer),
            **kwargs,
        )


class ProgramDetail(Page):
    """Public facts, calls, and the money for those who may see it."""

    action = "program.see"
    template_name = "programs/program.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One programme."""
        program = get_object_or_404(programs_for(self.viewer), pk=self.kwargs["pk"])
        commitment = commitments_for(self.viewer).filter(program=program).first()
        return super().get_context_data(
            title=program.name,
            crumbs=crumbs((_("Programmes"), to("programs")), (program.name, "")),
            program=program,
            calls=[self._call(call) for call in program.calls.order_by("-closes_at")],
            commitment=commitment,
            purses=purse_lines(commitment) if commitment else (),
            may_commit=not commitment and may_commit_to(program, self.viewer),
            **kwargs,
        )

    def _call(self, call: Call) -> dict[str, Any]:
        """A call as this viewer meets it: apply, go on, or why not."""
        own = own_applications_to(call, self.viewer).first()
        may = allowed(self.viewer, "application.edit")
        reasons = refusals(lambda: opening_of(call).check(timezone.now())) if may else []
        return {
            "call": call,
            "own": own,
            "may_apply": may and not own and not reasons,
            "reasons": [] if own else reasons,
        }
