"""A browser, a web server and the demo, once for each worker process; one window per story."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from scripts.system import BROWSERS
from tests.browser import server, stage
from tests.browser.seats import kept_after_click
from tests.browser.walk import PHONE, WIDE, Walk

FOUND = next(filter(None, map(shutil.which, BROWSERS)), "/usr/bin/chromium")
CHROMIUM = os.environ.get("CHROMIUM") or FOUND
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
People = Callable[..., Walk]


class Chromium:
    """One browser, awake only while a browser test runs.

    Playwright keeps an event loop running in this thread, and Django refuses to work beside one;
    asleep, neither Django nor any other test of this process sees it.
    """

    def __init__(self, playwright: Playwright) -> None:
        self.loop = asyncio.get_running_loop()
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)

    def wake(self) -> Browser:
        """The loop is seen again."""
        asyncio._set_running_loop(self.loop)
        return self.browser

    def sleep(self) -> None:
        """As if there were no loop."""
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for all tests of this process."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.skip(f"no browser at {CHROMIUM}: `make setup` installs Chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        chromium.sleep()
        yield chromium
        chromium.wake().close()


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:
    """Where the platform answers."""
    with server.serving() as address:
        yield address


@pytest.fixture(scope="session")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The made-up programme, in a database of its own."""
    with django_db_blocker.unblock():
        stage.build()
    yield
    stage.remove()


@pytest.fixture
def browser(chromium: Chromium, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The browser for one test; Django is told that the loop beside it is harmless."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    yield chromium.wake()
    chromium.sleep()


@pytest.fixture
def house(
    demo: None, address: str, settings: LazySettings, django_db_blocker: Any
) -> Iterator[str]:
    """The platform, with the demo in it, at the address that its mails name."""
    settings.DEMO = True
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600  # people sign in once for all tests
    settings.PUBLIC_ADDRESS = address
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with django_db_blocker.unblock(), stage.on():
        yield address


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """What the browser of each person kept after signing in, so that they do it once."""
    return {}


@pytest.fixture
def visitor(house: str, browser: Browser) -> Iterator[People]:
    """A window in which nobody has signed in: `visitor(viewport=…, scripts=…)`."""
    open_windows: list[tuple[BrowserContext, Walk]] = []

    def window(*, scripts: bool = True, state: Any = None, phone: bool = False) -> Walk:
        context = browser.new_context(
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            viewport=PHONE if phone else WIDE,
            java_script_enabled=scripts,
            storage_state=state,
        )
        walk = Walk(context, house, scripts=scripts)
        open_windows.append((context, walk))
        return walk

    yield window
    for context, walk in open_windows:
        assert not walk.unchecked, f"opened and not looked at: {walk.unchecked}"
        context.close()


@pytest.fixture
def person(visitor: People, cookies: dict[str, Any]) -> People:
    """`person("anna")` is anna at her browser, signed in through the demo's own door."""

    def sits(key: str, **how: Any) -> Walk:
        if key not in cookies:
            cookies[key] = kept_after_click(key)
        return visitor(state=cookies[key], **how)

    return sits
