"""Pages about the sample: bind it, draw it, say what was seen, give it away to be drawn again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.domain.sampling import number_in_frame
from outcomes.forms import Declaration, PlanForm, SampleForm
from outcomes.models import Measurement, VerificationPlan
from outcomes.selectors import current_measurements, targets_seen
from outcomes.selectors.plans import plan_document
from outcomes.selectors.proposals import counted_in
from outcomes.selectors.samples import sample_left, sample_now
from outcomes.services import commit_seed, draw_plan, record_sample, widen_sample
from outcomes.views.targets import TargetPage
from people.views import Door


class SeedCommit(TargetPage):
    """Bind the later draw to a seed that nobody chooses."""

    action = "plan.commit"
    template_name = "outcomes/seed_commit.html"
    form_class = Declaration

    def act(self, form: BaseForm) -> str:
        """Commit; later the list is closed and drawn."""
        assert isinstance(form, Declaration)  # noqa: S101 - form_class
        done = commit_seed(
            target_id=self.target.pk,
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        said = _("The draw is bound now. Its commitment is %(commitment)s.")
        messages.success(self.request, said % {"commitment": done.commitment})
        return self.home()


class PlanDraw(TargetPage):
    """Close the list and draw the sample, once."""

    action = "plan.draw"
    template_name = "outcomes/plan_draw.html"
    form_class = PlanForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long the list is, and what the draw was bound to."""
        return super().get_context_data(
            frame=len(current_measurements(self.target)),
            commitment=self.target.commitments.order_by("pk").first(),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Freeze the list and draw."""
        assert isinstance(form, PlanForm)  # noqa: S101 - form_class
        draw_plan(
            target_id=self.target.pk,
            draw=form.draw(),
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(
            self.request, _("Drawn. The list, the seed and the sample stay on record.")
        )
        return self.home()


class PlanPage(TargetPage):
    """A verb of a target whose sample is drawn."""

    @property
    def plan(self) -> VerificationPlan:
        """The plan of the target, or 404."""
        return get_object_or_404(VerificationPlan, target=self.target)


class SampleWiden(PlanPage):
    """Draw twice as many by the same seed, where the rule asks for it."""

    action = "sample.widen"
    template_name = "outcomes/sample_widen.html"
    form_class = Declaration

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the sample says so far."""
        plan = self.plan
        seen = len(sample_now(plan))
        return super().get_context_data(counted=counted_in(plan), seen=seen, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Draw them; next they are looked at."""
        assert isinstance(form, Declaration)  # noqa: S101 - form_class
        widen_sample(
            plan_id=self.plan.pk,
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Drawn. Look at the items that were added."))
        return reverse("outcomes:sample_record", args=[self.target.pk])


class SampleRecord(PlanPage):
    """What was seen at an item of the sample, on a phone at the site."""

    action = "sample.record"
    template_name = "outcomes/sample_record.html"
    form_class = SampleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only what nobody has looked at yet."""
        names = sample_left(self.plan)
        rows = Measurement.objects.select_related("match__worksite", "match__hazard").in_bulk(
            [number_in_frame(name) for name in names]
        )
        left = [(name, _called(rows[number_in_frame(name)])) for name in names]
        return {**super().get_form_kwargs(), "left": left}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many are left."""
        plan = self.plan
        left, drawn = len(sample_left(plan)), len(sample_now(plan))
        return super().get_context_data(left=left, drawn=drawn, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Record it; go on with the next one."""
        assert isinstance(form, SampleForm)  # noqa: S101 - form_class
        record_sample(
            plan_id=self.plan.pk,
            seen=form.seen(),
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Recorded."))
        if sample_left(self.plan):
            return reverse("outcomes:sample_record", args=[self.target.pk])
        return self.home()


class PlanDownload(Door):
    """The plan as a file: whoever has it can draw the same list again."""

    action = "target.see"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """As JSON."""
        target = get_object_or_404(targets_seen(self.viewer), pk=pk)
        plan = VerificationPlan.objects.filter(target=target).first()
        if plan is None:
            raise Http404
        text = json.dumps(plan_document(plan), ensure_ascii=False, indent=2)
        return HttpResponse(
            text,
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="plan-{plan.pk}.json"'},
        )


def _called(measurement: Measurement) -> str:
    days = f"{measurement.first_day} – {measurement.last_day}"
    where = f" · {measurement.match}" if measurement.match else ""
    return f"{days} · {measurement.get_phase_display()}{where}"
