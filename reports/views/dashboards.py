"""The programme at a glance, and its tables on their way out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from people.views import Door, Page
from programs.models import Program
from reports.domain.tables import Table
from reports.gateways import purse_chart
from reports.selectors import cases_of, dashboard_of, programs_for, reports_for
from reports.services import export_table

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
            "recent": cases_of(self.viewer).filter(agreement__program=program)[:RECENT],
            "reports": reports_for(self.viewer)[:RECENT],
            "tables": tuple(Table),
        }


class TableExport(Door):
    """A table as CSV, streamed from the first row to the last."""

    action = "export.download"

    def post(self, _request: HttpRequest, program_id: int, table: Table) -> HttpResponseBase:
        """By POST, because that it left the house is written down."""
        program = get_object_or_404(programs_for(self.viewer), pk=program_id)
        export = export_table(table=table, program_id=program.pk, by=self.viewer, at=timezone.now())
        return StreamingHttpResponse(
            export.lines,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{export.name}"'},
        )
