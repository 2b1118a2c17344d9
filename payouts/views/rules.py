"""Who approves, who stands in for whom, and when nothing moves."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from payouts.domain.lifecycle import ProposalState
from payouts.models import BandTable
from payouts.selectors.bands import band_programs_for, band_tables_for, tables_in_force
from payouts.selectors.delegations import delegations_for
from payouts.selectors.freezes import freezes_for
from payouts.views.parts import crumbs, to
from people.models import User
from people.permissions import allowed
from people.views import Page

LATEST = 20


class Rules(Page):
    """The bands of every programme; for officers of the bank also absences and freezes."""

    action = "bands.see"
    template_name = "payouts/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is in force now, and what waits for a second person."""
        now, viewer = timezone.now(), self.viewer
        tables = band_tables_for(viewer)
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), "")),
            programs=[
                {
                    "program": program,
                    "table": tables.filter(pk__in=tables_in_force(program, now)[:1]).first(),
                    "proposal": tables.filter(
                        program=program, state=ProposalState.PROPOSED
                    ).first(),
                }
                for program in band_programs_for(viewer)
            ],
            freezes=freezes_for(viewer)[:LATEST] if allowed(viewer, "freeze.see") else (),
            sees_delegations=allowed(viewer, "delegation.see"),
            delegations=delegations_for(viewer)[:LATEST],
            now=now,
            **rights_of(viewer),
            **kwargs,
        )


class ProgramBands(Page):
    """Every version of one programme's bands, the newest first; none is ever changed."""

    action = "bands.see"
    template_name = "payouts/program_bands.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, each with who made it."""
        program = get_object_or_404(band_programs_for(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(
            crumbs=crumbs((_("Who approves"), to("rules")), (program.name, "")),
            program=program,
            tables=band_tables_for(self.viewer).filter(program=program),
            in_force=tables_in_force(program, timezone.now()).first(),
            **rights_of(self.viewer),
            **kwargs,
        )


def rights_of(viewer: User) -> dict[str, bool]:
    """Which buttons this person sees."""
    verbs = (
        "bands.propose",
        "bands.confirm",
        "bands.withdraw",
        "delegation.propose",
        "delegation.confirm",
        "delegation.end",
        "freeze.propose",
        "freeze.confirm",
        "freeze.withdraw",
    )
    return {f"may_{verb.replace('.', '_')}": allowed(viewer, verb) for verb in verbs}


def band_rows(table: BandTable) -> list[dict[str, Any]]:
    """A version as rows of a summary."""
    return [
        {
            "label": _("From %(low)s") % {"low": row.band.at_least}
            if row.band.below is None
            else _("%(low)s up to, not including, %(below)s")
            % {"low": row.band.at_least, "below": row.band.below},
            "value": _("%(approvers)s approvers, %(seniors)s senior approvers")
            % {"approvers": row.approvers, "seniors": row.senior_approvers},
        }
        for row in table.bands.order_by("amounts")
    ]
