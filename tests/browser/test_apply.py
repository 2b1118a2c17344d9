"""carla applies: what she types wrong costs her nothing, and what she hands in stays."""

from __future__ import annotations

from django.urls import reverse

from tests.browser.cast import Case, case
from tests.browser.conftest import People
from tests.browser.walk import Walk


def test_carla_applies(person: People) -> None:
    story = case("applying")
    carla = person(story.editor)
    carla.to("programs:program", story.program.pk).picture("program")
    carla.to("programs:application_start", story.call.pk).press("Begin an application")
    application = carla.page.url
    _types_something_wrong(carla, application)
    _writes_everything(carla, story, application)
    carla.open(f"{application}submit/").says("140,000,000").picture("application-check")
    carla.press("Hand in the application").says(carla.t("Your application has arrived."))
    carla.picture("application-receipt")
    carla.open(f"{application}submit/")  # handed in: the form is gone
    assert carla.page.url == application


def _types_something_wrong(carla: Walk, application: str) -> None:
    """The sentence, the focus and everything that was typed."""
    carla.open(f"{application}save/")
    carla.fill(plan="광커튼을 설치합니다.", worksites="8", amount="많이").press("Save the draft")
    assert "b-errors" in str(carla.page.evaluate("document.activeElement.className"))
    carla.says("많이").picture("application-mistake")
    boxes = {name: carla.page.locator(f"[name={name}]") for name in ("plan", "worksites", "amount")}
    typed = {name: box.input_value() for name, box in boxes.items()}
    assert typed == {"plan": "광커튼을 설치합니다.", "worksites": "8", "amount": "많이"}
    assert boxes["amount"].get_attribute("aria-invalid") == "true"
    said = str(boxes["amount"].get_attribute("aria-describedby")).split()
    assert any("많이" in carla.page.locator(f"#{one}").inner_text() for one in said)
    carla.page.locator(".b-errors a").first.click()
    assert carla.page.evaluate("document.activeElement.name") == "amount"


def _writes_everything(carla: Walk, story: Case, application: str) -> None:
    """In two goes, and a target; the task list says what is done."""
    carla.fill(amount="140,000,000원").press("Save the draft")
    hazard, technology = story.program.hazards.first(), story.firm.supplier.technologies.get()
    assert hazard is not None
    carla.open(f"{application}save/").fill(hazards=hazard.pk, technology=technology.pk)
    carla.press("Save the draft").picture("application-tasks")
    indicator = story.program.indicators.first()
    assert indicator is not None
    carla.open(f"{application}targets/")
    carla.fill(indicator=indicator.pk, goal="50", how="설치 사진과 현장 확인")
    carla.press("Add the target").says("50")
    assert reverse("programs:applications") in carla.page.content()
