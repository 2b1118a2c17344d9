"""Standing in front of a page of the bank: who asks, what it says, and the key it was drawn with."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from django.test import Client
from django.urls import reverse

from payouts.gateways import seal_sight
from payouts.models import Payout
from payouts.selectors.sights import sight_of
from people.models import User
from tests.doors import signed_in


def just_now(user: User) -> Client:
    """Signed in, and asked for the second factor a moment ago."""
    client = signed_in(user)
    session = client.session
    here = SimpleNamespace(session=session)
    record_authentication(here, user, method="mfa", type="totp", reauthenticated=True)
    session.save()
    return client


def seen(payout: Payout, user: User) -> str:
    """The sealed field of a page that was opened just now."""
    return seal_sight(sight_of(Payout.objects.get(pk=payout.pk), user))


def url(name: str, *args: Any) -> str:
    return reverse(f"payouts:{name}", args=args)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found
    return found[1]


def sent(**typed: Any) -> dict[str, Any]:
    """What a form sends: what was typed, and the key of a freshly drawn page."""
    return {"key": str(uuid4()), **typed}
