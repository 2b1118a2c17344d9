"""Approval bands of a programme, version by version: who has to agree to which amount."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.domain.money import Money
from core.models import AppendOnly, Stamped, choices_of
from payouts.domain.bands import Band, Needed
from payouts.domain.deadlines import DaysToApprove
from payouts.domain.lifecycle import ProposalState
from programs.models import Program


class BandTable(Stamped):
    """One version: proposed by one person, confirmed by another, in force from a moment on.

    The first version of a programme that is older than this table has nobody behind it: it says
    what the programme said before.
    """

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="band_tables", verbose_name=_("programme")
    )
    version = models.PositiveIntegerField(_("version"))
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    approval_days = models.PositiveSmallIntegerField(
        _("working days for the approvers of a prepared payout"), default=3
    )
    escalation_days = models.PositiveSmallIntegerField(
        _("further working days after which others hear that it is overdue"), default=2
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(ProposalState),
        default=ProposalState.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force from"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of the approval bands")
        verbose_name_plural = _("versions of the approval bands")
        constraints = [
            models.UniqueConstraint(fields=["program", "version"], name="bands_version_once"),
            models.UniqueConstraint(fields=["program", "in_force_at"], name="bands_in_force_once"),
            models.UniqueConstraint(
                fields=["program"], condition=Q(state="proposed"), name="bands_one_proposal"
            ),
            models.CheckConstraint(
                condition=Q(approval_days__range=(1, 60), escalation_days__range=(1, 60)),
                name="bands_days_to_approve",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                name="bands_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None, in_force_at=None)
                | Q(state="withdrawn", decided_at__isnull=False, in_force_at=None)
                | Q(
                    state="confirmed",
                    decided_at__isnull=False,
                    in_force_at__isnull=False,
                    in_force_at__gte=F("decided_at"),
                ),
                name="bands_decided_completely",
            ),
            models.CheckConstraint(
                condition=Q(version=1, proposed_by=None, decided_by=None, state="confirmed")
                | Q(proposed_by__isnull=False, decided_at=None, decided_by=None)
                | Q(
                    proposed_by__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="bands_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.version}"

    @property
    def days(self) -> DaysToApprove:
        """How long approvers have, and when others hear of it."""
        return DaysToApprove(self.approval_days, self.escalation_days)


class ApprovalBand(AppendOnly):
    """Amounts of one version that take the same people."""

    table = models.ForeignKey(BandTable, models.PROTECT, related_name="bands")
    amounts = BigIntegerRangeField(_("amounts, won"))
    approvers = models.PositiveSmallIntegerField(_("approvers"))
    senior_approvers = models.PositiveSmallIntegerField(_("senior approvers"), default=0)

    class Meta:
        verbose_name = _("approval band")
        verbose_name_plural = _("approval bands")
        constraints = [
            ExclusionConstraint(
                name="bands_no_overlap", expressions=[("table", "="), ("amounts", "&&")]
            ),
            models.CheckConstraint(
                condition=Q(amounts__isempty=False), name="bands_hold_some_amount"
            ),
            models.CheckConstraint(
                condition=Q(approvers__gte=2 - F("senior_approvers")),
                name="bands_two_people_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} · {self.amounts.lower}–{self.amounts.upper}"

    @property
    def band(self) -> Band:
        """The pure band behind this row."""
        upper = self.amounts.upper
        below = None if upper is None else Money(int(upper))
        return Band(Money(int(self.amounts.lower or 0)), below, self.needed)

    @property
    def needed(self) -> Needed:
        """Who has to agree."""
        return Needed(self.approvers, self.senior_approvers)
