"""A new person to ask at a worksite, named by one and confirmed by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.domain.lifecycle import ContactState
from companies.models.firms import Worksite
from core.models import Stamped, choices_of


class ContactChange(Stamped):
    """Over the contact's mailbox a worksite says yes or no: two people stand for a new one."""

    worksite = models.ForeignKey(
        Worksite, models.PROTECT, related_name="contact_changes", verbose_name=_("worksite")
    )
    name = models.CharField(_("contact person"), max_length=100)
    email = models.EmailField(_("contact e-mail"))
    phone = models.CharField(_("contact telephone"), max_length=30)
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(ContactState), default=ContactState.REQUESTED
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of the contact person")
        verbose_name_plural = _("changes of contact persons")
        constraints = [
            models.UniqueConstraint(
                fields=["worksite"], condition=Q(state="requested"), name="contact_one_open_change"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("requested_by")),
                name="contact_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="contact_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksite} · {self.name}"
