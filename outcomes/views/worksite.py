"""The pages behind a link in a mail: for a phone, without an account, without a script."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.domain.errors import IllegalMove, Stale
from outcomes.domain.links import Aside
from outcomes.forms import YES, AnswerForm, SendForm
from outcomes.gateways.pictures import thumbnail
from outcomes.models import Confirmation
from outcomes.selectors import Link, LinkState, link_behind, photos_of
from outcomes.services import answer_confirmation
from people.views import PublicPage, address_of

A_YEAR = 365 * 24 * 60 * 60
KEPT = ("answer", "comment", "paid", "giver", "key")
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


# The token in the address is all the authority there is, and no cookie adds to it: a forged
# request would have to know the token. The origin is hidden with the referrer, so the usual
# check could not pass either.
@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class WorksitePage(PublicPage):
    """What every page behind a link shares: nothing is stored, nothing leaks to where it leads."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No referrer: the address is the key."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @property
    def token(self) -> str:
        """The key in the address."""
        return str(self.kwargs["token"])


class WorksiteAnswer(WorksitePage):
    """Question, check, done: one thing per screen."""

    template_name = "outcomes/worksite_question.html"

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """The question, or why the link no longer opens it."""
        link = link_behind(self.token, timezone.now())
        if link.state != LinkState.OPEN or link.confirmation is None:
            return self._over(link)
        return self._ask(link.confirmation)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The next screen; sending the same answer twice is harmless."""
        link = link_behind(self.token, timezone.now())
        if request.POST.get("language") in LANGUAGES:
            return self._speak(request, link)
        return self._next(request, link)

    def _next(self, request: HttpRequest, link: Link) -> HttpResponse:
        if link.confirmation is not None and request.POST.get("step") == "send":
            return self._send(request, link.confirmation)
        return self._check(request, link)

    def _check(self, request: HttpRequest, link: Link) -> HttpResponse:
        confirmation = link.confirmation
        if link.state != LinkState.OPEN or confirmation is None:
            return self._over(link)
        form = AnswerForm(request.POST, question=confirmation.question)
        if not form.is_valid():
            return self._ask(confirmation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._confirm(
            confirmation, SendForm(initial=form.cleaned_data, question=confirmation.question)
        )

    def _send(self, request: HttpRequest, confirmation: Confirmation) -> HttpResponse:
        form = SendForm(request.POST, question=confirmation.question)
        if not form.is_valid():
            return self._confirm(confirmation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            answered = answer_confirmation(
                token=self.token,
                agrees=form.cleaned_data["answer"] == YES,
                comment=form.cleaned_data["comment"],
                key=form.cleaned_data["key"],
                at=timezone.now(),
                aside=Aside(form.cleaned_data.get("giver", ""), address_of(self.request)),
            )
        except (IllegalMove, Stale):
            return self._over(link_behind(self.token, timezone.now()))
        return self._page("outcomes/worksite_done.html", answered, form=form)

    def _speak(self, request: HttpRequest, link: Link) -> HttpResponse:
        """The same screen in the other language; nothing that was typed is lost."""
        language = request.POST["language"]
        translation.activate(language)
        response = self._same_screen(request, link)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response

    def _same_screen(self, request: HttpRequest, link: Link) -> HttpResponse:
        step, confirmation = request.POST.get("step"), link.confirmation
        if confirmation is not None and step == "done":
            return self._send(request, confirmation)
        if link.state != LinkState.OPEN or confirmation is None:
            return self._over(link)
        given = {name: request.POST.get(name) for name in KEPT}
        typed = {name: value for name, value in given.items() if value}
        if step == "send":
            return self._confirm(
                confirmation, SendForm(initial=typed, question=confirmation.question)
            )
        return self._ask(confirmation, AnswerForm(initial=typed, question=confirmation.question))

    def _ask(
        self, confirmation: Confirmation, form: AnswerForm | None = None, status: int = 200
    ) -> HttpResponse:
        form = form or AnswerForm(question=confirmation.question)
        measurement = confirmation.measurement
        photos = photos_of(measurement) if measurement else None
        return self._page(
            "outcomes/worksite_question.html", confirmation, status, form=form, photos=photos
        )

    def _confirm(
        self, confirmation: Confirmation, form: SendForm, status: int = 200
    ) -> HttpResponse:
        answer = form["answer"].value()
        chosen = dict(form.fields["answer"].choices).get(answer)  # type: ignore[attr-defined]
        return self._page(
            "outcomes/worksite_check.html", confirmation, status, form=form, chosen=chosen
        )

    def _over(self, link: Link) -> HttpResponse:
        known = link.confirmation is not None
        return self._page(
            "outcomes/worksite_over.html",
            link.confirmation,
            HTTPStatus.GONE if known else HTTPStatus.NOT_FOUND,
            reason=link.state,
        )

    def _page(
        self, template: str, confirmation: Confirmation | None, status: int = 200, **more: Any
    ) -> HttpResponse:
        self.template_name = template
        context = self.get_context_data(confirmation=confirmation, token=self.token, **more)
        return self.render_to_response(context, status=status)


class WorksitePhoto(WorksitePage):
    """A small picture of what was done here, for the one who is asked about it."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's signature
        """Only the two pictures of this question, only while it is open."""
        link = link_behind(self.token, timezone.now())
        measurement = link.confirmation.measurement if link.confirmation else None
        if link.state != LinkState.OPEN or measurement is None:
            raise Http404
        photos = photos_of(measurement)
        photo = {"before": photos.before, "after": photos.after}.get(self.kwargs["which"])
        if photo is None:
            raise Http404
        try:
            small = thumbnail(photo.sha256)
        except OSError as lost:  # the page asks its question without the picture
            raise Http404 from lost
        return HttpResponse(
            small,
            content_type="image/jpeg",
            headers={"X-Content-Type-Options": "nosniff"},
        )
