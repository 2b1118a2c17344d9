"""What a verifier puts on record, and how it is settled."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import TARGET, Effect, FindingState, GuardRail, Severity, TargetState
from outcomes.models import Finding, Hold, Target
from outcomes.selectors.proposals import Proposal, proposal_of
from outcomes.services import Found, record_finding, resolve_finding
from people.models import Membership, User
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.plans import FREE


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def found(
    target: Target,
    by: User,
    at: datetime,
    text: str = "Two guards missing.",
    kind: Effect = Effect.NONE,
    less: Decimal | None = None,
) -> Finding:
    return record_finding(
        target_id=target.pk,
        found=Found(Severity.MAJOR, text, "Two units less.", kind, less),
        independence=FREE,
        by=by,
        at=at,
    )


def test_victor_finds_and_settles(target: Target, victor: User, noon: datetime) -> None:
    finding = found(target, victor, noon)
    assert (finding.state, finding.severity, finding.recorded_by) == (
        FindingState.OPEN,
        Severity.MAJOR,
        victor,
    )
    settled = resolve_finding(
        finding_id=finding.pk, resolution="Seen on site.", independence=FREE, by=victor, at=noon
    )
    assert (settled.state, settled.resolution) == (FindingState.RESOLVED, "Seen on site.")


def test_words_are_needed_for_both(target: Target, victor: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say what was found") as refusal:
        found(target, victor, noon, text=" ")
    assert refusal.value.field == "text"
    finding = found(target, victor, noon)
    with pytest.raises(RuleBroken, match="Say how it was resolved") as refusal:
        resolve_finding(
            finding_id=finding.pk, resolution=" ", independence=FREE, by=victor, at=noon
        )
    assert refusal.value.field == "resolution"


def test_it_is_settled_once(target: Target, victor: User, noon: datetime) -> None:
    finding = found(target, victor, noon)
    resolve_finding(
        finding_id=finding.pk, resolution="Seen.", independence=FREE, by=victor, at=noon
    )
    with pytest.raises(IllegalMove):
        resolve_finding(
            finding_id=finding.pk, resolution="Again.", independence=FREE, by=victor, at=noon
        )


OPEN = {TargetState.VERIFIED, *TARGET.moves["verify"].sources}


@pytest.mark.parametrize("state", [s for s in TargetState if s not in OPEN])
def test_only_for_an_agreed_target_or_late_for_a_verified_one(
    state: TargetState, victor: User, noon: datetime
) -> None:
    with pytest.raises(IllegalMove):
        found(a_target(state=state), victor, noon)


def test_only_by_independent_verifiers(
    target: Target, carla: User, agnes: User, victor: User, noon: datetime
) -> None:
    finding = found(target, victor, noon)
    for someone in (carla, agnes):
        with pytest.raises(PermissionDenied):
            found(target, someone, noon)
        with pytest.raises(PermissionDenied):
            resolve_finding(
                finding_id=finding.pk, resolution="Fine.", independence=FREE, by=someone, at=noon
            )
    supplier = target.agreement.supplier.organization
    Membership.objects.create(user=victor, organization=supplier, role="editor")
    with pytest.raises(RuleBroken, match="Somebody independent"):
        found(target, victor, noon)
    with pytest.raises(RuleBroken, match="Somebody independent"):
        resolve_finding(
            finding_id=finding.pk, resolution="Fine.", independence=FREE, by=victor, at=noon
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "resolved"}, "finding_resolved_in_words"),
        ({"text": ""}, "finding_of_a_verifier_says_something"),
    ],
)
def test_the_database_wants_words(
    target: Target, victor: User, noon: datetime, change: dict[str, str], constraint: str
) -> None:
    finding = found(target, victor, noon)
    with pytest.raises(IntegrityError, match=constraint):
        Finding.objects.filter(pk=finding.pk).update(**change)


def test_a_finding_takes_off_what_counts_and_its_effect_may_fall_away(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    finding = found(target, victor, noon, kind=Effect.LESS, less=Decimal(3))
    assert most(target) == 7
    (words,) = proposal(target).sentences
    assert (words.text, words.values["less"]) == ("Findings take %(less)s off what counts.", "3")
    resolve_finding(
        finding_id=finding.pk,
        resolution="Two of three were found behind the press.",
        stands=False,
        independence=FREE,
        by=victor,
        at=noon,
    )
    assert most(target) == 10


def test_findings_never_take_more_than_there_is(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    for _ in range(2):
        found(target, victor, noon, kind=Effect.LESS, less=Decimal(8))
    assert most(target) == 0


@pytest.mark.parametrize("less", [None, Decimal(0), Decimal(-1)])
def test_less_says_how_much(
    target: Target, victor: User, noon: datetime, less: Decimal | None
) -> None:
    with pytest.raises(RuleBroken, match="how much less counts") as refusal:
        found(target, victor, noon, kind=Effect.LESS, less=less)
    assert refusal.value.field == "less"


def test_injuries_are_not_counted_in_part(carla: User, victor: User, noon: datetime) -> None:
    target = a_target(design={"kind": "rate_reduction", "alpha": "0.05"}, clause="injuries")
    with pytest.raises(RuleBroken, match="not counted in part"):
        found(target, victor, noon, kind=Effect.LESS, less=Decimal(1))


def test_a_finding_can_stop_the_money_once_for_two(
    target: Target, victor: User, noon: datetime
) -> None:
    found(target, victor, noon, kind=Effect.HOLD)
    found(target, victor, noon, kind=Effect.HOLD)
    (hold,) = Hold.objects.all()
    assert (hold.kind, hold.words, hold.opened_by) == (
        GuardRail.FINDING,
        "Two guards missing.",
        victor,
    )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"effect_kind": "less"}, "finding_says_how_much_less"),
        ({"less": 3}, "finding_says_how_much_less"),
        ({"effect_stands": False}, "finding_effect_falls_with_words"),
    ],
)
def test_the_database_wants_an_effect_that_makes_sense(
    target: Target, victor: User, noon: datetime, change: dict[str, object], constraint: str
) -> None:
    finding = found(target, victor, noon)
    with pytest.raises(IntegrityError, match=constraint):
        Finding.objects.filter(pk=finding.pk).update(**change)


def proposal(target: Target) -> Proposal:
    answer = proposal_of(target, Decimal(10))
    assert answer is not None
    return answer


def most(target: Target) -> Decimal:
    return proposal(target).most
