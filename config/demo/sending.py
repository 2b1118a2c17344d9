"""Readings sent as files, at every stage where a file stays; and one that was opened again."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from config.demo.site import key_of
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.models import Measurement, MeasurementFile, Target
from outcomes.services import (
    accept_measurement_file,
    certify_measurement,
    check_measurement_file,
    reopen_measurement,
    store_measurement_file,
    upload_measurement_file,
)

HEADER = "목표 번호,비교 구분,첫날,마지막 날,수량,참고 사항"
SIDE = "개선 후 기간"
HALF = timedelta(days=90)


def files_sent(*, firm: Firm, target: Target, at: datetime) -> None:
    """One was no CSV, one has places to mend, one waits to be stored, one is stored."""
    window = Period(target.window_first, target.window_last)
    spring = f"{target.number},{SIDE},{window.first},{window.first + HALF}"
    autumn = f"{target.number},{SIDE},{window.first + HALF + timedelta(days=1)},{window.last}"
    _checked(firm, target, "측정-깨짐.csv", f'{spring},"12,', at)
    _checked(firm, target, "측정-1차.csv", f"{spring},열둘,\n{autumn},18,", at)
    stored = _checked(firm, target, "측정-2차.csv", f"{spring},12,광커튼 열두 대", at)
    accept_measurement_file(file_id=stored.pk, by=firm.editor, at=at)
    store_measurement_file(file_id=stored.pk, at=at)
    _checked(firm, target, "측정-3차.csv", f"{spring},12,광커튼 열두 대\n{autumn},18,", at)


def opened_again(*, firm: Firm, measurement: Measurement, at: datetime) -> None:
    """Certified, then found to be wrong by the certifier, before the worksite was asked."""
    certify_measurement(measurement_id=measurement.pk, by=firm.certifier, at=at)
    reopen_measurement(
        measurement_id=measurement.pk,
        reason="한 대를 두 번 세었습니다.",
        by=firm.certifier,
        at=at,
    )


def _checked(firm: Firm, target: Target, name: str, rows: str, at: datetime) -> MeasurementFile:
    """As Korean Excel saves it."""
    file = upload_measurement_file(
        target_id=target.pk,
        upload=BytesIO(f"{HEADER}\n{rows}\n".encode("cp949")),
        name=name,
        key=key_of("file", target.pk, name),
        by=firm.editor,
        at=at,
    )
    return check_measurement_file(file_id=file.pk, at=at)
