"""Work on money that has to come back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from core.domain.words import say
from payouts.models import Clawback, Recovery
from payouts.selectors.clawbacks import clawbacks_to_follow, recoveries_to_confirm
from people.models import User
from reports.selectors.inbox.pile import Pile

BACK = say("Money to come back")


def _to_follow(viewer: User, _at: datetime) -> QuerySet[Clawback]:
    return clawbacks_to_follow(viewer)


def _recovered(viewer: User, _at: datetime) -> QuerySet[Recovery]:
    return recoveries_to_confirm(viewer)


PILES = (
    Pile(
        action="recovery.propose",
        stage=BACK,
        todo=say("Money has to come back: write down what became of it"),
        rows=_to_follow,
        route="payouts:clawback",
        about="number",
        also="agreement__supplier__organization__name",
        since="arisen_at",
    ),
    Pile(
        action="recovery.confirm",
        stage=BACK,
        todo=say("Confirm what came back, or is given up"),
        rows=_recovered,
        route="payouts:recovery_confirm",
        about="clawback__number",
        since="proposed_at",
    ),
)
