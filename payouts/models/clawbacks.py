"""Sums that suppliers owe because a correction took away what was paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.domain.money import Money
from core.models import Stamped, choices_of
from payouts.domain.clawbacks import ClawbackState, OffsetState, RecoveryKind
from payouts.models.payouts import Adjustment, Payout
from payouts.models.proposals import Proposal
from programs.domain.lifecycle import Part
from programs.models import Agreement


class Clawback(Stamped):
    """What was paid and is not earned; it is offset, paid back or given up, won by won."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    adjustment = models.OneToOneField(Adjustment, models.PROTECT, related_name="clawback")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="clawbacks")
    part = models.CharField(max_length=10, choices=choices_of(Part))
    amount = models.BigIntegerField(_("amount, won"))
    state = models.CharField(
        max_length=20, choices=choices_of(ClawbackState), default=ClawbackState.OPEN
    )
    arisen_at = models.DateTimeField(_("arisen"))

    class Meta:
        verbose_name = _("clawback")
        verbose_name_plural = _("clawbacks")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="clawback_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.money}"

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount)


class Offset(Stamped):
    """A part of a payout that pays what its supplier owes, instead of going to the bank."""

    clawback = models.ForeignKey(Clawback, models.PROTECT, related_name="offsets")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="offsets")
    preparation = models.PositiveSmallIntegerField()  # taken anew each time it is prepared
    amount = models.BigIntegerField(_("amount, won"))
    state = models.CharField(
        max_length=20, choices=choices_of(OffsetState), default=OffsetState.TAKEN
    )

    class Meta:
        verbose_name = _("offset")
        verbose_name_plural = _("offsets")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="offset_of_something"),
            models.UniqueConstraint(
                fields=["payout", "preparation", "clawback"], name="offset_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clawback.number} → {self.payout.number} {self.amount:,}"

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount)


class Recovery(Proposal):
    """A part that came back to the bank, or that is given up: two people stand for it."""

    clawback = models.ForeignKey(Clawback, models.PROTECT, related_name="recoveries")
    kind = models.CharField(_("how"), max_length=20, choices=choices_of(RecoveryKind))
    amount = models.BigIntegerField(_("amount, won"))
    came_on = models.DateField(_("came in on"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_of_something"),
            models.CheckConstraint(
                condition=Q(kind="repaid", came_on__isnull=False)
                | Q(kind="written_off", came_on__isnull=True),
                name="recovery_has_a_day_if_repaid",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                name="recovery_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state="proposed")),
                name="recovery_decided_completely",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recovery_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.clawback.number} {self.kind} {self.amount:,}"

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount)
