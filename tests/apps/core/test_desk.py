"""The agency desk is one site: what a room registers is what the agency sees."""

from __future__ import annotations

from django.contrib import admin

from people.models import Membership, Organization


def test_the_tables_of_people_stand_on_the_desk_that_is_served() -> None:
    """They once landed on a first site that a second one replaced while Django was starting."""
    assert {Organization, Membership} <= set(admin.site._registry)
