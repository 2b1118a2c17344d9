"""Pages about targets: set, agree, change, and everything that is known about one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import Form
from outcomes.domain.intervals import EXACT, interval_sentence
from outcomes.forms import TargetForm
from outcomes.models import SampleResult, Target
from outcomes.selectors import (
    agreements_to_match,
    changes_of,
    current_measurements,
    findings_seen,
    plan_of,
    targets_seen,
)
from outcomes.selectors.holds import holds_seen
from outcomes.selectors.indicators import rates_of, rule_of
from outcomes.selectors.reversals import reversals_seen
from outcomes.services import agree_target, amend_target, set_target
from outcomes.views.luck import LuckPage, luck_assumed, luck_kept
from outcomes.views.offers import (
    offers_of_finding,
    offers_of_hold,
    offers_of_reversal,
    offers_of_target,
)
from people.permissions import allowed
from people.views import Page, VerbPage
from programs.domain.terms import sentences
from programs.models import Agreement

PER_PAGE = 50
MOST_SHOWN = 200  # names of a frame on a page; the file has all


class Targets(Page):
    """Every target of mine, or of everybody whom I watch over."""

    action = "target.see"
    template_name = "outcomes/targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows."""
        rows = Paginator(targets_seen(self.viewer), PER_PAGE)
        may_set = allowed(self.viewer, "target.set")
        return super().get_context_data(
            page=rows.get_page(self.request.GET.get("page")),
            agreements=agreements_to_match(self.viewer) if may_set else (),
            **kwargs,
        )


class TargetDetail(Page):
    """One target with everything: readings, evidence, answers, findings, verdict."""

    action = "target.see"
    template_name = "outcomes/target.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it, and what comes next."""
        target = get_object_or_404(targets_seen(self.viewer), pk=self.kwargs["pk"])
        verification = getattr(target, "verification", None)
        rows, agreed = current_measurements(target), rule_of(target)
        findings = findings_seen(self.viewer).filter(target=target)
        return super().get_context_data(
            target=target,
            measurements=Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page")),
            agreed=agreed,
            rates=rates_of(target, agreed, rows) if agreed else (),
            findings=[(f, offers_of_finding(f, self.viewer)) for f in findings],
            plan=getattr(target, "plan", None),
            sampled=plan_of(target)[:MOST_SHOWN],
            results=SampleResult.objects.filter(plan__target=target).order_by("pk"),
            holds=[
                (h, offers_of_hold(h, self.viewer))
                for h in holds_seen(self.viewer).filter(target=target)
            ],
            reversals=[
                (r, offers_of_reversal(r, self.viewer))
                for r in reversals_seen(self.viewer).filter(verification__target=target)
            ],
            verification=verification,
            luck=luck_kept(target),
            interval=verification
            and interval_sentence(
                verification.result.get("interval"), verification.result.get("method", EXACT)
            ),
            successor=getattr(target, "successor", None),
            offers=offers_of_target(target, self.viewer),
            **kwargs,
        )


class TargetPage(VerbPage):
    """A verb of a target that this person may see."""

    @property
    def target(self) -> Target:
        """The target, or 404."""
        return get_object_or_404(targets_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which target."""
        kwargs.setdefault("target", self.target)
        return super().get_context_data(**kwargs)

    def home(self) -> str:
        """The target's own page."""
        return reverse("outcomes:target", args=[self.kwargs["pk"]])


class TargetSet(LuckPage):
    """Make a clause of the terms concrete."""

    action = "target.set"
    template_name = "outcomes/target_set.html"
    form_class = TargetForm

    @property
    def agreement(self) -> Agreement:
        """One's own agreement in force."""
        return get_object_or_404(agreements_to_match(self.viewer), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the agreement offers."""
        return {**super().get_form_kwargs(), "agreement": self.agreement}

    @property
    def agreement_of_target(self) -> Agreement:
        """Whose terms pay."""
        return self.agreement

    def get_initial(self) -> dict[str, Any]:
        """The worksite one comes from."""
        return {"match": self.request.GET.get("match")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The terms beside the form."""
        sheet = self.agreement.term_sheets.latest("version").rule
        return super().get_context_data(
            agreement=self.agreement, sentences=sentences(sheet), **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Set it; next the agency agrees."""
        assert isinstance(form, TargetForm)  # noqa: S101 - form_class
        target = set_target(
            agreement_id=self.agreement.pk,
            draft=self.draft_of(form),
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("Set. Next the agency agrees to it."))
        return reverse("outcomes:target", args=[target.pk])


class TargetAmend(TargetPage, LuckPage):
    """Change a target: a new version, which has to be agreed again."""

    action = "target.set"
    template_name = "outcomes/target_amend.html"
    form_class = TargetForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the agreement offers, beginning with what stands there."""
        target = self.target
        initial = TargetForm.initial_of(target)
        return {
            **super().get_form_kwargs(),
            "agreement": target.agreement,
            "initial": initial,
        }

    @property
    def agreement_of_target(self) -> Agreement:
        """Whose terms pay."""
        return self.target.agreement

    def luck_initial(self) -> dict[str, Any]:
        """What was assumed for the version before."""
        return luck_assumed(self.target)

    def act(self, form: BaseForm) -> str:
        """Change it; next the agency agrees again."""
        assert isinstance(form, TargetForm)  # noqa: S101 - form_class
        target = amend_target(
            target_id=self.target.pk,
            draft=self.draft_of(form),
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("A new version is set. Next the agency agrees to it."))
        return reverse("outcomes:target", args=[target.pk])


class TargetAgree(TargetPage):
    """The agency's yes."""

    action = "target.agree"
    template_name = "outcomes/target_agree.html"
    form_class = Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is agreed to, and what changed since the version before."""
        target = self.target
        return super().get_context_data(
            changes=changes_of(target),
            luck=luck_kept(target),
            agreed=rule_of(target),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Agree."""
        agree_target(target_id=self.target.pk, by=self.viewer, at=timezone.now())
        messages.success(self.request, _("Agreed. From here the supplier can send measurements."))
        return self.home()
