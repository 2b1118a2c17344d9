"""A wrong match gives its place free, as long as nothing is measured for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken, Stale
from outcomes.domain.lifecycle import MatchState, TargetState
from outcomes.models import Coverage, Match
from outcomes.services import answer_confirmation, ask_worksite, withdraw_match
from people.models import User
from tests.apps.outcomes.conftest import page, sent
from tests.factories.outcomes import a_match, a_measurement, a_target

Withdraw = Callable[..., Match]


@pytest.fixture
def withdraw(carla: User, noon: datetime) -> Withdraw:
    def run(match: Match, *, by: User = carla, reason: str = "Wrong firm.") -> Match:
        return withdraw_match(match_id=match.pk, reason=reason, by=by, at=noon)

    return run


def test_the_place_is_free_again_and_open_links_no_longer_work(
    withdraw: Withdraw, carla: User, noon: datetime
) -> None:
    match = a_match(state=MatchState.PROPOSED)
    _, token = ask_worksite(match_id=match.pk, by=carla, at=noon)
    withdraw(match)
    assert not Coverage.objects.get(match=match).is_live
    with pytest.raises(Stale, match="newer link"):
        answer_confirmation(token=token, agrees=True, comment="", key=uuid4(), at=noon)
    again = a_match(agreement=match.agreement, worksite=match.worksite)
    assert Coverage.objects.get(match=again).is_live
    assert [e.action for e in events_about(match)] == ["match.withdraw"]


def test_what_was_promised_for_it_is_not_promised_any_more(withdraw: Withdraw) -> None:
    target = a_target()
    assert target.match
    withdraw(target.match)
    target.refresh_from_db()
    assert target.state == TargetState.SUPERSEDED


def test_what_was_measured_stays(withdraw: Withdraw) -> None:
    match = a_measurement().target.match
    assert match
    with pytest.raises(RuleBroken, match="was measured at Daesung"):
        withdraw(match)
    with pytest.raises(IntegrityError, match="match_withdrawn_unmeasured"), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(state=MatchState.WITHDRAWN)


@pytest.mark.parametrize("state", [MatchState.WITHDRAWN, MatchState.REFUSED])
def test_the_database_takes_no_reading_for_what_is_withdrawn(
    state: MatchState, carla: User
) -> None:
    target = a_target(match=a_match(state=state))
    with pytest.raises(IntegrityError, match="measurement_of_live_match"), transaction.atomic():
        a_measurement(target=target)


def test_a_reason_is_given_and_a_second_time_is_refused(withdraw: Withdraw) -> None:
    match = a_match()
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        withdraw(match, reason="  ")
    assert refusal.value.field == "reason"
    withdraw(match)
    with pytest.raises(IllegalMove):
        withdraw(match)


def test_the_agency_may_and_others_may_not(
    withdraw: Withdraw, agnes: User, cato: User, victor: User, olivia: User
) -> None:
    match = a_match()
    for other in (cato, victor, olivia):
        with pytest.raises(PermissionDenied):
            withdraw(match, by=other)
    assert withdraw(match, by=agnes).state == MatchState.WITHDRAWN


def test_carla_withdraws_it_on_its_page(carla: User) -> None:
    match = a_match()
    assert "Withdraw this match" in page(carla, "match", match.pk)
    assert "Nothing may be measured" in page(carla, "match_withdraw", match.pk)
    sent(carla, "match_withdraw", match.pk, data={"reason": "Wrong firm."})
    html = page(carla, "match", match.pk)
    assert "Withdraw this match" not in html
    assert "Withdrawn" in html
