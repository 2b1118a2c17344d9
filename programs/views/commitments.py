"""The bank's promise: made, confirmed and changed, always by two people."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from core.templatetags.boram import kst, won
from people.permissions import allowed
from people.views import Page, VerbPage
from programs.domain.lifecycle import CommitmentState
from programs.domain.reserves import Purses
from programs.forms.commitments import AmendForm, CommitForm
from programs.forms.words import ReasonForm
from programs.models import Commitment, CommitmentAmendment, Program
from programs.selectors import amendments_of, commitments_for, programs_for, purse_lines
from programs.services import (
    amend_commitment,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
    withdraw_amendment,
)
from programs.views.words import crumbs, row, to


class CommitmentDetail(Page):
    """Every purse, who promised them, and how they changed."""

    action = "commitment.see"
    template_name = "programs/commitment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One commitment; the button of the next step only for whoever may take it."""
        commitment = get_object_or_404(commitments_for(self.viewer), pk=self.kwargs["pk"])
        waits = commitment.state == CommitmentState.PROPOSED
        runs = commitment.state == CommitmentState.CONFIRMED
        may = allowed(self.viewer, "commitment.confirm")
        return super().get_context_data(
            crumbs=crumbs(
                (commitment.program.name, to("program", commitment.program_id)),
                (_("Commitment"), ""),
            ),
            commitment=commitment,
            purses=purse_lines(commitment),
            amendments=amendments_of(commitment),
            may_confirm=waits and may and commitment.proposed_by != self.viewer,
            may_confirm_amendments=may,
            may_withdraw=allowed(self.viewer, "commitment.withdraw"),
            may_amend=runs and allowed(self.viewer, "commitment.amend"),
            **kwargs,
        )


class CommitmentCommit(VerbPage):
    """Write down the promise."""

    action = "commitment.commit"
    form_class = CommitForm
    template_name = "programs/commitment_commit.html"
    done = gettext_lazy("The commitment is written down. Another person has to confirm it.")

    @cached_property
    def program(self) -> Program:
        """For which programme."""
        return get_object_or_404(programs_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back leads to the programme."""
        return super().get_context_data(
            program=self.program, back=to("program", self.program.pk), **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Commit; the page of the commitment comes next."""
        commitment = commit_funds(
            program_id=self.program.pk,
            base=form.cleaned_data["base"],
            success=form.cleaned_data["success"],
            incentive=form.cleaned_data["incentive"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("commitment", commitment.pk)


class OneCommitment(VerbPage):
    """Something is done with a commitment that this person may see."""

    form_class: type[BaseForm] = Form

    @cached_property
    def commitment(self) -> Commitment:
        """Which one."""
        return get_object_or_404(commitments_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on, in rows."""
        kwargs.setdefault("rows", self.rows())
        return super().get_context_data(
            commitment=self.commitment, back=to("commitment", self.commitment.pk), **kwargs
        )

    def rows(self) -> list[dict[str, Any]]:
        """The promise as it stands."""
        commitment = self.commitment
        return [
            row(_("Programme"), commitment.program.name),
            row(_("First tranche"), won(commitment.base_amount)),
            row(_("On results"), won(commitment.success_amount)),
            row(_("Incentive"), won(commitment.incentive_amount)),
            row(_("Together"), won(commitment.committed)),
            row(_("Written down by"), commitment.proposed_by),
        ]


class CommitmentConfirm(OneCommitment):
    """The second person's yes."""

    action = "commitment.confirm"
    template_name = "programs/commitment_confirm.html"
    done = gettext_lazy("The commitment is confirmed and in the books.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        confirm_commitment(commitment_id=self.commitment.pk, by=self.viewer, at=timezone.now())
        return to("commitment", self.commitment.pk)


class CommitmentAmend(OneCommitment):
    """Ask for more or less."""

    action = "commitment.amend"
    form_class = AmendForm
    template_name = "programs/commitment_amend.html"
    done = gettext_lazy("The change is written down. Another person has to confirm it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is free, so that nobody asks in vain."""
        return super().get_context_data(purses=purse_lines(self.commitment), **kwargs)

    def act(self, form: BaseForm) -> str:
        """Ask for the change."""
        given = form.cleaned_data
        amend_commitment(
            commitment_id=self.commitment.pk,
            deltas=Purses.each(lambda part: given[f"{part}_delta"]),
            effective_on=given["effective_on"],
            reason=given["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("commitment", self.commitment.pk)


class OneAmendment(OneCommitment):
    """Something is done with a change of a commitment that this person may see."""

    @cached_property
    def amendment(self) -> CommitmentAmendment:
        """Which change."""
        return get_object_or_404(
            CommitmentAmendment.objects.select_related("proposed_by"),
            pk=self.kwargs["pk"],
            commitment__in=commitments_for(self.viewer),
        )

    @cached_property
    def commitment(self) -> Commitment:
        """The promise that changes."""
        return get_object_or_404(commitments_for(self.viewer), pk=self.amendment.commitment_id)

    def rows(self) -> list[dict[str, Any]]:
        """Before, change and after, purse by purse."""
        deltas = self.amendment.deltas
        return [
            row(_("Programme"), self.commitment.program.name),
            *(
                row(line.name, f"{line.committed} → {line.committed + deltas.of(line.part)}")
                for line in purse_lines(self.commitment)
            ),
            row(_("Takes effect on"), kst(self.amendment.effective_on)),
            row(_("Reason"), self.amendment.reason),
            row(_("Written down by"), self.amendment.proposed_by),
        ]


class AmendmentConfirm(OneAmendment):
    """The second person's yes to a change."""

    action = "commitment.confirm"
    template_name = "programs/amendment_confirm.html"
    done = gettext_lazy("The change is confirmed. It takes effect on its day.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        confirm_amendment(amendment_id=self.amendment.pk, by=self.viewer, at=timezone.now())
        return to("commitment", self.commitment.pk)


class AmendmentWithdraw(OneAmendment):
    """A change that nobody confirmed is taken back, with its reason."""

    action = "commitment.withdraw"
    form_class = ReasonForm
    template_name = "programs/amendment_withdraw.html"
    done = gettext_lazy("The change is withdrawn. The commitment stays as it is.")

    def act(self, form: BaseForm) -> str:
        """Take it back."""
        withdraw_amendment(
            amendment_id=self.amendment.pk,
            reason=form.cleaned_data["reason"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("commitment", self.commitment.pk)
