"""Ways in: invitations before an account exists, tokens for an organisation's own system."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from people.domain.lifecycle import InvitationState
from people.domain.roles import Role
from people.models.organizations import Organization


class Invitation(Stamped):
    """A role promised to a mailbox; it becomes a membership at the first sign-in of its owner."""

    email = models.EmailField(_("e-mail address"))
    mailbox = models.CharField(max_length=254, db_index=True, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=choices_of(Role))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(InvitationState),
        default=InvitationState.SENT,
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("invited by"),
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("claimed by"),
    )
    expires_at = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "organization", "role"],
                condition=Q(state="sent"),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", claimed_by__isnull=False)
                | (~Q(state="claimed") & Q(claimed_by=None)),
                name="invitation_claim_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organization}"


class ApiToken(Stamped):
    """A key for an organisation's own system; only its SHA-256 is kept, it acts as its creator."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tokens")
    acts_as = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name
