"""Documents are numbered without gaps, however many are begun and given up."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from audit.models import Register
from audit.services import next_number


def test_numbers_of_documents_have_no_gaps(db: None, noon: datetime) -> None:
    assert next_number(series="PO", at=noon) == "PO-2026-00001"
    with transaction.atomic():
        next_number(series="PO", at=noon)
        transaction.set_rollback(True)
    assert next_number(series="PO", at=noon) == "PO-2026-00002"
    assert next_number(series="PO", at=noon.replace(year=2027)) == "PO-2027-00001"
    assert str(Register.objects.get(series="PO", year=2026)) == "PO-2026: 2"
    with pytest.raises(IntegrityError, match="register_once"), transaction.atomic():
        Register.objects.create(series="PO", year=2026)
