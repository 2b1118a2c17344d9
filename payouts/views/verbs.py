"""Everything else that people do with a payout: each a page that says what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.domain.money import Money
from payouts.forms import AdjustForm, KeyForm, ReasonForm
from payouts.selectors.adjustments import correction_to_confirm, recalculation_of
from payouts.selectors.checks import checks_of, files_of
from payouts.selectors.clawbacks import open_for
from payouts.services import (
    adjust_payout,
    confirm_correction,
    correct_payout,
    hold_payout,
    prepare_payout,
    reject_payout,
    release_payout,
    retry_payout,
)
from payouts.views.parts import clause_of, facts_of, lines_of, to, working_of
from payouts.views.payouts import ActOnPayout


class OneVerb(ActOnPayout):
    """What is decided on stands above; one service is called below."""

    form_class: Any = ReasonForm
    service: Callable[..., object]
    title: Any = ""

    def get_initial(self) -> dict[str, Any]:
        """A reason typed on the page before is not lost."""
        return {"reason": self.kept.get("reason", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts and the way back."""
        return super().get_context_data(
            crumbs=self.crumbs((self.title, "")),
            title=self.title,
            payout=self.payout,
            rows=facts_of(self.payout),
            back=to("payout", self.payout.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Call it; the payout is next."""
        type(self).service(
            payout_id=self.payout.pk, **form.cleaned_data, by=self.viewer, at=timezone.now()
        )
        self.forget()
        return to("payout", self.payout.pk)


class PayoutPrepare(OneVerb):
    """Look at the working and the account, then freeze both."""

    action = "payout.prepare"
    form_class = KeyForm
    service = prepare_payout
    title = gettext_lazy("Check and prepare")
    template_name = "payouts/payout_prepare.html"
    done = gettext_lazy("Prepared. Other people approve it next.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The trace and the checks."""
        return super().get_context_data(
            clause=clause_of(self.payout),
            working=working_of(self.payout),
            checks=checks_of(self.payout, self.viewer, files_of(self.payout))[:-1],
            owed=open_for(self.payout),
            **kwargs,
        )


class PayoutReject(OneVerb):
    """Not to be made."""

    action = "payout.reject"
    service = reject_payout
    title = gettext_lazy("Reject")
    template_name = "payouts/payout_reject.html"
    done = gettext_lazy("Rejected. The money is in reserve again.")


class PayoutHold(OneVerb):
    """Stop for now."""

    action = "payout.hold"
    service = hold_payout
    title = gettext_lazy("Put on hold")
    template_name = "payouts/payout_hold.html"
    done = gettext_lazy("On hold. Approvals that were given are void.")


class PayoutRelease(OneVerb):
    """The hold is over."""

    action = "payout.release"
    service = release_payout
    title = gettext_lazy("Release")
    template_name = "payouts/payout_release.html"
    done = gettext_lazy("Released. It is prepared again from the beginning.")


class PayoutRetry(OneVerb):
    """Once more, after the bank could not pay."""

    action = "payout.retry"
    form_class = KeyForm
    service = retry_payout
    title = gettext_lazy("Try again")
    template_name = "payouts/payout_retry.html"
    done = gettext_lazy("It can be prepared again.")


class PayoutAdjust(OneVerb):
    """Put a correction on record."""

    action = "payout.adjust"
    form_class = AdjustForm
    service = adjust_payout
    title = gettext_lazy("Record a correction")
    template_name = "payouts/payout_adjust.html"
    done = gettext_lazy("The correction is on record. The payout itself is unchanged.")


class PayoutCorrect(OneVerb):
    """Look at what it would be now, then put the difference on record."""

    action = "payout.correct"
    service = correct_payout
    title = gettext_lazy("Compute the correction")
    template_name = "payouts/payout_correct.html"
    done = gettext_lazy("The correction is on record. Another person confirms it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The delta and its working, as they would be kept."""
        verification = self.payout.verification
        if verification is None:  # the form says why it cannot be
            return super().get_context_data(lines=[], **kwargs)
        found = recalculation_of(self.payout, verification).delta
        return super().get_context_data(
            lines=lines_of(self.payout, found.as_json()), delta=found.amount, **kwargs
        )


class PayoutConfirmCorrection(OneVerb):
    """The second person looks at the delta and agrees."""

    action = "payout.confirm_correction"
    form_class = KeyForm
    service = confirm_correction
    title = gettext_lazy("Confirm the correction")
    template_name = "payouts/payout_confirm_correction.html"
    done = gettext_lazy("Confirmed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The delta with its working, its reason and who computed it."""
        waiting = correction_to_confirm(self.payout)
        if waiting is None:  # somebody was quicker; the form says so
            return super().get_context_data(lines=[], **kwargs)
        return super().get_context_data(
            adjustment=waiting,
            lines=lines_of(self.payout, waiting.working),
            delta=Money(waiting.delta),
            **kwargs,
        )
