"""Nobody acts at two stages of a payout, however often it is prepared; nothing is left behind."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts import services
from payouts.models import Disbursement, Payout, Preparation
from people.domain.roles import Role
from people.models import User
from programs.models import Agreement
from programs.services import close_agreement
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_prepared_payout,
    a_sent_batch,
    a_verification,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import an_agreement
from tests.factories.terms import promise

pytestmark = pytest.mark.django_db


def also(name: str, role: Role) -> User:
    """The bank gives somebody one more role."""
    return a_member(name=name, role=role, organization=the_bank())


def prepared_twice(noon: datetime) -> Payout:
    """Olivia prepares, anna asks something, olga prepares it anew."""
    payout = a_prepared_payout()
    services.hold_payout(payout_id=payout.pk, reason="A question.", by=the("anna"), at=noon)
    services.release_payout(payout_id=payout.pk, reason="Answered.", by=the("anna"), at=noon)
    olga = also("olga", Role.PREPARER)
    return services.prepare_payout(payout_id=payout.pk, by=olga, at=noon)


def test_who_prepared_it_once_approves_it_never(noon: datetime) -> None:
    payout = prepared_twice(noon)
    makers = Preparation.objects.filter(payout=payout).order_by("number")
    assert [one.by.name for one in makers] == ["Olivia", "Olga"]
    olivia = also("olivia", Role.APPROVER)
    with pytest.raises(RuleBroken, match="already acted"):
        approved(payout, "olivia")
    with pytest.raises(IntegrityError, match="approval_not_by_an_earlier_hand"):
        payout.approvals.create(
            maker=User.objects.get(name="Olga"),
            approver=olivia,
            digest=payout.digest,
            approved_at=noon,
            key=uuid4(),
        )


def test_who_prepared_it_once_pays_it_never(noon: datetime) -> None:
    payout = a_prepared_payout()
    replaced(payout)
    olga = also("olga", Role.PREPARER)
    approved(services.prepare_payout(payout_id=payout.pk, by=olga, at=noon))
    olivia = also("olivia", Role.TREASURER)
    with pytest.raises(RuleBroken):
        services.build_batch(program_id=payout.agreement.program_id, by=olivia, at=noon)


def test_who_approved_it_does_not_send_it(noon: datetime) -> None:
    batch = a_built_batch(an_approved_payout())
    anna = also("anna", Role.TREASURER)
    with pytest.raises(RuleBroken):
        services.send_batch(batch_id=batch.pk, by=anna, at=noon)
    with pytest.raises(IntegrityError, match="batch_not_sent_by_an_earlier_hand"):
        type(batch).objects.filter(pk=batch.pk).update(sent_by=anna, sent_at=noon, state="sent")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"approvals_needed": 3}, "payout_never_edited"),
        ({"seniors_needed": 1}, "payout_never_edited"),
        ({"band": None}, "payout_never_edited"),
        ({"preparations": 0}, "payout_never_edited"),
    ],
)
def test_how_many_approve_is_settled_when_it_is_prepared(
    change: dict[str, int | None], refused: str
) -> None:
    payout = a_prepared_payout()
    with pytest.raises(IntegrityError, match=refused):
        Payout.objects.filter(pk=payout.pk).update(**change)


def test_no_payment_begins_paid(noon: datetime) -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    with pytest.raises(IntegrityError, match="disbursement_begins_sent"):
        Disbursement.objects.create(
            payout=payout, batch=batch, attempt=9, key="K", amount=payout.amount, state="paid"
        )


def test_no_correction_changes_what_is_being_approved(noon: datetime) -> None:
    payout = a_prepared_payout()
    approved(payout, "anna")
    with pytest.raises(RuleBroken, match="is with its approvers"):
        services.adjust_payout(
            payout_id=payout.pk,
            delta=Money(-4_900_000),
            reason="Wrong site.",
            by=the("olivia"),
            at=noon,
        )


def test_an_agreement_waits_for_what_is_verified_and_not_computed(
    agnes: User, noon: datetime
) -> None:
    verification = a_verification("10")
    agreement = verification.target.agreement
    with pytest.raises(RuleBroken, match="is not computed yet"):
        close_agreement(agreement_id=agreement.pk, by=agnes, at=noon)
    with pytest.raises(IntegrityError, match="agreement_closed_once_priced"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(state="closed")
    assert services.compute_payout(verification_id=verification.pk, at=noon).amount == 5_000_000


def test_one_answer_may_bring_money_back_and_spend_it(noon: datetime) -> None:
    """Two payments use up all that is reserved; the bank returns the first as it pays the second."""
    agreement = an_agreement(terms=promise(advance=40_000_000, guards=(500_000, 20)))
    first, _second = (_owed(agreement, noon) for _ in range(2))
    batch = a_sent_batch(first)
    head, *rows = an_answer(batch).splitlines(keepends=True)
    answered(batch, head + b"".join(row for row in rows if first.number.encode() in row))
    key = first.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "returned"}))
    states = Payout.objects.filter(agreement=agreement).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["returned", "paid"]
    agreement.refresh_from_db()
    assert agreement.success_reserved == first.amount


def _owed(agreement: Agreement, noon: datetime) -> Payout:
    target = a_target(match=a_match(agreement=agreement))
    verification = verified(target, "10", by=the("victor"), at=noon)
    payout = services.compute_payout(verification_id=verification.pk, at=noon)
    return approved(prepared(payout))


def test_a_computed_payout_can_still_be_corrected(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    made = services.adjust_payout(
        payout_id=payout.pk, delta=Money(-1), reason="Counted twice.", by=olivia, at=noon
    )
    assert made.delta == -1
