"""Guard-rails: money waits for people. Nothing pays by itself, and nothing fails by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import HOLD, GuardRail, HoldState, MeasurementState
from outcomes.models import Hold, Target
from outcomes.selectors.holds import holds_on, holds_to_decide
from outcomes.services import (
    certify_measurement,
    certify_measurements,
    decide_hold,
    open_hold,
    propose_lift,
)
from payouts.selectors.due import verifications_without_payout
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_measurement, a_target, verified


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def a_hold(target: Target, by: User, at: datetime) -> Hold:
    return open_hold(
        target_id=target.pk, kind=GuardRail.CONCEALMENT, words="A worker told us.", by=by, at=at
    )


@pytest.mark.parametrize("at_once", [False, True])
def test_a_death_that_is_told_holds_the_target(
    target: Target, cato: User, noon: datetime, at_once: bool
) -> None:
    reading = a_measurement(target=target, state=MeasurementState.MEASURED)
    reading.events, reading.people, reading.deaths, reading.hours = 1, 1, 1, Decimal(2000)
    reading.save()
    if at_once:
        certify_measurements(target_id=target.pk, by=cato, at=noon)
    else:
        certify_measurement(measurement_id=reading.pk, by=cato, at=noon)
    (hold,) = holds_on(target)
    assert (hold.kind, hold.opened_by, hold.state) == (GuardRail.FATALITY, None, HoldState.OPENED)
    assert all(said in hold.words for said in ("사망자가 1명", "1 deaths are told"))


def test_a_second_death_opens_no_second_hold_before_the_first_is_lifted(
    target: Target, agnes: User, arthur: User, cato: User, noon: datetime
) -> None:
    def dies(first: date, last: date) -> list[Hold]:
        reading = a_measurement(
            target=target,
            state=MeasurementState.MEASURED,
            first_day=first,
            last_day=last,
            events=1,
            people=1,
            deaths=1,
            hours=Decimal(2000),
        )
        certify_measurement(measurement_id=reading.pk, by=cato, at=noon)
        return [*holds_on(target)]

    (hold,) = dies(date(2026, 1, 1), date(2026, 2, 28))
    assert dies(date(2026, 3, 1), date(2026, 3, 31)) == [hold]
    assert "2026-01-01" in hold.words
    propose_lift(hold_id=hold.pk, decision="Both were seen.", by=agnes, at=noon)
    decide_hold(hold_id=hold.pk, lifts=True, by=arthur, at=noon)
    (again,) = dies(date(2026, 4, 1), date(2026, 4, 30))
    assert "2026-04-01" in again.words


def test_nothing_is_computed_while_a_hold_stands(
    target: Target, agnes: User, arthur: User, victor: User, noon: datetime
) -> None:
    verified(target, "50", by=victor, at=noon, verdict="met")
    assert verifications_without_payout().count() == 1
    hold = a_hold(target, agnes, noon)
    assert verifications_without_payout().count() == 0
    propose_lift(hold_id=hold.pk, decision="The report was found.", by=agnes, at=noon)
    assert verifications_without_payout().count() == 0
    decide_hold(hold_id=hold.pk, lifts=True, by=arthur, at=noon)
    assert verifications_without_payout().count() == 1
    assert list(holds_on(target)) == []


def test_two_officers_lift_it(
    target: Target, agnes: User, arthur: User, victor: User, carla: User, noon: datetime
) -> None:
    hold = a_hold(target, victor, noon)
    with pytest.raises(PermissionDenied):
        propose_lift(hold_id=hold.pk, decision="It is fine.", by=carla, at=noon)
    with pytest.raises(RuleBroken, match="Say what was looked at"):
        propose_lift(hold_id=hold.pk, decision=" ", by=agnes, at=noon)
    propose_lift(hold_id=hold.pk, decision="It is fine.", by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="You proposed to lift this hold"):
        decide_hold(hold_id=hold.pk, lifts=True, by=agnes, at=noon)
    kept = decide_hold(hold_id=hold.pk, lifts=False, by=arthur, at=noon)
    assert kept.state == HoldState.OPENED
    with pytest.raises(IllegalMove):
        decide_hold(hold_id=hold.pk, lifts=True, by=arthur, at=noon)


def test_one_reason_holds_once(target: Target, agnes: User, carla: User, noon: datetime) -> None:
    a_hold(target, agnes, noon)
    with pytest.raises(RuleBroken, match="on hold for this reason already"):
        a_hold(target, agnes, noon)
    with pytest.raises(RuleBroken, match="Say why"):
        open_hold(target_id=target.pk, kind=GuardRail.FATALITY, words=" ", by=agnes, at=noon)
    with pytest.raises(PermissionDenied):
        a_hold(target, carla, noon)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lifted"}, "hold_lifted_in_words"),
        ({"words": ""}, "hold_stays_until_lifted"),
    ],
)
def test_the_database_wants_words_and_two_people(
    target: Target, agnes: User, noon: datetime, change: dict[str, str], constraint: str
) -> None:
    row = Hold.objects.filter(pk=a_hold(target, agnes, noon).pk)
    row.update(state="lift_proposed")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.update(**change)
    with pytest.raises(IntegrityError, match="hold_lifted_by_two_people"), transaction.atomic():
        row.update(proposed_by=agnes, decided_by=agnes)


@pytest.mark.parametrize("state", HoldState)
def test_a_hold_moves_only_along_its_arrows(
    state: HoldState, target: Target, agnes: User, arthur: User, noon: datetime
) -> None:
    hold = a_hold(target, agnes, noon)
    row = Hold.objects.filter(pk=hold.pk)
    if state != HoldState.OPENED:
        row.update(state=HoldState.PROPOSED, decision="Looked at.", proposed_by=agnes)
    if state == HoldState.LIFTED:
        row.update(state=state, decided_by=arthur, decided_at=noon)
    verbs: dict[str, Callable[[], Hold]] = {
        "propose": lambda: propose_lift(hold_id=hold.pk, decision="Fine.", by=agnes, at=noon),
        "lift": lambda: decide_hold(hold_id=hold.pk, lifts=True, by=arthur, at=noon),
        "keep": lambda: decide_hold(hold_id=hold.pk, lifts=False, by=arthur, at=noon),
    }
    assert set(verbs) == set(HOLD.moves)
    for verb, does in verbs.items():
        if not HOLD.allows(verb, state):
            with pytest.raises(IllegalMove):
                does()


def test_the_pages_walk_from_hold_to_lift(
    target: Target, agnes: User, arthur: User, victor: User
) -> None:
    page = reverse("outcomes:hold_open", args=[target.pk])
    words = {"kind": "concealment", "words": "A worker told us about an injury."}
    assert english(victor).post(page, words).status_code == 302
    hold = Hold.objects.get()
    home = reverse("outcomes:target", args=[target.pk])
    assert "Propose to lift it" in english(agnes).get(home).content.decode()
    propose = reverse("outcomes:hold_propose", args=[hold.pk])
    assert "A worker told us" in english(agnes).get(propose).content.decode()
    english(agnes).post(propose, {"decision": "The injury is in the report of May."})
    assert list(holds_to_decide(arthur)) == [hold]
    assert list(holds_to_decide(agnes)) == []
    decide = reverse("outcomes:hold_decide", args=[hold.pk])
    assert "in the report of May" in english(arthur).get(decide).content.decode()
    english(arthur).post(decide, {"lifts": "yes"})
    hold.refresh_from_db()
    assert hold.state == HoldState.LIFTED
