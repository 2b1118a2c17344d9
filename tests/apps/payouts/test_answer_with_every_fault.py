"""One answer with every fault a bank's table can have: each row its reason, nothing applied."""

from __future__ import annotations

import re

import pytest

from core.domain.errors import RuleBroken
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.domain.asides import Choice
from payouts.domain.postings import SENT
from payouts.models import AsideRow, BankAnswer, BankBatch, BankLine, Payout
from people.models import User
from tests.apps.payouts.walked import a_payout_of
from tests.factories.payouts import NOON, a_sent_batch, approved, prepared

pytestmark = pytest.mark.django_db
OF_THE_BANK = """거래일,state,memo,amount,settled_on,key,account,reason
2026-06-02,paid,정상,5000000,2026-06-02,{paid},{account},
2026-06-02,paid,두 번,5000000,2026-06-02,{twice},{account},
2026-06-02,paid,두 번,5000000,2026-06-02,{twice},{account},
2026-06-02,paid,모자람,4999999,2026-06-02,{less},{account},
2026-06-02,paid,모르는 번호,5000000,2026-06-02,PO-1999-00001-1,{account},
2026-06-02,paid,다른 계좌,5000000,2026-06-02,{elsewhere},999,
2026-06-02,=cmd|'/c calc'!A0,수식,5000000,2026-06-02,{formula},{account},
2026-06-02,returned,먼저 반환,5000000,2026-06-02,{back},{account},=HYPERLINK("http://evil")
"""
NAMES = ("paid", "twice", "less", "elsewhere", "formula", "back", "silent")


@pytest.fixture
def batch() -> BankBatch:
    """Seven payments of one programme are with the bank."""
    made = [approved(prepared(a_payout_of(f"firm-{name}"))) for name in NAMES]
    return a_sent_batch(*made)


def as_the_bank_writes(batch: BankBatch) -> bytes:
    """Reordered and extra columns, Korean in CP949, formulas in cells."""
    sent = batch.disbursements.order_by("pk")
    keys = dict(zip(NAMES, sent.values_list("key", flat=True), strict=True))
    return OF_THE_BANK.format(account="12345678901234", **keys).encode("cp949")


WANTED = {
    3: "answered 2 times",
    4: "answered 2 times",
    5: "₩1 is missing",
    6: "No payment with this key",
    7: "another account than the one that was sent",
    8: "is not a state that is known here",
    9: "says “returned”, but here the payment is “sent”",
}


def test_row_level_reasons_and_nothing_applied(batch: BankBatch, theo: User) -> None:
    content = as_the_bank_writes(batch)
    found = services.read_answer(batch_id=batch.pk, content=content, by=theo)
    assert [line.row for line in found.lines] == [2]
    said = {error.row: str(error.reason) for error in found.errors}
    assert said.keys() == WANTED.keys()
    assert not [row for row, words in WANTED.items() if words not in said[row]]
    with pytest.raises(RuleBroken, match="7 places of the file are not understood, so nothing"):
        services.apply_answer(batch_id=batch.pk, content=content, name="답.csv", by=theo, at=NOON)
    assert not BankAnswer.objects.exists()
    assert not BankLine.objects.exists()
    assert set(Payout.objects.values_list("state", flat=True)) == {"sent"}
    assert books_balance()


def test_row_by_row_one_is_settled_and_seven_wait(batch: BankBatch, theo: User) -> None:
    content = as_the_bank_writes(batch)
    for _ in range(2):  # the second time nothing new happens
        services.apply_answer(
            batch_id=batch.pk,
            content=content,
            name="답.csv",
            by=theo,
            at=NOON,
            rows=Choice(frozenset({2}), ""),
        )
    assert sorted(Payout.objects.values_list("state", flat=True)) == ["paid", *["sent"] * 6]
    kept = AsideRow.objects.order_by("row")
    assert [aside.row for aside in kept] == [*WANTED]
    told = [" ".join(str(one.reason) for one in aside.said) for aside in kept]
    assert all(words in said for words, said in zip(WANTED.values(), told, strict=True))
    assert [bool(aside.disbursement_id) for aside in kept] == [True] * 3 + [False] + [True] * 3
    batch.refresh_from_db()
    assert batch.state == "sent"
    at_the_bank = [
        balance_of(SENT.format(agreement=p.agreement_id, part=p.part)).won
        for p in Payout.objects.filter(state="sent")
    ]
    assert at_the_bank == [5_000_000] * 6
    assert not [one for one in kept if re.search(r"^=", one.key)]
