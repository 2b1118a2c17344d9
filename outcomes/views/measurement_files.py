"""Pages about files of readings: send one, watch it, mend it, have all of it stored."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from core.forms import Form
from outcomes.domain.lifecycle import FILE, FILE_WAITS, FileState
from outcomes.forms import FileForm
from outcomes.gateways.store import opened
from outcomes.models import MeasurementFile
from outcomes.selectors import errors_of, file_columns, files_seen
from outcomes.selectors.files import spoken_column
from outcomes.selectors.marked import marked_rows
from outcomes.services import (
    accept_measurement_file,
    check_measurement_file,
    store_measurement_file,
    upload_measurement_file,
)
from outcomes.views.targets import TargetPage
from people.permissions import allowed
from people.views import Door, Page, VerbPage

PER_PAGE = 50
RECENT = 10
SMALL = 300_000  # bytes that are read at once, while the sender waits


class MeasurementMeasureFromFile(TargetPage):
    """Send many readings: first a check that stores nothing, then all rows or none."""

    action = "measurement.measure"
    template_name = "outcomes/measurement_measure_from_file.html"
    form_class = FileForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the columns are called, and what was sent before."""
        agreement = self.target.agreement_id
        sent = files_seen(self.viewer).filter(target__agreement=agreement)[:RECENT]
        return super().get_context_data(columns=file_columns(), sent=sent, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Keep it; a small one is checked while its sender waits."""
        upload = form.cleaned_data["file"]
        file = upload_measurement_file(
            target_id=self.target.pk,
            upload=upload,
            name=upload.name,
            key=form.cleaned_data["key"],
            by=self.viewer,
            at=timezone.now(),
        )
        if file.size <= SMALL:
            check_measurement_file(file_id=file.pk, at=timezone.now())
        return reverse("outcomes:measurement_file", args=[file.pk])


class FilePage(Page):
    """A page about one file that this person may see."""

    action = "measurement.see"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file and how far it has come."""
        file = get_object_or_404(files_seen(self.viewer), pk=self.kwargs["pk"])
        waits = file.state in FILE_WAITS
        return super().get_context_data(file=file, waits=waits, job=_job(file), **kwargs)


class MeasurementFileDetail(FilePage):
    """How far it has come, what has to be mended, or what it says in all."""

    template_name = "outcomes/measurement_file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Places to mend page by page; storing is offered where nothing is left to mend."""
        context = super().get_context_data(**kwargs)
        file = context["file"]
        page = Paginator(errors_of(file), PER_PAGE).get_page(self.request.GET.get("page"))
        may = allowed(self.viewer, "measurement.measure")
        accept = may and FILE.allows("accept", FileState(file.state))
        rows = [(error, spoken_column(error.column)) for error in page]
        return {**context, "page": page, "rows": rows, "may_accept": accept, "may_send": may}


class MeasurementFileProgress(FilePage):
    """The moving part of that page; once nothing moves any more, the whole page is asked for."""

    template_name = "components/job_progress.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A fragment."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        if not context["waits"]:
            response["HX-Refresh"] = "true"
        return response


class MeasurementFileStore(VerbPage):
    """Have all of a checked file stored."""

    action = "measurement.measure"
    template_name = "outcomes/measurement_file_store.html"
    form_class = Form

    @property
    def file(self) -> MeasurementFile:
        """The file, or 404."""
        return get_object_or_404(files_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it says in all."""
        return super().get_context_data(file=self.file, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Accept it; a small one is stored while its sender waits."""
        file = accept_measurement_file(file_id=self.file.pk, by=self.viewer, at=timezone.now())
        if file.size <= SMALL:
            file = store_measurement_file(file_id=file.pk, at=timezone.now())
        if file.state == FileState.STORED:
            messages.success(self.request, _("Every row of the file is stored."))
        return reverse("outcomes:measurement_file", args=[file.pk])


class FileDownload(Door):
    """Something about a file to take away."""

    action = "measurement.see"
    http_method_names = ["get", "head"]

    @property
    def file(self) -> MeasurementFile:
        """The file, or 404."""
        return get_object_or_404(files_seen(self.viewer), pk=self.kwargs["pk"])


class MeasurementFileErrors(FileDownload):
    """The original rows with one column more that says what has to be mended."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:  # noqa: ARG002 - the route's
        """Row by row, however many there are, as Excel reads it."""
        file = self.file
        lines = _as_csv(file, get_language() or "ko")
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"{file.name.rsplit('.', 1)[0]}-{_('to mend')}.csv"
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=name
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response


class MeasurementFileOriginal(FileDownload):
    """The very bytes that were sent."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:  # noqa: ARG002 - the route's
        """As a download."""
        file = self.file
        response = FileResponse(
            opened(file.sha256),
            as_attachment=True,
            filename=file.name,
            content_type=file.content_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response


class _Line:
    """Where the CSV writer puts a line: straight into the answer."""

    def write(self, line: str) -> str:
        return line


def _as_csv(file: MeasurementFile, language: str) -> Iterator[str]:
    """Lines leave after the page is done, so they remember its language."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    with override(language):
        yield from (writer.writerow(row) for row in marked_rows(file))


def _job(file: MeasurementFile) -> dict[str, Any]:
    words = {
        FileState.UPLOADED: _("Waits to be checked."),
        FileState.CHECKING: _("Every row is held against the rules. Nothing is stored yet."),
        FileState.STORING: _("All rows are being stored, or none."),
    }
    return {
        "done": file.done,
        "total": file.rows,
        "words": words.get(FileState(file.state), ""),
        "finished": file.state not in FILE_WAITS,
    }
