"""Layouts of bank files as the database keeps them: by two people, and as they were."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from payouts import services
from payouts.models import BankBatch, BankLayout, LayoutConfirmation
from people.domain.roles import Kind, Role
from tests.apps.payouts.test_layouts import propose
from tests.factories.payouts import (
    a_built_batch,
    a_confirmed_layout,
    a_proposed_layout,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db


def test_the_database_insists_on_two_people(noon: datetime) -> None:
    layout = a_proposed_layout()
    theo, anna = the("theo"), the("anna")
    for proposer, by, name in (
        (theo, theo, "layout_two_people"),
        (anna, theo, "layout_names_its_proposer"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            LayoutConfirmation.objects.create(layout=layout, proposer=proposer, by=by, at=noon)


def test_the_database_knows_no_credit_transfer_without_a_payer(noon: datetime) -> None:
    with pytest.raises(IntegrityError, match="layout_names_the_payer"):
        BankLayout.objects.create(
            bank=the_bank(),
            version=1,
            form="credit_transfer",
            reason="x",
            proposed_by=the("theo"),
            proposed_at=noon,
        )


def test_the_database_builds_no_file_in_a_layout_that_nobody_confirmed() -> None:
    batch = a_built_batch()
    layout = a_proposed_layout()
    elsewhere = an_organization(kind=Kind.FUNDER, name="Other Bank")
    tess = a_member(name="tess", role=Role.TREASURER, organization=elsewhere)
    tom = a_member(name="tom", role=Role.APPROVER, organization=elsewhere)
    strange = propose(bank=elsewhere, by=tess, at=batch.built_at)
    services.confirm_layout(layout_id=strange.pk, by=tom, at=batch.built_at)
    for wrong in (layout, strange):
        copy = BankBatch.objects.get()
        copy.pk, copy.number, copy.layout = None, "BF-X", wrong
        refused = pytest.raises(IntegrityError, match="batch_in_a_confirmed_layout")
        with refused, transaction.atomic():
            copy.save(force_insert=True)


def test_the_database_keeps_the_layout_of_a_file() -> None:
    batch = a_built_batch()
    batch.layout = a_confirmed_layout()
    with pytest.raises(IntegrityError, match="batch_is_sealed"):
        batch.save()
