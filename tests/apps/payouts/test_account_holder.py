"""Who holds the account, as its bank says: asked, kept, shown, and what follows"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.selectors import events_about
from companies.domain.accounts import Holding
from companies.gateways import NotAsked, account_holders
from companies.models import BankAccount, HolderCheck
from companies.services import ask_account
from core.domain.errors import RuleBroken
from payouts import services
from payouts.models import Payout
from payouts.selectors.checks import BLOCK, OK, WARN, blocks_of, checks_of
from people.models import User
from tests.apps.payouts.pages import text
from tests.doors import signed_in
from tests.factories.companies import a_bank_account
from tests.factories.payouts import NOON, a_computed_payout, a_prepared_payout, approved, replaced
from tests.factories.people import the

pytestmark = pytest.mark.django_db


@dataclass
class Line:
    """A bank at the other end that knows the holder."""

    answer: Holding = Holding.SAME

    def check(self, bank_code: str, number: str, holder: str) -> Holding:
        assert (bank_code, number, holder) == ("004", "12345678901234", "Hanbit Safety (demo)")
        return self.answer


def asked(account: BankAccount | None, answer: Holding, by: str = "theo") -> HolderCheck:
    assert account is not None
    return ask_account(account_id=account.pk, holders=Line(answer), by=the(by), at=NOON)


def shown(payout: Payout) -> tuple[str, str]:
    """What the page of the payout says about the holder."""
    check = checks_of(payout, the("anna"), ())[2]
    return check.result, str(check.words)


def test_without_a_line_nobody_is_asked_and_the_page_says_so() -> None:
    assert isinstance(account_holders(), NotAsked)
    payout = a_prepared_payout()
    assert payout.bank_account is not None
    silent = (WARN, "No bank was asked who holds the account.")
    assert shown(payout) == silent
    check = ask_account(
        account_id=payout.bank_account.pk, holders=account_holders(), by=the("theo"), at=NOON
    )
    assert check.result == Holding.NOT_ASKED
    assert shown(payout) == silent


@pytest.mark.parametrize(
    ("answer", "result", "words"),
    [
        (Holding.SAME, OK, "The bank said on 2026-06-01 that the name agrees."),
        (Holding.UNKNOWN, WARN, "Asked on 2026-06-01, the bank could not say who it is."),
        (Holding.OTHER, BLOCK, "belongs to somebody else"),
    ],
)
def test_what_the_bank_said_stands_on_the_page(answer: Holding, result: str, words: str) -> None:
    payout = a_prepared_payout()
    check = asked(payout.bank_account, answer)
    assert (check.asked_by, check.asked_at) == (the("theo"), NOON)
    assert shown(payout)[0] == result
    assert words in shown(payout)[1]


def test_nothing_is_prepared_for_an_account_of_somebody_else(noon: datetime) -> None:
    payout = a_computed_payout()
    account = a_bank_account(supplier=payout.agreement.supplier)
    asked(account, Holding.OTHER)
    with pytest.raises(RuleBroken, match="belongs to somebody else"):
        services.prepare_payout(payout_id=payout.pk, by=the("olivia"), at=noon)
    asked(account, Holding.SAME)  # the bank had the old name: what it said last counts
    services.prepare_payout(payout_id=payout.pk, by=the("olivia"), at=noon)


def test_nor_approved_when_the_bank_says_so_afterwards() -> None:
    payout = a_prepared_payout()
    asked(payout.bank_account, Holding.OTHER)
    assert any("belongs to somebody else" in str(words) for words in blocks_of(payout))
    with pytest.raises(RuleBroken, match="belongs to somebody else"):
        approved(payout, "anna")


def test_preparer_and_treasurer_ask_and_nobody_else(noon: datetime) -> None:
    account = a_bank_account()
    for name in ("olivia", "theo"):
        asked(account, Holding.SAME, name)
    for name in ("anna", "carla", "agnes", "audrey"):
        with pytest.raises(PermissionDenied):
            asked(account, Holding.SAME, name)
    events = events_about(account).filter(action="account.ask")
    assert [event.details for event in events] == [{"result": "same_holder"}] * 2


def test_a_payout_without_an_account_says_that_nobody_was_asked() -> None:
    payout = a_computed_payout()
    assert shown(payout)[0] == WARN


def test_theo_asks_on_a_page(theo: User) -> None:
    account, client = a_bank_account(), signed_in(theo)
    page = reverse("companies:account_ask", args=[account.pk])
    assert "not asked" in text(client.get(page))
    answer = text(client.post(page, follow=True))
    assert "What the bank said is on record." in answer
    assert "Nobody was asked" in answer
    confirm = reverse("companies:account_confirm", args=[account.pk])
    assert page in text(client.get(confirm))


def test_whoever_named_the_old_account_hears_of_the_new_one(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    payout = a_prepared_payout()
    with django_capture_on_commit_callbacks(execute=True):
        replaced(payout)
    (mail,) = mailoutbox
    assert mail.to == ["carla@example.test"]
    for words in ("004 ****1234", "088 ****4455"):
        assert words in mail.body
    assert "12345678901234" not in mail.body
    assert "11022233344455" not in mail.body


def test_a_first_account_needs_no_note(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    payout = a_computed_payout()
    with django_capture_on_commit_callbacks(execute=True):
        replaced(payout)
    assert mailoutbox == []
