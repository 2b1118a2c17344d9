"""The statement carries what was counted, as it was agreed."""

from __future__ import annotations

from datetime import datetime

import pytest

from programs.domain.indicators import definition_digest, definition_from
from reports.selectors import statement_facts
from tests.factories.indicators import a_defined_indicator, an_offer, signed_by_three
from tests.factories.outcomes import a_match
from tests.factories.payouts import a_computed_payout


@pytest.mark.django_db
def test_a_statement_says_what_each_indicator_meant(noon: datetime) -> None:
    a_defined_indicator("kr_frequency_rate")
    match = a_match(agreement=signed_by_three(an_offer(noon), noon))
    a_defined_indicator("kr_frequency_rate", version=2, absence_days=7)
    (kept,) = statement_facts(a_computed_payout(match=match))["agreement"]["indicators"]
    rule = definition_from(kept["document"])
    assert (rule.version, rule.absence_days) == (1, 3)
    assert kept["digest"] == definition_digest(rule)


@pytest.mark.django_db
def test_a_statement_from_before_definitions_stays_as_it_was() -> None:
    assert "indicators" not in statement_facts(a_computed_payout())["agreement"]
