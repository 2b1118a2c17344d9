"""Approval bands are proposed on one page and confirmed or turned down on another."""

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
from payouts.domain.deadlines import DaysToApprove
from payouts.forms.rules import BandsForm
from payouts.models import BandTable
from payouts.selectors.bands import band_programs_for, band_tables_for, tables_in_force
from payouts.services import confirm_bands, propose_bands, withdraw_bands
from payouts.views.parts import crumbs, row, to
from payouts.views.rules import band_rows
from people.views import VerbPage
from programs.models import Program


class BandsPropose(VerbPage):
    """A whole table, filled in with what is in force now."""

    action = "bands.propose"
    form_class = BandsForm
    template_name = "payouts/bands_propose.html"
    done = gettext_lazy("The bands are written down. Another person has to confirm them.")

    @cached_property
    def program(self) -> Program:
        """For which programme."""
        return get_object_or_404(band_programs_for(self.viewer), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """What is in force now, so that only what changes is typed."""
        table = tables_in_force(self.program, timezone.now()).first()
        days = table.days if table else DaysToApprove()
        initial: dict[str, Any] = {"approval_days": days.approvers, "escalation_days": days.others}
        for number, one in enumerate(table.bands.order_by("amounts") if table else (), start=1):
            initial |= {
                f"low-{number}": one.band.at_least,
                f"below-{number}": one.band.below,
                f"approvers-{number}": one.approvers,
                f"seniors-{number}": one.senior_approvers,
            }
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programme and the way back."""
        return super().get_context_data(
            crumbs=crumbs(
                (_("Who approves"), to("rules")),
                (self.program.name, to("program_bands", self.program.pk)),
                (_("Propose bands"), ""),
            ),
            program=self.program,
            back=to("program_bands", self.program.pk),
            **kwargs,
        )

    def act(self, form: Any) -> str:
        """Propose them; the versions are next."""
        propose_bands(
            program_id=self.program.pk,
            bands=form.bands(),
            starts_at=form.cleaned_data["starts_at"],
            reason=form.cleaned_data["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("program_bands", self.program.pk)


class OnBands(VerbPage):
    """Something is decided about a proposed version."""

    form_class = Form

    @cached_property
    def table(self) -> BandTable:
        """Which version."""
        return get_object_or_404(band_tables_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on, row by row."""
        table = self.table
        return super().get_context_data(
            crumbs=crumbs(
                (_("Who approves"), to("rules")),
                (table.program.name, to("program_bands", table.program_id)),
                (_("Version %(number)s") % {"number": table.version}, ""),
            ),
            rows=[
                row(_("Programme"), table.program.name),
                row(_("Version"), table.version),
                *band_rows(table),
                row(_("Working days for the approvers"), table.approval_days),
                row(_("Further working days"), table.escalation_days),
                row(_("Starts"), kst(table.starts_at) if table.starts_at else _("At once")),
                row(_("Reason"), table.reason),
                row(_("Proposed by"), table.proposed_by),
            ],
            back=to("program_bands", table.program_id),
            **kwargs,
        )


class BandsConfirm(OnBands):
    """The second person's yes."""

    action = "bands.confirm"
    template_name = "payouts/bands_confirm.html"
    done = gettext_lazy("Confirmed. What is prepared from then on follows these bands.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm them."""
        confirm_bands(table_id=self.table.pk, by=self.viewer, at=timezone.now())
        return to("program_bands", self.table.program_id)


class BandsWithdraw(OnBands):
    """Taken back, or turned down."""

    action = "bands.withdraw"
    template_name = "payouts/bands_withdraw.html"
    done = gettext_lazy("Withdrawn. Nothing has changed.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Withdraw them."""
        withdraw_bands(table_id=self.table.pk, by=self.viewer, at=timezone.now())
        return to("program_bands", self.table.program_id)
