"""The bank's promise: two people, three purses, booked, and never below what is used."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import NOTHING, Money
from ledger.selectors import balance_of, books_balance
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import CommitmentState, Part, ProgramState
from programs.domain.postings import free, pledged
from programs.domain.reserves import Purses
from programs.models import Commitment, CommitmentAmendment, Program
from programs.selectors import confirmed_commitment, free_in, purse_lines
from programs.services import amend_commitment, commit_funds, confirm_amendment, confirm_commitment
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_program, an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare() -> Program:
    """A programme to which nobody has committed anything."""
    program = a_program()
    program.commitment.delete()
    return Program.objects.get()


def test_olivia_commits_and_anna_confirms(
    bare: Program, olivia: User, anna: User, noon: datetime
) -> None:
    commitment = _commit(bare, 300, 700, olivia, noon)
    assert commitment.state == CommitmentState.PROPOSED
    assert balance_of(free(bare.pk, Part.BASE)) == NOTHING
    confirmed = confirm_commitment(commitment_id=commitment.pk, by=anna, at=noon)
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (anna, noon)
    assert confirmed.committed == confirmed.free == Money(1000)
    assert balance_of(free(bare.pk, Part.BASE)) == Money(300)
    assert balance_of(free(bare.pk, Part.SUCCESS)) == Money(700)
    assert balance_of(pledged(bare.pk, Part.SUCCESS)) == Money(-700)
    assert books_balance()


def test_a_purse_may_be_empty(bare: Program, olivia: User, anna: User, noon: datetime) -> None:
    commitment = _commit(bare, 0, 700, olivia, noon)
    confirm_commitment(commitment_id=commitment.pk, by=anna, at=noon)
    assert balance_of(free(bare.pk, Part.BASE)) == NOTHING


def test_nobody_confirms_an_own_commitment(bare: Program, olivia: User, noon: datetime) -> None:
    a_member(name="olivia", role=Role.APPROVER, organization=bare.funder)
    commitment = _commit(bare, 300, 700, olivia, noon)
    with pytest.raises(RuleBroken, match="Another person has to confirm it"):
        confirm_commitment(commitment_id=commitment.pk, by=olivia, at=noon)


def test_a_programme_has_one_commitment(olivia: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="Amend that one"):
        _commit(a_program(), 1, 1, olivia, noon)


def test_a_closed_programme_gets_no_money(bare: Program, olivia: User, noon: datetime) -> None:
    Program.objects.update(state=ProgramState.CLOSED)
    with pytest.raises(RuleBroken, match="This programme is closed"):
        _commit(bare, 1, 1, olivia, noon)


@pytest.mark.parametrize(
    ("base", "success", "words", "field"),
    [
        (-1, 5, "zero won or more", "base"),
        (5, -1, "zero won or more", "success"),
        (0, 0, "All parts are zero", "base"),
    ],
)
def test_amounts_that_are_no_promise_are_refused(
    base: int, success: int, words: str, field: str, bare: Program, olivia: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        _commit(bare, base, success, olivia, noon)
    assert refusal.value.field == field


def test_another_bank_commits_nothing_here(bare: Program, noon: datetime) -> None:
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    pete = a_member(name="pete", role=Role.PREPARER, organization=other)
    with pytest.raises(PermissionDenied):
        _commit(bare, 1, 1, pete, noon)


def test_an_amendment_counts_once_confirmed(olivia: User, anna: User, noon: datetime) -> None:
    commitment = a_program(committed=(300, 700)).commitment
    amendment = _amend(commitment, 50, -100, olivia, noon)
    commitment.refresh_from_db()
    assert commitment.committed == Money(1000)
    confirm_amendment(amendment_id=amendment.pk, by=anna, at=noon)
    commitment.refresh_from_db()
    assert (commitment.base_amount, commitment.success_amount) == (350, 600)
    assert balance_of(free(commitment.program_id, Part.BASE)) == Money(50)
    assert balance_of(free(commitment.program_id, Part.SUCCESS)) == Money(-100)
    assert books_balance()


def test_nobody_confirms_an_own_amendment(olivia: User, noon: datetime) -> None:
    program = a_program()
    a_member(name="olivia", role=Role.APPROVER, organization=program.funder)
    amendment = _amend(program.commitment, 1, 0, olivia, noon)
    with pytest.raises(RuleBroken, match="Another person has to confirm it"):
        confirm_amendment(amendment_id=amendment.pk, by=olivia, at=noon)


def test_an_unconfirmed_commitment_is_not_amended(
    bare: Program, olivia: User, noon: datetime
) -> None:
    commitment = _commit(bare, 1, 1, olivia, noon)
    with pytest.raises(IllegalMove, match="Only a confirmed one is amended"):
        _amend(commitment, 1, 1, olivia, noon)


def test_an_amendment_changes_something_for_a_reason(olivia: User, noon: datetime) -> None:
    commitment = a_program().commitment
    with pytest.raises(RuleBroken, match="All changes are zero"):
        _amend(commitment, 0, 0, olivia, noon)
    with pytest.raises(RuleBroken, match="Say why"):
        _amend(commitment, 1, 0, olivia, noon, reason=" ")


@pytest.mark.parametrize(
    ("base", "success", "words", "field"),
    [
        (-10_000_001, 0, "first tranche can't go down by ₩10,000,001: only ₩10,000,000", "base"),
        (0, -20_000_001, "on results can't go down by ₩20,000,001: only ₩20,000,000", "success"),
    ],
)
def test_an_amendment_never_takes_what_is_reserved_or_paid(
    base: int, success: int, words: str, field: str, olivia: User, noon: datetime
) -> None:
    a_program(committed=(50_000_000, 75_000_000))
    an_agreement()
    commitment = Commitment.objects.get()
    assert free_in(commitment).base == Money(10_000_000)
    with pytest.raises(RuleBroken, match=words) as refusal:
        _amend(commitment, base, success, olivia, noon)
    assert refusal.value.field == f"{field}_delta"
    assert not CommitmentAmendment.objects.exists()


def test_what_was_free_when_asked_may_be_reserved_when_confirmed(
    olivia: User, anna: User, noon: datetime
) -> None:
    commitment = a_program(committed=(50_000_000, 75_000_000)).commitment
    base = _amend(commitment, -20_000_000, 0, olivia, noon)
    success = _amend(commitment, 0, -30_000_000, olivia, noon)
    an_agreement()
    for amendment, words in ((base, "only ₩10,000,000"), (success, "only ₩20,000,000")):
        with pytest.raises(RuleBroken, match=words):
            confirm_amendment(amendment_id=amendment.pk, by=anna, at=noon)
        amendment.refresh_from_db()
        assert amendment.state == CommitmentState.PROPOSED


def test_a_promise_that_nobody_confirmed_does_not_count(
    bare: Program, olivia: User, noon: datetime
) -> None:
    _commit(bare, 1, 1, olivia, noon)
    with pytest.raises(RuleBroken, match="has not confirmed its commitment"):
        confirmed_commitment(bare)


def test_the_bar_shows_both_purses() -> None:
    an_agreement()
    commitment = Commitment.objects.get()
    base, success, _incentive = purse_lines(commitment)
    assert (base.committed.won, base.reserved.won, base.paid.won) == (2_800_000_000, 40_000_000, 0)
    assert base.free == Money(2_760_000_000)
    assert success.free == free_in(commitment).success
    assert commitment.reserved == Money(95_000_000)
    assert commitment.paid == NOTHING


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("commitment_base_not_overspent", {"base_reserved": 2_800_000_001}),
        ("commitment_base_not_overspent", {"base_paid": -1}),
        ("commitment_success_not_overspent", {"success_paid": 4_200_000_001}),
        ("commitment_success_not_overspent", {"success_reserved": -1}),
        ("commitment_incentive_not_overspent", {"incentive_reserved": 1}),
        ("commitment_base_not_overspent", {"base_leaving": 2_800_000_001}),
        ("commitment_success_not_overspent", {"success_leaving": 4_200_000_001}),
        ("commitment_incentive_not_overspent", {"incentive_leaving": 1}),
        ("commitment_base_not_overspent", {"base_leaving": -1}),
        ("commitment_released_keeps_nothing_free", {"state": "released"}),
        ("commitment_incentive_not_overspent", {"incentive_paid": -1}),
        ("commitment_two_people", {"confirmed_by": "olivia"}),
        ("commitment_unconfirmed_is_empty", {"confirmed_by": None}),
        ("commitment_unconfirmed_is_empty", {"state": "proposed", "base_reserved": 1}),
        (
            "commitment_unconfirmed_is_empty",
            {"state": "proposed", "incentive_amount": 1, "incentive_reserved": 1},
        ),
    ],
)
def test_the_database_refuses_an_impossible_commitment(
    name: str, change: dict[str, Any], olivia: User
) -> None:
    commitment = a_program().commitment
    change = {k: olivia if v == "olivia" else v for k, v in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Commitment.objects.filter(pk=commitment.pk).update(**change)


CONFIRMED = {"state": CommitmentState.CONFIRMED}
WITHDRAWN = {"state": "withdrawn", "withdrawn_by": "olivia", "withdrawn_reason": "No."}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("amendment_two_people", CONFIRMED | {"confirmed_by": "olivia"}),
        ("amendment_confirmed_by_someone", CONFIRMED),
        ("amendment_confirmed_by_someone", {"confirmed_by": "anna"}),
        ("amendment_changes_something", {"base_delta": 0}),
        ("amendment_applied_at_a_moment", {"applied_at": "2026-06-01T12:00+09:00"}),
        ("amendment_applied_at_a_moment", {"state": "applied", "confirmed_by": "anna"}),
        ("amendment_withdrawn_for_a_reason", {"state": "withdrawn", "withdrawn_by": "olivia"}),
        ("amendment_withdrawn_for_a_reason", {"state": "withdrawn", "withdrawn_reason": "No."}),
        ("amendment_withdrawn_for_a_reason", {"withdrawn_by": "olivia", "withdrawn_reason": "No."}),
        ("amendment_confirmed_by_someone", WITHDRAWN | {"confirmed_by": "anna"}),
    ],
)
def test_the_database_refuses_an_impossible_amendment(name: str, said: dict[str, Any]) -> None:
    asked = {
        "base_delta": 1, "success_delta": 0, "reason": "More.", "proposed_by": "olivia",
        "effective_on": "2026-06-01",
    }  # fmt: skip
    said = {k: the(str(v)) if k.endswith("_by") else v for k, v in (asked | said).items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        a_program().commitment.amendments.create(**said)


@pytest.mark.parametrize(
    "change",
    [
        {"base_delta": 2},
        {"success_delta": 2},
        {"incentive_delta": 2},
        {"reason": "Other."},
        {"effective_on": "2026-07-01"},
    ],
)
def test_the_database_keeps_what_was_asked_for(
    change: dict[str, Any], olivia: User, noon: datetime
) -> None:
    amendment = _amend(a_program().commitment, 1, 1, olivia, noon)
    with pytest.raises(IntegrityError, match="amendment_never_edited"), transaction.atomic():
        CommitmentAmendment.objects.filter(pk=amendment.pk).update(**change)


def _commit(program: Program, base: int, success: int, by: User, at: datetime) -> Commitment:
    return commit_funds(
        program_id=program.pk, base=Money(base), success=Money(success), by=by, at=at
    )


def _amend(
    commitment: Commitment,
    base: int,
    success: int,
    by: User,
    at: datetime,
    *,
    reason: str = "More suppliers.",
    on: date | None = None,
) -> CommitmentAmendment:
    return amend_commitment(
        commitment_id=commitment.pk,
        deltas=Purses.of_won(base, success),
        effective_on=on or at.date(),
        reason=reason,
        by=by,
        at=at,
    )
