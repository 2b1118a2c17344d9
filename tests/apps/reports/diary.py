"""The year of a commitment, with a note of how it stood after each thing that happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from core.domain.money import Money
from outcomes.models import Verification
from payouts import services as payments
from payouts.models import BankBatch, Payout
from programs.domain.lifecycle import AgreementState
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment, Program
from programs.services import (
    amend_commitment,
    apply_amendment,
    close_agreement,
    close_program,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
)
from tests.apps.programs.hands import signs
from tests.factories import payouts as hands
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.factories.terms import for_the_best, promise

pytestmark = pytest.mark.django_db


# 40,000,000 on the plan, up to 25,000,000 on results, up to 30,000,000 more for the best
TERMS = for_the_best(
    promise(advance=40_000_000, guards=(500_000, 50), injuries=(30_000_000, "1")), "injuries"
)


@dataclass
class Diary:
    """What the rows of the database said at each moment; each step has an hour of its own."""

    monkeypatch: pytest.MonkeyPatch
    pages: dict[datetime, tuple[object, ...]] = field(default_factory=dict)
    now: datetime = NOON

    def write(self) -> None:
        self.pages[self.now] = told(Commitment.objects.get())
        self.now += timedelta(hours=1)
        self.monkeypatch.setattr(hands, "NOON", self.now)


def told(commitment: Commitment) -> tuple[object, ...]:
    """By the rows: the purses, and what payouts say of the way to the bank."""
    if commitment.state == "proposed":
        return Purses(), Purses(), Purses(), Purses(), Purses(), Purses()
    held = [Purses.held(commitment, what) for what in ("amount", "reserved", "paid", "leaving")]
    return *held, on_the_way("approved", "failed", "returned"), on_the_way("sent")


def on_the_way(*states: str) -> Purses:
    found = Payout.objects.filter(state__in=states)
    return Purses.each(
        lambda part: Money(sum(found.filter(part=part).values_list("amount", flat=True)))
    )


def _promised(program: Program, diary: Diary) -> None:
    commitment = commit_funds(
        program_id=program.pk,
        base=Money(90_000_000),
        success=Money(80_000_000),
        incentive=Money(70_000_000),
        by=the("olivia"),
        at=diary.now,
    )
    diary.write()
    confirm_commitment(commitment_id=commitment.pk, by=the("anna"), at=diary.now)
    diary.write()


def _signed(diary: Diary) -> Agreement:
    agreement = an_agreement(state=AgreementState.PROPOSED, terms=TERMS)
    agreement.program.calls.update(state="closed")
    for who in ("cato", "arthur", "ben"):
        signs(agreement, who, diary.now)
        diary.write()
    return Agreement.objects.get(pk=agreement.pk)


def _paid(agreement: Agreement, diary: Diary) -> None:
    """The first tranche is paid; guards fail and are rejected; the incentive comes back and goes."""
    first = payments.compute_advance(agreement_id=agreement.pk, clause_key="advance", at=diary.now)
    guards = payments.compute_payout(
        verification_id=_result(agreement, "Press 1", "guards", "10").pk, at=diary.now
    )
    best = payments.compute_payout(
        verification_id=_result(agreement, "Press 2", "injuries", "50").pk, at=diary.now
    )
    diary.write()
    _to_the_bank(first, diary, "paid")
    _to_the_bank(guards, diary, "failed")
    _given_up(guards, diary)
    batch = _to_the_bank(best, diary, "paid")
    hands.answered(batch, hands.an_answer(batch, **{_key(best): "returned"}))
    diary.write()
    _given_up(best, diary)


def _given_up(payout: Payout, diary: Diary) -> None:
    """What did not arrive is begun again, and then nobody signs it."""
    payments.retry_payout(payout_id=payout.pk, by=the("olivia"), at=diary.now)
    diary.write()
    hands.prepared(payout)
    diary.write()
    payments.reject_payout(payout_id=payout.pk, reason="No.", by=the("anna"), at=diary.now)
    diary.write()


def _result(agreement: Agreement, site: str, clause: str, quantity: str) -> Verification:
    worksite = a_worksite(name=site, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=worksite), clause=clause)
    return verified(target, quantity, by=the("victor"), at=NOON)


def _to_the_bank(payout: Payout, diary: Diary, answer: str) -> BankBatch:
    """Every step leaves a page in the diary."""
    hands.prepared(payout)
    diary.write()
    payout.refresh_from_db()
    for who in ("anna", "ben"):
        hands.approved(payout, who)
        diary.write()
    batch = hands.a_sent_batch(payout)
    diary.write()
    hands.answered(batch, hands.an_answer(batch, **{_key(payout): answer}))
    diary.write()
    payout.refresh_from_db()
    return batch


def _key(payout: Payout) -> str:
    return payout.disbursements.get().key.replace("-", "_")


def _amended(diary: Diary) -> None:
    """A shift that waits a month, and one that lapses with the programme."""
    later = diary.now.date() + timedelta(days=30)
    shift = _asked(diary, later, base=-10_000_000, success=10_000_000)
    _asked(diary, date(2999, 1, 1), incentive=-5_000_000)
    diary.now += timedelta(days=40)
    apply_amendment(amendment_id=shift, at=diary.now)
    diary.write()


def _asked(diary: Diary, on: date, **won: int) -> int:
    amendment = amend_commitment(
        commitment_id=Commitment.objects.get().pk,
        deltas=Purses.of_won(**won),
        effective_on=on,
        reason="Less is needed.",
        by=the("olivia"),
        at=diary.now,
    )
    diary.write()
    confirm_amendment(amendment_id=amendment.pk, by=the("anna"), at=diary.now)
    diary.write()
    return amendment.pk


def _closed(agreement: Agreement, diary: Diary) -> None:
    close_agreement(agreement_id=agreement.pk, by=the("agnes"), at=diary.now)
    diary.write()
    close_program(program_id=agreement.program_id, by=the("agnes"), at=diary.now)
    diary.write()
