"""Many hands on the same money in the same moment: real threads, each with its own connection.

Every race is run several times; whoever wins, the books and the rows say one and the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from core.domain.money import Money
from ledger.models import Entry
from ledger.selectors import balance_of
from outcomes.models import Verification
from payouts import services
from payouts.models import Approval, BankBatch, Disbursement, Payout, PayRun, Receipt
from payouts.selectors.inspection import CHECKS
from people.domain.roles import Role
from people.models import User
from programs.domain.lifecycle import AgreementState, Party
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment
from programs.selectors.commitments import free_in
from programs.services import (
    amend_commitment,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
    sign_agreement,
)
from tests.factories.companies import a_bank_account, a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    approve_payout,
    approved,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import a_program_without_money, an_agreement
from tests.factories.terms import promise
from tests.journeys.test_two_at_once import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
TERMS = promise(advance=1_000, guards=(100, 20))


def all_is_right() -> None:
    """Everything that the nightly check looks for."""
    wrong = {check.name: list(check.wrong()) for check in CHECKS}
    assert not {name: found for name, found in wrong.items() if found}


def a_funded_program(base: int, success: int) -> Commitment:
    """Olivia commits, anna confirms: the books know of every won from the first on."""
    program = a_program_without_money()
    made = commit_funds(
        program_id=program.pk,
        base=Money(base),
        success=Money(success),
        by=the("olivia"),
        at=NOON,
    )
    return confirm_commitment(commitment_id=made.pk, by=the("anna"), at=NOON)


def an_offer(name: str) -> Agreement:
    """A firm and the agency have signed; the bank's signature would set the money aside."""
    supplier = a_supplier(name=name)
    a_bank_account(supplier=supplier, number=f"1234567890{supplier.pk:04d}")
    offer = an_agreement(state=AgreementState.PROPOSED, supplier=supplier, terms=TERMS)
    digest = offer.term_sheets.get().digest
    for party, who in ((Party.SUPPLIER, "cato"), (Party.AGENCY, "arthur")):
        offer.signatures.create(party=party, digest=digest, signed_by=the(who), signed_at=NOON)
    return offer


def signing(offer: Agreement) -> Callable[[], object]:
    """Ben signs for the bank."""
    digest, ben = offer.term_sheets.get().digest, the("ben")
    return partial(sign_agreement, agreement_id=offer.pk, digest=digest, by=ben, at=NOON)


def signed(name: str) -> Agreement:
    offer = an_offer(name)
    signing(offer)()
    return Agreement.objects.get(pk=offer.pk)


def a_result(agreement: Agreement, quantity: str = "1") -> Verification:
    site = a_worksite(name=f"Site {Verification.objects.count()}", supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    return verified(target, quantity, by=the("victor"), at=NOON)


def computing(result: Verification) -> Callable[[], Payout]:
    return partial(services.compute_payout, verification_id=result.pk, at=NOON)


def approving(payout: Payout, by: User) -> Callable[[], object]:
    return partial(
        approve_payout,
        payout_id=payout.pk,
        digest=payout.digest,
        comment="",
        key=uuid4(),
        by=by,
        at=NOON,
    )


def test_signatures_against_amendments_that_take_the_same_money_away() -> None:
    """Two signatures and three decreases want five thousand of three: the promise covers each."""
    commitment = a_funded_program(3_000, 60_000)
    anna, olivia = the("anna"), the("olivia")
    for round_ in range(ROUNDS):
        offers = [an_offer(f"Firm {round_} {n} (demo)") for n in range(2)]
        lower = [
            amend_commitment(
                commitment_id=commitment.pk,
                deltas=Purses.of_won(base=-1_000),
                effective_on=timezone.localtime(NOON).date(),
                reason="Less is needed.",
                by=olivia,
                at=NOON,
            ).pk
            for _ in range(3)
        ]
        acts = [partial(confirm_amendment, amendment_id=key, by=anna, at=NOON) for key in lower]
        found = together(*map(signing, offers), *acts)
        commitment.refresh_from_db()
        assert len(found) - len(refusals(found)) == 3
        assert free_in(commitment).base == Money(0)
        assert balance_of(f"program:{commitment.program_id}:base:free") == Money(0)
        all_is_right()
        more = amend_commitment(
            commitment_id=commitment.pk,
            deltas=Purses.of_won(base=3_000),
            effective_on=timezone.localtime(NOON).date(),
            reason="For the next round.",
            by=olivia,
            at=NOON,
        )
        confirm_amendment(amendment_id=more.pk, by=anna, at=NOON)


def test_approvals_against_an_amendment_that_takes_all_that_is_free() -> None:
    """What is owed was reserved before: no amendment reaches it, and none waits in a circle."""
    commitment = a_funded_program(20_000, 400_000)
    anna, ben = the("anna"), the("ben")
    for round_ in range(ROUNDS):
        payout = prepared(computing(a_result(signed(f"Firm {round_} (demo)"), "20"))())
        commitment.refresh_from_db()
        free = free_in(commitment)
        lower = amend_commitment(
            commitment_id=commitment.pk,
            deltas=Purses.of_won(success=-free.success.won // 2),
            effective_on=timezone.localtime(NOON).date(),
            reason="Less is needed.",
            by=the("olivia"),
            at=NOON,
        )
        amend = partial(confirm_amendment, amendment_id=lower.pk, by=anna, at=NOON)
        assert not refusals(together(approving(payout, anna), approving(payout, ben), amend))
        payout.refresh_from_db()
        assert payout.state == "approved"
        all_is_right()


def test_two_pay_runs_at_once_send_each_payout_once() -> None:
    theo = the("theo")
    tess = a_member(name="tess", role=Role.TREASURER, organization=the_bank())
    program = a_funded_program(10_000, 20_000).program_id
    agreement = signed("Firm (demo)")

    def run(by: User) -> None:
        opened = services.open_payrun(program_id=program, by=by, at=NOON, lines=1)
        while services.work_payrun(run_id=opened.pk, at=NOON):
            pass

    for _ in range(ROUNDS):
        results = [a_result(agreement) for _ in range(3)]
        together(*[partial(run, by) for by in (theo, tess, theo, tess)])
        payouts = Payout.objects.filter(verification__in=results)
        assert payouts.count() == 3
        for payout in payouts:
            approved(prepared(payout))
        together(*[partial(run, by) for by in (theo, tess, theo, tess)])
        assert set(payouts.values_list("state", flat=True)) == {"sent"}
        sent = Disbursement.objects.filter(payout__in=payouts)
        assert sorted(sent.values_list("payout", flat=True)) == sorted(p.pk for p in payouts)
        assert not PayRun.objects.exclude(state="finished").exists()
        all_is_right()


def test_send_against_withdraw_and_hold() -> None:
    """Theo sends the file, tess takes it back, anna holds what is in it: one truth is left."""
    theo, anna = the("theo"), the("anna")
    tess = a_member(name="tess", role=Role.TREASURER, organization=the_bank())
    a_funded_program(10_000, 20_000)
    agreement = signed("Firm (demo)")
    for _ in range(ROUNDS):
        payout = approved(prepared(computing(a_result(agreement))()))
        batch = a_built_batch(payout)
        send = partial(services.send_batch, batch_id=batch.pk, by=theo, at=NOON)
        back = partial(
            services.withdraw_batch, batch_id=batch.pk, reason="Wrong.", by=tess, at=NOON
        )
        hold = partial(services.hold_payout, payout_id=payout.pk, reason="A tip.", by=anna, at=NOON)
        found = together(send, back, hold)
        payout.refresh_from_db()
        batch.refresh_from_db()
        assert len(refusals(found[:2])) == 1
        assert (batch.state, payout.state) in {
            ("sent", "sent"), ("withdrawn", "approved"), ("withdrawn", "held")
        }  # fmt: skip
        all_is_right()
        _out_of_the_way(payout, batch)


def _out_of_the_way(payout: Payout, batch: BankBatch) -> None:
    if payout.state == "approved":
        hold = partial(services.hold_payout, payout_id=payout.pk, reason="Next.")
        hold(by=the("anna"), at=NOON)


def test_one_page_sent_sixteen_times_at_once_is_one_effect_and_one_receipt() -> None:
    """The key is drawn with the page: anna's approval, theo's file, and its sending."""
    payout, anna, theo, key = a_prepared_payout(), the("anna"), the("theo"), uuid4()
    press = partial(
        approve_payout,
        payout_id=payout.pk,
        digest=payout.digest,
        comment="",
        key=key,
        by=anna,
        at=NOON,
    )
    assert _same(together(*[press] * 16)) == Approval.objects.get().pk
    payout.refresh_from_db()
    approved(payout, "ben")

    build = partial(
        services.build_batch,
        program_id=payout.agreement.program_id,
        by=theo,
        at=NOON,
        key=uuid4(),
    )
    batch = _same(together(*[build] * 16))
    assert BankBatch.objects.get().pk == batch
    send = partial(services.send_batch, batch_id=batch, by=theo, at=NOON, key=uuid4())
    assert _same(together(*[send] * 16)) == batch
    hold = partial(services.hold_payout, payout_id=payout.pk, reason="x", by=anna, at=NOON)
    assert len(refusals(together(*[partial(hold, key=uuid4())] * 4))) == 4
    assert Receipt.objects.count() == 2
    assert Entry.objects.filter(reference=f"payout:{payout.number}:send").count() == 1


def _same(found: list[object]) -> int:
    """All of them were answered, and with the same thing."""
    assert not refusals(found)
    (only,) = {getattr(one, "pk", None) for one in found}
    assert isinstance(only, int)
    return only
