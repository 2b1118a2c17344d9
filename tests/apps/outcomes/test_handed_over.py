"""A link of the contact person before no longer works once somebody else answers."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from companies.services import Contact, confirm_contact, request_contact
from core.domain.errors import Stale
from outcomes.domain.lifecycle import MatchState
from outcomes.selectors import confirmations_waiting, matches_to_ask
from outcomes.services import answer_confirmation, ask_worksite
from people.models import User
from tests.factories.outcomes import a_match


@pytest.mark.parametrize(("email", "works"), [("walter@x.example", False), ("W@x.example", True)])
def test_a_link_works_for_whoever_is_asked_today(
    email: str, works: bool, carla: User, cato: User
) -> None:
    match, now = a_match(state=MatchState.PROPOSED), timezone.now()
    match.worksite.contact_email = "w@x.example"
    match.worksite.save()
    _, token = ask_worksite(match_id=match.pk, by=carla, at=now)
    change = request_contact(
        worksite_id=match.worksite_id,
        contact=Contact("Walter", email, "010-1"),
        reason="Wendy has left.",
        by=carla,
        at=now,
    )
    assert Client().get(f"/w/{token}/").status_code == 200  # named is not confirmed
    confirm_contact(change_id=change.pk, by=cato, at=now)
    page = Client(headers={"accept-language": "en"}).get(f"/w/{token}/")
    assert page.status_code == (200 if works else 410)
    assert ("Somebody else answers" in page.content.decode()) is not works
    assert (match in matches_to_ask(carla, now)) is not works
    assert confirmations_waiting(carla, now).exists() is works


def test_and_no_answer_is_taken_over_it(carla: User, cato: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    _, token = ask_worksite(match_id=match.pk, by=carla, at=noon)
    match.worksite.contact_email = "walter@x.example"
    match.worksite.save()
    with pytest.raises(Stale, match="Somebody else answers"):
        answer_confirmation(token=token, agrees=True, comment="", key=uuid4(), at=noon)
