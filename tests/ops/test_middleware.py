"""Around every page: the second factor, refusals in words, and waking tasks without a broker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from celery import current_app
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from config import middleware
from config.celery import app
from core.domain.errors import IllegalMove, RuleBroken, Stale
from people.models import User
from tests.doors import signed_in

pytestmark = pytest.mark.django_db
View = Callable[[HttpRequest], HttpResponse]
CaptureCommits = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


def page_of(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def guard(request: HttpRequest, view: View = page_of) -> HttpResponse | None:
    return middleware.RequireSecondFactor(view).process_view(request, view)


def asks(person: User, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = person
    return request


def test_a_bank_approver_without_a_second_factor_is_sent_to_set_one_up(anna: User) -> None:
    answer = guard(asks(anna))
    assert answer is not None
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")


def test_with_a_second_factor_she_goes_on(anna: User) -> None:
    TOTP.activate(anna, generate_totp_secret())
    assert guard(asks(anna)) is None


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/totp/activate/", "/accounts/logout/", "/i18n/setlang/"]
)
def test_the_way_to_a_second_factor_stays_open(anna: User, path: str) -> None:
    assert guard(asks(anna, path)) is None


def test_a_supplier_may_do_without(carla: User) -> None:
    assert guard(asks(carla)) is None


def test_a_page_for_people_without_account_is_open_to_all(anna: User) -> None:
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("page")

    vars(page)["view_class"] = type("View", (), {"public": True})
    assert guard(asks(anna), page) is None


@pytest.mark.parametrize(("error", "status"), [(RuleBroken, 422), (IllegalMove, 409), (Stale, 409)])
def test_a_refusal_becomes_a_page_with_its_sentence(
    error: type[RuleBroken], status: int, anna: User
) -> None:
    said = error("Only %(left)s won are left. Ask for less.", left=5)
    answer = middleware.SayRefusals(HttpResponse).process_exception(asks(anna), said)
    assert answer is not None
    assert answer.status_code == status
    assert "Only 5 won are left. Ask for less." in answer.content.decode()


def test_another_error_stays_an_error(anna: User) -> None:
    assert middleware.SayRefusals(HttpResponse).process_exception(asks(anna), ValueError()) is None


def posted(status: int = 302, method: str = "post") -> None:
    request = getattr(RequestFactory(), method)("/accounts/logout/")
    request.resolver_match = resolve("/accounts/logout/")
    middleware.WakeTasks(lambda _: HttpResponse(status=status))(request)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setitem(middleware.WAKES, "account_logout", "payouts.tasks.compute_due_payouts")
    monkeypatch.setattr(middleware, "wake", sent.append)
    return sent


def test_a_page_that_made_work_wakes_its_task_once_it_is_stored(
    woken: list[str], django_capture_on_commit_callbacks: CaptureCommits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        posted()
        assert woken == []
    assert woken == ["payouts.tasks.compute_due_payouts"]


@pytest.mark.parametrize(("status", "method"), [(422, "post"), (200, "get")])
def test_nothing_is_woken_when_nothing_was_done(
    woken: list[str], django_capture_on_commit_callbacks: CaptureCommits, status: int, method: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        posted(status, method)
    assert woken == []


def test_a_dead_broker_is_written_down_and_the_page_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dead = app.connection_for_write(url="redis://127.0.0.1:1/0")

    def send(*_: Any, **__: Any) -> None:
        dead.ensure_connection(max_retries=1)

    monkeypatch.setattr(current_app, "send_task", send)
    with caplog.at_level(logging.WARNING):
        middleware.wake("payouts.tasks.compute_due_payouts")
    assert "the next sweep finds its rows" in caplog.text


def test_a_living_broker_takes_the_message() -> None:
    with app.connection_for_write() as line:
        queue = line.SimpleQueue("celery")
        queue.clear()
        middleware.wake("payouts.tasks.compute_due_payouts")
        message = queue.get(timeout=5)
        assert message.headers["task"] == "payouts.tasks.compute_due_payouts"
        message.ack()
        queue.close()


def test_health_is_answered_for_any_host_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).content == b"ok"


def test_health_fails_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)
    assert client.get("/healthz").status_code == 503


def test_nobody_opens_an_account_without_an_invitation(client: Client) -> None:
    answer = client.post(
        "/accounts/signup/", {"email": "new@example.com", "password1": "x", "password2": "x"}
    )
    assert answer.status_code in {200, 403}
    assert not User.objects.filter(email="new@example.com").exists()


def test_the_administration_has_the_platforms_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get("/admin/login/", follow=False).headers["Location"]


def test_every_page_forbids_what_it_does_not_need(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ["/verify/%00/", "/accounts/login/?next=%00", "/?%00=1"])
def test_an_address_with_a_nul_is_nobodys(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()  # a page in words


def test_what_a_signed_in_person_saw_is_not_kept_by_the_browser(carla: User) -> None:
    assert signed_in(carla).get("/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" in Client().get("/accounts/login/").headers["Cache-Control"]
