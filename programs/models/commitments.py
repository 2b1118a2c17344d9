"""The bank's money, in three purses that can't be overspent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.domain.money import Money
from core.models import Stamped, choices_of
from programs.domain.lifecycle import AmendmentState, CommitmentState
from programs.domain.reserves import Purses
from programs.models.programs import Program


class Commitment(Stamped):
    """What the bank has promised; reserved and paid move in the transaction of their entry."""

    program = models.OneToOneField(
        Program, models.PROTECT, related_name="commitment", verbose_name=_("programme")
    )
    base_amount = models.BigIntegerField(_("first tranche, won"))
    success_amount = models.BigIntegerField(_("on results, won"))
    incentive_amount = models.BigIntegerField(_("incentive, won"), default=0)
    base_reserved = models.BigIntegerField(default=0, editable=False)
    base_paid = models.BigIntegerField(default=0, editable=False)
    success_reserved = models.BigIntegerField(default=0, editable=False)
    success_paid = models.BigIntegerField(default=0, editable=False)
    incentive_reserved = models.BigIntegerField(default=0, editable=False)
    incentive_paid = models.BigIntegerField(default=0, editable=False)
    # a confirmed decrease that waits for its day: nobody can reserve it any more
    base_leaving = models.BigIntegerField(default=0, editable=False)
    success_leaving = models.BigIntegerField(default=0, editable=False)
    incentive_leaving = models.BigIntegerField(default=0, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(CommitmentState),
        default=CommitmentState.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(base_reserved__gte=0, base_paid__gte=0, base_leaving__gte=0)
                & Q(base_amount__gte=F("base_reserved") + F("base_paid") + F("base_leaving")),
                name="commitment_base_not_overspent",
            ),
            models.CheckConstraint(
                condition=Q(success_reserved__gte=0, success_paid__gte=0, success_leaving__gte=0)
                & Q(
                    success_amount__gte=F("success_reserved")
                    + F("success_paid")
                    + F("success_leaving")
                ),
                name="commitment_success_not_overspent",
            ),
            models.CheckConstraint(
                condition=Q(
                    incentive_reserved__gte=0, incentive_paid__gte=0, incentive_leaving__gte=0
                )
                & Q(
                    incentive_amount__gte=F("incentive_reserved")
                    + F("incentive_paid")
                    + F("incentive_leaving")
                ),
                name="commitment_incentive_not_overspent",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="commitment_two_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="proposed", base_reserved=0, success_reserved=0, incentive_reserved=0
                )
                | Q(state__in=["confirmed", "released"], confirmed_by__isnull=False),
                name="commitment_unconfirmed_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="released")
                | Q(
                    base_amount=F("base_reserved") + F("base_paid"),
                    success_amount=F("success_reserved") + F("success_paid"),
                    incentive_amount=F("incentive_reserved") + F("incentive_paid"),
                ),
                name="commitment_released_keeps_nothing_free",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.committed}"

    @property
    def committed(self) -> Money:
        """All purses together."""
        return Purses.held(self, "amount").whole

    @property
    def reserved(self) -> Money:
        """Promised in signed agreements and not paid yet."""
        return Purses.held(self, "reserved").whole

    @property
    def paid(self) -> Money:
        """Settled by the bank."""
        return Purses.held(self, "paid").whole

    @property
    def leaving(self) -> Money:
        """Confirmed to be taken away on a later day."""
        return Purses.held(self, "leaving").whole

    @property
    def free(self) -> Money:
        """Committed − reserved − paid, and without what is leaving."""
        return self.committed - self.reserved - self.paid - self.leaving


class CommitmentAmendment(Stamped):
    """A change of the promise, asked for by one person and confirmed by another."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="amendments", verbose_name=_("commitment")
    )
    base_delta = models.BigIntegerField(_("change of the first tranche, won"))
    success_delta = models.BigIntegerField(_("change of the part on results, won"))
    incentive_delta = models.BigIntegerField(_("change of the incentive, won"), default=0)
    reason = models.TextField(_("reason"))
    effective_on = models.DateField(_("takes effect on"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(AmendmentState),
        default=AmendmentState.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    applied_at = models.DateTimeField(_("took effect"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("withdrawn by"),
    )
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)

    class Meta:
        verbose_name = _("amendment of a commitment")
        verbose_name_plural = _("amendments of a commitment")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="amendment_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(base_delta=0, success_delta=0, incentive_delta=0),
                name="amendment_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", confirmed_by=None)
                | Q(state__in=["confirmed", "applied"], confirmed_by__isnull=False)
                | Q(state="lapsed")
                | Q(state="withdrawn", confirmed_by=None),
                name="amendment_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="withdrawn", withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")
                )
                | (~Q(state="withdrawn") & Q(withdrawn_by=None, withdrawn_reason="")),
                name="amendment_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | (~Q(state="applied") & Q(applied_at=None)),
                name="amendment_applied_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        changes = (self.base_delta, self.success_delta, self.incentive_delta)
        return " ".join([str(self.commitment), *(f"{won:+}" for won in changes)])

    @property
    def deltas(self) -> Purses:
        """What is added to each purse, or taken away."""
        return Purses.held(self, "delta")

    @property
    def leaving(self) -> Purses:
        """What nobody can reserve any more while the change waits for its day."""
        return self.deltas.lowered if self.state == AmendmentState.CONFIRMED else Purses()
