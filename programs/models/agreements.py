"""The contract, its payment terms, and the three signatures that reserve the money."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Supplier
from core.domain.money import Money
from core.models import AppendOnly, Stamped, choices_of
from programs.domain.lifecycle import AgreementState, Party
from programs.domain.reserves import Purses
from programs.domain.terms import Sheet, sheet_from
from programs.models.programs import Program
from programs.models.recommendations import Recommendation


class Agreement(Stamped):
    """The contract between a programme and a supplier."""

    number = models.CharField(_("number"), max_length=30, unique=True)
    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="agreement", verbose_name=_("recommendation")
    )
    program = models.ForeignKey(
        Program, models.PROTECT, related_name="agreements", verbose_name=_("programme")
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="agreements", verbose_name=_("supplier")
    )
    base_reserved = models.BigIntegerField(default=0, editable=False)
    success_reserved = models.BigIntegerField(default=0, editable=False)
    incentive_reserved = models.BigIntegerField(default=0, editable=False)
    # how often something was released: money can come back to an agreement that is closed
    releases = models.PositiveSmallIntegerField(default=0, editable=False)
    # false for what was signed before incentives had a purse: those are paid out of results
    incentive_apart = models.BooleanField(default=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(AgreementState),
        default=AgreementState.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    base_reserved__gte=0, success_reserved__gte=0, incentive_reserved__gte=0
                ),
                name="agreement_reserve_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["proposed", "withdrawn"],
                    base_reserved=0,
                    success_reserved=0,
                    incentive_reserved=0,
                )
                | Q(state__in=["signed", "closed"], signed_at__isnull=False),
                name="agreement_reserve_only_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(incentive_apart=True) | Q(incentive_reserved=0),
                name="agreement_incentive_only_apart",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.supplier}"

    @property
    def reserve(self) -> Money:
        """The most this agreement may ever pay, set aside when it was signed."""
        return self.reserves.whole

    @property
    def reserves(self) -> Purses:
        """The same purse by purse."""
        return Purses.held(self, "reserved")


class TermSheet(AppendOnly):
    """One version of the payment terms; an amendment is a new version."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="term_sheets", verbose_name=_("agreement")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    document = models.JSONField(_("terms"))
    digest = models.CharField(max_length=64, editable=False)
    # as it was signed, where the language of terms has changed since; the digest is of this one
    signed_document = models.JSONField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("term sheet")
        verbose_name_plural = _("term sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version"], name="term_sheet_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} v{self.version}"

    @property
    def rule(self) -> Sheet:
        """The pure terms behind this row."""
        return sheet_from(self.document)


class Signature(AppendOnly):
    """One party's yes to exactly these terms."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="signatures", verbose_name=_("agreement")
    )
    party = models.CharField(_("party"), max_length=20, choices=choices_of(Party))
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "digest", "party"], name="signature_once_per_party"
            ),
            models.UniqueConstraint(
                fields=["agreement", "digest", "signed_by"], name="signature_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} {self.get_party_display()}"
