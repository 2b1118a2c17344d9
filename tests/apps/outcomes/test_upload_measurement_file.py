"""A file of readings is a table; what would be good evidence is turned away and not kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings

from core.domain.errors import RuleBroken
from outcomes.models import MeasurementFile
from people.models import User
from tests.apps.outcomes.conftest import a_photo
from tests.apps.outcomes.samples import a_heic, a_pdf, a_video
from tests.factories.files import sent_in
from tests.factories.outcomes import a_target

EVIDENCE: dict[str, Callable[[], BytesIO]] = {
    "guard.jpg": a_photo,
    "phone.heic": a_heic,
    "report.pdf": a_pdf,
    "press.mp4": a_video,
}


@pytest.mark.parametrize("name", [*EVIDENCE, "readings.csv"])
def test_carla_is_told_to_save_a_table_and_nothing_is_kept(
    name: str, carla: User, noon: datetime, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    content = EVIDENCE.get(name, a_photo)().getvalue()  # a photo under a table's name is a photo
    with pytest.raises(RuleBroken) as refusal:
        sent_in(a_target(), content, noon, name=name)
    assert refusal.value.field == "file"
    assert str(refusal.value).strip() == (
        f"“{name}” cannot be read as a table. Save it as a CSV or as an Excel workbook (XLSX) and "
        "choose it again."
    )
    assert not MeasurementFile.objects.exists()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
