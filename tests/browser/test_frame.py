"""Everybody's first page, and what every reader may ask of any page."""

from __future__ import annotations

import pytest

from tests.browser.conftest import People

EVERYBODY = (
    "agnes", "rita", "editor1", "certifier1", "victor", "olivia", "anna", "theo", "otto", "audrey",
)  # fmt: skip


@pytest.mark.parametrize("key", EVERYBODY)
def test_everybody_lands_on_what_waits_for_them(person: People, key: str):
    person(key).open("/").picture(f"landing-{key}")


def test_the_sign_in_page(visitor: People):
    visitor().open("/accounts/login/").picture("sign-in")
