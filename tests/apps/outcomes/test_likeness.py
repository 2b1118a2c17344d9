"""The same or nearly the same photo used twice is noticed, stored and explained by a verifier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from PIL import Image, ImageEnhance

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.likeness import NEAR, distance, mirrored
from outcomes.domain.evidence.states import Alike
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.pictures import look_of, thumbnail
from outcomes.gateways.store import path_of
from outcomes.models import Evidence, EvidenceLook, EvidenceTwin, Measurement
from outcomes.selectors.likeness import twins_about, twins_to_explain
from outcomes.services import attach_evidence
from outcomes.services.twins import explain_twin
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.outcomes.conftest import a_photo
from tests.apps.outcomes.samples import GPS, a_heic, a_photo_of_a_place, a_scene, as_file
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.people import a_member, an_organization

Change = Callable[[Image.Image], Image.Image]
SCENES = 40


def cropped(image: Image.Image, share: float = 0.02) -> Image.Image:
    width, height = image.size
    left, top = int(width * share / 2), int(height * share / 2)
    return image.crop((left, top, width - left, height - top))


COPIES: dict[str, Change] = {
    "compressed again": lambda scene: Image.open(as_file(scene, quality=30)).convert("RGB"),
    "half as large": lambda scene: scene.resize((400, 300)),
    "a third brighter": lambda scene: ImageEnhance.Brightness(scene).enhance(1.3),
    "a third darker": lambda scene: ImageEnhance.Brightness(scene).enhance(0.7),
    "in grey": lambda scene: scene.convert("L").convert("RGB"),
    "cropped by 2 %": cropped,
}


def look(tmp_path: Path, image: Image.Image) -> int:
    place = tmp_path / "photo.jpg"
    place.write_bytes(as_file(image).getvalue())
    found = look_of(place)
    assert found is not None
    return found


@pytest.mark.parametrize("change", COPIES)
def test_a_copy_is_near_its_original(tmp_path: Path, change: str) -> None:
    for number in range(SCENES):
        scene = a_scene(number)
        bits = distance(look(tmp_path, scene), look(tmp_path, COPIES[change](scene)))
        assert bits <= NEAR, number


def test_a_mirrored_copy_is_near_too(tmp_path: Path) -> None:
    for number in range(SCENES):
        scene = a_scene(number)
        turned = look(tmp_path, scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
        assert distance(look(tmp_path, scene), mirrored(turned)) <= NEAR, number


def test_most_copies_that_lost_six_percent_are_near(tmp_path: Path) -> None:
    """Where this hash ends: of copies that lost a tenth, about half are not found."""
    found = {0.06: 0, 0.10: 0}
    for number in range(SCENES):
        scene = a_scene(number)
        for share in found:
            there = look(tmp_path, cropped(scene, share))
            found[share] += distance(look(tmp_path, scene), there) <= NEAR
    assert found[0.06] >= 0.85 * SCENES
    assert found[0.10] <= 0.8 * SCENES


def test_other_photos_are_far(tmp_path: Path) -> None:
    looks = [look(tmp_path, a_scene(number)) for number in range(2 * SCENES)]
    assert min(distance(*pair) for pair in combinations(looks, 2)) > NEAR
    assert min(distance(one, mirrored(other)) for one, other in combinations(looks, 2)) > NEAR


def test_a_plain_surface_looks_like_nothing(tmp_path: Path) -> None:
    place = tmp_path / "plain.png"
    place.write_bytes(a_photo("white", kind="PNG").getvalue())
    assert look_of(place) is None


# ------------------------------------------------------------------ as it is stored and shown


@pytest.fixture
def here(carla: User) -> Measurement:
    return a_measurement(state=MeasurementState.MEASURED)


@pytest.fixture
def there(here: Measurement) -> Measurement:
    """Another worksite of the same supplier."""
    agreement = here.target.agreement
    match = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    return a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)


def attached(to: Measurement, file: BytesIO, by: User, at: datetime) -> Evidence:
    file.seek(0)
    return attach_evidence(measurement_id=to.pk, upload=file, name="guard.jpg", by=by, at=at)


def test_a_brighter_copy_at_another_site_is_flagged(
    here: Measurement, there: Measurement, carla: User, noon: datetime
) -> None:
    first = attached(here, as_file(a_scene(1)), carla, noon)
    attached(here, as_file(a_scene(2)), carla, noon)
    copy = attached(there, as_file(COPIES["a third brighter"](a_scene(1))), carla, noon)
    twin = EvidenceTwin.objects.get()
    assert (twin.evidence, twin.other, twin.alike) == (copy, first, Alike.NEAR)
    assert 0 < twin.bits <= NEAR


def test_a_mirrored_copy_at_another_site_is_flagged_too(
    here: Measurement, there: Measurement, carla: User, noon: datetime
) -> None:
    attached(here, as_file(a_scene(1)), carla, noon)
    mirror = a_scene(1).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    attached(there, as_file(mirror), carla, noon)
    assert EvidenceTwin.objects.get().bits <= NEAR


def test_the_same_file_is_flagged_whatever_its_kind(
    here: Measurement, there: Measurement, carla: User, noon: datetime
) -> None:
    plain = a_photo("white")
    attached(here, plain, carla, noon)
    attached(there, plain, carla, noon)
    assert [(t.alike, t.bits) for t in EvidenceTwin.objects.all()] == [(Alike.SAME, 0)]
    assert not EvidenceLook.objects.exists()


def test_two_photos_of_one_reading_may_look_alike(
    here: Measurement, carla: User, noon: datetime
) -> None:
    attached(here, as_file(a_scene(1)), carla, noon)
    attached(here, as_file(cropped(a_scene(1))), carla, noon)
    assert not EvidenceTwin.objects.exists()


def test_a_corrected_reading_may_show_the_same_photo_again(
    here: Measurement, carla: User, noon: datetime
) -> None:
    photo = as_file(a_scene(1))
    attached(here, photo, carla, noon)
    Measurement.objects.filter(pk=here.pk).update(state=MeasurementState.SUPERSEDED)
    again = a_measurement(
        target=here.target, quantity="9", state=MeasurementState.MEASURED, supersedes=here
    )
    attached(again, photo, carla, noon)
    assert not EvidenceTwin.objects.exists()


def test_a_verifier_explains_it_once_and_for_all(
    here: Measurement, there: Measurement, carla: User, victor: User, noon: datetime
) -> None:
    for to in (here, there):
        attached(to, as_file(a_scene(1)), carla, noon)
    twin = twins_to_explain(victor).get()
    with pytest.raises(RuleBroken, match="Say what you found out"):
        explain_twin(twin_id=twin.pk, words=" ", by=victor, at=noon)
    with pytest.raises(PermissionDenied):
        explain_twin(twin_id=twin.pk, words="It is right.", by=carla, at=noon)
    explain_twin(twin_id=twin.pk, words="Both presses stand side by side.", by=victor, at=noon)
    with pytest.raises(RuleBroken, match="explained this already"):
        explain_twin(twin_id=twin.pk, words="Another story.", by=victor, at=noon)
    assert not twins_to_explain(victor).exists()
    (seen,) = twins_about([here], victor)
    assert seen.words == "Both presses stand side by side."


def test_nobody_sees_the_other_side_who_may_not(
    here: Measurement, carla: User, victor: User, noon: datetime
) -> None:
    stranger = a_member(
        name="stranger",
        role=Role.EDITOR,
        organization=an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)"),
    )
    mine = attached(here, as_file(a_scene(1)), carla, noon)
    agreement = here.target.agreement
    match = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    theirs = a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)
    copy = attached(theirs, as_file(a_scene(1), quality=60), carla, noon)
    (seen,) = twins_about([theirs], victor)
    assert (seen.evidence, seen.other) == (copy, mine)
    assert twins_about([theirs], stranger) == []


def test_the_database_refuses_a_twin_that_came_later(
    here: Measurement, there: Measurement, carla: User, noon: datetime
) -> None:
    first = attached(here, as_file(a_scene(1)), carla, noon)
    second = attached(there, as_file(a_scene(2)), carla, noon)
    row = {"alike": Alike.NEAR, "bits": 3, "noticed_at": noon}
    with pytest.raises(IntegrityError, match="evidence_twin_came_before"), transaction.atomic():
        EvidenceTwin.objects.create(evidence=first, other=second, **row)
    with pytest.raises(IntegrityError, match="evidence_twin_bits"), transaction.atomic():
        EvidenceTwin.objects.create(evidence=second, other=first, **{**row, "alike": Alike.SAME})
    EvidenceTwin.objects.create(evidence=second, other=first, **row)
    with pytest.raises(IntegrityError, match="evidence_twin_once"), transaction.atomic():
        EvidenceTwin.objects.create(evidence=second, other=first, **row)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM outcomes_evidencetwin")


@pytest.mark.parametrize("file", [a_photo_of_a_place(), a_heic()], ids=["JPEG", "HEIC"])
def test_a_small_picture_tells_no_place_and_the_original_keeps_it(
    here: Measurement, carla: User, noon: datetime, file: BytesIO
) -> None:
    raw = file.getvalue()
    evidence = attached(here, file, carla, noon)
    assert path_of(evidence.sha256).read_bytes() == raw
    with Image.open(BytesIO(raw)) as original:
        assert original.getexif().get_ifd(GPS)
    small = thumbnail(evidence.sha256)
    with Image.open(BytesIO(small)) as shown:
        assert not shown.getexif()
        assert {*shown.info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Exif" not in small


def test_a_small_picture_stands_upright(here: Measurement, carla: User, noon: datetime) -> None:
    evidence = attached(here, a_photo_of_a_place(), carla, noon)
    with Image.open(BytesIO(thumbnail(evidence.sha256))) as shown:
        assert shown.size == (160, 320)  # lies on its side in the original: 800 by 400
