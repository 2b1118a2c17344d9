"""The pages of layouts: proposed by theo, looked at, confirmed by anna."""

from __future__ import annotations

from typing import Any

import pytest

from payouts.models import BankLayout
from people.models import User
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.payouts import (
    KOREAN_COLUMNS,
    a_built_batch,
    a_confirmed_layout,
    a_credit_transfer,
    a_proposed_layout,
    the_bank,
)

pytestmark = pytest.mark.django_db


def table(**changed: str) -> dict[str, str]:
    return {
        "form": "csv",
        "columns": KOREAN_COLUMNS,
        "encoding": "cp949",
        "days": "dotted",
        "amounts": "grouped",
        "reason": "The bank asked for it.",
        **changed,
    }


def test_theo_looks_proposes_and_anna_confirms(theo: User, anna: User) -> None:
    client = signed_in(theo)
    assert "No bank has a layout of its own." in text(client.get(url("layouts")))
    page = url("layout_propose", the_bank().pk)
    assert "key = key" in text(client.get(page))
    looked = text(client.post(page, table(look="1")))
    assert "한빛안전,&quot;5,000,000&quot;,KRW,2026.06.01" in looked
    assert not BankLayout.objects.exists()
    assert "Somebody else confirms it next" in text(client.post(page, table(), follow=True))

    layout = BankLayout.objects.get()
    assert url("layout_confirm", layout.pk) not in text(client.get(url("layout", layout.pk)))
    other = signed_in(anna)
    assert "Confirm how the bank wants its file" in text(other.get("/"))
    assert url("layout_confirm", layout.pk) in text(other.get(url("layout", layout.pk)))
    confirm = url("layout_confirm", layout.pk)
    assert "stay as they are" in text(other.get(confirm))
    done = text(other.post(confirm, follow=True))
    assert "The next file is built this way." in done
    assert "Confirmed by Anna" in done
    assert "이체번호 = key" in text(client.get(page))  # the next proposal begins with what holds


def test_what_is_wrong_stands_beside_its_field(theo: User) -> None:
    client, page = signed_in(theo), url("layout_propose", the_bank().pk)
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        (table(columns="번호 = key\nx = secret"), "Line 2, “x”"),
        (table(recipient="age1oops"), "is no public key"),
        (table(form="credit_transfer"), "whose money it is"),
        (table(columns=""), "A bank layout needs"),
        (table(form="fax"), "fax"),
    )
    for typed, words in wrong:
        for sent in (typed, {**typed, "look": "1"}):
            answer = client.post(page, sent)
            assert answer.status_code == 422
            assert words in text(answer)
    assert not BankLayout.objects.exists()


def test_a_credit_transfer_says_that_no_bank_is_known_to_take_it(theo: User) -> None:
    client, page = signed_in(theo), url("layout_propose", the_bank().pk)
    typed = table(
        form="credit_transfer",
        payer_name="Demo Bank",
        payer_bank_code="004",
        payer_number="004-1234-567890",
    )
    answer = text(client.post(page, typed, follow=True))
    assert "unverified against any Korean bank" in answer
    assert "004 ****7890" in answer
    assert "0041234567890" not in answer


def test_the_page_of_a_file_says_in_which_layout_it_is(theo: User) -> None:
    client = signed_in(theo)
    a_confirmed_layout(a_credit_transfer())
    page = text(client.get(url("batch", a_built_batch().pk)))
    assert "unverified against any Korean bank" in page
    assert "Demo Bank · 1" in page


def test_others_look_or_see_nothing(olivia: User, audrey: User, carla: User) -> None:
    layout = a_proposed_layout()
    for watcher in (olivia, audrey):
        assert signed_in(watcher).get(url("layout", layout.pk)).status_code == 200
        assert signed_in(watcher).get(url("layout_confirm", layout.pk)).status_code == 403
    assert signed_in(carla).get(url("layouts")).status_code == 403


def test_theo_may_not_confirm_his_own(theo: User) -> None:
    layout = a_proposed_layout()
    answer = signed_in(theo).post(url("layout_confirm", layout.pk))
    assert answer.status_code == 422
    assert "You proposed this layout yourself" in text(answer)
