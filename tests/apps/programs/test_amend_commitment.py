"""A confirmed change waits for its day; what it takes away is kept from everybody until then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of, books_balance, unexplained_entries
from payouts.domain.postings import CHART
from people.models import User
from programs.domain.lifecycle import AgreementState, AmendmentState, Part, Party
from programs.domain.postings import free, leaving, pledged
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment, CommitmentAmendment, Program
from programs.selectors import amendments_due, free_in, purse_lines
from programs.services import (
    amend_commitment,
    apply_amendment,
    confirm_amendment,
    withdraw_amendment,
)
from programs.tasks import move_due_commitments
from tests.apps.programs.hands import signs
from tests.factories.companies import a_supplier
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.factories.terms import promise

MONTH_END = date(2026, 6, 30)
JUNE_30 = datetime(2026, 6, 30, 0, 0, tzinfo=timezone.get_default_timezone())


def asked(commitment: Commitment, noon: datetime, on: date = MONTH_END, **won: int) -> int:
    """Olivia asks; what is asked for has this key."""
    return amend_commitment(
        commitment_id=commitment.pk,
        deltas=Purses.of_won(**won),
        effective_on=on,
        reason="Less is needed.",
        by=the("olivia"),
        at=noon,
    ).pk


def confirmed(commitment: Commitment, noon: datetime, on: date = MONTH_END, **won: int) -> int:
    """And anna says yes."""
    key = asked(commitment, noon, on, **won)
    confirm_amendment(amendment_id=key, by=the("anna"), at=noon)
    return key


def applied(commitment: Commitment) -> list[str]:
    return [e.action for e in events_about(commitment) if e.action == "commitment.change"]


@pytest.mark.django_db
def test_a_withdrawn_change_never_counts(funded: Commitment, noon: datetime) -> None:
    key = asked(funded, noon, base=-400)
    with pytest.raises(RuleBroken, match="Say why the change is withdrawn") as refusal:
        withdraw_amendment(amendment_id=key, reason=" ", by=the("anna"), at=noon)
    assert refusal.value.field == "reason"
    with pytest.raises(PermissionDenied):
        withdraw_amendment(amendment_id=key, reason="No.", by=the("theo"), at=noon)
    gone = withdraw_amendment(amendment_id=key, reason="Not agreed.", by=the("anna"), at=noon)
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_reason) == (
        AmendmentState.WITHDRAWN,
        the("anna"),
        "Not agreed.",
    )
    with pytest.raises(IllegalMove):
        confirm_amendment(amendment_id=key, by=the("anna"), at=noon)
    funded.refresh_from_db()
    assert (funded.base_amount, funded.base_leaving) == (1000, 0)
    told = [(event.actor, event.action) for event in events_about(gone)]
    assert told[-1] == (the("anna").email, "commitment.withdraw")


@pytest.mark.django_db
def test_a_change_of_today_is_in_effect_at_once(funded: Commitment, noon: datetime) -> None:
    key = confirmed(funded, noon, noon.date(), base=-400, success=100)
    amendment = CommitmentAmendment.objects.get(pk=key)
    assert (amendment.state, amendment.applied_at) == (AmendmentState.APPLIED, noon)
    funded.refresh_from_db()
    assert (funded.base_amount, funded.success_amount) == (600, 1100)
    assert funded.leaving == Money(0)
    assert balance_of(free(funded.program_id, Part.BASE)) == Money(600)


@pytest.mark.django_db
def test_a_shift_of_month_end_leaves_now_and_arrives_then(
    funded: Commitment, noon: datetime
) -> None:
    key = confirmed(funded, noon, base=-400, success=400)
    funded.refresh_from_db()
    base, success, _ = purse_lines(funded)
    assert [line.won for line in (base.committed, base.leaving, base.free)] == [1000, 400, 600]
    assert [line.won for line in (success.committed, success.leaving, success.free)] == [
        1000,
        0,
        1000,
    ]
    assert funded.free == Money(1600)
    assert balance_of(free(funded.program_id, Part.BASE)) == Money(600)
    assert balance_of(leaving(funded.program_id, Part.BASE)) == Money(400)

    apply_amendment(amendment_id=key, at=JUNE_30)

    funded.refresh_from_db()
    assert (funded.base_amount, funded.base_leaving, funded.success_amount) == (600, 0, 1400)
    assert balance_of(leaving(funded.program_id, Part.BASE)) == Money(0)
    assert balance_of(pledged(funded.program_id, Part.BASE)) == Money(-600)
    assert balance_of(free(funded.program_id, Part.SUCCESS)) == Money(1400)
    assert books_balance()
    assert not [*unexplained_entries(CHART)]
    amendment = CommitmentAmendment.objects.get(pk=key)
    told = [(e.actor, e.action) for e in events_about(amendment)]
    assert told[-1] == ("system", "commitment.apply_amendment")


@pytest.mark.django_db
def test_nobody_reserves_what_a_confirmed_change_will_take_away(
    funded: Commitment, noon: datetime
) -> None:
    asked(funded, noon, base=-1000)
    confirmed(funded, noon, base=-400)
    with pytest.raises(RuleBroken, match="₩601 from the first tranche, and ₩600 of it is free"):
        signs(waiting(601, "Hanbit", noon), "ben", noon)
    assert signs(waiting(600, "Daesung", noon), "ben", noon).reserve == Money(600)


@pytest.mark.django_db
def test_two_decreases_do_not_take_the_same_won(funded: Commitment, noon: datetime) -> None:
    first, second = asked(funded, noon, base=-600), asked(funded, noon, base=-600)
    confirm_amendment(amendment_id=first, by=the("anna"), at=noon)
    with pytest.raises(RuleBroken, match="can't go down by ₩600: only ₩400 of it is free"):
        confirm_amendment(amendment_id=second, by=the("anna"), at=noon)
    with pytest.raises(RuleBroken, match="can't go down by ₩401: only ₩400 of it is free"):
        asked(funded, noon, base=-401)


@pytest.mark.django_db
def test_an_increase_is_not_free_before_its_day(funded: Commitment, noon: datetime) -> None:
    confirmed(funded, noon, base=500)
    funded.refresh_from_db()
    assert free_in(funded).base == Money(1000)
    assert applied(funded) == []


@pytest.mark.django_db
def test_nothing_takes_effect_before_its_day(funded: Commitment, noon: datetime) -> None:
    key = confirmed(funded, noon, base=-400)
    for early in (noon, JUNE_30 - timedelta(seconds=1)):
        with pytest.raises(RuleBroken, match="takes effect on 2026-06-30"):
            apply_amendment(amendment_id=key, at=early)
    amendment = CommitmentAmendment.objects.filter(pk=key)
    with pytest.raises(IntegrityError, match="amendment_not_before_its_day"), transaction.atomic():
        amendment.update(state="applied", applied_at=JUNE_30 - timedelta(seconds=1))
    amendment.update(state="applied", applied_at=JUNE_30)
    for change in ({"state": "confirmed", "applied_at": None}, {"applied_at": noon}):
        with pytest.raises(IntegrityError, match="amendment_moves_once"), transaction.atomic():
            amendment.update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "words"), [(date(2026, 5, 31), "2026-05-31 is over")])
def test_no_change_takes_effect_in_the_past(
    on: date, words: str, funded: Commitment, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        asked(funded, noon, on, base=1)
    assert refusal.value.field == "effective_on"


@pytest.mark.django_db
def test_a_yes_that_comes_late_takes_effect_at_once(funded: Commitment, noon: datetime) -> None:
    key = asked(funded, noon, base=-400)
    july = JUNE_30 + timedelta(days=5)
    confirm_amendment(amendment_id=key, by=the("anna"), at=july)
    assert CommitmentAmendment.objects.get(pk=key).applied_at == july


@pytest.mark.django_db
def test_strangers_do_not_amend(funded: Commitment, agnes: User, noon: datetime) -> None:
    key = asked(funded, noon, base=-1)
    with pytest.raises(PermissionDenied):
        confirm_amendment(amendment_id=key, by=agnes, at=noon)


@pytest.mark.django_db
def test_after_an_outage_the_clock_catches_up_once(funded: Commitment, noon: datetime) -> None:
    """June passed while nothing ran; two changes are due, one is of a day that has not come."""
    first = confirmed(funded, noon, date(2026, 6, 10), base=-400)
    second = confirmed(funded, noon, MONTH_END, base=-100, success=100)
    far = confirmed(funded, noon, date(2999, 1, 1), base=-50)
    assert [one.pk for one in amendments_due(noon)] == []
    assert [one.pk for one in amendments_due(JUNE_30)] == [first, second]
    assert move_due_commitments() == 2
    assert move_due_commitments() == 0
    with pytest.raises(IllegalMove):
        apply_amendment(amendment_id=first, at=JUNE_30)
    funded.refresh_from_db()
    assert (funded.base_amount, funded.base_leaving, funded.success_amount) == (500, 50, 1100)
    states = dict(CommitmentAmendment.objects.values_list("pk", "state"))
    assert states == {first: "applied", second: "applied", far: "confirmed"}
    assert books_balance()


def test_a_programme_without_a_promise_has_nothing_due(db: None) -> None:
    assert Program.objects.count() == 0
    assert move_due_commitments() == 0


def waiting(won: int, name: str, noon: datetime) -> Agreement:
    """Only the bank's signature is missing, and it costs so much on the plan."""
    supplier = a_supplier(name=name)
    terms = promise(advance=won)
    agreement = an_agreement(state=AgreementState.PROPOSED, supplier=supplier, terms=terms)
    for party, who in ((Party.SUPPLIER, "cato"), (Party.AGENCY, "arthur")):
        agreement.signatures.create(
            party=party,
            digest=agreement.term_sheets.get().digest,
            signed_by=the(who),
            signed_at=noon,
        )
    return agreement
