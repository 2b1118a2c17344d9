"""Pay runs: the queue of their chunks is this table, and so is what they could not do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, Stamped, choices_of
from outcomes.models import Verification
from payouts.domain.runs import ChunkState, RunState, Stage
from payouts.models.bank import BankBatch
from payouts.models.payouts import Payout
from programs.models import Program


class PayRun(Stamped):
    """Everything that is due of one programme, worked chunk by chunk by any number of processes."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    program = models.ForeignKey(Program, models.PROTECT, related_name="pay_runs")
    lines = models.PositiveIntegerField(_("lines of a file"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=choices_of(RunState), default=RunState.UNDER_WAY
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pay run")
        verbose_name_plural = _("pay runs")
        constraints = [
            models.UniqueConstraint(
                fields=["program"], condition=Q(state="under_way"), name="pay_run_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(state="finished") ^ Q(finished_at=None), name="pay_run_finished_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PayRunChunk(Stamped):
    """A range of keys, worked in one transaction; a killed process leaves it as it was."""

    run = models.ForeignKey(PayRun, models.PROTECT, related_name="chunks")
    stage = models.CharField(max_length=20, choices=choices_of(Stage))
    place = models.PositiveIntegerField()
    # results or payouts by agreement and key, from the first pair to the last, both included
    first_agreement = models.BigIntegerField()
    first_key = models.BigIntegerField()
    last_agreement = models.BigIntegerField()
    last_key = models.BigIntegerField()
    state = models.CharField(
        max_length=20, choices=choices_of(ChunkState), default=ChunkState.WAITING
    )
    # times that somebody began and did not tell of an end; a process that was killed cannot
    starts = models.PositiveSmallIntegerField(default=0, db_default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.BigIntegerField(_("total, won"), default=0)
    batch = models.OneToOneField(
        BankBatch, models.PROTECT, related_name="pay_run_chunk", null=True, blank=True
    )

    class Meta:
        verbose_name = _("chunk of a pay run")
        verbose_name_plural = _("chunks of a pay run")
        constraints = [
            models.UniqueConstraint(fields=["run", "stage", "place"], name="pay_run_chunk_once"),
            models.CheckConstraint(
                condition=Q(state="finished") | Q(done=0, total=0, batch=None),
                name="pay_run_chunk_whole_or_not_at_all",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run", "stage", "place"],
                condition=Q(state="waiting"),
                name="pay_run_chunk_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.stage}/{self.place}"


class PayRunRefusal(AppendOnly):
    """One row that a run could not take along, and why; all others went on without it."""

    run = models.ForeignKey(PayRun, models.PROTECT, related_name="refusals")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="+", null=True)
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="+", null=True)
    reason = models.JSONField(_("reason"))
    refused_at = models.DateTimeField()

    class Meta:
        verbose_name = _("row that a pay run refused")
        verbose_name_plural = _("rows that a pay run refused")
        constraints = [
            models.CheckConstraint(
                condition=Q(payout=None) ^ Q(verification=None), name="pay_run_refusal_of_one_row"
            ),
            models.UniqueConstraint(fields=["run", "payout"], name="pay_run_refusal_payout_once"),
            models.UniqueConstraint(
                fields=["run", "verification"], name="pay_run_refusal_verification_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.payout_id or self.verification_id}"
