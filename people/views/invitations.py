"""The officer's page of everybody who may come in, and the page behind a mailed link."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.domain.errors import RuleBroken
from core.forms import Form
from core.translation import LABELS
from people.domain.addresses import mailbox
from people.domain.roles import Kind, Role
from people.forms import InviteForm, OrganizationForm
from people.models import Invitation, Membership, User
from people.selectors import invitation_behind, open_invitations, open_memberships, user_of_mailbox
from people.services import (
    claim_invitations,
    end_membership,
    invite_person,
    register_organization,
    remind_invitation,
    revoke_invitation,
)
from people.views.base import Page, VerbPage

PAGE = 50
VERIFIED = "account_verified_email"  # where allauth looks for an address proven by a link


class Members(Page):
    """Everybody who acts today, and every open invitation."""

    action = "person.invite"
    template_name = "people/members.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Invitations that wait come first: they need somebody."""
        return super().get_context_data(
            invitations=open_invitations(),
            page=Paginator(open_memberships(), PAGE).get_page(self.request.GET.get("page")),
            now=timezone.now(),
            **kwargs,
        )


class OrganizationRegister(VerbPage):
    """A new organisation takes part."""

    action = "organization.register"
    form_class = OrganizationForm
    template_name = "people/organization_register.html"
    done = gettext_lazy("The organisation is registered. Now invite its people.")

    def act(self, form: BaseForm) -> str:
        """Register it; its people are invited next."""
        given = form.cleaned_data
        organization = register_organization(
            name=given["name"], kind=Kind(given["kind"]), by=self.viewer, at=timezone.now()
        )
        return f"{reverse('people:person_invite')}?organization={organization.pk}"


class PersonInvite(VerbPage):
    """A role is promised to a mailbox."""

    action = "person.invite"
    form_class = InviteForm
    template_name = "people/person_invite.html"
    done = gettext_lazy("The invitation is on its way.")

    def get_initial(self) -> dict[str, Any]:
        """An organisation that was just registered is chosen already."""
        return {**super().get_initial(), "organization": self.request.GET.get("organization")}

    def act(self, form: BaseForm) -> str:
        """Send the mail."""
        given = form.cleaned_data
        invite_person(
            email=given["email"],
            organization=given["organization"],
            role=Role(given["role"]),
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("people:members")


class OneInvitation(VerbPage):
    """Something is done with an open invitation."""

    form_class = Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which invitation."""
        invitation = get_object_or_404(open_invitations(), pk=self.kwargs["pk"])
        rows = [
            {"label": _("E-mail address"), "value": invitation.email},
            {"label": _("Organisation"), "value": invitation.organization},
            {"label": _("Role"), "value": LABELS[invitation.role]},
        ]
        return super().get_context_data(rows=rows, **kwargs)


class InvitationRemind(OneInvitation):
    """The mail is sent once more."""

    action = "person.invite"
    template_name = "people/invitation_remind.html"
    done = gettext_lazy("The invitation is on its way again.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Send it."""
        get_object_or_404(Invitation, pk=self.kwargs["pk"])
        remind_invitation(invitation_id=self.kwargs["pk"], by=self.viewer, at=timezone.now())
        return reverse("people:members")


class InvitationRevoke(OneInvitation):
    """The promise is taken back."""

    action = "invitation.revoke"
    template_name = "people/invitation_revoke.html"
    done = gettext_lazy("The invitation is revoked.")

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Take it back."""
        get_object_or_404(Invitation, pk=self.kwargs["pk"])
        revoke_invitation(invitation_id=self.kwargs["pk"], by=self.viewer, at=timezone.now())
        return reverse("people:members")


class MembershipEnd(VerbPage):
    """A person no longer acts in a role."""

    action = "membership.end"
    form_class = Form
    template_name = "people/membership_end.html"
    done = gettext_lazy("The membership has ended.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who, for whom, as what."""
        membership = get_object_or_404(open_memberships(), pk=self.kwargs["pk"])
        rows = [
            {"label": _("Person"), "value": membership.user},
            {"label": _("Organisation"), "value": membership.organization},
            {"label": _("Role"), "value": LABELS[membership.role]},
        ]
        return super().get_context_data(rows=rows, **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """End it."""
        get_object_or_404(Membership, pk=self.kwargs["pk"])
        end_membership(membership_id=self.kwargs["pk"], by=self.viewer, at=timezone.now())
        return reverse("people:members")


class InvitationAccept(View):
    """The page behind the mailed link: to sign in, make an account, or take the place."""

    public = True

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Say what waits and offer the one next step."""
        try:
            invitation = invitation_behind(token, at=timezone.now())
        except RuleBroken as gone:
            return render(
                request, "people/invitation_gone.html", {"words": gone.sentence}, status=410
            )
        known = user_of_mailbox(invitation.mailbox)
        if known is None:
            request.session[VERIFIED] = invitation.email  # the link proves the mailbox
        context = {
            "invitation": invitation,
            "role": LABELS[invitation.role],
            "known": known,
            "is_owner": _is_owner(request, invitation),
        }
        return render(request, "people/invitation_accept.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the place, as the person who owns the mailbox."""
        invitation = invitation_behind(token, at=timezone.now())
        if not (isinstance(request.user, User) and _is_owner(request, invitation)):
            raise PermissionDenied("sign in with the mailbox that was invited")
        claim_invitations(user=request.user, at=timezone.now())
        return redirect("people:profile")


def _is_owner(request: HttpRequest, invitation: Invitation) -> bool:
    return request.user.is_authenticated and mailbox(request.user.email) == invitation.mailbox
