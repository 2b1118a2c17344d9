"""Files of readings as people make them: CSV in any encoding, and the least of an Excel workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from uuid import UUID, uuid4
from xml.sax.saxutils import escape

from outcomes.models import MeasurementFile, Target
from outcomes.services import upload_measurement_file
from people.models import User
from tests.factories.people import the

HEADER = "target,phase,first_day,last_day,quantity"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Readings" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>"
    ),
}


class Day(int):
    """A day as Excel keeps it: a number, shown as a date by the style of its cell."""


def a_csv(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    """Rows under a header."""
    return "\r\n".join([header, *rows]).encode(encoding)


def a_workbook(rows: Sequence[Sequence[object]], *, from_row: int = 1, extra: str = "") -> bytes:
    """A sheet with these cells; `extra` is more of its XML."""
    lines = [
        f'<row r="{number}">'
        + "".join(_cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=from_row)
    ]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in PARTS.items():
            parts.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        sheet = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}{extra}</sheetData></worksheet>'
        )
        parts.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?>{sheet}')
    return out.getvalue()


def _cell(place: str, value: object) -> str:
    if isinstance(value, Day):
        return f'<c r="{place}" s="1"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sent_in(
    target: Target,
    content: bytes,
    at: datetime,
    *,
    name: str = "readings.csv",
    key: UUID | None = None,
    by: User | None = None,
) -> MeasurementFile:
    """carla sends these bytes."""
    return upload_measurement_file(
        target_id=target.pk,
        upload=BytesIO(content),
        name=name,
        key=key or uuid4(),
        by=by or the("carla"),
        at=at,
    )


def uploaded(target: Target, *rows: str, at: datetime, header: str = HEADER) -> MeasurementFile:
    """carla sends a CSV with these rows."""
    return sent_in(target, a_csv(*rows, header=header), at)
