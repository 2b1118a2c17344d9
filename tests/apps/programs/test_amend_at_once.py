"""A change of the promise in the same moment as others: each won is taken once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of
from programs.domain.lifecycle import Part
from programs.domain.postings import free, pledged
from programs.models import Commitment
from programs.selectors import free_in
from programs.services import (
    confirm_amendment,
)
from programs.tasks import move_due_commitments
from tests.apps.programs.hands import signs
from tests.apps.programs.test_amend_commitment import asked, confirmed, waiting
from tests.crowd import overtaken, together
from tests.factories.people import the


def said(act: Callable[[], object]) -> str:
    try:
        act()
    except RuleBroken as refusal:
        return str(refusal)
    return ""


@pytest.mark.django_db(transaction=True)
def test_clocks_that_ring_at_once_apply_it_once(funded: Commitment, noon: datetime) -> None:
    confirmed(funded, noon, date(2026, 6, 2), base=-400, success=400)
    rung: list[int] = []
    together([lambda: rung.append(move_due_commitments())] * 4)
    assert sum(rung) == 1
    funded.refresh_from_db()
    assert (funded.base_amount, funded.success_amount) == (600, 1400)
    assert balance_of(pledged(funded.program_id, Part.SUCCESS)) == Money(-1400)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "kept"), [("reserve", (700, 0)), ("decrease", (0, 700))])
def test_reserve_against_a_decrease_leaves_the_first(
    first: str, kept: tuple[int, int], funded: Commitment, noon: datetime
) -> None:
    """A reservation of 700 and a decrease of 700 run into each other over 1,000 won."""
    agreement, key = waiting(700, "Hanbit", noon), asked(funded, noon, base=-700)
    acts: dict[str, Callable[[], object]] = {
        "reserve": partial(signs, agreement, "ben", noon),
        "decrease": partial(confirm_amendment, amendment_id=key, by=the("anna"), at=noon),
    }
    refused = overtaken(acts.pop(first), partial(said, *acts.values()))
    assert "₩300 of it is free" in refused
    commitment = Commitment.objects.get()
    assert (commitment.base_reserved, commitment.base_leaving) == kept


@pytest.mark.django_db(transaction=True)
def test_many_reserve_and_decrease_at_once_and_no_won_is_taken_twice(
    funded: Commitment, noon: datetime
) -> None:
    """Four reservations and three decreases of 200 each want 1,400 of 1,000: five get theirs."""
    offers = [waiting(200, f"Firm {n}", noon) for n in range(4)]
    keys = [asked(funded, noon, base=-200) for _ in range(3)]
    anna, heard = the("anna"), []
    acts: list[Callable[[], object]] = [
        *(partial(signs, offer, "ben", noon) for offer in offers),
        *(partial(confirm_amendment, amendment_id=key, by=anna, at=noon) for key in keys),
    ]
    together([partial(lambda act: heard.append(said(act)), act) for act in acts])
    assert len([words for words in heard if not words]) == 5
    assert len([words for words in heard if "₩0 of it is free" in words]) == 2
    commitment = Commitment.objects.get()
    assert commitment.base_reserved + commitment.base_leaving == 1000
    assert free_in(commitment).base == Money(0)
    assert balance_of(free(commitment.program_id, Part.BASE)) == Money(0)
