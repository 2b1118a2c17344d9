"""A file of readings by keyboard alone on a narrow window: sent, mended, stored; and watched."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.demo import site
from config.demo.claiming import aim
from outcomes.models import Measurement, MeasurementFile, Target
from outcomes.tasks import read_due_files
from tests.browser.cast import case, signed
from tests.browser.conftest import People
from tests.browser.walk import NARROW, Walk
from tests.factories.files import a_csv

ONE_DAY = timedelta(days=1)
HALF = timedelta(days=60)


def a_story() -> tuple[str, Target]:
    """A signed agreement whose first target waits to be measured."""
    story = case("sending")
    agreement = signed(story)
    worksite = site.a_site(firm=story.firm, serial=7_401, at=story.at)
    match = site.matched(firm=story.firm, agreement=agreement, worksite=worksite, at=story.at)
    target = site.a_target(
        cast=story.cast, firm=story.firm, match=match, aim=aim(agreement, story.at), at=story.at
    )
    return story.editor, target


def written(folder: Path, name: str, target: Target, *numbers: str) -> Path:
    path, first, last = folder / name, target.window_first, target.window_last
    days = (f"{first},{first + HALF}", f"{first + HALF + ONE_DAY},{last}")
    rows = [f"{target.number},follow_up,{d},{n}" for d, n in zip(days, numbers, strict=True)]
    path.write_bytes(a_csv(*rows, encoding="cp949"))
    return path


def keyed(walk: Walk, name: str) -> Walk:
    """Tab from the top of the page until the button or link has the focus, then press it."""
    walk.page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")
    for _ in range(60):
        walk.page.keyboard.press("Tab")
        if walk.page.evaluate("document.activeElement.innerText.trim()") == walk.t(name):
            with walk.page.expect_navigation(wait_until="load"):
                walk.page.keyboard.press("Enter")
            return walk.look()
    raise AssertionError(f"no key leads to “{walk.t(name)}”")


def test_a_file_is_sent_mended_and_stored_by_keyboard(person: People, tmp_path: Path) -> None:
    editor, target = a_story()
    carla = person(editor)
    carla.page.set_viewport_size(NARROW)
    carla.to("outcomes:target", target.pk)
    keyed(carla, "Send measurements as a file")
    carla.fill(file=written(tmp_path, "측정.csv", target, "20", "열여덟"))
    keyed(carla, "Check the file").picture("file-to-mend")
    carla.says(
        carla.t(
            "This is not a number. Write digits such as 12.5; leave the cell empty when it is unknown."
        )
    )
    assert carla.page.evaluate("document.activeElement.classList.contains('b-errors')")
    table = carla.receive("Download the rows with what has to be mended")
    assert "열여덟" in table.read_text(encoding="utf-8-sig")
    keyed(carla, "Choose the mended file")
    carla.fill(file=written(tmp_path, "측정.csv", target, "20", "18"))
    keyed(carla, "Check the file").picture("file-checked").says("38")
    assert not Measurement.objects.filter(target=target).exists()
    keyed(carla, "Store all of it").says(carla.t("Every row of the file is stored."))
    assert Measurement.objects.filter(target=target).count() == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_a_large_file_is_watched_until_it_is_checked(
    person: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scripts: Any
) -> None:
    monkeypatch.setattr("outcomes.views.measurement_files.SMALL", 10)
    monkeypatch.setattr("config.middleware.wake", lambda _task: None)  # the worker comes later
    target = Target.objects.filter(state="agreed", match__isnull=False).latest("pk")
    organization = target.agreement.supplier.organization
    editor = organization.memberships.get(role="editor", ended_at=None).user
    carla = person(editor.email.split("@")[0], scripts=scripts)
    carla.to("outcomes:measure_from_file", target.pk)
    carla.fill(file=written(tmp_path, "large.csv", target, "x", "y"))
    carla.press("Check the file").picture("file-watched")
    assert carla.page.locator("progress").count() == 1
    file = MeasurementFile.objects.latest("pk")
    read_due_files()
    carla.page.locator(".b-errors").wait_for()  # nobody pressed anything
    carla.look()
    file.refresh_from_db()
    assert file.found == 2
