"""The agency desk as an officer uses it: open, begin, confirm."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse


def at(model: str, what: str, *args: Any) -> str:
    return reverse(f"admin:programs_{model}_{what}", args=args)


def see(desk: Client, model: str, what: str, *args: Any, status: int = 200) -> str:
    answer = desk.get(at(model, what, *args))
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def do(desk: Client, model: str, pk: int, verb: str, **data: Any) -> Any:
    """Look at the confirmation page, then send it."""
    see(desk, model, "do", pk, verb)
    return desk.post(at(model, "do", pk, verb), data)


def begin(desk: Client, model: str, verb: str, **data: Any) -> Any:
    see(desk, model, "do_here", verb)
    return desk.post(at(model, "do_here", verb), data)


def went(answer: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()


def choices(page: str) -> str:
    return page[page.index("<select") : page.index("</select>")]
