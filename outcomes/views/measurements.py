"""Pages about readings: send one or a file of them, show what supports them, certify."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import Form
from outcomes.forms import EvidenceForm, MeasurementForm, ReopenForm
from outcomes.gateways.store import path_of, unchanged
from outcomes.models import Measurement
from outcomes.selectors import (
    chain_of,
    confirmations_seen,
    crosscheck_of,
    evidence_seen,
    files_of,
    files_used_elsewhere,
    measurements_seen,
    sites_of,
)
from outcomes.services import (
    attach_evidence,
    certify_measurement,
    measure,
    reopen_measurement,
)
from outcomes.views.offers import offers_of_measurement
from outcomes.views.targets import TargetPage
from people.views import Door, Page, VerbPage


class MeasurementMeasure(TargetPage):
    """Send one reading."""

    action = "measurement.measure"
    template_name = "outcomes/measurement_measure.html"
    form_class = MeasurementForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only the numbers that this target is judged by are asked for."""
        target = self.target
        sites = sites_of(target.agreement)
        return {**super().get_form_kwargs(), "target": target, "sites": sites}

    def act(self, form: BaseForm) -> str:
        """Store it; next evidence is attached."""
        assert isinstance(form, MeasurementForm)  # noqa: S101 - form_class
        measurement = measure(
            target_id=self.target.pk,
            reading=form.reading(),
            key=form.cleaned_data["key"],
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Stored. Now attach the evidence, then it is certified."))
        return reverse("outcomes:measurement", args=[measurement.pk])


class MeasurementDetail(Page):
    """One reading with its evidence and what the worksite says."""

    action = "measurement.see"
    template_name = "outcomes/measurement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The reading, every file with its hash looked at again, and the answers."""
        measurement = get_object_or_404(measurements_seen(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(
            measurement=measurement,
            target=measurement.target,
            files=[(file, unchanged(file.sha256)) for file in files_of(measurement)],
            twins=files_used_elsewhere(measurement),
            questions=confirmations_seen(self.viewer).filter(measurement=measurement),
            offers=offers_of_measurement(measurement, self.viewer),
            check=crosscheck_of(measurement),
            chain=chain_of(measurement),
            now=timezone.now(),
            **kwargs,
        )


class MeasurementPage(VerbPage):
    """A verb of a measurement that this person may see."""

    @property
    def measurement(self) -> Measurement:
        """The measurement, or 404."""
        return get_object_or_404(measurements_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which measurement, and what lies under it."""
        measurement = self.measurement
        kwargs.setdefault("measurement", measurement)
        return super().get_context_data(
            target=measurement.target,
            files=files_of(measurement),
            check=crosscheck_of(measurement),
            **kwargs,
        )

    def home(self) -> str:
        """The measurement's own page."""
        return reverse("outcomes:measurement", args=[self.kwargs["pk"]])


class MeasurementCertify(MeasurementPage):
    """A second person of the supplier stands for it."""

    action = "measurement.certify"
    template_name = "outcomes/measurement_certify.html"
    form_class = Form

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Certify; next the worksite is asked."""
        certify_measurement(measurement_id=self.measurement.pk, by=self.viewer, at=timezone.now())
        messages.success(self.request, _("Certified. Now ask the worksite whether it is so."))
        return self.home()


class MeasurementReopen(MeasurementPage):
    """Who may certify opens again what is certified, so that it can be corrected."""

    action = "measurement.reopen"
    template_name = "outcomes/measurement_reopen.html"
    form_class = ReopenForm

    def act(self, form: BaseForm) -> str:
        """Open it; next the editor sends it again."""
        reopen_measurement(
            measurement_id=self.measurement.pk,
            reason=form.cleaned_data["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(
            self.request, _("Opened. It counts no more; now it is sent again, corrected.")
        )
        return self.home()


class EvidenceAttach(MeasurementPage):
    """Add a file that shows it."""

    action = "evidence.attach"
    template_name = "outcomes/evidence_attach.html"
    form_class = EvidenceForm

    def act(self, form: BaseForm) -> str:
        """Keep it under its hash, and say the hash."""
        upload = form.cleaned_data["file"]
        evidence = attach_evidence(
            measurement_id=self.measurement.pk,
            upload=upload,
            name=upload.name,
            by=self.viewer,
            at=timezone.now(),
        )
        said = _("“%(name)s” is attached. Its SHA-256 is %(sha256)s.")
        messages.success(self.request, said % {"name": evidence.name, "sha256": evidence.sha256})
        return self.home()


class EvidenceDownload(Door):
    """The original bytes, never shown inside a page of ours."""

    action = "evidence.see"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:  # noqa: ARG002 - Django's signature
        """Stream it as a download."""
        evidence = get_object_or_404(evidence_seen(self.viewer), pk=pk)
        try:
            file = path_of(evidence.sha256).open("rb")
        except FileNotFoundError as lost:
            raise Http404 from lost
        response = FileResponse(
            file,
            as_attachment=True,
            filename=evidence.name,
            content_type=evidence.content_type,
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, no-store"
        return response
