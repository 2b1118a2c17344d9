"""Scenario 19: bands of achievement leave no number out and hold none twice; 80 % is 80 %."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from core.domain.errors import RuleBroken
from payouts import services
from programs.models import Agreement, TermSheet
from programs.services import propose_agreement, revise_agreement
from tests.apps.programs.terms_desk import a_draft, see, send, to
from tests.doors import signed_in
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON
from tests.factories.people import the
from tests.factories.programs import a_recommendation, an_agreement
from tests.factories.terms import promise

pytestmark = pytest.mark.django_db
AWARDS = (("0.8", 10_000_000), ("1", 30_000_000))  # from 80 % ten million, from 100 % thirty

BROKEN: dict[str, tuple[list[dict[str, str]], str]] = {
    "a gap between 0.8 and 0.9": (
        [{"below": "0.8", "gives": "0"}, {"from": "0.9", "gives": "30000000"}],
        "there is a gap",
    ),
    "an overlap from 0.7 to 0.8": (
        [{"below": "0.8", "gives": "0"}, {"from": "0.7", "gives": "30000000"}],
        "there is an overlap",
    ),
    "exactly 0.8 twice": (
        [{"to": "0.8", "gives": "0"}, {"from": "0.8", "gives": "30000000"}],
        "both bands hold it",
    ),
    "exactly 0.8 in none": (
        [{"below": "0.8", "gives": "0"}, {"above": "0.8", "gives": "30000000"}],
        "no band holds it",
    ),
    "nothing for more than 1": (
        [{"below": "0.8", "gives": "0"}, {"from": "0.8", "to": "1", "gives": "30000000"}],
        "leaves out everything beyond 1",
    ),
}


def with_bands(bands: list[dict[str, str]]) -> dict[str, Any]:
    """Terms whose last step has these bands."""
    sheet = promise(bands=AWARDS)
    *others, last = sheet["steps"]
    assert last["do"] == "bands"
    return {**sheet, "steps": [*others, {**last, "bands": bands}]}


@pytest.mark.parametrize("broken", BROKEN)
def test_nobody_offers_them_or_revises_to_them(broken: str) -> None:
    bands, why = BROKEN[broken]
    recommendation = a_recommendation()
    with pytest.raises(RuleBroken, match=why):
        propose_agreement(
            recommendation_id=recommendation.pk,
            document=with_bands(bands),
            by=the("agnes"),
            at=NOON,
        )
    assert not Agreement.objects.exists()

    good = propose_agreement(
        recommendation_id=recommendation.pk,
        document=promise(bands=AWARDS),
        by=the("agnes"),
        at=NOON,
    )
    with pytest.raises(RuleBroken, match=why):
        revise_agreement(agreement_id=good.pk, document=with_bands(bands), by=the("agnes"), at=NOON)
    assert TermSheet.objects.count() == 1


@pytest.fixture
def desk(db: None) -> Client:
    return signed_in(the("agnes"))


@pytest.mark.parametrize("broken", BROKEN)
def test_the_desk_keeps_what_was_typed_says_what_is_wrong_and_offers_it_to_nobody(
    broken: str, desk: Client
) -> None:
    bands, why = BROKEN[broken]
    draft = a_draft(document=promise(bands=AWARDS))
    place = len(draft.document["steps"]) - 1
    typed = as_typed(draft.document["steps"][place], bands)
    send(desk, to(draft, "draft_edit", "steps", place), **typed)
    draft.refresh_from_db()
    assert draft.document["steps"][place]["bands"] == bands
    assert why in see(desk, to(draft, "draft"))
    page = send(desk, to(draft, "draft_propose"), status=422, revision=str(draft.revision))
    assert why in page
    assert not Agreement.objects.exists()


def as_typed(step: dict[str, Any], bands: list[dict[str, str]]) -> dict[str, Any]:
    typed = {"key": step["key"], "of": step["of"]}
    for row, band in enumerate(bands):
        typed |= {f"bands-{row}-{name}": value for name, value in band.items()}
    return typed


@pytest.mark.parametrize(
    ("attained", "won"),
    [
        ("39.9999", 0),
        ("40", 10_000_000),  # of fifty: exactly 80 %
        ("40.0001", 10_000_000),
        ("49.9999", 10_000_000),
        ("50", 30_000_000),
        ("50.0001", 30_000_000),
    ],
)
def test_a_band_begins_where_it_says(attained: str, won: int) -> None:
    agreement = an_agreement(terms=promise(advance=40_000_000, bands=AWARDS))
    target = a_target(match=a_match(agreement=agreement), clause="hazards")
    assert target.goal == Decimal(50)
    result = verified(target, attained, by=the("victor"), at=NOON)
    payout = services.compute_payout(verification_id=result.pk, at=NOON)
    assert payout.amount == won
    assert payout.state == ("computed" if won else "nothing_due")
