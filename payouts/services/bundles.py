"""Many signatures from one page: the same guards for each row, and a report of every row."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken, Stale
from core.domain.words import Sentence, say
from payouts.domain.bundles import (
    Outcome,
    SignedBundle,
    check_bundle,
    digest_of_bundle,
    key_of_row,
)
from payouts.domain.sights import Sight, Signing
from payouts.models import Bundle, BundleRow, Payout
from payouts.selectors.locks import locked_payout
from payouts.selectors.refusals import WORK
from payouts.selectors.sights import changes_from
from payouts.services.signing import sign_approval
from people.models import User
from people.permissions import require

log = logging.getLogger(__name__)


def sign_bundle(*, signed: SignedBundle, key: UUID, by: User, at: datetime) -> Bundle:
    """Sign each row by itself, in a transaction of its own; one that is refused stops no other.

    The same key again goes on where it stopped, and gives the report that is there.
    """
    require(by, "payout.approve")
    check_bundle(signed.seen, by.pk)
    bundle = _opened(signed, key, by, at)
    for seen in signed.seen:
        _sign_row(bundle, seen, Signing(seen, signed.factor, signed.comment), at)
    return bundle


@transaction.atomic
def _opened(signed: SignedBundle, key: UUID, by: User, at: datetime) -> Bundle:
    digest = digest_of_bundle(signed.seen)
    bundle, is_new = Bundle.objects.get_or_create(
        key=key, defaults={"by": by, "at": at, "digest": digest}
    )
    if (bundle.by_id, bundle.digest) != (by.pk, digest):
        raise RuleBroken("This page was used for something else. Open it again.")
    if is_new:
        record(
            action="bundle.sign",
            subject=bundle,
            by=by.email,
            at=at,
            payouts=[one.payout for one in signed.seen],
            digest=digest,
        )
    return bundle


def _sign_row(bundle: Bundle, seen: Sight, signing: Signing, at: datetime) -> None:
    try:
        with transaction.atomic():
            if _is_done(bundle, seen):
                return
            key = key_of_row(bundle.key, seen.payout)
            approval = sign_approval(signing=signing, key=key, by=bundle.by, at=at)
            _keep(bundle, seen, at, outcome=Outcome.APPROVED, approval=approval)
    except Stale as changed:
        _refuse(bundle, seen, at, Outcome.CHANGED, _what_changed(bundle, seen, changed))
    except RuleBroken as refusal:
        _refuse(bundle, seen, at, Outcome.REFUSED, refusal.sentence)
    except PermissionDenied:
        _refuse(bundle, seen, at, Outcome.REFUSED, WORK["payout.approve"])
    except Exception as error:  # a row that breaks the program is told, and stops no other
        log.exception("could not sign payout %s", seen.payout)
        kind = type(error).__name__
        words = say("It could not be signed (%(kind)s). The log has more.", kind=kind)
        _refuse(bundle, seen, at, Outcome.REFUSED, words)


def _what_changed(bundle: Bundle, seen: Sight, changed: Stale) -> Sentence:
    payout = Payout.objects.get(pk=seen.payout)
    labels = tuple(one.label for one in changes_from(payout, seen.lines, bundle.by))
    if not labels:
        return changed.sentence
    return say("Not as you saw it any more: %(what)s. Nothing was approved.", what=labels)


@transaction.atomic
def _refuse(bundle: Bundle, seen: Sight, at: datetime, outcome: Outcome, words: Sentence) -> None:
    if not _is_done(bundle, seen):
        _keep(bundle, seen, at, outcome=outcome, words=words.as_json())


def _is_done(bundle: Bundle, seen: Sight) -> bool:
    """Asked under the lock of the payout: of two sendings at once the second waits here."""
    locked_payout(seen.payout)
    return bundle.rows.filter(payout=seen.payout).exists()


def _keep(bundle: Bundle, seen: Sight, at: datetime, **what: Any) -> None:
    row = BundleRow.objects.create(bundle=bundle, payout_id=seen.payout, **what)
    record(
        action="bundle.row",
        subject=row.payout,
        by=bundle.by.email,
        at=at,
        bundle=str(bundle.key),
        outcome=str(row.outcome),
        words=row.words,
    )
