"""What a supplier owes is taken off its next payout of the programme, in sight of who approves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from core.domain.money import Money, total
from ledger.domain.entries import Draft, Posting
from ledger.services import post_entries
from payouts.domain.clawbacks import OFFSET, OffsetState, shares_of
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.domain.postings import postings
from payouts.models import Offset, Payout
from payouts.selectors.clawbacks import left_of
from payouts.selectors.locks import locked_clawbacks, locked_offsets
from payouts.services.recoveries import end_clawback
from people.models import User
from programs.domain.lifecycle import Part
from programs.services import Payment, give_back_reserves, hold_reserves, spend_reserves

COLUMNS = ("offset_taken", "offset_settled")


@transaction.atomic
def take_offsets(*, payout: Payout, at: datetime) -> None:
    """Of a held payout that is about to be prepared: the oldest sum that is owed first.

    What arises after that is taken by the next payout: nothing changes under those who approve.
    """
    agreement = payout.agreement
    owed = locked_clawbacks(agreement.supplier_id, agreement.program_id)
    shares = shares_of([left_of(one) for one in owed], payout.rest)
    taken = [
        Offset(clawback=one, payout=payout, preparation=payout.preparations, amount=share.won)
        for one, share in zip(owed, shares, strict=True)
        if share
    ]
    for offset in taken:
        offset.save()
        _told("offset.take", offset, SYSTEM, at)
    payout.offset_taken = total(one.money for one in taken).won


@transaction.atomic
def release_offsets(*, payout: Payout, at: datetime) -> None:
    """It is not paid as it was prepared: what is owed waits for another payout again."""
    for offset in payout.offsets.filter(state=OffsetState.TAKEN).order_by("pk"):
        offset.state = OFFSET.after("release", OffsetState(offset.state))
        offset.save()
        _told("offset.release", offset, SYSTEM, at)
    payout.offset_taken = 0


@transaction.atomic
def settle_offsets(*, offsets: Sequence[Offset], by: User, at: datetime) -> None:
    """What remained was paid: the offset counts as paid, and as much of what was owed is back.

    Held are the offsets and what is owed, then the agreements and commitments of both ends.
    """
    for offset in offsets:
        offset.state = OFFSET.after("settle", OffsetState(offset.state))
        offset.save()
    _lower({one.payout_id: one.payout for one in offsets}.values(), offsets)
    back = [
        Payment(one.clawback.agreement_id, Part(one.clawback.part), one.money) for one in offsets
    ]
    spent = [Payment(one.payout.agreement_id, Part(one.payout.part), one.money) for one in offsets]
    give_back_reserves(payments=back, by=by, at=at)
    spend_reserves(payments=spent, by=by, at=at)
    post_entries(drafts=[_draft(offset) for offset in offsets], at=at)
    for offset in offsets:
        _told("offset.settle", offset, by.email, at)
        end_clawback(clawback=offset.clawback, verb="recover", by=by, at=at)


@transaction.atomic
def offset_payout(*, payout: Payout, by: User, at: datetime) -> None:
    """The supplier owes as much as the payout is: the books settle it, and nothing is sent."""
    offsets = locked_offsets([payout.pk])
    hold_reserves({payout.agreement_id, *(one.clawback.agreement_id for one in offsets)})
    payout.state = PAYOUT.after("offset", PayoutState(payout.state))
    payout.save()
    settle_offsets(offsets=offsets, by=by, at=at)
    payout.refresh_from_db(fields=COLUMNS)
    record(action="payout.offset", subject=payout, by=by.email, at=at, amount=payout.amount)


def _lower(payouts: Collection[Payout], offsets: Sequence[Offset]) -> None:
    for payout in payouts:
        won = sum(one.amount for one in offsets if one.payout_id == payout.pk)
        payout.offset_taken -= won
        payout.offset_settled += won
    Payout.objects.bulk_update(payouts, COLUMNS)


def _draft(offset: Offset) -> Draft:
    payout, clawback = offset.payout, offset.clawback
    legs = (
        *_legs("set_off", offset.money, payout.agreement_id, payout.part),
        *_legs("recover", offset.money, clawback.agreement_id, clawback.part),
    )
    return Draft(f"offset:{offset.pk}:settle", f"{payout.number}: {clawback.number}", legs)


def _legs(verb: str, amount: Money, agreement: int, part: str) -> tuple[Posting, ...]:
    return postings(verb, amount, agreement=agreement, part=Part(part))


def _told(action: str, offset: Offset, by: str, at: datetime) -> None:
    record(
        action=action,
        subject=offset.payout,
        by=by,
        at=at,
        clawback=offset.clawback.number,
        amount=offset.amount,
    )
