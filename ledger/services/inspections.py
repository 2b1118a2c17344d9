"""All checks of the books, made at one and the same moment, and what they found kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import override

from core.domain.words import Sentence
from core.translation import in_words
from ledger.domain.checks import Check, Seen
from ledger.models import Inspection

log = logging.getLogger(__name__)
LOOKING = 0x5EEB  # the advisory lock of whoever looks


@transaction.atomic
def inspect_books(*, checks: Sequence[Check], at: datetime) -> list[Inspection]:
    """Make every check; of two at once, one looks and the other finds nothing to do.

    Whatever others post meanwhile, all checks see the books and the rows beside them as they
    were when the first one looked. A check that breaks is told as wrong and stops no other.
    """
    _see_one_moment()
    if not _is_alone():
        return []
    return Inspection.objects.bulk_create([_inspection(check, at) for check in checks])


def _inspection(check: Check, at: datetime) -> Inspection:
    seen = _seen(check)
    return Inspection(
        check_name=check.name,
        sentence_ko=_said(check.sentence, "ko"),
        sentence_en=_said(check.sentence, "en"),
        wrong=seen.wrong,
        found=list(seen.found),
        inspected_at=at,
    )


def _seen(check: Check) -> Seen:
    try:
        with transaction.atomic():
            return Seen.of(check.wrong())
    except Exception as error:  # what could not be looked at must not pass for right
        log.exception("the check %s broke", check.name)
        return Seen(1, (f"{type(error).__name__}: {error}"[:200],))


def _said(sentence: Sentence, language: str) -> str:
    with override(language):
        return in_words(sentence)


def _see_one_moment() -> None:
    if not connection.savepoint_ids:  # inside somebody else's transaction its moment is ours
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOOKING])
        return bool(cursor.fetchone()[0])
