"""Everybody's first page, and what every reader may ask of any page: no script, no mouse, …"""

from __future__ import annotations

import pytest

from outcomes.models import Target
from payouts.models import Payout
from tests.browser.conftest import People
from tests.browser.seats import click_seat
from tests.browser.walk import PHONE, Walk

EVERYBODY = (
    "agnes", "rita", "editor14", "certifier19", "victor", "olivia", "anna", "theo", "otto",
    "audrey",
)  # fmt: skip
STRONG = "document.documentElement.dataset.krdsMode"
FOCUS = """() => {
  const here = document.activeElement, look = getComputedStyle(here);
  const label = here.labels && here.labels[0] ? getComputedStyle(here.labels[0]) : look;
  const seen = [look, label].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none")
  return {name: here.name || "", value: here.value || "", tag: here.tagName, seen,
          words: here.textContent.trim()};
}"""
MOST_TABS = 80


@pytest.mark.parametrize("key", EVERYBODY)
def test_everybody_lands_on_what_waits_for_them(person: People, key: str) -> None:
    person(key).open("/").picture(f"landing-{key.rstrip('0123456789')}")


def test_one_click_on_the_sign_in_page_of_the_demo_is_one_of_its_people(visitor: People) -> None:
    guest = visitor().open("/accounts/login/").picture("sign-in")
    click_seat(guest, "editor3")  # behind “other suppliers”


def test_without_a_script_every_step_of_a_decision_is_there(person: People) -> None:
    anna = person("anna", scripts=False).to("payouts:payouts")
    payout = _to_approve("anna")
    anna.to("payouts:payout", payout.pk).fill(decision="hold").confirm()  # a reason is missing
    assert anna.page.locator("[name=decision][value=hold]").is_checked()
    anna.fill(reason="현장 사진을 한 장 더 보내 주십시오.").confirm().confirm()
    payout.refresh_from_db()
    assert payout.state == "held"


def test_a_decision_is_made_with_the_keyboard_alone(person: People) -> None:
    anna = person("anna")
    anna.to("payouts:payout", _to_approve("anna").pk)
    anna.page.keyboard.press("Tab")
    assert anna.page.evaluate(FOCUS)["words"] == anna.t("Skip to the content")
    _tab_until(anna, name="decision")
    anna.page.keyboard.press("Space")
    _tab_until(anna, tag="BUTTON")
    with anna.page.expect_navigation(wait_until="load"):
        anna.page.keyboard.press("Enter")
    anna.look()
    assert "/approve/" in anna.page.url


def _tab_until(walk: Walk, **wanted: str) -> None:
    """Each stop on the way can be seen."""
    for _ in range(MOST_TABS):
        walk.page.keyboard.press("Tab")
        here = walk.page.evaluate(FOCUS)
        assert here["seen"], f"the keyboard cannot be seen on {here}"
        if all(here[key] == value for key, value in wanted.items()):
            return
    pytest.fail(f"{wanted} was not reached in {MOST_TABS} steps")


def test_in_english_the_same_page_is_there(person: People) -> None:
    otto = person("otto").to("payouts:payouts")
    here = otto.page.url
    otto.language = "en"
    otto.press("English")
    assert otto.page.url == here
    otto.to("reports:dashboard").picture("dashboard-english")
    otto.to("outcomes:targets").to("ledger:books").to("audit:log").to("companies:suppliers")


def test_in_high_contrast_everything_can_still_be_read(person: People) -> None:
    olivia = person("olivia").open("/").press("High contrast")
    assert olivia.page.evaluate(STRONG) == "high-contrast"
    olivia.to("payouts:payout", Payout.objects.latest("pk").pk).picture("payout-high-contrast")
    olivia.to("outcomes:target", Target.objects.latest("pk").pk)
    olivia.to("programs:programs").to("people:profile").press("Normal colours")
    assert olivia.page.evaluate(STRONG) == "light"


def test_on_a_phone_nothing_is_cut_off(person: People) -> None:
    carla = person("editor14", phone=True)
    carla.open("/").picture("landing-phone")
    small = carla.page.locator("main a.krds-btn, main button").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 40).map(one => one.outerHTML)"
    )
    assert carla.page.viewport_size == PHONE
    assert not small


def _to_approve(key: str) -> Payout:
    """A payout that this approver has not touched yet."""
    waiting = Payout.objects.filter(state="prepared").exclude(
        approvals__approver__email=f"{key}@demo.invalid"
    )
    return waiting.order_by("pk")[0]
