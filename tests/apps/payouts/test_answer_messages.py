"""Answers as ISO 20022 messages: the same rules, the same books, whatever the form of the file."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of
from payouts import services
from payouts.domain.matching import Matched
from payouts.domain.postings import OWED, PAID, SENT
from payouts.gateways import unsealed
from payouts.models import BankAnswer, BankBatch, BankLine, Payout
from people.models import User
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.messages import details, entry, report, statement, status
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, a_sent_batch, answered, approved, prepared
from tests.factories.people import the

pytestmark = pytest.mark.django_db
KEY = "PO-2026-00001-1"
AMOUNT = Money(5_000_000)


def in_books(payout: Payout) -> dict[str, Money]:
    """What the books say of the agreement, in the order that money walks."""
    where = {"owed": OWED, "sent": SENT, "paid": PAID}
    key, part = payout.agreement_id, payout.part
    return {name: balance_of(code.format(agreement=key, part=part)) for name, code in where.items()}


def now(batch: BankBatch) -> tuple[str, str, str]:
    batch.refresh_from_db()
    payment = batch.disbursements.get()
    return payment.state, payment.payout.state, batch.state


def dry(batch: BankBatch, content: bytes) -> Matched:
    return services.read_answer(batch_id=batch.pk, content=content, by=the("theo"))


OUT = entry(details(KEY))
BACK = entry(details(KEY, reason="AC04"), direction="CRDT")


def only(**amounts: Money) -> dict[str, Money]:
    return {name: amounts.get(name, Money(0)) for name in ("owed", "sent", "paid")}


@pytest.mark.parametrize(
    ("content", "states", "books"),
    [
        (report(status(KEY)), ("paid", "paid", "answered"), only(paid=AMOUNT)),
        (report(status(KEY, "ACCC")), ("paid", "paid", "answered"), only(paid=AMOUNT)),
        (report(status(KEY, "RJCT")), ("failed", "failed", "answered"), only(owed=AMOUNT)),
        (report(group="RJCT"), ("failed", "failed", "answered"), only(owed=AMOUNT)),
        (report(status(KEY, "ACSP")), ("sent", "sent", "sent"), only(sent=AMOUNT)),
        (statement(OUT), ("paid", "paid", "answered"), only(paid=AMOUNT)),
        (statement(OUT, kind="camt.054.001.08"), ("paid", "paid", "answered"), only(paid=AMOUNT)),
        (statement(OUT, BACK), ("returned", "returned", "answered"), only(owed=AMOUNT)),
    ],
)
def test_each_answer_moves_the_payment_and_the_books(
    content: bytes, states: tuple[str, str, str], books: dict[str, Money]
) -> None:
    batch = a_sent_batch()
    answered(batch, content)
    assert now(batch) == states
    payout = Payout.objects.get()
    assert in_books(payout) == books
    agreement = payout.agreement
    agreement.refresh_from_db()
    left = 50_000_000 if payout.state == "paid" else 55_000_000
    assert agreement.success_reserved == left


def test_paid_then_returned_then_tried_again_and_paid(olivia: User) -> None:
    first = a_sent_batch()
    answered(first, report(status(KEY)))
    answered(first, statement(BACK))
    payout = Payout.objects.get()
    assert (payout.state, payout.state_reason) == ("returned", "AC04")
    services.retry_payout(payout_id=payout.pk, by=olivia, at=NOON)
    payout.refresh_from_db()
    second = a_sent_batch(approved(prepared(payout)))
    again = entry(details("PO-2026-00001-2"))
    answered(second, statement(again))
    assert now(second) == ("paid", "paid", "answered")
    assert in_books(payout) == only(paid=AMOUNT)


def test_said_again_in_another_form_changes_nothing_and_is_kept() -> None:
    batch = a_sent_batch()
    answered(batch, report(status(KEY)))
    found = dry(batch, statement(OUT))
    assert (found.lines, found.errors, len(found.repeats)) == ((), (), 1)
    answered(batch, statement(OUT))
    assert now(batch) == ("paid", "paid", "answered")
    assert in_books(Payout.objects.get()) == only(paid=AMOUNT)
    assert BankLine.objects.count() == 2


def test_said_again_in_the_same_form_may_be_a_second_movement() -> None:
    batch = a_sent_batch()
    answered(batch, statement(OUT))
    tomorrow = statement(OUT.replace("2026-06-02", "2026-06-03"))
    (error,) = dry(batch, tomorrow).errors
    assert "said “paid” before. Ask the bank whether money moved twice" in str(error.reason)
    with pytest.raises(RuleBroken, match="nothing was applied"):
        answered(batch, tomorrow)
    answered(batch, report(status(KEY)))  # told late, and no news
    with pytest.raises(RuleBroken, match="nothing was applied"):
        answered(batch, report(status(KEY), status(KEY)))


WRONG = {
    "a part of it": (entry(details(KEY, amount=4_000_000)), "amount", "₩1,000,000 is missing"),
    "more": (entry(details(KEY, amount=5_000_001)), "amount", "says ₩5,000,001, but ₩5,000,000"),
    "a part back": (entry(details(KEY, amount=1), direction="CRDT"), "amount", "only a part"),
    "elsewhere": (entry(details(KEY, account="99")), "account", "another account"),
    "nobody knows where": (entry(details(KEY, account="")), "account", "which account it paid"),
    "back, never paid": (BACK, "state", "says “returned”, but here the payment is “sent”"),
    "a stranger": (entry(details("X-1")), "key", "No payment with this key"),
    "a fee": (entry(), "EndToEndId", "It may be a fee"),
    "back before it went": (BACK + OUT, "key", "answered 2 times"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_movement_that_differs_stops_the_whole_statement(what: str) -> None:
    moved, column, reason = WRONG[what]
    batch = a_sent_batch()
    found = dry(batch, statement(moved))
    assert {error.column for error in found.errors} == {column}
    assert reason in str(found.errors[0].reason)
    with pytest.raises(RuleBroken, match="nothing was applied"):
        answered(batch, statement(moved))
    assert now(batch) == ("sent", "sent", "sent")
    assert not BankAnswer.objects.exists()


def test_how_much_moved_has_to_be_said() -> None:
    (error,) = dry(a_sent_batch(), report(status(KEY, amount=None))).errors
    assert "does not say how much moved" in str(error.reason)


def test_a_report_about_another_file_is_read_there() -> None:
    batch = a_sent_batch()
    with pytest.raises(RuleBroken, match="about “BF-2026-00009”, not about file BF-2026-00001"):
        dry(batch, report(status(KEY), about="BF-2026-00009"))


def test_one_statement_answers_several_files_each_once(noon: datetime) -> None:
    first = a_sent_batch()
    second = a_sent_batch(_one_more(noon))
    both = statement(OUT, entry(details("PO-2026-00002-1")))
    for batch in (first, second):
        found = dry(batch, both)
        assert (len(found.lines), len(found.elsewhere), found.errors) == (1, 1, ())
        answered(batch, both)
        answered(batch, both)
        assert now(batch) == ("paid", "paid", "answered")
    assert (BankAnswer.objects.count(), BankLine.objects.count()) == (2, 2)


def test_a_statement_of_other_files_only_answers_nothing(noon: datetime) -> None:
    a_sent_batch()
    second = a_sent_batch(_one_more(noon))
    with pytest.raises(RuleBroken, match="answers nothing"):
        answered(second, statement(OUT))


def test_what_is_under_way_is_kept_and_waits() -> None:
    batch = a_sent_batch()
    found = dry(batch, report(status(KEY, "PDNG")))
    assert ([line.key for line in found.waiting], found.unanswered) == ([KEY], (KEY,))
    answered(batch, report(status(KEY, "PDNG")))
    assert BankLine.objects.get().outcome == "sent"
    answered(batch, report(status(KEY)))
    assert len(dry(batch, report(status(KEY, "PDNG"))).repeats) == 1


def test_the_file_is_kept_as_it_came_and_not_in_clear() -> None:
    batch = a_sent_batch()
    content = statement(OUT)
    answered(batch, content)
    kept = BankAnswer.objects.get()
    assert (kept.kind, unsealed(kept.content_encrypted)) == ("camt.053", content)
    assert b"12345678901234" not in bytes(kept.content_encrypted)


def _one_more(at: datetime) -> Payout:
    agreement = Agreement.objects.get()
    site = a_worksite(name="Third", supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    verification = verified(target, "10", by=the("victor"), at=at)
    return approved(prepared(services.compute_payout(verification_id=verification.pk, at=at)))
