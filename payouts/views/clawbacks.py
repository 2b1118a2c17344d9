"""What suppliers owe because a correction took away what was paid, and how it comes back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from core.templatetags.boram import kst
from core.translation import LABELS
from payouts.domain.clawbacks import UNDER_WAY
from payouts.forms.recoveries import RecoveryForm
from payouts.models import Clawback, Recovery
from payouts.selectors.clawbacks import clawbacks_for, left_of, recoveries_of, steps_back
from payouts.services import confirm_recovery, propose_recovery, withdraw_recovery
from payouts.views.parts import crumbs, row, to
from people.permissions import allowed
from people.views import Page, VerbPage

PER_PAGE = 50


class Clawbacks(Page):
    """Every sum that has to come back, and how much of it is still open."""

    action = "clawback.see"
    template_name = "payouts/clawbacks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest first."""
        page = Paginator(clawbacks_for(self.viewer), PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            crumbs=crumbs((_("Money to come back"), "")),
            page=page,
            rows=[(one, left_of(one)) for one in page],
            **kwargs,
        )


class ClawbackPage(Page):
    """One of them: why it arose, what became of it won by won, and what may be done now."""

    action = "clawback.see"
    template_name = "payouts/clawback.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its story, and the buttons of whoever may take the next step."""
        clawback = get_object_or_404(clawbacks_for(self.viewer), pk=self.kwargs["pk"])
        is_open = clawback.state in UNDER_WAY
        return super().get_context_data(
            crumbs=crumbs((_("Money to come back"), to("clawbacks")), (clawback.number, "")),
            clawback=clawback,
            left=left_of(clawback),
            steps=steps_back(clawback),
            recoveries=recoveries_of(clawback),
            may_propose=is_open and allowed(self.viewer, "recovery.propose"),
            may_confirm=allowed(self.viewer, "recovery.confirm"),
            may_withdraw=allowed(self.viewer, "recovery.withdraw"),
            **kwargs,
        )


class RecoveryPropose(VerbPage):
    """Money came in, or is given up; another person confirms it."""

    action = "recovery.propose"
    form_class = RecoveryForm
    template_name = "payouts/recovery_propose.html"
    done = gettext_lazy("Written down. Another person has to confirm it.")

    @cached_property
    def clawback(self) -> Clawback:
        """Of what."""
        return get_object_or_404(clawbacks_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is still open, so that nobody asks in vain."""
        clawback = self.clawback
        return super().get_context_data(
            crumbs=crumbs(
                (_("Money to come back"), to("clawbacks")),
                (clawback.number, to("clawback", clawback.pk)),
                (_("What became of it"), ""),
            ),
            clawback=clawback,
            left=left_of(clawback),
            back=to("clawback", clawback.pk),
            **kwargs,
        )

    def act(self, form: Any) -> str:
        """Write it down; its page is next."""
        propose_recovery(
            clawback_id=self.clawback.pk, found=form.found(), by=self.viewer, at=timezone.now()
        )
        return to("clawback", self.clawback.pk)


class OnRecovery(VerbPage):
    """Something is decided about what somebody wrote down."""

    form_class: type[BaseForm] = Form

    @cached_property
    def recovery(self) -> Recovery:
        """Which one; another bank's is not there."""
        mine = Recovery.objects.filter(clawback__in=clawbacks_for(self.viewer))
        found = mine.select_related("clawback", "proposed_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on."""
        recovery, clawback = self.recovery, self.recovery.clawback
        return super().get_context_data(
            crumbs=crumbs(
                (_("Money to come back"), to("clawbacks")),
                (clawback.number, to("clawback", clawback.pk)),
                (_("What became of it"), ""),
            ),
            rows=[
                row(_("Number"), clawback.number),
                row(_("What happened"), LABELS[recovery.kind]),
                row(_("Amount"), recovery.money),
                row(_("Still open before it"), left_of(clawback)),
                row(_("Came in on"), kst(recovery.came_on) if recovery.came_on else "–"),
                row(_("Reason"), recovery.reason),
                row(_("Proposed by"), recovery.proposed_by),
            ],
            back=to("clawback", clawback.pk),
            **kwargs,
        )


class RecoveryConfirm(OnRecovery):
    """The second person has seen it on the statement, or agrees to give it up."""

    action = "recovery.confirm"
    template_name = "payouts/recovery_confirm.html"
    done = gettext_lazy("Confirmed, and in the books.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        confirm_recovery(recovery_id=self.recovery.pk, by=self.viewer, at=timezone.now())
        return to("clawback", self.recovery.clawback_id)


class RecoveryWithdraw(OnRecovery):
    """It did not come in, or is not given up."""

    action = "recovery.withdraw"
    template_name = "payouts/recovery_withdraw.html"
    done = gettext_lazy("Withdrawn. Nothing has moved.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Withdraw it."""
        withdraw_recovery(recovery_id=self.recovery.pk, by=self.viewer, at=timezone.now())
        return to("clawback", self.recovery.clawback_id)
