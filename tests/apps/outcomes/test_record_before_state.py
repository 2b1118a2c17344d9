"""What was there before, written down once the site has consented."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import MATCH, MatchState
from outcomes.models import Match
from outcomes.services import record_before_state
from people.models import User
from tests.factories.outcomes import a_match


def test_carla_writes_down_what_she_sees(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.CONSENTED)
    done = record_before_state(match_id=match.pk, text=" No guard. ", by=carla, at=noon)
    assert (done.state, done.before_state, done.before_recorded_at) == (
        MatchState.RECORDED,
        "No guard.",
        noon,
    )


def test_empty_words_are_no_record(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.CONSENTED)
    with pytest.raises(RuleBroken, match="Say what is there now") as refusal:
        record_before_state(match_id=match.pk, text="  ", by=carla, at=noon)
    assert refusal.value.field == "text"


@pytest.mark.parametrize("state", [s for s in MatchState if not MATCH.allows("record", s)])
def test_from_any_other_state_it_is_refused(state: MatchState, carla: User, noon: datetime) -> None:
    match = a_match(state=state)
    with pytest.raises(IllegalMove):
        record_before_state(match_id=match.pk, text="No guard.", by=carla, at=noon)


def test_only_editors_of_the_supplier(cato: User, victor: User, noon: datetime) -> None:
    match = a_match(state=MatchState.CONSENTED)
    for someone in (cato, victor):
        with pytest.raises(PermissionDenied):
            record_before_state(match_id=match.pk, text="No guard.", by=someone, at=noon)


def test_the_database_keeps_no_record_without_words(carla: User) -> None:
    match = a_match(state=MatchState.CONSENTED)
    with pytest.raises(IntegrityError, match="match_before_state_recorded"):
        Match.objects.filter(pk=match.pk).update(state=MatchState.RECORDED)
