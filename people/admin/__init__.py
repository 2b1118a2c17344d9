"""The administration as a door: bases for every room's tables, and this room's own tables.

A room writes `class RecommendationAdmin(ActionAdmin)` with `view_action`, `object_actions` and
`list_actions`, each action a small class that calls one service.
"""

from people.admin.access import InvitationAdmin, MembershipAdmin, OrganizationAdmin, UserAdmin
from people.admin.actions import Action, Button, ListAction, ObjectAction, Work
from people.admin.site import BoramAdminSite
from people.admin.tables import ActionAdmin, ReadOnlyAdmin

__all__ = [
    "Action",
    "ActionAdmin",
    "BoramAdminSite",
    "Button",
    "InvitationAdmin",
    "ListAction",
    "MembershipAdmin",
    "ObjectAction",
    "OrganizationAdmin",
    "ReadOnlyAdmin",
    "UserAdmin",
    "Work",
]
