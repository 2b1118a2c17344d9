"""Two ways into the demo: the click on the sign-in page, and what a browser keeps after it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from people.models import User
from tests.browser.walk import Walk


def click_seat(walk: Walk, key: str) -> Walk:
    """Sign in as people do: open the page, press the button with the name."""
    user = User.objects.get(email=f"{key}@demo.invalid")
    seat = walk.open("/accounts/login/").page.locator(f"button[name=person][value='{user.pk}']")
    if not seat.is_visible():
        walk.page.locator("details:has(button[name=person]) summary").click()
    return walk.follow(seat).says(user.name)


def kept_after_click(key: str) -> Any:
    """The cookies of somebody who has clicked: the click itself is tried once, not for each story."""
    door = Client(headers={"accept-language": "ko"})
    user = User.objects.get(email=f"{key}@demo.invalid")
    door.post(reverse("people:demo_sign_in"), {"person": user.pk})
    place = {"domain": "127.0.0.1", "path": "/"}
    kept = [{"name": name, "value": one.value, **place} for name, one in door.cookies.items()]
    return {"cookies": kept, "origins": []}
