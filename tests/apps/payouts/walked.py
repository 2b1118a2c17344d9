"""One payout led through all its states, firms of their own, and people who changed sides."""

from __future__ import annotations

from collections.abc import Iterator

from payouts import services
from payouts.models import Payout
from people.domain.roles import Role
from people.models import User
from tests.factories.companies import a_bank_account, a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_sent_batch,
    an_answer,
    answered,
    approved,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import an_agreement


def a_payout_in_every_state() -> Iterator[Payout]:
    """Yielded at each stop; what is done with it there has to leave it where it is."""
    nothing = a_computed_payout(None)
    yield nothing
    payout = prepared(_at_another_site(nothing))
    yield _again(
        services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the("anna"), at=NOON)
    )
    services.release_payout(payout_id=payout.pk, reason="All is well.", by=the("anna"), at=NOON)
    yield _again(payout)
    yield _again(prepared(payout))
    yield approved(_again(payout))
    batch = a_sent_batch(payout)
    yield _again(payout)
    key = f"{payout.number}-1".replace("-", "_")
    answered(batch, an_answer(batch, **{key: "failed"}))
    yield _again(payout)
    batch = a_sent_batch(_tried_again(payout))
    answered(batch)
    yield _again(payout)
    key = f"{payout.number}-2".replace("-", "_")
    answered(batch, an_answer(batch, **{key: "returned"}))
    yield _again(payout)
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    prepared(payout)
    yield services.reject_payout(payout_id=payout.pk, reason="Wrong site.", by=the("anna"), at=NOON)


def _again(payout: Payout) -> Payout:
    """As the next page would find it."""
    return Payout.objects.get(pk=payout.pk)


def _tried_again(payout: Payout) -> Payout:
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    return approved(prepared(payout))


def _at_another_site(beside: Payout) -> Payout:
    site = a_worksite(name="Woojin", supplier=beside.agreement.supplier)
    target = a_target(match=a_match(agreement=beside.agreement, worksite=site))
    verification = verified(target, "10", by=the("victor"), at=NOON)
    return services.compute_payout(verification_id=verification.pk, at=NOON)


def a_payout_of(firm: str) -> Payout:
    """Of a firm with an agreement, an account and a worksite of its own."""
    supplier = a_supplier(name=firm)
    a_bank_account(supplier=supplier)
    agreement = an_agreement(supplier=supplier)
    site = a_worksite(name=f"A site of {firm}", supplier=supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    verification = verified(target, "10", by=the("victor"), at=NOON)
    return services.compute_payout(verification_id=verification.pk, at=NOON)


def now_at_the_bank(name: str, role: Role) -> User:
    """Somebody who acted elsewhere before; a person acts for one side at a time."""
    person = the(name)
    person.memberships.update(ended_at=NOON)
    return a_member(name=name, role=role, organization=the_bank())
