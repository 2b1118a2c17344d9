"""Money owed for one verified target or one approved plan, and the people who agreed to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import BankAccount
from core.domain.money import Money
from core.models import AppendOnly, Stamped, choices_of
from core.translation import LABELS
from outcomes.models import Reversal, Verification
from payouts.domain.bands import SEATS, Needed
from payouts.domain.lifecycle import PayoutState
from payouts.models.bands import ApprovalBand
from payouts.models.delegations import Delegation
from people.domain.roles import Role
from programs.domain.lifecycle import Part
from programs.models import Agreement, TermSheet


class Payout(Stamped):
    """One computed amount with its working; a result has one, so that it is never paid twice.

    A payout that takes the place of a stopped one names it, and nobody takes that place again;
    so does one that pays what a correction adds.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payouts", db_index=False)
    term_sheet = models.ForeignKey(TermSheet, models.PROTECT, related_name="payouts")
    clause_key = models.SlugField()
    part = models.CharField(max_length=10, choices=choices_of(Part))
    # one for each result, and for each that was stopped one that takes its place
    verification = models.ForeignKey(
        Verification,
        models.PROTECT,
        related_name="payouts",
        related_query_name="payout",
        null=True,
        blank=True,
    )
    follows = models.OneToOneField(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    # more for a result that has a payout: a confirmed correction that adds
    corrects = models.OneToOneField(
        "Adjustment", models.PROTECT, related_name="extra", null=True, blank=True
    )
    amount = models.BigIntegerField(_("amount, won"))
    # what the supplier does not get of it, because it owes as much: until it is paid, and since
    offset_taken = models.BigIntegerField(_("offset, won"), default=0, db_default=0)
    offset_settled = models.BigIntegerField(_("offset and settled, won"), default=0, db_default=0)
    working = models.JSONField(_("working"))
    inputs = models.JSONField(_("inputs and their hashes"))
    computed_at = models.DateTimeField()
    # what its band asked for when it was prepared; a later change of bands does not reach it
    band = models.ForeignKey(
        ApprovalBand, models.PROTECT, related_name="payouts", null=True, blank=True
    )
    approvals_needed = models.PositiveSmallIntegerField(_("people who have to approve"))
    seniors_needed = models.PositiveSmallIntegerField(
        _("senior approvers among them"), default=0, db_default=0
    )
    bank_account = models.ForeignKey(
        BankAccount, models.PROTECT, related_name="payouts", null=True, blank=True
    )
    digest = models.CharField(_("hash of what is approved"), max_length=64, blank=True)
    preparations = models.PositiveSmallIntegerField(_("times prepared"), default=0)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    # by the days that were in force when it was prepared
    approve_by = models.DateTimeField(_("to be approved by"), null=True, editable=False)
    escalate_at = models.DateTimeField(_("others hear of it"), null=True, editable=False)
    state = models.CharField(
        max_length=20, choices=choices_of(PayoutState), default=PayoutState.COMPUTED
    )
    state_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payout_not_negative"),
            models.CheckConstraint(
                condition=Q(offset_taken__gte=0, offset_settled__gte=0)
                & Q(amount__gte=F("offset_taken") + F("offset_settled")),
                name="payout_offset_within_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(state="nothing_due", amount=0)
                | (~Q(state="nothing_due") & Q(amount__gt=0)),
                name="payout_nothing_is_not_paid",
            ),
            models.UniqueConstraint(
                fields=["verification"],
                condition=Q(follows=None, corrects=None),
                name="payout_of_a_result_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "clause_key"],
                condition=Q(verification=None, follows=None, corrects=None),
                name="payout_first_tranche_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["computed", "nothing_due", "held", "rejected"])
                | (Q(prepared_by__isnull=False, bank_account__isnull=False) & ~Q(digest="")),
                name="payout_prepared_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(prepared_at=None, approve_by=None, escalate_at=None)
                | Q(
                    prepared_at__isnull=False,
                    approve_by__isnull=False,
                    escalate_at__isnull=False,
                    approve_by__gt=F("prepared_at"),
                    escalate_at__gt=F("approve_by"),
                ),
                name="payout_approved_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(approvals_needed__gte=2), name="payout_two_approvals_at_least"
            ),
            models.CheckConstraint(
                condition=Q(seniors_needed__lte=F("approvals_needed")),
                name="payout_seniors_among_them",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "id"], name="payout_of_agreement")]

    def __str__(self) -> str:
        return f"{self.number} {self.money}"

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount)

    @property
    def rest(self) -> Money:
        """What is still to be paid of it, to the bank account or by an offset."""
        return Money(self.amount - self.offset_settled)

    @property
    def offset(self) -> Money:
        """What the supplier does not get of it, because it owes as much."""
        return Money(self.offset_taken + self.offset_settled)

    @property
    def net(self) -> Money:
        """What the bank pays out: the amount less every offset."""
        return self.money - self.offset

    @property
    def needed(self) -> Needed:
        """Who has to agree."""
        return Needed(self.approvals_needed - self.seniors_needed, self.seniors_needed)


class Approval(Stamped):
    """One officer's yes to exactly what was shown; any change of the payout voids it."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="approvals")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(
        _("as"),
        max_length=20,
        choices=[(role.value, LABELS[role]) for role in SEATS],
        default=Role.APPROVER,
        db_default=Role.APPROVER,
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="approvals", null=True, blank=True
    )
    digest = models.CharField(max_length=64)
    comment = models.TextField(_("comment"), blank=True)
    approved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["payout", "approver"], condition=Q(voided_at=None), name="approval_once"
            ),
            models.CheckConstraint(
                condition=~Q(approver=F("maker")), name="approval_not_by_the_maker"
            ),
            models.CheckConstraint(condition=Q(role__in=SEATS), name="approval_in_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.payout.number} {self.approver}"


class Adjustment(AppendOnly):
    """A correction of a payout by a delta; the payout itself is never edited."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="adjustments")
    delta = models.BigIntegerField(_("change, won"))
    # what it follows from where the terms computed it: each reversal gives one that counts
    reversal = models.ForeignKey(
        Reversal, models.PROTECT, related_name="adjustments", null=True, blank=True
    )
    # computed once more where another payout had taken part of it before anybody confirmed
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)
    working = models.JSONField(_("working"), default=list)
    inputs = models.JSONField(_("inputs and their hashes"), default=dict)
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(delta=0) | Q(reversal__isnull=False),
                name="adjustment_changes_something",
            ),
            models.UniqueConstraint(fields=["reversal", "turn"], name="adjustment_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.payout.number} {self.delta:+}"
