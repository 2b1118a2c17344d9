"""The people of the stories, for this room, and three events that were recorded."""

from __future__ import annotations

from datetime import datetime

import pytest

from audit.models import Event
from audit.services import record
from people.models import User
from tests.people import *  # noqa: F403


@pytest.fixture
def three(carla: User, noon: datetime) -> list[Event]:
    return [
        record(action=f"thing.{word}", subject=carla, by="a@example.test", at=noon, step=word)
        for word in ("begin", "carry on", "end")
    ]
