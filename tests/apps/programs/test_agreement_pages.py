"""The contract on the page: read, understood, signed or not, and why."""

from __future__ import annotations

from datetime import datetime

import pytest

from people.models import User
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Review
from programs.selectors import current_terms, why_not_sign
from programs.services import sign_agreement
from tests.apps.programs.pages import do, done, see
from tests.factories.people import the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def test_three_people_read_and_sign(cato: User, arthur: User, ben: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    for who in (cato, arthur, ben):
        page = see(who, "agreement", agreement.pk)
        assert "₩40,000,000 if “plan approved” holds, otherwise nothing." in page
        assert "Read and sign" in page
        assert digest in see(who, "agreement_sign", agreement.pk)
        answer = do(who, "agreement_sign", agreement.pk, digest=digest, read="on")
        done(answer, "agreement", agreement.pk)
        assert "Read and sign" not in see(who, "agreement", agreement.pk)
    assert Agreement.objects.get().state == AgreementState.SIGNED
    assert "The most it can ever pay is reserved" in see(ben, "agreement", agreement.pk)


def test_free_money_stands_beside_the_cost_for_the_bank_only(anna: User, carla: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    assert "₩2,800,000,000" in see(anna, "agreement", agreement.pk)
    assert "₩2,800,000,000" not in see(carla, "agreement", agreement.pk)


def test_signing_needs_a_tick_and_the_current_terms(cato: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    answer = do(cato, "agreement_sign", agreement.pk, digest=digest)
    assert answer.status_code == 422
    assert "is not ticked yet" in answer.content.decode()
    answer = do(cato, "agreement_sign", agreement.pk, digest="f" * 64, read="on")
    assert answer.status_code == 409
    assert "terms have changed since you opened the page" in answer.content.decode()


def test_why_somebody_cannot_sign(anna: User, otto: User, noon: datetime) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    sign_agreement(agreement_id=agreement.pk, digest=digest, by=the("ben"), at=noon)
    for who, words in (
        (the("ben"), "You have signed these terms already"),
        (anna, "Your party has signed these terms already"),
    ):
        assert words in see(who, "agreement", agreement.pk)
        assert words in see(who, "agreement_sign", agreement.pk)
    (refusal,) = why_not_sign(agreement, otto)
    assert str(refusal) == "You do not sign for any of the three parties."
    Agreement.objects.update(state=AgreementState.WITHDRAWN)
    assert "not waiting for signatures" in see(anna, "agreement_sign", agreement.pk)
    page = see(anna, "agreement", agreement.pk)
    assert "Nothing was reserved." in page
    assert "Stopped here" in page


def test_closed_agreements_say_so(anna: User) -> None:
    agreement = an_agreement(state=AgreementState.CLOSED)
    assert "What was not paid is free again." in see(anna, "agreement", agreement.pk)


def test_another_firm_finds_no_agreement(eve: User, victor: User, rita: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    assert "There is no agreement yet." in see(eve, "agreements")
    for name in ("agreement",):
        see(eve, name, agreement.pk, status=404)
        see(victor, name, agreement.pk, status=404)
    see(rita, "agreements", status=403)
    see(eve, "agreement_sign", agreement.pk, status=403)  # an editor never signs
    Agreement.objects.update(state=AgreementState.WITHDRAWN)
    assert Review.objects.count() == 0
