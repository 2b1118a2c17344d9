"""Work on who stands for a worksite."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from companies.models import ContactChange
from companies.selectors import contact_changes_to_confirm
from core.domain.words import say
from people.models import User
from reports.selectors.inbox.pile import Pile


def _contacts(viewer: User, _at: datetime) -> QuerySet[ContactChange]:
    return contact_changes_to_confirm(viewer)


PILES = (
    Pile(
        action="contact.confirm",
        stage=say("Worksites"),
        todo=say("Confirm the new contact person"),
        rows=_contacts,
        route="companies:contact_confirm",
        about="name",
        also="worksite__name",
        since="requested_at",
    ),
)
