"""The page of the terms as an officer uses it: look, send, be led on."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from programs.models import TermsDraft
from programs.services import start_draft
from tests.factories.people import the
from tests.factories.programs import SPRING, a_recommendation


def a_draft(template: str = "attainment_bands", document: Any = None) -> TermsDraft:
    return start_draft(
        recommendation_id=a_recommendation().pk,
        template="" if document else template,
        document=document,
        by=the("agnes"),
        at=SPRING,
    )


def to(draft: TermsDraft, name: str, *args: Any) -> str:
    return reverse(f"programs:{name}", args=[draft.recommendation_id, *args])


def see(desk: Client, address: str, status: int = 200) -> str:
    answer = desk.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def send(desk: Client, address: str, status: int = 302, **data: Any) -> str:
    """The page that comes back, or the address that it leads to."""
    answer = desk.post(address, {"revision": "1", **data})
    assert answer.status_code == status, answer.content.decode()
    return answer.headers["location"] if status == 302 else answer.content.decode()
