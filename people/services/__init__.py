"""Verbs: organisations come in, people are invited, act, and leave; machines get keys."""

from people.services.factors import reseal_factors
from people.services.invitations import (
    claim_invitations,
    invite_person,
    remind_invitation,
    revoke_invitation,
)
from people.services.memberships import choose_language, end_membership
from people.services.organizations import found_agency, register_organization
from people.services.signins import note_change, note_failed_sign_in, note_sign_in
from people.services.tokens import create_token, note_use_of_token, revoke_token

__all__ = [
    "choose_language",
    "claim_invitations",
    "create_token",
    "end_membership",
    "found_agency",
    "invite_person",
    "note_change",
    "note_failed_sign_in",
    "note_sign_in",
    "note_use_of_token",
    "register_organization",
    "remind_invitation",
    "reseal_factors",
    "revoke_invitation",
    "revoke_token",
]
