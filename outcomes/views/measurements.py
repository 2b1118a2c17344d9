"""Pages about readings: send one or a file of them, show what supports them, certify."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import Form
from outcomes.forms import MeasurementForm, ReopenForm
from outcomes.models import Measurement
from outcomes.selectors import (
    chain_of,
    confirmations_seen,
    crosscheck_of,
    files_of,
    measurements_seen,
    sites_of,
)
from outcomes.selectors.custody import shown_files
from outcomes.selectors.likeness import twins_about
from outcomes.services import (
    certify_measurement,
    measure,
    reopen_measurement,
)
from outcomes.views.offers import offers_of_measurement
from outcomes.views.targets import TargetPage
from people.permissions import allowed
from people.views import Page, VerbPage


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
            files=shown_files(files_of(measurement)),
            twins=twins_about([measurement], self.viewer),
            may_explain=allowed(self.viewer, "twin.explain"),
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
            files=shown_files(files_of(measurement)),
            twins=twins_about([measurement], self.viewer),
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
