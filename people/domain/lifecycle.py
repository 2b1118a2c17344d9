"""The life of an invitation."""

from enum import StrEnum

from core.domain.states import Lifecycle, move


class InvitationState(StrEnum):
    """Where an invitation stands."""

    SENT = "sent"
    CLAIMED = "claimed"
    REVOKED = "revoked"


INVITATION = Lifecycle(
    move("claim", InvitationState.CLAIMED, InvitationState.SENT),
    move("revoke", InvitationState.REVOKED, InvitationState.SENT),
)
