"""close_program: what nobody used goes back to the bank, and nothing that is still promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from ledger.models import Entry
from ledger.selectors import balance_of, books_balance, unexplained_entries
from payouts.domain.postings import CHART
from people.models import User
from programs.domain.lifecycle import AgreementState, AmendmentState, Part, ProgramState
from programs.domain.postings import free, leaving, pledged
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment, CommitmentAmendment, Program
from programs.services import (
    Payment,
    amend_commitment,
    close_agreement,
    close_program,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
    give_back_reserves,
    release_commitment,
    spend_reserves,
)
from tests.apps.programs.hands import signs
from tests.crowd import overtaken
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement
from tests.factories.terms import promise

LATER = date(2027, 1, 1)


@pytest.fixture
def funded(db: None, noon: datetime) -> Commitment:
    """1,000 won on the plan and 2,000 on results, in the books."""
    program = a_program()
    program.commitment.delete()
    made = commit_funds(
        program_id=program.pk, base=Money(1000), success=Money(2000), by=the("olivia"), at=noon
    )
    return confirm_commitment(commitment_id=made.pk, by=the("anna"), at=noon)


@pytest.fixture
def used(funded: Commitment, noon: datetime) -> Agreement:
    """Of 700 that an agreement reserved on the plan, 600 were paid; it is closed."""
    agreement = an_agreement(state=AgreementState.PROPOSED, terms=promise(advance=700))
    for who in ("cato", "arthur", "ben"):
        signs(agreement, who, noon)
    Agreement.objects.get().program.calls.update(state="closed")
    paid = Payment(agreement.pk, Part.BASE, Money(600))
    spend_reserves(payments=[paid], by=the("theo"), at=noon)
    return close_agreement(agreement_id=agreement.pk, by=the("agnes"), at=noon)


def change(noon: datetime, *, on: date = LATER, yes: bool, **won: int) -> CommitmentAmendment:
    amendment = amend_commitment(
        commitment_id=Commitment.objects.get().pk,
        deltas=Purses.of_won(**won),
        effective_on=on,
        reason="Less is needed.",
        by=the("olivia"),
        at=noon,
    )
    if yes:
        confirm_amendment(amendment_id=amendment.pk, by=the("anna"), at=noon)
    return amendment


def close(noon: datetime) -> Program:
    return close_program(program_id=Program.objects.get().pk, by=the("agnes"), at=noon)


def said(act: Callable[[], object]) -> str:
    try:
        act()
    except RuleBroken as refusal:
        return str(refusal)
    return ""


@pytest.mark.django_db
def test_what_nobody_used_goes_back_to_the_bank(used: Agreement, noon: datetime) -> None:
    program = close(noon)
    commitment = Commitment.objects.get()
    assert (program.state, commitment.state) == ("closed", "released")
    assert Purses.held(commitment, "amount") == Purses.of_won(600)
    assert (commitment.paid, commitment.free) == (Money(600), Money(0))
    entry = Entry.objects.get(reference=f"commitment:{commitment.pk}:release")
    legs = {leg.account.code: leg.amount for leg in entry.postings.all()}
    assert legs == {
        free(program.pk, Part.BASE): -400, pledged(program.pk, Part.BASE): 400,
        free(program.pk, Part.SUCCESS): -2000, pledged(program.pk, Part.SUCCESS): 2000,
    }  # fmt: skip
    assert books_balance()
    assert not [*unexplained_entries(CHART)]
    told = {e.action: e.details for e in events_about(commitment)}
    assert told["commitment.hand_back"] == {"released": 2400}


@pytest.mark.django_db
def test_waiting_changes_lapse_with_the_programme(used: Agreement, noon: datetime) -> None:
    asked = change(noon, yes=False, base=5)
    going = change(noon, yes=True, success=-300)
    close(noon)
    for amendment in (asked, going):
        amendment.refresh_from_db()
        assert amendment.state == AmendmentState.LAPSED
    program = Program.objects.get()
    assert balance_of(leaving(program.pk, Part.SUCCESS)) == Money(0)
    assert balance_of(pledged(program.pk, Part.SUCCESS)) == Money(0)
    assert Commitment.objects.get().leaving == Money(0)
    assert not [*unexplained_entries(CHART)]
    with pytest.raises(IllegalMove):
        confirm_amendment(amendment_id=asked.pk, by=the("anna"), at=noon)


@pytest.mark.django_db
def test_a_closed_programme_takes_no_promise(used: Agreement, noon: datetime) -> None:
    program = close(noon)
    commitment = Commitment.objects.get()
    with pytest.raises(IllegalMove, match="is not amended any more"):
        change(noon, yes=False, base=5)
    with pytest.raises(IllegalMove):
        release_commitment(commitment_id=commitment.pk, by="agnes", at=noon)
    for more in ({"base_amount": 601}, {"success_amount": 1}, {"incentive_amount": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Commitment.objects.update(state="confirmed", **more)
    rows = Commitment.objects.filter(pk=commitment.pk)
    for put in ({"base_amount": 601}, {"success_amount": 1}, {"incentive_amount": 1}, {"state": "confirmed"}):  # fmt: skip
        with pytest.raises(IntegrityError, match=r"running_program|nothing_free"), transaction.atomic():  # fmt: skip
            rows.update(**put)
    with pytest.raises(RuleBroken, match="This programme is closed"):
        commit_funds(program_id=program.pk, base=Money(1), success=Money(1), by=the("olivia"), at=noon)  # fmt: skip


@pytest.mark.django_db
def test_a_promise_nobody_confirmed_is_not_confirmed_after_the_end(
    noon: datetime, olivia: User, anna: User
) -> None:
    program = a_program()
    program.commitment.delete()
    made = commit_funds(program_id=program.pk, base=Money(1), success=Money(1), by=olivia, at=noon)
    close(noon)
    with pytest.raises(RuleBroken, match="This programme is closed"):
        confirm_commitment(commitment_id=made.pk, by=anna, at=noon)
    with pytest.raises(IntegrityError, match="commitment_to_a_running_program"):
        Commitment.objects.update(state="confirmed", confirmed_by=anna)


@pytest.mark.django_db
def test_nothing_is_committed_to_a_closed_programme_behind_the_services(
    noon: datetime, olivia: User
) -> None:
    program = a_program()
    program.commitment.delete()
    close(noon)
    with pytest.raises(IntegrityError, match="commitment_to_a_running_program"):
        Commitment.objects.create(
            program=program, base_amount=1, success_amount=1, proposed_by=olivia
        )


@pytest.mark.django_db
def test_money_that_came_back_keeps_the_programme_open(used: Agreement, noon: datetime) -> None:
    back = Payment(used.pk, Part.BASE, Money(600))
    give_back_reserves(payments=[back], by=the("theo"), at=noon)
    with pytest.raises(RuleBroken, match="₩600 is still reserved for agreements"):
        close(noon)
    assert Program.objects.get().state == ProgramState.OPEN
    spend_reserves(payments=[back], by=the("theo"), at=noon)
    assert close(noon).state == ProgramState.CLOSED


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["proposed", "signed", "confirmed", "reserved"])
def test_the_database_keeps_a_programme_open_that_is_not_settled(state: str) -> None:
    program = a_program()
    if state in {"proposed", "signed"}:
        an_agreement(state=AgreementState(state))
    if state == "reserved":
        an_agreement(state=AgreementState.CLOSED)
    if state != "confirmed":
        Commitment.objects.update(
            state="released", base_amount=40_000_000, base_reserved=40_000_000,
            success_amount=55_000_000, success_reserved=55_000_000,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="program_closed_once_settled"):
        Program.objects.filter(pk=program.pk).update(state="closed")


@pytest.mark.django_db(transaction=True)
def test_a_change_confirmed_while_the_programme_closes(used: Agreement, noon: datetime) -> None:
    amendment = change(noon, yes=False, success=-300)
    confirm = partial(confirm_amendment, amendment_id=amendment.pk, by=the("anna"), at=noon)
    assert "cannot be done while the state is “lapsed”" in overtaken(
        partial(close, noon), partial(said, confirm)
    )
    assert Commitment.objects.get().leaving == Money(0)


@pytest.mark.django_db(transaction=True)
def test_a_programme_closes_while_a_change_is_confirmed(used: Agreement, noon: datetime) -> None:
    amendment = change(noon, yes=False, success=-300)
    confirm = partial(confirm_amendment, amendment_id=amendment.pk, by=the("anna"), at=noon)
    assert overtaken(confirm, partial(said, partial(close, noon))) == ""
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.LAPSED
    assert balance_of(pledged(Program.objects.get().pk, Part.SUCCESS)) == Money(0)
