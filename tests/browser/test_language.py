"""Who switches the language halfway through a form goes on where they were."""

from __future__ import annotations

from django.urls import reverse

from people.models import User
from tests.browser.conftest import People


def test_what_was_typed_stays_when_the_language_is_switched(person: People) -> None:
    agnes = (
        person("agnes").to("people:person_invite").fill(email="half@demo.invalid", role="editor")
    )
    agnes.language = "en"
    agnes.press("English")
    assert agnes.page.url == agnes.home + reverse("people:person_invite")
    email = agnes.page.locator("[name=email]")
    assert email.input_value() == "half@demo.invalid"
    assert agnes.page.locator("[name=role]").input_value() == "editor"
    assert User.objects.get(email="agnes@demo.invalid").language == "en"
    agnes.page.reload()  # what was kept is kept for one page only
    assert agnes.look().page.locator("[name=email]").input_value() == ""
    agnes.language = "ko"
    agnes.press("한국어")
