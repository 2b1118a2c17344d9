"""A page that only shows reads a person's memberships once; a page that acts asks each time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from config.middleware import OneLook
from people.models import Membership, User
from people.permissions import allowed, one_look, roles_of
from tests.conftest import NOON
from tests.doors import signed_in
from tests.factories.people import the

HELD = 'SELECT "people_membership"."organization_id"'
MOST = 15  # questions to the database for one page, however much it shows


def what_is_asked(user: User, page: str) -> list[str]:
    """Every question of one page, after the session and the cache have warmed up."""
    client = signed_in(user)
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return [one["sql"] for one in found.captured_queries]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("agnes", "/admin/"),
        ("agnes", "/admin/people/membership/"),
        ("agnes", "/"),
        ("anna", "/"),
        ("carla", "/"),
    ],
)
def test_a_page_asks_once_who_its_reader_is(name: str, page: str, db: None) -> None:
    asked = what_is_asked(the(name), page)
    assert len([one for one in asked if HELD in one]) == 1
    assert len(asked) <= MOST


def a_page_on_which(carla: User, method: str) -> list[bool]:
    """What carla may do before and after her membership ends while the page is being made."""
    said = []

    def page(_: HttpRequest) -> HttpResponse:
        said.append(allowed(carla, "target.set"))
        Membership.objects.filter(user=carla).update(ended_at=NOON)
        said.append(allowed(carla, "target.set"))
        return HttpResponse()

    OneLook(page)(getattr(RequestFactory(), method)("/"))
    return said


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_shows_says_one_thing_to_its_end(method: str, carla: User) -> None:
    assert a_page_on_which(carla, method) == [True, True]
    assert not roles_of(carla)  # the next page looks again


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_acts_sees_what_has_just_changed(method: str, carla: User) -> None:
    assert a_page_on_which(carla, method) == [True, False]


def test_a_look_within_a_look_is_the_same(carla: User) -> None:
    with CaptureQueriesContext(connection) as found, one_look():
        with one_look():
            roles_of(carla)
        roles_of(carla)
    assert len(found) == 1
