"""Organisations, people and the ways in, as the agency's officers see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.admin.actions import ListAction, ObjectAction, Work
from people.admin.tables import ActionAdmin, ReadOnlyAdmin
from people.domain.lifecycle import INVITATION
from people.domain.roles import Kind, Role
from people.forms import InviteForm, OrganizationForm
from people.models import Invitation, Membership, Organization, User
from people.selectors import open_invitations
from people.services import (
    end_membership,
    invite_person,
    register_organization,
    remind_invitation,
    revoke_invitation,
)


class Register(ListAction):
    """A new organisation takes part."""

    name = "register"
    action = "organization.register"
    label = _("Register an organisation")
    consequence = _("It may take part from now on. Invite its people next.")
    form_class = OrganizationForm

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:
        """Register it."""
        given = form.cleaned_data
        register_organization(name=given["name"], kind=Kind(given["kind"]), by=by, at=at)
        return None


class Invite(ListAction):
    """A role is promised to a mailbox."""

    name = "invite"
    action = "person.invite"
    label = _("Invite a person")
    consequence = _("We mail a link. Whoever signs in with that mailbox has the role.")
    form_class = InviteForm

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:
        """Send the mail."""
        given = form.cleaned_data
        invite_person(
            email=given["email"],
            organization=given["organization"],
            role=Role(given["role"]),
            by=by,
            at=at,
        )
        return None


class Remind(ObjectAction):
    """The mail goes out once more."""

    name = "remind"
    action = "person.invite"
    label = _("Send again")
    consequence = _("The same link goes out once more and is valid for another two weeks.")
    lifecycle, move = INVITATION, "claim"

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:  # noqa: ARG002 - no questions
        """Send it."""
        remind_invitation(invitation_id=self.subject.pk, by=by, at=at)
        return None


class Revoke(ObjectAction):
    """The promise is taken back."""

    name = "revoke"
    action = "invitation.revoke"
    label = _("Revoke")
    consequence = _("The link in the mail stops working. You may invite the person again later.")
    danger = True
    lifecycle, move = INVITATION, "revoke"

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:  # noqa: ARG002 - no questions
        """Take it back."""
        revoke_invitation(invitation_id=self.subject.pk, by=by, at=at)
        return None


class End(ObjectAction):
    """A person no longer acts in a role."""

    name = "end"
    action = "membership.end"
    label = _("End the membership")
    consequence = _("What they did stays on record. Tokens that acted through them stop.")
    danger = True

    def offered(self, viewer: User) -> bool:
        """Nobody ends what has ended, or their own."""
        return self.subject.ended_at is None and self.subject.user_id != viewer.pk

    def act(self, form: Any, *, by: User, at: datetime) -> str | None:  # noqa: ARG002 - no questions
        """End it."""
        end_membership(membership_id=self.subject.pk, by=by, at=at)
        return None


@admin.register(Organization)
class OrganizationAdmin(ActionAdmin):
    """Who takes part."""

    view_action = "administration.see"
    list_actions = (Register,)
    list_display = ["name", "kind", "is_demo"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Invitation)
class InvitationAdmin(ActionAdmin):
    """Roles promised to mailboxes."""

    view_action = "person.invite"
    list_actions = (Invite,)
    object_actions = (Remind, Revoke)
    list_display = ["email", "organization", "role", "state", "expires_at"]
    list_filter = ["state", "role"]
    search_fields = ["email"]
    list_select_related = ["organization"]

    def work(self, request: HttpRequest) -> tuple[Work, ...]:  # noqa: ARG002 - same for everybody
        """Invitations that ran out without an answer."""
        late = open_invitations().filter(expires_at__lte=timezone.now()).count()
        return (Work(_("Invitations that have run out"), late, _list("invitation")),)


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    """Who acts for whom."""

    view_action = "administration.see"
    object_actions = (End,)
    list_display = ["user", "organization", "role", "ended_at"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name", "organization__name"]
    list_select_related = ["user", "organization"]


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """People, without anything that helps to be them."""

    view_action = "administration.see"
    fields = ["name", "email", "language", "is_active", "is_staff", "joined_at", "last_login"]
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """By name."""
        return super().get_queryset(request).order_by("name")


def _list(model: str) -> str:
    return f"{reverse(f'admin:people_{model}_changelist')}?state__exact=sent"
