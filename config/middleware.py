"""What happens around every page: one look at who asks, the second factor, refusals, tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from celery import current_app
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import sync_only_middleware
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.translation import in_words
from people.models import User
from people.permissions import needs_second_factor, one_look

log = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
class Health:
    """Whether this process can work, asked from inside: before host names, https and sessions."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """200 while the database answers, 503 while it does not; other pages go on."""
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("the database does not answer", status=503)
        return HttpResponse("ok")


@sync_only_middleware
class OneLook:
    """A page that only shows asks fifty times what one person may do; the database is asked once.

    A page that acts asks each time: a service must see what has changed a moment ago.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Remember for as long as the page is being made."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with one_look():
            return self.get_response(request)


@sync_only_middleware
class PlainWords:
    """A NUL is no letter: the database keeps none, so no address has one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 for an address that nobody can have meant."""
        asked = [request.path, *request.GET, *(v for vs in request.GET.lists() for v in vs[1])]
        if any("\0" in words for words in asked):
            raise BadRequest("a NUL in an address")  # answered by the page for such addresses
        return self.get_response(request)


@sync_only_middleware
class KeepPrivate:
    """What a signed-in person saw is not kept by the browser for whoever sits down next."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pages that say nothing themselves of how long they may be kept are not kept."""
        response = self.get_response(request)
        known = request.user.is_authenticated or "Authorization" in request.headers
        if known and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response


# Pages that somebody needs on the way to a second factor.
OPEN_TO_ONE_FACTOR = ("/accounts/", "/i18n/", "/static/")

# After this page, these rows are due. A lost message costs seconds: the sweep finds them.
WAKES: dict[str, str] = {
    "outcomes:target_verify": "payouts.tasks.compute_due_payouts",
    "outcomes:measure_from_file": "outcomes.tasks.read_due_files",
    "outcomes:measurement_file_store": "outcomes.tasks.read_due_files",
    "programs:agreement_sign": "payouts.tasks.compute_due_payouts",
    "admin:programs_agreement_do": "payouts.tasks.compute_due_payouts",  # the agency signs there
}


@sync_only_middleware
class RequireSecondFactor:
    """Whoever can move money or see everybody's papers signs in with more than a password."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the check comes when the page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Send people without a second factor to the page where they set one up."""
        if _is_open(request, view) or not isinstance(request.user, User):
            return None
        if needs_second_factor(request.user) and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return None


def _is_open(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    public = getattr(getattr(view, "view_class", None), "public", False)
    return bool(public) or request.path.startswith(OPEN_TO_ONE_FACTOR)


@sync_only_middleware
class SayRefusals:
    """A rule that said no outside a form still comes back as a page with its sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; refusals arrive below."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 when the object moved on, 422 when a rule says no, else as Django does."""
        if not isinstance(error, RuleBroken):
            return None
        status = 409 if isinstance(error, IllegalMove | Stale) else 422
        said = {"exception_words": in_words(error.sentence)}
        return render(request, f"{status}.html", said, status=status)


@sync_only_middleware
class WakeTasks:
    """Rows that a page made due are looked at now instead of at the next sweep."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Wake the task of this page, once its work is stored."""
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if request.method == "POST" and response.status_code < 400 and page in WAKES:
            transaction.on_commit(lambda: wake(WAKES[page]))
        return response


def wake(task: str) -> None:
    """Send the message and never mind if nobody takes it: the row itself is the queue."""
    try:
        current_app.send_task(task, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("could not wake %s (%s); the next sweep finds its rows", task, error)
