"""Terms are offered that can be paid for: to a selected supplier, out of money that is free."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import NOTHING, Money
from people.models import User
from programs.domain.lifecycle import CommitmentState, RecommendationState
from programs.domain.reserves import largest_cost
from programs.domain.terms import sheet_from
from programs.models import Agreement, Commitment
from programs.selectors import current_terms
from programs.services import propose_agreement
from tests.factories.programs import TERMS, a_program, a_recommendation
from tests.factories.terms import promise

CHEAPER = promise(advance=40_000_000, guards=(500_000, 40))


@pytest.mark.django_db
def test_agnes_proposes_terms_to_a_selected_supplier(agnes: User, noon: datetime) -> None:
    selected = a_recommendation()
    agreement = propose_agreement(recommendation_id=selected.pk, document=TERMS, by=agnes, at=noon)
    terms = current_terms(agreement)
    assert agreement.number == "AG-2026-00001"
    assert (terms.version, terms.written_by) == (1, agnes)
    assert largest_cost(terms.rule).whole == Money(95_000_000)
    assert agreement.reserve == NOTHING


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [s for s in RecommendationState if s != RecommendationState.SELECTED]
)
def test_nothing_is_proposed_before_the_bank_selects(
    state: RecommendationState, agnes: User, noon: datetime
) -> None:
    with pytest.raises(IllegalMove, match="has not selected"):
        propose_agreement(
            recommendation_id=a_recommendation(state=state).pk, document=TERMS, by=agnes, at=noon
        )


@pytest.mark.django_db
def test_a_recommendation_leads_to_one_agreement(
    proposed: Agreement, agnes: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Revise that one"):
        propose_agreement(
            recommendation_id=proposed.recommendation_id, document=TERMS, by=agnes, at=noon
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("committed", "words"),
    [
        ((39_999_999, 99_000_000), "₩40,000,000 from the first tranche, and ₩39,999,999 of it"),
        ((40_000_000, 54_999_999), "₩55,000,000 from the part on results, and ₩54,999,999 of it"),
    ],
)
def test_terms_that_cost_more_than_is_free_are_refused_with_what_is_free(
    committed: tuple[int, int], words: str, agnes: User, noon: datetime
) -> None:
    a_program(committed=committed)
    with pytest.raises(RuleBroken, match=words):
        propose_agreement(
            recommendation_id=a_recommendation().pk, document=TERMS, by=agnes, at=noon
        )
    assert not Agreement.objects.exists()


@pytest.mark.django_db
def test_terms_that_are_not_terms_are_refused_with_the_place(agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="outputs must be a list"):
        propose_agreement(
            recommendation_id=a_recommendation().pk,
            document={**TERMS, "outputs": "none"},
            by=agnes,
            at=noon,
        )


@pytest.mark.django_db
def test_nothing_is_proposed_without_a_confirmed_commitment(agnes: User, noon: datetime) -> None:
    selected = a_recommendation()
    Commitment.objects.update(state=CommitmentState.PROPOSED, confirmed_by=None)
    with pytest.raises(RuleBroken, match="has not confirmed its commitment"):
        propose_agreement(recommendation_id=selected.pk, document=TERMS, by=agnes, at=noon)


@pytest.mark.parametrize(
    ("terms", "base", "success"),
    [
        (promise(advance=40), 40, 0),
        (promise(advance=40, guards=(3, 20)), 40, 60),
        (promise(guards=(3, 20), injuries=(30, "1")), 0, 90),
        (promise(advance=40, bands=(("0.5", 10), ("1", 25))), 40, 25),  # bands do not add up
    ],
)
def test_what_is_paid_on_the_plan_comes_from_the_first_tranche(
    terms: dict[str, Any], base: int, success: int
) -> None:
    cost = largest_cost(sheet_from(terms))
    assert (cost.base, cost.success, cost.whole) == (
        Money(base),
        Money(success),
        Money(base + success),
    )
