"""The portal as one of the people meets it: look at a page, send its form, be led on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from people.models import User
from tests.doors import signed_in


def see(who: User, name: str, *args: Any, status: int = 200) -> str:
    answer = signed_in(who).get(reverse(f"programs:{name}", args=args))
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def do(who: User, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(who).post(reverse(f"programs:{name}", args=args), data)


def done(answer: Any, name: str, *args: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url.split("#")[0] == reverse(f"programs:{name}", args=args)
