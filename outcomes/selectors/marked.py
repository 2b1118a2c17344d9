"""The rows of a file as they came, each with what has to be mended in it beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext

from core.domain.cells import safe_cell
from core.domain.words import sentence_from
from core.translation import in_words
from outcomes.gateways.sheets import opened
from outcomes.models import FileError, MeasurementFile
from outcomes.selectors.files import ERROR_COLUMN
from outcomes.selectors.uploads import errors_of


def marked_rows(file: MeasurementFile) -> Iterator[list[str]]:
    """Every row of the original with one cell more; nothing in it is run by a spreadsheet."""
    errors = groupby(errors_of(file).iterator(), key=lambda error: error.row)
    row, found = next(errors, (0, iter(())))
    head = True
    with opened(file.sha256, file.content_type) as sheet:
        for number, cells in sheet.records:
            while row and row < number:
                row, found = next(errors, (0, iter(())))
            told = "; ".join(map(_told, found)) if row == number else ""
            if head and any(map(str.strip, cells)):
                told, head = "; ".join(filter(None, [gettext(ERROR_COLUMN), told])), False
            yield [*(safe_cell(cell) for cell in cells), safe_cell(told)]


def _told(error: FileError) -> str:
    said = f"{error.column}: " if error.column else ""
    example = gettext("Example: %(value)s") % {"value": error.example} if error.example else ""
    return f"{said}{in_words(sentence_from(error.reason))} {example}".strip()
