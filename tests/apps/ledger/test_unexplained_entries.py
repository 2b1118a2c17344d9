"""Entries that no arrow allows are found, however many stand between them."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.money import Money
from ledger.domain.arrows import Arrow
from ledger.domain.entries import Draft, transfer
from ledger.selectors import oddities, unexplained_entries
from ledger.services import post_entries

pytestmark = pytest.mark.django_db
CHART = (Arrow("pay", "bank", "supplier:{supplier}", "when it is due", "pay:{number}"),)


def test_of_five_entries_the_two_strange_ones_are_told(
    noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oddities, "CHUNK", 2)
    known = [_draft(f"pay:{n}", out_of="bank") for n in range(3)]
    post_entries(drafts=known, at=noon)
    assert not [*unexplained_entries(CHART)]
    strange = [_draft("gift:1", out_of="bank"), _draft("pay:7", out_of="pocket")]
    post_entries(drafts=strange, at=noon)
    assert [*unexplained_entries(CHART)] == ["gift:1", "pay:7"]


def _draft(reference: str, *, out_of: str) -> Draft:
    return Draft(reference, "test", transfer(Money(700), out_of=out_of, into="supplier:4"))
