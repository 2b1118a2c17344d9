"""A person at a browser: opens pages, fills in forms, and sends a form again if nobody answers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import ClassVar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

TIMEOUT = 20.0
PAUSE = 0.5
SIGN_IN = "/accounts/login/"
SEAT = "/people/demo/sign-in/"
FRAME = ("/people/display", "/people/profile", "/i18n/", "/accounts/logout")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
LANGUAGE = {"Accept-Language": "en"}


class GaveUp(Exception):
    """The web has not answered for as long as anybody would wait."""


@dataclass(slots=True)
class Form:
    """Where it is sent and what is in it before a person has typed anything."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, from where in the end."""

    status: int
    path: str
    content: bytes

    @property
    def is_ours(self) -> bool:
        """Whether somebody answered at all, rather than breaking down."""
        return self.status < 500

    @property
    def wants_to_know_who(self) -> bool:
        """Sign in first, or show the second factor again."""
        return self.path.startswith("/accounts/")

    def form(self, *names: str) -> Form | None:
        """The form of the page that asks for these; the frame around every page has its own."""
        for form in _Forms.of(self.content.decode("utf-8", "replace")):
            is_content = not form.action.startswith(FRAME)
            if is_content and all(name in form.values for name in (TOKEN, *names)):
                return form
        return None


class Browser:
    """One person's browser; `patience` is how long they send the same form again."""

    def __init__(self, address: str, *, seat: int, patience: float = 120.0) -> None:
        self._address, self._seat, self._patience = address, seat, patience
        self._opener = self._fresh()
        self.resent = 0

    def _fresh(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str) -> Answer:
        """The page, signed in; waits for a platform that is just starting again."""
        answer = self._answered(lambda: self._get(path))
        if answer.wants_to_know_who:
            self._sign_in()
            answer = self._answered(lambda: self._get(path))
        return answer

    def send(self, path: str, form: Form, **typed: str) -> Answer:
        """Send a form; while nobody answers, the same form with the same key again."""
        return self._sent(form.action or path, _encoded({**form.values, **typed}))

    def send_file(self, path: str, form: Form, *, name: str, content: bytes) -> Answer:
        """The same with a file in it."""
        return self._sent(form.action or path, _multipart(form.values, name, content))

    def _sent(self, path: str, body: tuple[bytes, str]) -> Answer:
        data, kind = body
        tries = 0

        def once() -> Answer:
            nonlocal tries
            tries += 1
            return self._ask(Request(self._address + path, data, {"Content-Type": kind}))  # noqa: S310

        answer = self._answered(once)
        self.resent += tries - 1
        return answer

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            with suppress(OSError, HTTPException):
                answer = ask()
                if answer.is_ours:
                    return answer
            time.sleep(PAUSE)
        raise GaveUp

    def _get(self, path: str) -> Answer:
        return self._ask(Request(self._address + path))  # noqa: S310 - our own address

    def _ask(self, request: Request) -> Answer:
        for name, value in LANGUAGE.items():
            request.add_header(name, value)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as found:
                return Answer(found.status, urlsplit(found.url).path, found.read())
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, urlsplit(refused.url).path, refused.read())

    def _sign_in(self) -> None:
        """Sit down in the demo's seat anew: that shows password and second factor."""
        self._opener = self._fresh()
        page = self._answered(lambda: self._get(SIGN_IN))
        form = page.form()
        if form is not None:
            self._sent(SEAT, _encoded({**form.values, "person": str(self._seat)}))


def _encoded(values: Mapping[str, str]) -> tuple[bytes, str]:
    return urlencode(values).encode(), "application/x-www-form-urlencoded"


def _multipart(values: Mapping[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in values.items()
        if key != "file"
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    parts.append(head.encode() + b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


class _Forms(HTMLParser):
    """The forms of a page with the values that stand in them."""

    TYPED: ClassVar = {"input", "textarea", "select"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    @classmethod
    def of(cls, text: str) -> list[Form]:
        reader = cls()
        reader.feed(text)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.found.append(Form(told.get("action") or ""))
        elif tag in self.TYPED and self.found and (name := told.get("name")):
            chosen = told.get("type") not in {"radio", "checkbox"} or "checked" in told
            self.found[-1].values.setdefault(name, "")
            if chosen:
                self.found[-1].values[name] = told.get("value") or ""
