"""Approval = bank = books: each read from its own tables, per payout and per file, every night."""

from __future__ import annotations

import pytest

from core.domain.money import Money
from payouts import services
from payouts.domain.three_ways import Tie
from payouts.models import Payout
from payouts.selectors.three_ways import untied_ways, ways_in, ways_of
from people.models import User
from tests.apps.payouts.pages import text, url
from tests.apps.payouts.walked import a_payout_of
from tests.doors import signed_in
from tests.factories.messages import details, entry, report, statement, status
from tests.factories.payouts import (
    NOON,
    a_sent_batch,
    an_approved_payout,
    answered,
    approved,
    prepared,
)

pytestmark = pytest.mark.django_db
KEY = "PO-2026-00001-1"
FIVE, NONE = Money(5_000_000), Money(0)


def three(payout: Payout) -> tuple[Money, Money, Money, Tie]:
    found = ways_of(payout)
    assert found is not None
    return found.approved, found.bank, found.books, found.tie


def test_from_the_bank_to_the_books_and_back(olivia: User) -> None:
    payout = an_approved_payout()
    assert ways_of(payout) is None
    batch = a_sent_batch(payout)
    assert three(payout) == (FIVE, NONE, NONE, Tie.AT_THE_BANK)
    answered(batch, report(status(KEY)))
    answered(batch, statement(entry(details(KEY))))  # told again in another form: counted once
    assert three(payout) == (FIVE, FIVE, FIVE, Tie.TIED)
    answered(batch, statement(entry(details(KEY), direction="CRDT")))
    assert three(payout) == (FIVE, NONE, NONE, Tie.UNPAID)
    services.retry_payout(payout_id=payout.pk, by=olivia, at=NOON)
    payout.refresh_from_db()
    second = a_sent_batch(approved(prepared(payout)))
    answered(second)
    assert three(payout) == (FIVE, FIVE, FIVE, Tie.TIED)
    assert ways_in(batch).rows == ()  # compared in the file that paid it in the end
    assert ways_in(second).sentence.values["tied"] == "1"
    assert [*untied_ways()] == []


def test_a_file_is_compared_line_by_line_and_as_a_whole(theo: User) -> None:
    first, second = (approved(prepared(a_payout_of(name))) for name in ("one", "two"))
    batch = a_sent_batch(first, second)
    answered(batch, report(status(f"{first.number}-1")))
    both = ways_in(batch)
    assert (both.approved, both.bank, both.books) == (Money(10_000_000), FIVE, FIVE)
    assert [one.tie for one in both.rows] == [Tie.TIED, Tie.AT_THE_BANK]
    page = text(signed_in(theo).get(url("batch", batch.pk)))
    assert "Approval, bank and books agree on 1 payments; 1 are at the bank" in page
    assert "They agree" in page
    page = text(signed_in(theo).get(url("payout", first.pk)))
    assert "the bank says ₩5,000,000, the books say ₩5,000,000: they agree." in page
