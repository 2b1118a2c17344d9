"""The programme at a glance."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from payouts.selectors.lists import PayoutFilter, payouts_found
from people.permissions import allowed
from people.views import Page
from programs.models import Program
from reports.domain.tables import LOOKED_AT_BY, Table
from reports.gateways import purse_chart
from reports.selectors import dashboard_of, programs_for, reports_for

RECENT = 8


class DashboardPage(Page):
    """Money, results and payments of one programme."""

    action = "dashboard.see"
    template_name = "reports/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programme that was asked for, else the first."""
        programs = list(programs_for(self.viewer))
        asked = self.request.GET.get("program", "")
        program = next((p for p in programs if p.code == asked), programs[0] if programs else None)
        return super().get_context_data(
            programs=programs,
            program=program,
            **(self._about(program) if program else {}),
            title=program.name if program else _("Dashboard"),
            purpose=_(
                "How much is committed, promised and paid, and how far the results have come."
            ),
            **kwargs,
        )

    def _about(self, program: Program) -> dict[str, Any]:
        dashboard = dashboard_of(program)
        return {
            "dashboard": dashboard,
            "chart": purse_chart(dashboard.parts) if dashboard.parts else None,
            "recent": payouts_found(self.viewer, PayoutFilter(program=program.pk))[:RECENT],
            "reports": reports_for(self.viewer)[:RECENT],
            "tables": [table for table in Table if allowed(self.viewer, LOOKED_AT_BY[table])],
        }
