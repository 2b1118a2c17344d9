"""What was offered and signed is kept by the database itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from programs.domain.lifecycle import AgreementState, Party
from programs.models import Agreement, Signature
from programs.selectors import current_terms
from programs.services import revise_agreement
from tests.apps.programs.hands import signs
from tests.factories.people import the
from tests.factories.programs import TERMS, an_agreement
from tests.owner import as_owner


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("agreement_reserve_not_negative", {"base_reserved": -1}),
        ("agreement_reserve_only_when_signed", {"state": "proposed"}),
        ("agreement_reserve_only_when_signed", {"signed_at": None}),
    ],
)
def test_the_database_refuses_an_impossible_agreement(name: str, change: dict[str, Any]) -> None:
    agreement = an_agreement()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "party", "who"),
    [
        ("signature_once_per_party", Party.FUNDER, "anna"),
        ("signature_once_per_person", Party.AGENCY, "ben"),
    ],
)
def test_the_database_refuses_a_second_signature(
    name: str, party: Party, who: str, proposed: Agreement, noon: datetime
) -> None:
    signs(proposed, "ben", noon)
    digest = current_terms(proposed).digest
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Signature.objects.create(
            agreement=proposed, party=party, digest=digest, signed_by=the(who), signed_at=noon
        )


@pytest.mark.django_db
def test_the_database_keeps_one_of_each_version(proposed: Agreement, noon: datetime) -> None:
    terms = current_terms(proposed)
    terms.pk = None
    with pytest.raises(IntegrityError, match="term_sheet_version_once"), transaction.atomic():
        terms.save(force_insert=True)


@pytest.mark.django_db
def test_the_database_keeps_signed_terms_as_they_are(proposed: Agreement, noon: datetime) -> None:
    old = current_terms(proposed).digest
    revise_agreement(
        agreement_id=proposed.pk, document=TERMS | {"version": 2}, by=the("agnes"), at=noon
    )
    newest, said = current_terms(proposed), {"party": Party.FUNDER, "signed_by": the("ben")}
    with pytest.raises(IntegrityError, match="signature_under_the_newest"), transaction.atomic():
        proposed.signatures.create(digest=old, signed_at=noon, **said)
    signed = Agreement.objects.filter(pk=proposed.pk)
    with pytest.raises(IntegrityError, match="agreement_signed_by_three"), transaction.atomic():
        signed.update(state=AgreementState.SIGNED, signed_at=noon)
    for who in ("cato", "arthur", "ben"):
        signs(proposed, who, noon)
    newest.pk, newest.version = None, 3
    with pytest.raises(IntegrityError, match="sheet_only_while_proposed"), transaction.atomic():
        newest.save(force_insert=True)
    with pytest.raises(IntegrityError, match="signature_under_the_newest"), transaction.atomic():
        proposed.signatures.create(digest=newest.digest, signed_at=noon, **said)


@pytest.mark.parametrize("table", ["programs_termsheet", "programs_signature"])
@pytest.mark.parametrize(
    "verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_what_was_offered_and_signed_stays(db: None, table: str, verb: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))
    with as_owner() as cursor, pytest.raises(psycopg2.Error, match="is append-only"):
        cursor.execute(verb.format(table))
