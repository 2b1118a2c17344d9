"""A signed result does not stand: one person says so, a second one decides, nothing is edited."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import Effect, ReversalState, Severity
from outcomes.models import Reversal, Target, Verification
from outcomes.selectors.reversals import Standing, reversals_to_decide, standing_of
from outcomes.services import (
    Found,
    Instead,
    decide_reversal,
    propose_reversal,
    record_finding,
)
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_target, verified
from tests.factories.people import the
from tests.factories.plans import FREE

TWO_MISSING = "Two guards had been taken off again."


@pytest.fixture
def verification(carla: User, victor: User, noon: datetime) -> Verification:
    return verified(a_target(), "10", by=victor, at=noon)


def proposed(
    verification: Verification, by: User, at: datetime, attained: str | None = "8", **more: Any
) -> Reversal:
    number = None if attained is None else Decimal(attained)
    return propose_reversal(
        verification_id=verification.pk,
        instead=Instead(more.pop("reason", TWO_MISSING), number),
        independence=FREE,
        by=by,
        at=at,
        **more,
    )


def decided(reversal: Reversal, by: User, at: datetime, *, confirms: bool = True) -> Reversal:
    return decide_reversal(reversal_id=reversal.pk, confirms=confirms, by=by, at=at)


def test_what_was_signed_stays_and_something_else_counts(
    verification: Verification, victor: User, agnes: User, noon: datetime
) -> None:
    reversal = proposed(verification, victor, noon)
    assert standing_of(verification) == Standing(Decimal(10))
    decided(reversal, agnes, noon)
    assert standing_of(verification) == Standing(Decimal(8), reversal.pk)
    verification.refresh_from_db()
    assert verification.attained == 10
    last = events_about(reversal).last()
    assert last is not None
    assert (last.action, last.details["attained"]) == ("reversal.confirm", "8")


def test_the_last_of_several_counts_and_one_that_was_refused_does_not(
    verification: Verification, victor: User, agnes: User, arthur: User, noon: datetime
) -> None:
    decided(proposed(verification, victor, noon), agnes, noon)
    second = decided(proposed(verification, agnes, noon, "5"), arthur, noon)
    refused = proposed(verification, victor, noon, None)
    assert decided(refused, agnes, noon, confirms=False).state == ReversalState.REFUSED
    assert standing_of(verification) == Standing(Decimal(5), second.pk)
    nothing = decided(proposed(verification, victor, noon, None), agnes, noon)
    assert standing_of(verification) == Standing(None, nothing.pk)
    with pytest.raises(RuleBroken, match="less than what counts now, –"):
        proposed(verification, victor, noon, "1")


@pytest.mark.parametrize(
    ("attained", "reason", "said", "field"),
    [
        ("10", TWO_MISSING, "less than what counts now, 10", "attained"),
        ("11", TWO_MISSING, "less than what counts now, 10", "attained"),
        ("-1", TWO_MISSING, "at least 0", "attained"),
        ("8", "  ", "Say why", "reason"),
    ],
)
def test_it_only_takes_away_and_says_why(
    verification: Verification,
    victor: User,
    noon: datetime,
    attained: str,
    reason: str,
    said: str,
    field: str,
) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        proposed(verification, victor, noon, attained, reason=reason)
    assert refusal.value.field == field


def test_injuries_are_not_counted_in_part(victor: User, carla: User, noon: datetime) -> None:
    baseline = ["2025-01-01", "2025-12-31"]
    target = a_target(design={"kind": "rate_reduction", "alpha": "0.05", "baseline": baseline})
    result = verified(target, "30", by=victor, at=noon)
    with pytest.raises(RuleBroken, match="Leave the number empty"):
        proposed(result, victor, noon, "20")
    assert proposed(result, victor, noon, None).attained is None


def test_one_waits_at_a_time_and_is_decided_once(
    verification: Verification, victor: User, agnes: User, noon: datetime
) -> None:
    reversal = proposed(verification, victor, noon)
    with pytest.raises(RuleBroken, match="waits for a decision already"):
        proposed(verification, agnes, noon)
    decided(reversal, agnes, noon)
    with pytest.raises(IllegalMove):
        decided(reversal, agnes, noon, confirms=False)


def test_two_people_and_neither_of_them_signed_the_result(
    verification: Verification, agnes: User, arthur: User, noon: datetime
) -> None:
    reversal = proposed(verification, agnes, noon)
    assert list(reversals_to_decide(agnes)) == []
    assert list(reversals_to_decide(arthur)) == [reversal]
    with pytest.raises(RuleBroken, match="Another officer decides"):
        decided(reversal, agnes, noon)
    for name in ("carla", "victor", "anna", "otto"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            decided(reversal, the(name), noon)
    for name in ("carla", "anna", "otto"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            proposed(verification, the(name), noon)
    assert decided(reversal, arthur, noon).decided_by == arthur


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "confirmed"}, "reversal_decided_by_someone"),
        ({"reason": "Other words."}, "reversal_decided_once"),
        ({"attained": Decimal(1)}, "reversal_decided_once"),
    ],
)
def test_the_database_wants_two_people_and_keeps_what_was_proposed(
    verification: Verification,
    agnes: User,
    noon: datetime,
    change: dict[str, Any],
    constraint: str,
) -> None:
    rows = Reversal.objects.filter(pk=proposed(verification, agnes, noon).pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**change)
    signed = {"state": "confirmed", "decided_at": noon}
    with pytest.raises(IntegrityError, match="reversal_by_two_people"), transaction.atomic():
        rows.update(decided_by=agnes, **signed)
    with pytest.raises(IntegrityError, match="reversal_not_by_the_verifier"), transaction.atomic():
        rows.update(decided_by=verification.verified_by, **signed)
    with pytest.raises(IntegrityError, match="reversal_decided_once"), transaction.atomic():
        rows.delete()


def test_the_database_lets_none_begin_decided(
    verification: Verification, agnes: User, arthur: User, noon: datetime
) -> None:
    row: dict[str, Any] = {"verification": verification, "reason": "So.", "proposed_by": agnes}
    decided_row = {"state": "confirmed", "decided_by": arthur, "decided_at": noon}
    for wrong, constraint in (
        (decided_row, "reversal_begins_proposed"),
        ({"reason": ""}, "reversal_says_why"),
        ({"attained": Decimal(-1)}, "reversal_not_below_nothing"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Reversal.objects.create(**{**row, "proposed_at": noon, **wrong})


def late(target: Target, by: User, at: datetime, less: str, kind: Effect = Effect.LESS) -> None:
    record_finding(
        target_id=target.pk,
        found=Found(Severity.MAJOR, TWO_MISSING, "", kind, Decimal(less)),
        independence=FREE,
        by=by,
        at=at,
    )


def test_a_late_finding_proposes_a_reversal_of_its_own(
    verification: Verification, victor: User, agnes: User, noon: datetime
) -> None:
    late(verification.target, victor, noon, "2")
    reversal = Reversal.objects.get()
    assert reversal.finding is not None
    assert (reversal.attained, reversal.reason) == (Decimal(8), TWO_MISSING)
    assert (reversal.finding.less, reversal.proposed_by) == (Decimal(2), victor)
    decided(reversal, agnes, noon)
    late(verification.target, victor, noon, "3")
    assert Reversal.objects.order_by("-pk")[0].attained == 5


def test_a_late_finding_takes_no_more_than_counts_and_a_mere_note_takes_nothing(
    verification: Verification, victor: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="10 counts") as refusal:
        late(verification.target, victor, noon, "11")
    assert refusal.value.field == "less"
    late(verification.target, victor, noon, "1", Effect.NONE)
    assert not Reversal.objects.exists()


def test_the_pages_walk_from_doubt_to_decision(
    verification: Verification, agnes: User, arthur: User, victor: User
) -> None:
    target = verification.target
    home = reverse("outcomes:target", args=[target.pk])
    page = reverse("outcomes:verification_reverse", args=[target.pk])
    assert page in english(agnes).get(home).content.decode()
    assert "has a tie to the supplier" not in english(agnes).get(page).content.decode()
    undeclared = english(victor).post(page, {"attained": "8", "reason": TWO_MISSING})
    assert "has a tie to the supplier" in undeclared.content.decode()
    assert not Reversal.objects.exists()
    more = english(agnes).post(page, {"attained": "12", "reason": TWO_MISSING}).content.decode()
    assert "less than what counts now, 10" in more
    assert TWO_MISSING in more  # nothing typed is lost
    assert english(agnes).post(page, {"attained": "8", "reason": TWO_MISSING}).status_code == 302
    reversal = Reversal.objects.get()
    decide = reverse("outcomes:reversal_decide", args=[reversal.pk])
    assert decide not in english(agnes).get(home).content.decode()
    assert decide in english(arthur).get(home).content.decode()
    assert TWO_MISSING in english(arthur).get(decide).content.decode()
    done = english(arthur).post(decide, {"confirms": "yes"}, follow=True).content.decode()
    assert "Reversed. What is owed is computed anew." in done
    assert "8 counts instead" in done
    reversal.refresh_from_db()
    assert reversal.state == ReversalState.CONFIRMED
