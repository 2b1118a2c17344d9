"""Terms are offered that can be paid for: to a selected supplier, out of money that is free."""

from __future__ import annotations

from datetime import datetime

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

CHEAPER = {**TERMS, "cap": 60_000_000}


@pytest.mark.django_db
def test_agnes_proposes_terms_to_a_selected_supplier(agnes: User, noon: datetime) -> None:
    selected = a_recommendation()
    agreement = propose_agreement(recommendation_id=selected.pk, document=TERMS, by=agnes, at=noon)
    terms = current_terms(agreement)
    assert agreement.number == "AG-2026-00001"
    assert (terms.version, terms.written_by) == (1, agnes)
    assert terms.rule.largest() == Money(95_000_000)
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
    with pytest.raises(RuleBroken, match="clauses"):
        propose_agreement(
            recommendation_id=a_recommendation().pk,
            document={**TERMS, "clauses": []},
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
    ("clauses", "cap", "base", "success"),
    [
        ([("a", 40)], 100, 40, 0),
        ([("a", 40), ("b", 30)], 60, 60, 0),  # the cap limits the fixed clauses
        ([("a", 40), ("+", 90)], 100, 40, 60),  # and what is left above them
        ([("+", 90)], 100, 0, 90),
    ],
)
def test_the_fixed_part_comes_from_the_first_tranche(
    clauses: list[tuple[str, int]], cap: int, base: int, success: int
) -> None:
    document = {
        **TERMS,
        "cap": cap,
        "clauses": [
            {"key": "more", "kind": "threshold", "award": won, "at_least": "1"}
            if key == "+"
            else {"key": key, "kind": "fixed", "amount": won}
            for key, won in clauses
        ],
    }
    cost = largest_cost(sheet_from(document))
    assert (cost.base, cost.success, cost.both) == (
        Money(base),
        Money(success),
        Money(base + success),
    )
