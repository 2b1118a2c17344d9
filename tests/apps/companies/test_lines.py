"""The lines over which real pages are asked: a sign-in of the supplier, an answer of the worksite."""

from __future__ import annotations

from uuid import uuid4

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.domain.related import Rule
from companies.models import Trace
from companies.selectors import relations_of
from outcomes.domain.lifecycle import MatchState
from outcomes.services import ask_worksite
from people.models import User
from tests.factories.outcomes import a_match

PASSWORD = "a long and quiet sentence"


def test_an_answer_over_the_line_of_the_suppliers_sign_in_is_a_sign(carla: User) -> None:
    carla.set_password(PASSWORD)
    carla.save()
    EmailAddress.objects.create(user=carla, email=carla.email, verified=True, primary=True)
    match = a_match(state=MatchState.PROPOSED)
    given = {"login": carla.email, "password": PASSWORD}
    Client(REMOTE_ADDR="211.234.10.7").post(reverse("account_login"), given)
    assert Trace.objects.get().supplier == match.agreement.supplier
    _, token = ask_worksite(match_id=match.pk, by=carla, at=timezone.now())
    answer = {"step": "send", "answer": "yes", "key": str(uuid4()), "comment": ""}
    wendy = Client(REMOTE_ADDR="211.234.10.99")
    assert wendy.post(f"/w/{token}/", answer).status_code == 200
    (relation,) = relations_of(match.agreement.supplier, [match.worksite])
    assert relation.sign.rule == Rule.NETWORK
