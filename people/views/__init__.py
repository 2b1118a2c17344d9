"""Doors of the people room, and the bases that every room's doors share."""

from people.views.addresses import address_of
from people.views.base import Door, Page, PublicPage, VerbPage
from people.views.demo import DemoMails, DemoSignIn, SignIn
from people.views.factors import SignedPage
from people.views.invitations import (
    InvitationAccept,
    InvitationRemind,
    InvitationRevoke,
    Members,
    MembershipEnd,
    OrganizationRegister,
    PersonInvite,
)
from people.views.log import Log
from people.views.profile import Display, LanguageChoose, Profile, TokenCreate, TokenRevoke

__all__ = [
    "DemoMails",
    "DemoSignIn",
    "Display",
    "Door",
    "InvitationAccept",
    "InvitationRemind",
    "InvitationRevoke",
    "LanguageChoose",
    "Log",
    "Members",
    "MembershipEnd",
    "OrganizationRegister",
    "Page",
    "PersonInvite",
    "Profile",
    "PublicPage",
    "SignIn",
    "SignedPage",
    "TokenCreate",
    "TokenRevoke",
    "VerbPage",
    "address_of",
]
