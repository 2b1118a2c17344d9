"""Pages about holds: opened by a guard-rail or a person, lifted by two officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.domain.lifecycle import GuardRail
from outcomes.forms import DecideForm, HoldForm, LiftForm
from outcomes.models import Hold
from outcomes.selectors.holds import holds_seen
from outcomes.services import decide_hold, open_hold, propose_lift
from outcomes.views.targets import TargetPage
from people.views import VerbPage


class HoldOpen(TargetPage):
    """Stop the money of a target."""

    action = "hold.open"
    template_name = "outcomes/hold_open.html"
    form_class = HoldForm

    def act(self, form: BaseForm) -> str:
        """Hold it."""
        open_hold(
            target_id=self.target.pk,
            kind=GuardRail(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            by=self.viewer,
            at=timezone.now(),
        )
        messages.success(self.request, _("On hold. Two officers of the agency decide."))
        return self.home()


class HoldPage(VerbPage):
    """A verb of a hold that this person may see."""

    @property
    def hold(self) -> Hold:
        """The hold, or 404."""
        return get_object_or_404(holds_seen(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which hold, of which target."""
        hold = self.hold
        return super().get_context_data(hold=hold, target=hold.target, **kwargs)

    def home(self) -> str:
        """The page of the target."""
        return reverse("outcomes:target", args=[self.hold.target_id])


class HoldPropose(HoldPage):
    """One officer says why money may move after all."""

    action = "hold.propose"
    template_name = "outcomes/hold_propose.html"
    form_class = LiftForm

    def act(self, form: BaseForm) -> str:
        """Propose it; a second officer decides."""
        decision = form.cleaned_data["decision"]
        propose_lift(hold_id=self.hold.pk, decision=decision, by=self.viewer, at=timezone.now())
        messages.success(self.request, _("Proposed. Another officer decides."))
        return self.home()


class HoldDecide(HoldPage):
    """The second officer lifts it, or keeps it."""

    action = "hold.lift"
    template_name = "outcomes/hold_decide.html"
    form_class = DecideForm

    def act(self, form: BaseForm) -> str:
        """Decide."""
        lifts = bool(form.cleaned_data["lifts"])
        decide_hold(hold_id=self.hold.pk, lifts=lifts, by=self.viewer, at=timezone.now())
        messages.success(self.request, _("Lifted.") if lifts else _("The hold stays."))
        return self.home()
