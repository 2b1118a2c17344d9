"""The frame around every page: who is here, where one is, which switches there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

STATIC = Path(__file__).parents[3] / "static" / "boram"
ERRORS = ("400", "403", "403_csrf", "404", "409", "410", "422", "429", "500")


def page(
    template: str = "base.html",
    cookies: dict[str, str] | None = None,
    language: str = "en",
    **context: Any,
) -> str:
    request = RequestFactory().get("/payouts/?state=held")
    request.COOKIES.update(cookies or {})
    request.user = AnonymousUser()
    with override(language):
        return render_to_string(template, context, request=request)


def test_the_first_stop_of_the_keyboard_is_the_content() -> None:
    drawn = page()
    assert drawn.index('href="#main"') < drawn.index("<header")
    assert 'id="main"' in drawn


def test_the_language_switch_stays_on_the_page() -> None:
    drawn = page()
    assert '<input type="hidden" name="next" value="/payouts/?state=held">' in drawn
    assert 'value="ko" lang="ko">한국어' in drawn
    korean = page(language="ko")
    assert '<html lang="ko"' in korean
    assert 'value="en" lang="en">English' in korean


def test_high_contrast_is_a_cookie_and_no_script() -> None:
    assert 'data-krds-mode="light"' in page()
    assert 'value="high-contrast"' in page()
    dark = page(cookies={"display": "high-contrast"})
    assert 'data-krds-mode="high-contrast"' in dark
    assert 'name="mode" value="light"' in dark
    assert 'data-krds-mode="light"' in page(cookies={"display": "<script>"})


def test_title_purpose_and_way_may_come_from_the_view() -> None:
    drawn = page(
        title="Payouts", purpose="Approve or send back.", crumbs=[("Tasks", "/"), ("Payouts", "")]
    )
    assert "<title>Payouts | Boram</title>" in drawn
    assert '<p class="b-purpose">Approve or send back.</p>' in drawn
    assert 'aria-current="page">Payouts' in drawn


def test_no_page_pretends_to_be_an_official_site() -> None:
    assert "masthead" not in page()
    assert "krds-identifier" not in page()


def test_htmx_may_not_evaluate_text_or_write_styles() -> None:
    assert '"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true' in page()


@pytest.mark.parametrize("code", ERRORS)
def test_a_refusal_is_drawn_even_where_nothing_is_known(code: str) -> None:
    with override("en"):
        bare = render_to_string(f"{code}.html")
    assert "<h1>" in bare
    assert "programme office" in bare
    assert "<h1>" in page(f"{code}.html", exception_words="Two are missing.")


def test_the_phone_page_of_a_worksite_is_light() -> None:
    drawn = page("base_worksite.html", title="Is it there?")
    assert "<script" not in drawn
    assert "krds" not in drawn
    assert "Questions? Call" in drawn
    own = [STATIC / "worksite.css", STATIC / "favicon.svg"]
    assert len(drawn.encode()) + sum(path.stat().st_size for path in own) < 20_000


def test_the_phone_page_loads_no_font() -> None:
    assert "@font-face" not in (STATIC / "worksite.css").read_text()


@pytest.mark.parametrize("sheet", ["app.css", "admin.css", "worksite.css"])
def test_no_style_sheet_knows_another_host_and_each_respects_calm(sheet: str) -> None:
    text = (STATIC / sheet).read_text()
    assert "//" not in text.replace("*/", "")
    assert "@import" not in text
    if "transition" in text or sheet != "worksite.css":
        assert "prefers-reduced-motion" in text


def test_every_colour_of_the_portal_has_its_twin_in_high_contrast() -> None:
    text = (STATIC / "app.css").read_text()
    light = text.split(":root{", 1)[1].split("}", 1)[0]
    dark = text.split("[data-krds-mode=high-contrast]{", 1)[1].split("}", 1)[0]
    names = {line.split(":")[0].strip() for line in light.split(";") if ":" in line}
    assert names == {
        line.split(":")[0].strip() for line in dark.split(";") if line.strip().startswith("--")
    }
