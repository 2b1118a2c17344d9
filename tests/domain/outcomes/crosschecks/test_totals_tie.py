"""One number for all worksites is the sum of theirs."""

from __future__ import annotations

from decimal import Decimal

from outcomes.domain.crosschecks.totals_tie import totals_tie
from tests.domain.outcomes.crosschecks.readings import after, before, facts, said

PARTS = (after(site=1, events=2), after(site=2, events=3))


def test_a_total_that_is_not_the_sum_blocks_by_each_number() -> None:
    found = said([*totals_tie(facts(after(events=4, hours="120001"), *PARTS))])
    assert [weight for weight, _ in found] == ["blocks", "blocks"]
    assert found[0][1].startswith("4 for all worksites together, but the worksites add up to 5.")
    assert "120,001" in found[1][1]
    quantities = (after(site=1, quantity=Decimal(1)), after(site=2, quantity=Decimal("1.5")))
    assert (
        len([*totals_tie(facts(after(hours=None, events=None, quantity=Decimal(3)), *quantities))])
        == 1
    )


def test_a_sum_that_ties_or_cannot_be_made_says_nothing() -> None:
    assert not [*totals_tie(facts(after(events=5, hours="120000"), *PARTS))]
    assert not [
        *totals_tie(facts(after(events=9), PARTS[0], after(site=2, events=None, hours=None)))
    ][1:]
    assert not [*totals_tie(facts(after(events=9, hours="1")))]
    assert not [*totals_tie(facts(after(site=3, events=9), *PARTS))]
    assert not [*totals_tie(facts(before(events=9), *PARTS))]
