"""The page on which a second person certifies every reading of a target at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import Form
from core.translation import in_words
from outcomes.domain.lifecycle import MeasurementState
from outcomes.selectors import crosschecks_of, current_measurements
from outcomes.services import certify_measurements
from outcomes.views.targets import PER_PAGE, TargetPage

MOST_TOLD = 20


class MeasurementsCertify(TargetPage):
    """Many readings, one signature; what does not fit together is left and told."""

    action = "measurement.certify"
    template_name = "outcomes/measurements_certify.html"
    form_class = Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What waits, what does not fit first."""
        current = current_measurements(self.target)
        waiting = [one for one in current if one.state == MeasurementState.MEASURED]
        checks = crosschecks_of(waiting, current)
        rows = [(one, checks[one.pk]) for one in waiting]
        rows.sort(key=lambda row: (not row[1].blocks, not row[1].warnings))
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Certify, and say what was left and why."""
        done = certify_measurements(target_id=self.target.pk, by=self.viewer, at=timezone.now())
        for left in done.left[:MOST_TOLD]:
            messages.warning(self.request, f"{left.measurement}: {in_words(left.reason)}")
        said = _("%(done)s certified, %(left)s left.")
        messages.success(self.request, said % {"done": done.done, "left": len(done.left)})
        return self.home()
