"""Where money goes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.domain.accounts import Holding
from companies.domain.lifecycle import AccountState
from companies.models.firms import Supplier
from core.models import AppendOnly, Stamped, choices_of


class BankAccount(Stamped):
    """Where money goes; confirmed by the treasurer before use, replaced rather than edited."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="bank_accounts")
    bank_code = models.CharField(_("bank"), max_length=3)
    holder = models.CharField(_("account holder"), max_length=100)
    number_encrypted = models.BinaryField(editable=False)
    number_tail = models.CharField(max_length=4, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(
        max_length=20, choices=choices_of(AccountState), default=AccountState.REGISTERED
    )
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"], condition=~Q(state="replaced"), name="account_one_current"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("registered_by")),
                name="account_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False),
                name="account_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_code} ****{self.number_tail}"


class HolderCheck(AppendOnly):
    """What the bank said, at one moment, about who holds an account."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="holder_checks")
    result = models.CharField(max_length=20, choices=choices_of(Holding))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("account-holder check")
        verbose_name_plural = _("account-holder checks")

    def __str__(self) -> str:
        return f"{self.account_id} {self.result}"
