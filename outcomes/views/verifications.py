"""Pages of the verifier: what waits, the sample, findings, and the signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.domain.numbers import plain
from outcomes.domain.intervals import interval_sentence
from outcomes.domain.lifecycle import Effect
from outcomes.forms import FindingForm, ResolveForm, VerifyForm
from outcomes.models import Finding, Target
from outcomes.selectors import (
    Evaluation,
    crosschecks_of,
    current_measurements,
    evaluation_of,
    findings_seen,
    findings_to_resolve,
    targets_to_verify,
    ties_of,
)
from outcomes.selectors.custody import files_by_reading
from outcomes.selectors.likeness import twins_about
from outcomes.selectors.proposals import Proposal, proposal_of
from outcomes.services import record_finding, resolve_finding, verify_target
from outcomes.views.targets import TargetPage
from people.views import Page, VerbPage

MOST_CARDS = 50  # readings beside the result; a portfolio shows its sample on its own page


class Verifications(Page):
    """What waits for a verifier."""

    action = "target.verify"
    template_name = "outcomes/verifications.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Targets that are ready, and findings that are open."""
        return super().get_context_data(
            targets=targets_to_verify(self.viewer),
            findings=findings_to_resolve(self.viewer),
            **kwargs,
        )


class FindingRecord(TargetPage):
    """Put something on record."""

    action = "finding.record"
    template_name = "outcomes/finding_record.html"
    form_class = FindingForm

    def act(self, form: BaseForm) -> str:
        """Record it."""
        assert isinstance(form, FindingForm)  # noqa: S101 - form_class
        record_finding(
            target_id=self.target.pk,
            found=form.found(),
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Recorded. A major finding stops the verification."))
        return self.home()


class FindingResolve(VerbPage):
    """Say how a finding was settled."""

    action = "finding.record"
    template_name = "outcomes/finding_resolve.html"
    form_class = ResolveForm

    @property
    def finding(self) -> Finding:
        """The finding, or 404."""
        return get_object_or_404(findings_seen(self.viewer), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only what took something off the quantity can give it back."""
        counts = self.finding.effect_kind == Effect.LESS
        return {**super().get_form_kwargs(), "counts": counts}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which finding."""
        finding = self.finding
        return super().get_context_data(finding=finding, target=finding.target, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Settle it."""
        assert isinstance(form, ResolveForm)  # noqa: S101 - form_class
        finding = self.finding
        resolve_finding(
            finding_id=finding.pk,
            resolution=form.cleaned_data["resolution"],
            stands=form.cleaned_data.get("stands", True),
            independence=form.independence,
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("outcomes:target", args=[finding.target_id])


class TargetVerify(TargetPage):
    """See what the data say, then sign it: two screens, because it is final."""

    action = "target.verify"
    template_name = "outcomes/target_verify.html"
    form_class = VerifyForm

    @cached_property
    def target(self) -> Target:
        """The target, looked up once; whoever signs locks it again."""
        return super().target

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the data say if all that counts is accepted."""
        return evaluation_of(self.target, timezone.now())

    @cached_property
    def proposal(self) -> Proposal | None:
        """As much as counts by the rule."""
        return proposal_of(self.target, self.evaluation.claimed)

    def get_initial(self) -> dict[str, Any]:
        """As much as counts by the rule, for the verifier to change."""
        return {} if self.proposal is None else {"accepted": plain(self.proposal.most)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """A quantity may be accepted in part, a test may not."""
        return {**super().get_form_kwargs(), "needs": self.target.rule.NEEDS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Readings, evidence and rule side by side, and the result as it would be."""
        target, now = self.target, timezone.now()
        evaluation = kwargs.setdefault("evaluation", self.evaluation)
        result = evaluation.result.as_json()
        current = current_measurements(target)
        checks = crosschecks_of(current, current)
        files = files_by_reading(current)
        measurements = [(m, files[m.pk], checks[m.pk]) for m in current]
        return super().get_context_data(
            target=target,
            measurements=measurements[:MOST_CARDS],
            proposal=self.proposal,
            result=result,
            interval=interval_sentence(result["interval"], result["method"]),
            ties=ties_of(self.viewer, target, now),
            findings=findings_seen(self.viewer).filter(target=target),
            twins=twins_about(current, self.viewer),
            may_explain=True,
            **kwargs,
        )

    def act(self, form: BaseForm) -> HttpResponse | str:
        """Show the result once more, or sign it."""
        assert isinstance(form, VerifyForm)  # noqa: S101 - form_class
        given = form.cleaned_data
        if "sign" not in self.request.POST:
            return self._shown(form)
        verify_target(
            target_id=self.target.pk,
            independence=given["independence"],
            accepted=form.taken(),
            digest=self.request.POST.get("digest", ""),
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Verified. What is owed is computed from here."))
        return self.home()

    def _shown(self, form: BaseForm) -> HttpResponse:
        evaluation = evaluation_of(self.target, timezone.now(), form.cleaned_data.get("accepted"))
        context = self.get_context_data(form=form, evaluation=evaluation, sure=True)
        return self.render_to_response(context)
