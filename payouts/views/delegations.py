"""Who stands in for somebody who is away: named on one page, confirmed or ended on another."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from payouts.forms.rules import DelegationForm
from payouts.models import Delegation
from payouts.selectors.delegations import delegations_for, has_part_in_one
from payouts.services import confirm_delegation, end_delegation, propose_delegation
from payouts.views.parts import crumbs, row, to
from people.models import Organization, User
from people.permissions import BANK, organizations_of
from people.views import VerbPage


class DelegationPropose(VerbPage):
    """Your own absence counts at once; that of somebody else once a third person confirms it."""

    action = "delegation.propose"
    form_class = DelegationForm
    template_name = "payouts/delegation_propose.html"
    done = gettext_lazy("Written down. For somebody else another person has to confirm it.")

    @cached_property
    def bank(self) -> Organization:
        """Where this person works."""
        mine = organizations_of(self.viewer, BANK)
        return Organization.objects.get(pk=mine[0])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only colleagues can be chosen."""
        return {**super().get_form_kwargs(), "bank": self.bank}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back."""
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), to("rules")), (_("Name who stands in"), "")),
            back=to("rules"),
            **kwargs,
        )

    def act(self, form: Any) -> str:
        """Write it down; the list is next."""
        propose_delegation(absence=form.absence(), by=self.viewer, at=timezone.now())
        return to("rules")


class OnDelegation(VerbPage):
    """Something is decided about a delegation."""

    form_class = Form

    @cached_property
    def delegation(self) -> Delegation:
        """Which one."""
        return get_object_or_404(delegations_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is decided on."""
        delegation = self.delegation
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), to("rules")), (_("Delegation"), "")),
            rows=[
                row(_("Who is away"), delegation.absent),
                row(_("Who stands in"), delegation.delegate),
                row(_("Days"), delegation.period),
                row(_("Reason"), delegation.reason),
                row(_("Proposed by"), delegation.proposed_by),
            ],
            back=to("rules"),
            **kwargs,
        )


class DelegationConfirm(OnDelegation):
    """The second of two others says yes."""

    action = "delegation.confirm"
    template_name = "payouts/delegation_confirm.html"
    done = gettext_lazy("Confirmed. It ends by itself after its last day.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        confirm_delegation(delegation_id=self.delegation.pk, by=self.viewer, at=timezone.now())
        return to("rules")


class DelegationEnd(OnDelegation):
    """Back earlier, or never meant."""

    action = "delegation.end"
    template_name = "payouts/delegation_end.html"
    done = gettext_lazy("Ended. What was approved meanwhile stays.")

    def admit(self, viewer: User) -> None:
        """Approvers, and whoever stands in."""
        if not has_part_in_one(viewer):
            super().admit(viewer)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """End it."""
        end_delegation(delegation_id=self.delegation.pk, by=self.viewer, at=timezone.now())
        return to("rules")
