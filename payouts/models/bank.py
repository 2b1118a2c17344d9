"""Files to the bank and the bank's answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.domain.money import Money
from core.models import AppendOnly, Stamped, choices_of
from payouts.domain.answer_line import AnswerKind
from payouts.domain.lifecycle import BatchState, DisbursementState
from payouts.models.layouts import BankLayout
from payouts.models.payouts import Payout
from programs.models import Program


class BankBatch(Stamped):
    """One file of instructions; its bytes are kept, so building it again gives the same file."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    program = models.ForeignKey(Program, models.PROTECT, related_name="bank_batches")
    layout = models.ForeignKey(
        BankLayout, models.PROTECT, related_name="batches", null=True, blank=True
    )
    lines = models.PositiveIntegerField(_("lines"))
    total = models.BigIntegerField(_("total, won"))
    content_encrypted = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64)
    log_head = models.CharField(_("head of the log"), max_length=64, blank=True)
    state = models.CharField(
        max_length=20, choices=choices_of(BatchState), default=BatchState.BUILT
    )
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    built_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
        constraints = [
            models.CheckConstraint(
                condition=Q(lines__gt=0, total__gt=0), name="batch_pays_something"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        """The sum of all lines."""
        return Money(self.total)


class Disbursement(Stamped):
    """One attempt to pay one payout; the bank knows it by `key` and refuses a repeat."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="disbursements")
    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="disbursements")
    attempt = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, unique=True)
    amount = models.BigIntegerField()
    state = models.CharField(
        max_length=20, choices=choices_of(DisbursementState), default=DisbursementState.SENT
    )
    reason = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("disbursement")
        verbose_name_plural = _("disbursements")
        constraints = [
            models.UniqueConstraint(fields=["payout", "attempt"], name="disbursement_attempt_once"),
            models.UniqueConstraint(
                fields=["payout"],
                condition=Q(state__in=["sent", "paid"]),
                name="disbursement_one_alive",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_positive"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount)


class BankAnswer(AppendOnly):
    """A file that came back from the bank, kept as it came; applied to one file of ours once.

    A statement tells of several files of ours, so each of them may be answered by the same bytes.
    """

    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="answers")
    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=choices_of(AnswerKind),
        default=AnswerKind.TABLE,
    )
    content_encrypted = models.BinaryField(editable=False, default=b"")
    sha256 = models.CharField(max_length=64)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bank answer")
        verbose_name_plural = _("bank answers")
        constraints = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="answer_once_for_a_file"),
        ]

    def __str__(self) -> str:
        return self.name


class BankLine(AppendOnly):
    """What the bank said about one disbursement."""

    answer = models.ForeignKey(BankAnswer, models.PROTECT, related_name="bank_lines")
    disbursement = models.ForeignKey(Disbursement, models.PROTECT, related_name="bank_lines")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=choices_of(DisbursementState))
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("line of a bank answer")
        verbose_name_plural = _("lines of a bank answer")
        constraints = [
            models.UniqueConstraint(fields=["answer", "row"], name="bank_line_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.disbursement} {self.outcome}"
