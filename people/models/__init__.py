"""People, the organisations they act for, and how they get in."""

from people.models.access import ApiToken, Invitation
from people.models.organizations import Membership, Organization
from people.models.users import User, UserManager

__all__ = ["ApiToken", "Invitation", "Membership", "Organization", "User", "UserManager"]
