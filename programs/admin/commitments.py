"""The bank's promise, to look at: only the bank makes, confirms and changes it, in the portal."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.templatetags.boram import won
from programs.admin.desk import Desk, part
from programs.models import Commitment, CommitmentAmendment
from programs.selectors import purse_lines


@admin.register(Commitment)
class CommitmentAdmin(Desk):
    """What is promised, reserved, paid and free."""

    view_action, agency = "commitment.see", "program__agency"
    list_display = ["program", "badge", "promised", "set_aside", "settled", "left"]
    list_filter = ["state"]
    list_select_related = ["program"]
    fields = ["program", "badge", "purses", "proposed_by", "confirmed_by", "confirmed_at"]
    readonly_fields = ["badge", "purses"]

    @admin.display(description=_("Committed"))
    def promised(self, commitment: Commitment) -> str:
        """All purses together."""
        return won(commitment.committed)

    @admin.display(description=_("Reserved"))
    def set_aside(self, commitment: Commitment) -> str:
        """Promised in signed agreements and not paid yet."""
        return won(commitment.reserved)

    @admin.display(description=_("Paid"))
    def settled(self, commitment: Commitment) -> str:
        """Settled by the bank."""
        return won(commitment.paid)

    @admin.display(description=_("Free"))
    def left(self, commitment: Commitment) -> str:
        """Committed − reserved − paid, and without what is leaving."""
        return won(commitment.free)

    @admin.display(description=_("Every part"))
    def purses(self, commitment: Commitment) -> SafeString:
        """Purse by purse."""
        return part("programs/purses.html", purses=purse_lines(commitment))


@admin.register(CommitmentAmendment)
class CommitmentAmendmentAdmin(Desk):
    """How the promise changed."""

    view_action, agency = "commitment.see", "commitment__program__agency"
    list_display = [
        "commitment",
        "badge",
        "base_delta",
        "success_delta",
        "incentive_delta",
        "effective_on",
    ]
    list_filter = ["state"]
    list_select_related = ["commitment__program", "proposed_by"]
