"""The statement of a commitment: at every moment of the whole road of the money, to the last won."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.selectors import events_about
from core.domain.money import Money
from ledger.domain.entries import transfer
from ledger.services import post_entry
from outcomes.models import Verification
from payouts import services as payments
from payouts.models import BankBatch, Payout
from people.models import User
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
from reports.domain.tables import BYTE_ORDER_MARK
from reports.selectors import CommitmentStatement, commitment_statement, present_statement
from reports.services import export_statement
from tests.apps.programs.hands import signs
from tests.factories import payouts as hands
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement
from tests.factories.terms import for_the_best, promise

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]

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


def shown(statement: CommitmentStatement) -> tuple[object, ...]:
    """The same by the books."""
    purses = statement.purses
    reserved = [p.reserved + p.owed + p.sent for p in purses]
    return (
        Purses(*(p.committed for p in purses)),
        Purses(*reserved),
        Purses(*(p.paid for p in purses)),
        Purses(*(p.leaving for p in purses)),
        Purses(*(p.owed for p in purses)),
        Purses(*(p.sent for p in purses)),
    )


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """The whole road of the money, from the promise to the last won handed back."""
    diary = Diary(monkeypatch)
    program = a_program()
    program.commitment.delete()
    _promised(program, diary)
    agreement = _signed(diary)
    _paid(agreement, diary)
    _amended(diary)
    _closed(agreement, diary)
    return diary


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


def test_the_books_tell_every_past_moment_as_the_rows_told_it_then(diary: Diary) -> None:
    commitment = Commitment.objects.get()
    assert len(diary.pages) >= 25
    for moment, then in diary.pages.items():
        statement = commitment_statement(commitment, moment)
        assert shown(statement) == then, moment
        assert statement.ties
    assert commitment_statement(commitment, NOON - timedelta(days=1)).whole.committed == Money(0)
    now = commitment_statement(commitment, timezone.now())
    assert now.agrees
    assert (now.whole.committed, now.whole.paid, now.whole.free) == (
        Money(40_000_000),
        Money(40_000_000),
        Money(0),
    )


def test_what_moved_since_somebody_looked_is_no_alarm(diary: Diary) -> None:
    seen_before = Commitment.objects.get()
    seen_before.base_amount, seen_before.base_paid = 90_000_000, 0
    assert not commitment_statement(seen_before, timezone.now()).agrees
    assert present_statement(seen_before, timezone.now()).agrees


def test_the_changes_are_told_as_they_stood(diary: Diary) -> None:
    commitment, first = Commitment.objects.get(), commitment_statement
    states = {}
    for moment in diary.pages:
        lines = first(commitment, moment).amendments
        states[tuple(str(line.state) for line in lines)] = [bool(a.confirmed_by) for a in lines]
    assert states == {
        (): [],
        ("proposed",): [False],
        ("confirmed",): [True],
        ("confirmed", "proposed"): [True, False],
        ("confirmed", "confirmed"): [True, True],
        ("applied", "confirmed"): [True, True],
        ("applied", "lapsed"): [True, True],
    }


def test_money_from_nowhere_does_not_tie(diary: Diary, noon: datetime) -> None:
    commitment = Commitment.objects.get()
    free = f"program:{commitment.program_id}:base:free"
    post_entry(
        reference="gift", memo="x", postings=transfer(Money(1), out_of="pocket", into=free), at=noon
    )
    statement = commitment_statement(commitment, timezone.now())
    assert not statement.ties


def test_the_page_says_whether_books_and_commitment_agree(diary: Diary, signed_in: SignIn) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement", args=[commitment.pk])
    page = signed_in("audrey").get(address).content.decode()
    assert "장부와 약정이 원 단위까지 일치합니다" in page
    browser = signed_in("otto")
    past = browser.get(address, {"at": "2026-06-01T13:30"}).content.decode()
    assert "₩90,000,000" in past
    assert "어디에" in past or "항목 중 하나" in past
    assert browser.get(address, {"at": "yesterday"}).status_code == 200
    post_entry(
        reference="more",
        memo="x",
        postings=transfer(
            Money(1),
            out_of=f"program:{commitment.program_id}:base:pledged",
            into=f"program:{commitment.program_id}:base:free",
        ),
        at=NOON,
    )
    assert "장부와 약정의 금액이 서로 다릅니다" in browser.get(address).content.decode()


def test_the_table_leaves_as_it_was_shown_and_that_is_on_record(
    diary: Diary, signed_in: SignIn
) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement_export", args=[commitment.pk])
    answer = signed_in("olivia").post(address + "?at=2026-06-01T13:30")
    content = answer.getvalue().decode().removeprefix(BYTE_ORDER_MARK)
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    assert len({len(row) for row in (head, *rows)}) == 1
    assert [row[3] for row in rows] == ["90000000", "80000000", "70000000"]
    told = events_about(commitment.program).last()
    assert told is not None
    assert (told.action, told.details["table"]) == ("export.download", "commitment")
    full = signed_in("olivia").post(address).getvalue().decode()
    assert full.count("Less is needed.") == 3


def test_who_sees_the_statement(
    diary: Diary, signed_in: SignIn, carla: User, noon: datetime
) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement", args=[commitment.pk])
    seen = {who: signed_in(who).get(address).status_code for who in ("olivia", "anna", "theo", "agnes", "otto", "audrey")}  # fmt: skip
    assert set(seen.values()) == {200}
    assert {signed_in(who).get(address).status_code for who in ("carla", "victor", "rita")} == {403}
    with pytest.raises(PermissionDenied):
        export_statement(commitment_id=commitment.pk, moment=noon, by=carla, at=noon)
