"""A file of many payments: as few statements as a file of one, and each payment as by itself."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.selectors import events_about
from audit.services import next_number
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.models import Payout
from programs.models import Agreement
from tests.apps.payouts.walked import a_payout_of
from tests.factories.payouts import NOON, an_answer, answered, approved, prepared
from tests.factories.people import the

pytestmark = pytest.mark.django_db
STATEMENTS = {"build": 30, "send": 30, "answer": 38}


def test_many_payments_take_no_more_statements_than_one() -> None:
    next_number(series="BF", at=NOON)  # the first of a year takes statements of its own
    one, four = _cost_of(_approved(1)), _cost_of(_approved(4))
    assert one == four == STATEMENTS
    assert set(Payout.objects.values_list("state", flat=True)) == {"paid"}


def test_each_line_of_an_answer_goes_its_own_way() -> None:
    first, second, third = _approved(3)
    program = first.agreement.program
    batch = services.build_batch(program_id=program.pk, by=the("theo"), at=NOON)
    services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    answered(batch, an_answer(batch, **{f"{second.number}-1".replace("-", "_"): "failed"}))
    answered(batch, _only(an_answer(batch, **{f"{third.number}-1".replace("-", "_"): "returned"})))

    states = Payout.objects.order_by("pk").values_list("state", "state_reason")
    assert list(states) == [
        ("paid", ""),
        ("failed", "account closed"),
        ("returned", "account closed"),
    ]
    program.commitment.refresh_from_db()
    assert program.commitment.success_paid == 5_000_000
    for payout, account in ((first, "paid"), (second, "owed"), (third, "owed")):
        assert balance_of(f"agreement:{payout.agreement_id}:success:{account}").won == 5_000_000
        left = Agreement.objects.get(pk=payout.agreement_id).success_reserved
        assert left == (50_000_000 if account == "paid" else 55_000_000)
    assert [e.action for e in events_about(third)][-3:] == [
        "payout.send",
        "payout.settle",
        "payout.return",
    ]
    assert books_balance()


def _cost_of(payouts: list[Payout]) -> dict[str, int]:
    """What the whole road of a file costs, in statements."""
    cost, program, theo = {}, payouts[0].agreement.program_id, the("theo")
    with CaptureQueriesContext(connection) as seen:
        batch = services.build_batch(program_id=program, by=theo, at=NOON)
        cost["build"] = len(seen)
        batch = services.send_batch(batch_id=batch.pk, by=theo, at=NOON)
        cost["send"] = len(seen) - cost["build"]
    content = an_answer(batch)
    with CaptureQueriesContext(connection) as seen:
        services.apply_answer(batch_id=batch.pk, content=content, name="a.csv", by=theo, at=NOON)
        cost["answer"] = len(seen)
    return cost


def _approved(count: int) -> list[Payout]:
    """Payouts of firms that have nothing to do with each other."""
    there = Agreement.objects.count()
    return [approved(prepared(a_payout_of(f"Firm {there + n}"))) for n in range(count)]


def _only(answer: bytes) -> bytes:
    """The lines that say something came back."""
    header, *rows = answer.splitlines(keepends=True)
    return header + b"".join(row for row in rows if b"returned" in row)
