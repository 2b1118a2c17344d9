"""Files by keyboard alone on a narrow window: attached, seen small; a copy explained by a verifier."""

from __future__ import annotations

from pathlib import Path

from config.demo import site
from config.demo.claiming import aim, photo
from config.demo.site import measured
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase
from outcomes.models import Measurement, TwinExplanation
from tests.apps.outcomes.samples import a_pdf
from tests.browser.cast import case, signed
from tests.browser.conftest import People
from tests.browser.keys import focused, pressed
from tests.browser.walk import NARROW, Walk

EXPLAINED = "두 프레스가 나란히 서 있습니다."


def two_readings() -> tuple[str, list[Measurement]]:
    """Two worksites of one firm, each with a reading that waits for its evidence."""
    story = case("showing")
    agreement = signed(story)
    found = []
    for serial in (7_611, 7_612):
        worksite = site.a_site(firm=story.firm, serial=serial, at=story.at)
        match = site.matched(firm=story.firm, agreement=agreement, worksite=worksite, at=story.at)
        target = site.a_target(
            cast=story.cast, firm=story.firm, match=match, aim=aim(agreement, story.at), at=story.at
        )
        window = Period(target.window_first, target.window_last)
        reading = Reading(Phase.FOLLOW_UP, window, quantity=aim(agreement, story.at).goal)
        found.append(measured(firm=story.firm, target=target, claim=reading, at=story.at))
    return story.editor, found


def attach(carla: Walk, measurement: Measurement, *files: Path) -> None:
    """One file after the other; the chooser opens under the key as it does under a finger."""
    carla.page.on("filechooser", lambda _: None)  # heard before the first key, not while it falls
    for file in files:
        carla.to("outcomes:evidence_attach", measurement.pk)
        focused(carla, "input[type=file]")
        with carla.page.expect_file_chooser() as chooser:
            carla.page.keyboard.press("Space")
        chooser.value.set_files(file)
        focused(carla, "main form button.primary")
        pressed(carla)


def test_a_photo_is_attached_by_keyboard_and_its_copy_is_explained(
    person: People, tmp_path: Path
) -> None:
    editor, (here, there) = two_readings()
    guard, copy = tmp_path / "방호장치.jpg", tmp_path / "방호장치-2.jpg"
    for file in (guard, copy):
        file.write_bytes(photo(901).getvalue())
    report = tmp_path / "점검표.pdf"
    report.write_bytes(a_pdf().getvalue())
    locked = tmp_path / "잠긴.pdf"
    locked.write_bytes(a_pdf(password="secret").getvalue())
    carla = person(editor)
    carla.page.set_viewport_size(NARROW)
    attach(carla, here, guard, report)
    carla.says(carla.t("Not scanned for viruses"))
    assert carla.page.locator("main img").count() == 1
    attach(carla, here, locked)
    carla.says("암호화되어 있어")
    attach(carla, there, copy)
    carla.says(carla.t("The same file also supports another reading.")).picture("evidence-twins")
    _victor_explains(person("victor"), there)


def _victor_explains(victor: Walk, there: Measurement) -> None:
    victor.page.set_viewport_size(NARROW)
    victor.to("outcomes:measurement", there.pk)
    focused(victor, "main a[href*='/twins/']")
    pressed(victor)
    focused(victor, "textarea[name=words]")
    victor.page.keyboard.insert_text(EXPLAINED)
    focused(victor, "main form button.primary")
    pressed(victor)
    victor.says(EXPLAINED)
    assert TwinExplanation.objects.get(twin__evidence__measurement=there).words == EXPLAINED
