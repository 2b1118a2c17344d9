"""Two people press the button in the same second: real threads on a real database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from core.domain.errors import RuleBroken
from ledger.selectors import balance_of, books_balance
from outcomes.models import Verification
from payouts import services
from payouts.models import Approval, BankBatch, Disbursement, Payout
from payouts.selectors import committed_under
from people.domain.roles import Role
from programs.domain.lifecycle import Part
from programs.models import Agreement, Program
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    NOON,
    a_prepared_payout,
    a_sent_batch,
    a_verification,
    an_answer,
    an_approved_payout,
    approve_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], object]) -> list[object]:
    """Run at the same time; hand back results and refusals alike."""
    start = Barrier(len(calls))

    def guarded(call: Callable[[], object]) -> object:
        try:
            start.wait()
            return call()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(guarded, calls))


def refusals(found: list[object]) -> list[object]:
    return [one for one in found if isinstance(one, RuleBroken)]


def approving(payout: Payout, name: str, key: UUID | None = None) -> Callable[[], object]:
    person = the(name)
    return lambda: approve_payout(
        payout_id=payout.pk,
        digest=payout.digest,
        comment="",
        key=key or uuid4(),
        by=person,
        at=NOON,
    )


def test_two_approvers_in_the_same_moment_make_one_transition() -> None:
    payout = a_prepared_payout()
    found = together(approving(payout, "anna"), approving(payout, "ben"))
    payout.refresh_from_db()
    assert not refusals(found)
    assert payout.state == "approved"
    assert balance_of(f"agreement:{payout.agreement_id}:success:owed").won == 5_000_000


def test_three_approvers_for_two_places() -> None:
    payout = a_prepared_payout()
    a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    bea = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    third = lambda: approve_payout(  # noqa: E731 - one of three calls
        payout_id=payout.pk, digest=payout.digest, comment="", key=uuid4(), by=bea, at=NOON
    )
    found = together(approving(payout, "anna"), approving(payout, "ben"), third)
    assert len(refusals(found)) == 1
    assert Approval.objects.count() == 2
    assert books_balance()


def test_a_double_click_is_one_approval() -> None:
    payout, key = a_prepared_payout(), uuid4()
    found = together(*[approving(payout, "anna", key)] * 4)
    assert len({getattr(one, "pk", None) for one in found}) == 1
    assert Approval.objects.count() == 1


def test_the_same_result_computed_by_four_workers_is_one_payout() -> None:
    verification = a_verification()
    compute = lambda: services.compute_payout(verification_id=verification.pk, at=NOON)  # noqa: E731
    found = together(*[compute] * 4)
    assert len({payout.pk for payout in found}) == 1  # type: ignore[attr-defined]
    assert Payout.objects.count() == 1


def test_many_results_at_once_never_take_more_than_the_reserve() -> None:
    agreement = an_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(success_reserved=12_000_000)
    claims = [_verified_at(agreement, f"Site {n}") for n in range(4)]
    together(
        *[
            lambda pk=claim.pk: services.compute_payout(verification_id=pk, at=NOON)
            for claim in claims
        ]
    )
    assert sorted(Payout.objects.values_list("amount", flat=True)) == [
        0,
        2_000_000,
        5_000_000,
        5_000_000,
    ]
    agreement.refresh_from_db()
    assert committed_under(agreement, Part.SUCCESS).won == 12_000_000


def test_approve_against_hold_leaves_one_truth() -> None:
    payout = approved(a_prepared_payout(), "anna")
    olivia = the("olivia")
    hold = lambda: services.hold_payout(  # noqa: E731
        payout_id=payout.pk, reason="A tip.", by=olivia, at=NOON
    )
    together(approving(payout, "ben"), hold)
    payout.refresh_from_db()
    assert payout.state == "held"
    assert not payout.approvals.filter(voided_at=None).exists()
    assert balance_of(f"agreement:{payout.agreement_id}:success:owed").won == 0


def test_two_treasurers_build_one_file() -> None:
    payout = an_approved_payout()
    theo = the("theo")
    thea = a_member(name="thea", role=Role.TREASURER, organization=the_bank())
    program = payout.agreement.program_id
    found = together(
        lambda: services.build_batch(program_id=program, by=theo, at=NOON),
        lambda: services.build_batch(program_id=program, by=thea, at=NOON),
    )
    assert len(refusals(found)) == 1
    assert Disbursement.objects.count() == 1


def test_build_against_hold_pays_nothing_that_is_held() -> None:
    payout = an_approved_payout()
    theo, olivia = the("theo"), the("olivia")
    program: int = Program.objects.get().pk
    found = together(
        lambda: services.build_batch(program_id=program, by=theo, at=NOON),
        lambda: services.hold_payout(payout_id=payout.pk, reason="Tip.", by=olivia, at=NOON),
    )
    payout.refresh_from_db()
    assert len(refusals(found)) == 1
    assert (payout.state == "held") == (not BankBatch.objects.exists())


def test_an_answer_read_twice_at_once_settles_once() -> None:
    batch = a_sent_batch()
    content, theo = an_answer(batch), the("theo")
    together(
        *[
            lambda: services.apply_answer(
                batch_id=batch.pk, content=content, name="a.csv", by=theo, at=NOON
            )
        ]
        * 3
    )
    payout = Payout.objects.get()
    assert payout.state == "paid"
    assert balance_of(f"agreement:{payout.agreement_id}:success:paid").won == 5_000_000
    assert payout.agreement.program.commitment.success_paid == 5_000_000


def _verified_at(agreement: Agreement, site: str, at: datetime = NOON) -> Verification:
    worksite = a_worksite(name=site, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=worksite))
    return verified(target, "10", by=the("victor"), at=at)
