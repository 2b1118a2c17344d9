"""What a verifier sees at a sampled item, and what counts of the whole by the rule agreed before."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import MeasurementState, Phase, Severity
from outcomes.domain.sampling import Counting
from outcomes.models import Finding, Measurement, Target, VerificationPlan
from outcomes.selectors import evaluation_of
from outcomes.selectors.proposals import counted_in, proposal_of
from outcomes.selectors.samples import sample_left
from outcomes.services import Accepted, Seen, record_sample, resolve_finding, verify_target
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan
from tests.factories.programs import SPRING


@pytest.fixture
def portfolio(carla: User) -> Target:
    """Twelve months of ten guards each, claimed for all worksites together."""
    target = a_target()
    target.match = None
    target.save()
    for month in range(1, 13):
        first = SPRING.date().replace(year=2026, month=month, day=1)
        Measurement.objects.create(
            target=target,
            phase=Phase.FOLLOW_UP,
            first_day=first,
            last_day=first.replace(day=28),
            quantity=Decimal(10),
            key=uuid4(),
            state=MeasurementState.CERTIFIED,
            measured_by=the("carla"),
            measured_at=SPRING,
            certified_by=the("cato"),
            certified_at=SPRING,
        )
    return target


def looks(plan: VerificationPlan, victor: User, at: datetime, *, wrong: int = 0) -> None:
    for place, name in enumerate(plan.sample):
        bad = place < wrong
        seen = Seen(name, not bad, Decimal(5) if bad else None, "Counted on site.")
        record_sample(plan_id=plan.pk, seen=seen, independence=FREE, by=victor, at=at)


@pytest.mark.parametrize(
    ("rule", "least", "most"),
    [
        (Counting.VERIFIED_SHARE, "110", "120"),
        (Counting.EXTRAPOLATED, "60", "110"),
        (Counting.WIDENED, "110", "120"),
    ],
)
def test_the_rule_agreed_beforehand_says_what_counts(
    portfolio: Target, victor: User, noon: datetime, rule: Counting, least: str, most: str
) -> None:
    portfolio.counting = rule
    portfolio.save()
    plan = a_plan(portfolio, by=victor, at=noon)
    looks(plan, victor, noon, wrong=1)
    proposal = proposal_of(portfolio, Decimal(120))
    assert proposal is not None
    assert Decimal(least) <= proposal.most < Decimal(most)
    assert proposal.widen == (rule == Counting.WIDENED and len(plan.sample) < 12)


def test_more_than_the_rule_gives_is_not_accepted(
    portfolio: Target, victor: User, noon: datetime
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    looks(plan, victor, noon, wrong=1)
    proposal = proposal_of(portfolio, Decimal(120))
    assert proposal is not None
    most = proposal.most

    def verify(accepted: Decimal | None, because: str = "") -> Decimal | None:
        done = verify_target(
            target_id=portfolio.pk,
            independence="No tie to the supplier or the worksites.",
            accepted=None if accepted is None else Accepted(accepted, because),
            digest=evaluation_of(portfolio, after, accepted).digest,
            by=victor,
            at=after,
        )
        return done.attained

    after = noon.replace(year=2027)
    for too_much in (None, most + 1):
        with pytest.raises(RuleBroken, match=r"findings at most .* count") as refusal:
            verify(too_much)
        assert refusal.value.field == "accepted"
    with pytest.raises(RuleBroken, match="Say why you accept less") as refusal:
        verify(most - 1)
    assert refusal.value.field == "because"
    assert verify(most - 1, "One guard was of cardboard.") == most - 1


def test_nothing_counts_before_all_of_the_sample_was_looked_at(
    portfolio: Target, victor: User, noon: datetime
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    assert counted_in(plan) is None
    assert "items of the sample are not looked at yet" in str(evaluation_of(portfolio, noon).blocks)
    looks(plan, victor, noon)
    assert sample_left(plan) == ()
    counted = counted_in(plan)
    assert counted is not None
    assert counted.quantity == 120


def test_a_wrong_reading_of_injuries_stops_the_verification_until_it_is_settled(
    carla: User, victor: User, noon: datetime
) -> None:
    target = a_target(design={"kind": "rate_reduction", "alpha": "0.05"}, clause="injuries")
    a_measurement(target=target, quantity=None, events=0, hours=Decimal(9000))
    plan = a_plan(target, by=victor, at=noon)

    def stopped() -> bool:
        return "A major finding is open" in str(evaluation_of(target, noon).blocks)

    (name,) = plan.sample
    seen = Seen(name, is_right=False, verified=None, words=" The insurer knows of two injuries. ")
    assert not stopped()
    record_sample(plan_id=plan.pk, seen=seen, independence=FREE, by=victor, at=noon)
    finding = Finding.objects.get()
    assert (finding.target, finding.severity, finding.recorded_by, finding.independence) == (
        target,
        Severity.MAJOR,
        victor,
        FREE,
    )
    assert finding.text == "2026-01-01 – 2026-03-31: The insurer knows of two injuries."
    assert stopped()
    resolve_finding(
        finding_id=finding.pk, resolution="Sent anew.", independence=FREE, by=victor, at=noon
    )
    assert not stopped()


def test_an_item_is_looked_at_once_and_in_words(
    portfolio: Target, carla: User, victor: User, noon: datetime
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    name = plan.sample[0]
    good = Seen(name, is_right=True, verified=None, words="All ten.")
    for wrong, words in [
        (Seen("1:0000", is_right=True, verified=None, words="x"), "not in the sample"),
        (Seen(name, is_right=True, verified=None, words=" "), "Say what was seen"),
        (Seen(name, is_right=False, verified=None, words="x"), "less than 10"),
        (Seen(name, is_right=False, verified=Decimal(10), words="x"), "less than 10"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            record_sample(plan_id=plan.pk, seen=wrong, independence=FREE, by=victor, at=noon)
    with pytest.raises(PermissionDenied):
        record_sample(plan_id=plan.pk, seen=good, independence=FREE, by=carla, at=noon)
    record_sample(plan_id=plan.pk, seen=good, independence=FREE, by=victor, at=noon)
    with pytest.raises(RuleBroken, match="recorded for this item already"):
        record_sample(plan_id=plan.pk, seen=good, independence=FREE, by=victor, at=noon)


def test_victor_goes_from_item_to_item_on_his_phone(
    portfolio: Target, victor: User, noon: datetime
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    page = reverse("outcomes:sample_record", args=[portfolio.pk])
    phone = english(victor)
    for name in plan.sample:
        assert name in phone.get(page).content.decode()
        answer = phone.post(
            page, {"name": name, "is_right": "yes", "words": "Ten guards.", "declares": "on"}
        )
        assert answer.status_code == 302
    home = phone.get(reverse("outcomes:target", args=[portfolio.pk])).content.decode()
    assert home.count("Ten guards.") == len(plan.sample)
    verify = phone.get(reverse("outcomes:target_verify", args=[portfolio.pk])).content.decode()
    assert "What the sample says" in verify
