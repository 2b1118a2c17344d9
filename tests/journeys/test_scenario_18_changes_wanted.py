"""Scenario 18: one officer approved, the next wants changes: every approval is void."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from audit.selectors import events_about
from core.domain.errors import RuleBroken, Stale
from payouts import services
from payouts.models import Payout
from programs.models import Agreement
from programs.selectors.agreements import current_terms
from programs.services import revise_agreement, sign_agreement
from tests.apps.payouts.pages import hidden, just_now, seen, sent, text, url
from tests.factories.payouts import NOON, a_prepared_payout, approved, prepared
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.factories.terms import promise

pytestmark = pytest.mark.django_db
WHY = "The photographs are of another site."


def alive(payout: Payout) -> list[str]:
    given = payout.approvals.filter(voided_at=None).order_by("pk")
    return list(given.values_list("approver__name", flat=True))


def holds(name: str, payout: Payout) -> None:
    """Chosen on the payout's page with the reason, and confirmed on the next."""
    client = just_now(the(name))
    page = client.get(url("payout", payout.pk))
    chosen = {"decision": "hold", "reason": WHY, "seen": hidden(page, "seen")}
    sign = client.post(url("payout_decide", payout.pk), chosen, follow=True)
    client.post(url("payout_hold", payout.pk), {"key": hidden(sign, "key"), "reason": WHY})


def test_ben_wants_changes_after_anna_has_approved() -> None:
    payout = approved(a_prepared_payout(), "anna")
    assert alive(payout) == ["Anna"]
    opened_before = seen(payout, the("ben"))

    holds("ben", payout)
    payout.refresh_from_db()
    assert (payout.state, payout.state_reason) == ("held", WHY)
    assert alive(payout) == []
    assert payout.approvals.count() == 1  # what anna said is kept, and void
    held = events_about(payout).filter(action="payout.hold").get()
    assert (held.details["reason"], held.details["voided"]) == (WHY, 1)

    services.release_payout(
        payout_id=payout.pk, reason="The right ones are there.", by=the("anna"), at=NOON
    )
    payout.refresh_from_db()
    prepared(payout)
    answer = just_now(the("ben")).post(
        url("payout_approve", payout.pk), sent(seen=opened_before, comment="")
    )
    assert answer.status_code == 409, text(answer)  # on the page of before the changes
    assert alive(payout) == []

    payout.refresh_from_db()
    approved(payout, "ben")
    assert payout.state == "prepared"  # ben alone is one of two again
    approved(payout, "anna")
    assert payout.state == "approved"


def test_also_when_both_had_approved_and_it_was_owed() -> None:
    payout = approved(a_prepared_payout(), "anna", "ben")
    services.hold_payout(payout_id=payout.pk, reason=WHY, by=the("anna"), at=NOON)
    assert alive(payout) == []
    services.release_payout(payout_id=payout.pk, reason="Looked at.", by=the("anna"), at=NOON)
    payout.refresh_from_db()
    with pytest.raises(RuleBroken):
        approved(payout, "ben")  # nobody has prepared it anew
    assert alive(payout) == []


def test_the_database_makes_no_void_approval_good_again_and_moves_nothing_on_it() -> None:
    payout = approved(a_prepared_payout(), "anna")
    services.hold_payout(payout_id=payout.pk, reason=WHY, by=the("ben"), at=NOON)
    with pytest.raises(IntegrityError, match="approval_only_voided"), transaction.atomic():
        payout.approvals.update(voided_at=None)
    services.release_payout(payout_id=payout.pk, reason="Looked at.", by=the("ben"), at=NOON)
    payout.refresh_from_db()
    payout = approved(prepared(payout), "ben")
    with pytest.raises(IntegrityError, match="payout_approved_by_enough"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(state="approved")


def test_other_terms_void_the_signatures_under_the_old() -> None:
    """The same of an agreement: two have signed, the agency offers other terms."""
    agreement = an_agreement(state="proposed")  # type: ignore[arg-type]
    old = current_terms(agreement).digest
    for name in ("cato", "arthur"):
        sign_agreement(agreement_id=agreement.pk, digest=old, by=the(name), at=NOON)
    revise_agreement(
        agreement_id=agreement.pk,
        document=promise(advance=30_000_000, guards=(500_000, 50)),
        by=the("agnes"),
        at=NOON,
    )
    with pytest.raises(Stale):
        sign_agreement(agreement_id=agreement.pk, digest=old, by=the("ben"), at=NOON)
    new = current_terms(agreement).digest
    sign_agreement(agreement_id=agreement.pk, digest=new, by=the("ben"), at=NOON)
    assert Agreement.objects.get().state == "proposed"
