"""How a bank wants its file: said in versions, each proposed by one and confirmed by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, choices_of
from payouts.domain.bank_file import AmountForm, DateForm
from payouts.domain.file_form import ANSWER_DAYS, MOST_DAYS, Form
from people.models import Organization


class BankLayout(AppendOnly):
    """One version of how a bank wants its file; it holds from when somebody else confirms it."""

    bank = models.ForeignKey(Organization, models.PROTECT, related_name="layouts")
    version = models.PositiveIntegerField(_("version"))
    form = models.CharField(_("form of the file"), max_length=20, choices=choices_of(Form))
    columns = models.JSONField(_("columns"), default=list, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20)
    days = models.CharField(_("how days are written"), max_length=20, choices=choices_of(DateForm))
    amounts = models.CharField(
        _("how amounts are written"), max_length=20, choices=choices_of(AmountForm)
    )
    payer_name = models.CharField(_("name of the payer"), max_length=140, blank=True)
    payer_bank_code = models.CharField(_("bank of the payer"), max_length=3, blank=True)
    payer_encrypted = models.BinaryField(editable=False, null=True)
    payer_tail = models.CharField(max_length=4, editable=False, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("working days for the bank to answer a file"), default=ANSWER_DAYS
    )
    recipient = models.CharField(_("public key of the bank"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("layout of bank files")
        verbose_name_plural = _("layouts of bank files")
        constraints = [
            models.UniqueConstraint(fields=["bank", "version"], name="layout_version_once"),
            models.CheckConstraint(
                condition=Q(form="csv")
                | (~Q(payer_name="") & ~Q(payer_bank_code="") & Q(payer_encrypted__isnull=False)),
                name="layout_names_the_payer",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=MOST_DAYS),
                name="layout_days_to_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} · {self.version}"


class LayoutConfirmation(AppendOnly):
    """Somebody else's yes to a layout; a file is built in no other."""

    layout = models.OneToOneField(BankLayout, models.PROTECT, related_name="confirmation")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("confirmation of a layout")
        verbose_name_plural = _("confirmations of layouts")
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("proposer")), name="layout_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.layout_id} {self.by}"
