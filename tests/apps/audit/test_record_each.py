"""record_each: the same happened to many things at once."""

from __future__ import annotations

from datetime import datetime

import pytest

from audit.models import Event
from audit.selectors import events_about
from audit.services import record_each
from core.domain.errors import RuleBroken
from people.models import User
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def test_there_is_an_event_about_each(carla: User, noon: datetime) -> None:
    about = [(carla, {"step": 1}), (the("theo"), {"step": 2})]
    record_each(action="thing.begin", about=about, by="a@example.test", at=noon)
    for thing, details in about:
        (event,) = events_about(thing)
        assert (event.action, event.actor) == ("thing.begin", "a@example.test")
        assert (event.happened_at, event.details) == (noon, details)


def test_one_that_could_never_be_sealed_stops_all(carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken):
        record_each(action="x", about=[(carla, {}), (carla, {"half": 0.5})], by="a", at=noon)
    assert not Event.objects.exists()
