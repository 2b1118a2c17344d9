"""What the nightly check of the books says to everybody who may read them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model, QuerySet

from core.domain.words import say
from ledger.selectors import books_alarms, inspections_missed
from people.models import User
from reports.selectors.inbox.pile import Pile

BOOKS = say("Books")


def _wrong(_viewer: User, _at: datetime) -> QuerySet[Model]:
    return books_alarms()


def _missed(_viewer: User, at: datetime) -> QuerySet[Model]:
    return inspections_missed(at)


PILES = (
    Pile(
        action="books.see",
        stage=BOOKS,
        todo=say("The books do not agree: stop paying and find out why"),
        rows=_wrong,
        route="ledger:inspection",
        about="sentence_ko",
        about_en="sentence_en",
        since="inspected_at",
        key="",
    ),
    Pile(
        action="books.see",
        stage=BOOKS,
        todo=say("The books were not checked last night: see whether the clock runs"),
        rows=_missed,
        route="ledger:inspection",
        about="check_name",
        since="inspected_at",
        key="",
    ),
)
