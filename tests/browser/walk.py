"""Somebody at a browser. Whatever page they open is checked, so no story can leave one out."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import (
    BrowserContext,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
)

PICTURES = Path(__file__).resolve().parents[2] / "pictures"
EVERY_PICTURE = bool(os.environ.get("PICTURES"))  # else those of the main pages only
MAIN = re.compile(r"landing-|approval|worksite|admin-(list|object|form)|sign-in|dashboard")
MOVED = range(300, 400)
NARROW = ViewportSize(width=320, height=640)
WIDE = ViewportSize(width=1360, height=900)
PHONE = ViewportSize(width=390, height=844)
LISTEN = """
window.__refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
FRAME = """() => ({
  refused: window.__refused || [],
  language: document.documentElement.lang,
  heads: document.querySelectorAll("h1").length,
  body: document.body.outerHTML,
  mode: document.documentElement.dataset.krdsMode || "",
})"""
SIDEWAYS = """() => {
  const most = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= most) return "";
  const wide = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > most).pop();
  return wide ? wide.outerHTML.slice(0, 120) : "the page";
}"""
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,  # it would write a style into the page, which the page's policy refuses
}
FAULTS = """axe.run(%s).then((found) => found.violations.flatMap((fault) =>
  fault.nodes.slice(0, 3).map((node) =>
    `axe ${fault.id}: ${node.html.slice(0, 160)} ${(node.failureSummary || "").slice(0, 300)}`)))"""
SEEN: set[str] = set()  # bodies, without their words and numbers, that were looked at closely


@dataclass
class Walk:
    """One person, one window, everything that went wrong on the way."""

    context: BrowserContext
    home: str
    scripts: bool = True
    language: str = "ko"
    problems: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    taps: int = 0
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Listen before the first page comes."""
        self.context.add_init_script(LISTEN)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("request", self._asked)
        self.page.on("response", self._came)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))

    # --- going -------------------------------------------------------------------------

    def open(self, address: str, *, status: int = 200) -> Walk:
        """Go to an address of the platform and look at the page."""
        came = self.page.goto(address if "://" in address else self.home + address)
        assert came is not None
        assert came.status == status, f"{came.url} answered {came.status}, not {status}"
        return self.look()

    def to(self, route: str, *keys: Any) -> Walk:
        """Go to a page of the platform by the name of its route."""
        return self.open(reverse(route, args=keys))

    def press(self, name: str, *, within: Locator | None = None) -> Walk:
        """Press the button, or follow the link, of this English name, and look where it leads."""
        words = self.t(name)
        place = within or self.page.locator("main, header, #container")
        both = place.get_by_role("button", name=words, exact=True).or_(
            place.get_by_role("link", name=words, exact=True)
        )
        return self.follow(both.first)

    def confirm(self) -> Walk:
        """Press the one button that does what this page is for, and look where it leads."""
        return self.follow(self.page.locator("main form button:is(.primary, .danger)"))

    def receive(self, name: str) -> Path:
        """Press what hands out a file, and keep the file."""
        words, main = self.t(name), self.page.locator("main")
        thing = main.get_by_role("button", name=words, exact=True).or_(
            main.get_by_role("link", name=words, exact=True)
        )
        with self.page.expect_download() as coming:
            self.tap(thing)
        return Path(coming.value.path())

    def follow(self, thing: Locator) -> Walk:
        """Press this very thing, and look where it leads."""
        with self.page.expect_navigation(wait_until="load"):
            self.tap(thing)
        return self.look()

    def tap(self, thing: Locator) -> None:
        """Touch something; taps are counted."""
        self.taps += 1
        thing.click()

    def fill(self, **answers: Any) -> Walk:
        """Answer the questions of the form, each by the name of its field."""
        for name, answer in answers.items():
            self._answer(name, answer)
        return self

    def _answer(self, name: str, answer: Any) -> None:
        box = self.page.locator(f"main [name='{name}']:not([type=hidden])")
        kind = box.first.evaluate("one => one.type || one.tagName.toLowerCase()")
        if kind in {"radio", "checkbox"}:
            chosen = (
                box.and_(self.page.locator(f"[value='{answer}']")) if answer is not True else box
            )
            one = chosen.first.get_attribute("id")
            self.tap(self.page.locator(f"label[for='{one}']").first)
        elif kind.startswith("select"):
            box.first.select_option(str(answer))
        elif kind == "file":
            box.first.set_input_files(answer)
        else:
            box.first.fill(str(answer))

    def t(self, english: str) -> str:
        """What this person's page says for the English text."""
        with override(self.language):
            return gettext(english)

    # --- looking -----------------------------------------------------------------------

    def look(self) -> Walk:
        """Everything that must hold on every page; it is not asked for, it just happens."""
        self.unchecked.clear()
        frame = self.page.evaluate(FRAME)
        found = [f"the policy refused {one}" for one in frame["refused"]]
        if frame["language"] != self.language:
            found.append(f"lang is {frame['language']}, not {self.language}")
        if frame["heads"] != 1:
            found.append(f"{frame['heads']} h1 instead of one")
        if self._is_new(frame):
            found += self._sideways() + (self._faults() if self.scripts else [])
        found, self.problems = found + self.problems, []
        where = urlsplit(self.page.url).path
        assert not found, f"{where} ({self.page.title()}):\n  " + "\n  ".join(found)
        return self

    def says(self, *words: str) -> Walk:
        """The page shows each of these, in whatever place."""
        text = " ".join(self.page.locator("body").inner_text().split())
        missing = [word for word in words if word not in text]
        assert not missing, f"{self.page.url} does not say {missing}; it says: {text[:3000]}"
        return self

    def picture(self, name: str) -> Walk:
        """Keep how it looks, for people to judge."""
        if not (EVERY_PICTURE or MAIN.match(name)):
            return self
        PICTURES.mkdir(exist_ok=True)
        path = PICTURES / f"{name}.png"
        self.page.screenshot(path=path, full_page=True, animations="disabled")
        return self

    def _is_new(self, frame: dict[str, Any]) -> bool:
        """What differs from pages looked at only in words, numbers and more of the same rows is not.

        Head and content are known one by one: another reader's menu does not make a page new.
        """
        bones = re.sub(r">[^<]*[^<\s][^<]*<", ">x<", frame["body"])
        bones = re.sub(
            r"[0-9a-f-]{8,}|[A-Za-z0-9]{30,}|\d+|(value|href|action)=\"[^\"]*\"", "0", bones
        )
        bones = re.sub(
            r"(<(tr|li|option)\b(?:(?!<\2\b).)*?</\2>)(\s*\1)+", r"\1", bones, flags=re.DOTALL
        )
        kind = f"{self.scripts} {frame['mode']} {self.page.viewport_size}"
        seen = {sha256(f"{kind} {part}".encode()).hexdigest() for part in bones.split("<main", 1)}
        fresh = seen - SEEN
        SEEN.update(fresh)
        return bool(fresh)

    def _sideways(self) -> list[str]:
        before = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        wide = self.page.evaluate(SIDEWAYS)
        self.page.set_viewport_size(before or WIDE)
        return [f"scrolls sideways at 320 px: {wide}"] if wide else []

    def _faults(self) -> list[str]:
        self.page.evaluate(f"{AXE_SCRIPT};null")
        return list(self.page.evaluate(FAULTS % json.dumps(AXE)))

    # --- listening ---------------------------------------------------------------------

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.problems.append(f"asks another host: {request.url}")

    def _came(self, response: Response) -> None:
        if response.request.is_navigation_request():
            if "html" in response.headers.get("content-type", "") and response.status not in MOVED:
                self.unchecked.append(response.url)
        elif response.status >= 400:
            self.problems.append(f"{response.url} answered {response.status}")

    def _said(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")
