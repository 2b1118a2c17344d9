"""What results are compared with: two officers, and no row is ever changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.models import Reference
from outcomes.selectors import reference_named, references_of
from outcomes.services import ReferenceDraft, confirm_reference, supply_reference
from people.models import Organization, User
from tests.doors import signed_in
from tests.factories.references import SITES, a_draft, a_reference


def agency_of(officer: User) -> Organization:
    return officer.memberships.get().organization


def test_agnes_supplies_and_arthur_confirms(agnes: User, arthur: User, noon: datetime) -> None:
    draft = a_draft(2024, 2025)
    supplied = supply_reference(draft=draft, agency=agency_of(agnes), by=agnes, at=noon)
    assert (supplied.version, supplied.sites, len(supplied.rows)) == (1, SITES, 2 * SITES)
    assert list(references_of(agency_of(agnes))) == []
    with pytest.raises(RuleBroken, match="You supplied these numbers yourself"):
        confirm_reference(reference_id=supplied.pk, by=agnes, at=noon)
    confirm_reference(reference_id=supplied.pk, by=arthur, at=noon)
    assert reference_named(agency_of(agnes), "press-shops") == supplied
    with pytest.raises(IllegalMove):
        confirm_reference(reference_id=supplied.pk, by=arthur, at=noon)


def test_later_days_are_a_next_version_that_keeps_every_row(agnes: User, noon: datetime) -> None:
    first = a_reference(2024)

    def again(draft: ReferenceDraft) -> Reference:
        return supply_reference(draft=draft, agency=agency_of(agnes), by=agnes, at=noon)

    with pytest.raises(RuleBroken, match="is changed or left out"):
        again(a_draft(2024, 2025, changed=True))
    second = again(a_draft(2024, 2025))
    assert (second.version, second.digest != first.digest) == (2, True)
    assert reference_named(first.agency, "press-shops") == first  # the second waits for a yes
    with pytest.raises(RuleBroken, match="Version 2 of “press-shops” is not confirmed yet"):
        again(a_draft(2024, 2025, 2026))


def test_a_file_with_a_mistake_stores_nothing_and_says_where(agnes: User, noon: datetime) -> None:
    wrong = a_draft(2024)
    wrong = replace(wrong, content=wrong.content + b"S-001,2025-01-01,2025-12-31,one,9\n")
    with pytest.raises(RuleBroken, match=f"Row {SITES + 2}, column injuries"):
        supply_reference(draft=wrong, agency=agency_of(agnes), by=agnes, at=noon)
    assert not Reference.objects.exists()


def test_nobody_else_supplies_or_confirms(carla: User, victor: User, noon: datetime) -> None:
    reference = a_reference()
    for someone in (carla, victor):
        with pytest.raises(PermissionDenied):
            supply_reference(draft=a_draft(2024), agency=reference.agency, by=someone, at=noon)
        with pytest.raises(PermissionDenied):
            confirm_reference(reference_id=reference.pk, by=someone, at=noon)


def test_an_unknown_code_is_refused_with_the_known_ones(db: None) -> None:
    reference = a_reference()
    with pytest.raises(RuleBroken, match=r"no confirmed reference sites “lathes”.*press-shops"):
        reference_named(reference.agency, "lathes")


@pytest.mark.parametrize(
    "change",
    [{"spells": []}, {"digest": "0" * 64}, {"source": "elsewhere"}, {"state": "supplied"}],
)
def test_the_database_keeps_what_was_supplied(db: None, change: dict[str, Any]) -> None:
    row = Reference.objects.filter(pk=a_reference().pk)
    with pytest.raises(IntegrityError, match="reference_stays"), transaction.atomic():
        row.update(**change)
    with pytest.raises(IntegrityError, match="reference_stays"), transaction.atomic():
        row.delete()


def test_the_database_wants_two_people(agnes: User, noon: datetime) -> None:
    supplied = supply_reference(draft=a_draft(2024), agency=agency_of(agnes), by=agnes, at=noon)
    row = Reference.objects.filter(pk=supplied.pk)
    with pytest.raises(IntegrityError, match="reference_two_people"), transaction.atomic():
        row.update(confirmed_by=agnes)
    with pytest.raises(IntegrityError, match="reference_confirmed_by_someone"):
        row.update(state="confirmed")


def test_the_desk_takes_the_file_and_says_what_is_wrong_with_it(agnes: User, arthur: User) -> None:
    draft = a_draft(2024)
    page = reverse("admin:outcomes_reference_do_here", args=["supply"])
    typed = {
        "code": draft.code,
        "name_ko": draft.name_ko,
        "name_en": draft.name_en,
        "source": draft.source,
    }
    bad = SimpleUploadedFile("sites.csv", draft.content + b"x,y\n")
    refused = signed_in(agnes).post(page, {**typed, "file": bad})
    assert refused.status_code == 422
    good = SimpleUploadedFile("sites.csv", draft.content)
    assert signed_in(agnes).post(page, {**typed, "file": good}).status_code == 302
    supplied = Reference.objects.get()
    confirm = reverse("admin:outcomes_reference_do", args=[supplied.pk, "confirm"])
    assert str(supplied.digest) in signed_in(arthur).get(confirm).content.decode()
    assert signed_in(arthur).post(confirm).status_code == 302
    supplied.refresh_from_db()
    assert supplied.confirmed_by == arthur
