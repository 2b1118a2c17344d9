"""Freezes are proposed on one page and confirmed or turned down on another."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from core.templatetags.boram import kst
from payouts.forms.rules import FreezeForm
from payouts.models import Freeze
from payouts.selectors.bands import band_programs_for
from payouts.selectors.freezes import freezes_for
from payouts.services import confirm_freeze, propose_freeze, withdraw_freeze
from payouts.views.parts import crumbs, row, to
from people.views import VerbPage
from programs.models import Program


class FreezePropose(VerbPage):
    """From when, until when, and why."""

    action = "freeze.propose"
    form_class = FreezeForm
    template_name = "payouts/freeze_propose.html"
    done = gettext_lazy("The freeze is written down. Another person has to confirm it.")

    @cached_property
    def program(self) -> Program:
        """Of which programme."""
        return get_object_or_404(band_programs_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programme and the way back."""
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), to("rules")), (_("Propose a freeze"), "")),
            program=self.program,
            back=to("rules"),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Propose it; the list is next."""
        given = form.cleaned_data
        propose_freeze(
            program_id=self.program.pk,
            window=(given["starts_at"], given["ends_at"]),
            reason=given["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("rules")


class OnFreeze(VerbPage):
    """Something is decided about a proposed freeze."""

    form_class = Form

    @cached_property
    def freeze(self) -> Freeze:
        """Which one."""
        return get_object_or_404(freezes_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on."""
        freeze = self.freeze
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), to("rules")), (_("Freeze"), "")),
            rows=[
                row(_("Programme"), freeze.program.name),
                row(_("Starts"), kst(freeze.starts_at)),
                row(_("Ends"), kst(freeze.ends_at)),
                row(_("Reason"), freeze.reason),
                row(_("Proposed by"), freeze.proposed_by),
            ],
            back=to("rules"),
            **kwargs,
        )


class FreezeConfirm(OnFreeze):
    """The second person's yes."""

    action = "freeze.confirm"
    template_name = "payouts/freeze_confirm.html"
    done = gettext_lazy("Confirmed. While it holds nothing is approved or sent.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        confirm_freeze(freeze_id=self.freeze.pk, by=self.viewer, at=timezone.now())
        return to("rules")


class FreezeWithdraw(OnFreeze):
    """Taken back, or turned down."""

    action = "freeze.withdraw"
    template_name = "payouts/freeze_withdraw.html"
    done = gettext_lazy("Withdrawn. Nothing has changed.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Withdraw it."""
        withdraw_freeze(freeze_id=self.freeze.pk, by=self.viewer, at=timezone.now())
        return to("rules")
