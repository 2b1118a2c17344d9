"""Tables and lists on their way out; by POST, because that they left the house is written down."""

from __future__ import annotations

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ledger.forms import BooksFilter
from people.forms import LogForm
from people.views import Door
from reports.domain.tables import Table
from reports.forms import asked_in
from reports.selectors import programs_for
from reports.services import Export, export_balances, export_log, export_payouts, export_table

SOUGHT = ("subject", "actor", "action")


class TableExport(Door):
    """A table of a programme, streamed from the first row to the last."""

    action = "export.download"

    def post(self, _request: HttpRequest, program_id: int, table: Table) -> HttpResponseBase:
        """Every row that this person may see."""
        program = get_object_or_404(programs_for(self.viewer), pk=program_id)
        return streamed(
            export_table(table=table, program_id=program.pk, by=self.viewer, at=timezone.now())
        )


class PayoutExport(Door):
    """The list of payments with its filters, which stand in the address as they do on the list."""

    action = "export.download"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """As many rows as the list counted."""
        asked = asked_in(request.GET)
        return streamed(export_payouts(asked=asked, by=self.viewer, at=timezone.now()))


class LogExport(Door):
    """The log with its filters."""

    action = "log.see"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Every line that fits, newest first."""
        form = LogForm(request.GET)
        given = form.cleaned_data if form.is_valid() else {}
        sought = {name: given.get(name, "") for name in SOUGHT}
        return streamed(export_log(sought=sought, by=self.viewer, at=timezone.now()))


class BalanceExport(Door):
    """The trial balance of the moment that stands in the address."""

    action = "books.see"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """As the page of the books showed it."""
        form = BooksFilter(request.GET)
        if not form.is_valid():
            raise Http404("no such moment")
        moment = form.cleaned_data["at"]
        return streamed(export_balances(moment=moment, by=self.viewer, at=timezone.now()))


def streamed(export: Export) -> StreamingHttpResponse:
    """A table leaves line by line, however long it is."""
    return StreamingHttpResponse(
        export.lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{export.name}"'},
    )
