"""What an indicator means is kept with the terms that are offered, before anybody signs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from core.domain.canonical import digest_of
from people.models import User
from programs.domain.indicators import definition_digest
from programs.models import AgreedIndicator, Agreement, Indicator
from programs.selectors import agreed_indicators, agreed_rule, current_terms
from programs.services import revise_agreement
from tests.doors import signed_in
from tests.factories.indicators import a_defined_indicator, an_offer, signed_by_three
from tests.factories.programs import TERMS, an_agreement, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(noon: datetime) -> Agreement:
    a_defined_indicator("safeguards_working")
    a_defined_indicator("kr_frequency_rate")
    return an_offer(noon)


def test_every_definition_of_the_programme_is_kept_with_its_hash(offered: Agreement) -> None:
    kept = agreed_indicators(offered)
    assert [one.rule.key for one in kept] == ["kr_frequency_rate", "safeguards_working"]
    assert all(one.digest == definition_digest(one.rule) for one in kept)
    undefined = an_indicator()
    assert agreed_rule(offered, undefined) is None


def test_a_later_version_changes_nothing_of_what_was_signed(
    offered: Agreement, noon: datetime
) -> None:
    signed = signed_by_three(offered, noon)
    before = agreed_indicators(signed)
    later = a_defined_indicator("kr_frequency_rate", version=2, absence_days=7)
    assert agreed_indicators(signed) == before
    assert agreed_rule(signed, later) is None


def test_terms_that_are_offered_anew_keep_what_is_defined_then(
    offered: Agreement, agnes: User, noon: datetime
) -> None:
    a_defined_indicator("kr_frequency_rate", version=2, absence_days=7)
    revise_agreement(agreement_id=offered.pk, document=TERMS, by=agnes, at=noon)
    versions = [(one.rule.key, one.rule.version) for one in agreed_indicators(offered)]
    assert ("kr_frequency_rate", 2) in versions
    assert AgreedIndicator.objects.count() == 2 + 3


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE programs_agreedindicator SET digest = ''",
        "DELETE FROM programs_agreedindicator",
        "TRUNCATE programs_agreedindicator",
    ],
)
def test_the_database_keeps_it(offered: Agreement, change: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert AgreedIndicator.objects.filter(terms__agreement=offered).count() == 2


def keep(agreement: Agreement, indicator: Indicator, document: Any = None) -> None:
    """Try to add a definition to what was offered."""
    said = document or indicator.definition_document
    with transaction.atomic():
        AgreedIndicator.objects.create(
            terms=current_terms(agreement),
            indicator=indicator,
            document=said,
            digest=digest_of(said),
        )


def test_the_database_takes_nothing_more_once_somebody_has_signed(
    offered: Agreement, noon: datetime
) -> None:
    late = a_defined_indicator("ltifr")
    keep(offered, a_defined_indicator("trifr"))
    signed_by_three(offered, noon)
    with pytest.raises(IntegrityError, match="agreed_indicator_before_signing"):
        keep(offered, late)


def test_the_database_takes_only_what_the_indicator_says(offered: Agreement) -> None:
    late = a_defined_indicator("ltifr")
    with pytest.raises(IntegrityError, match="agreed_indicator_as_defined"):
        keep(offered, late, {"key": "ltifr", "version": 1})
    keep(offered, late)
    with pytest.raises(IntegrityError, match="agreed_indicator_once"):
        keep(offered, late)


def test_whoever_signs_reads_what_is_counted(offered: Agreement, cato: User, agnes: User) -> None:
    digest = agreed_indicators(offered)[0].digest
    browser = signed_in(cato)
    for name in ("agreement", "agreement_sign"):
        page = browser.get(reverse(f"programs:{name}", args=[offered.pk])).content.decode()
        assert digest in page
        assert "accidents ÷ hours worked × 1,000,000" in page
    desk = signed_in(agnes)
    address = reverse("admin:programs_agreement_do", args=[offered.pk, "sign"])
    assert digest in desk.get(address).content.decode()


def test_an_agreement_from_before_definitions_shows_none(cato: User) -> None:
    old = an_agreement()
    assert agreed_indicators(old) == ()
    page = signed_in(cato).get(reverse("programs:agreement", args=[old.pk])).content.decode()
    assert "What is counted" not in page
