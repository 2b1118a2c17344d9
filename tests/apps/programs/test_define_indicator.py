"""An indicator is defined exactly, and a version that is in use stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.domain.errors import RuleBroken
from people.models import User
from programs.domain.indicators import CATALOGUE, document_of
from programs.models import Indicator
from programs.selectors import older_versions
from programs.services import IndicatorDraft, define_indicator
from tests.apps.programs.at_the_desk import at, begin, see, went
from tests.factories.indicators import a_defined_indicator, an_indicator_of
from tests.factories.programs import a_program, an_indicator

pytestmark = pytest.mark.django_db

LTIFR = CATALOGUE["ltifr"]
DRAFT = IndicatorDraft(
    "ltifr",
    "근로손실재해율",
    "LTIFR",
    "건",
    "cases",
    is_leading=False,
    definition="Log.",
    rule=LTIFR,
)
TYPED = {
    "rate": "ltifr",
    "code": "ltifr",
    "name_ko": "근로손실재해율",
    "name_en": "LTIFR of the programme",
    "unit_ko": "건",
    "unit_en": "cases",
    "definition": "From the log of each site.",
}


def test_agnes_defines_one_exactly(agnes: User, noon: datetime) -> None:
    first = define_indicator(draft=DRAFT, by=agnes, at=noon)
    second = define_indicator(draft=DRAFT, by=agnes, at=noon)
    assert first.rule == LTIFR
    assert second.rule == replace(LTIFR, version=2)


def test_a_definition_may_still_be_only_in_words(agnes: User, noon: datetime) -> None:
    assert define_indicator(draft=replace(DRAFT, rule=None), by=agnes, at=noon).rule is None


def test_leading_and_lagging_are_not_mixed_up(agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="by its definition a “lagging” one"):
        define_indicator(draft=replace(DRAFT, is_leading=True), by=agnes, at=noon)


def test_another_threshold_under_the_same_name_cannot_be_compared(
    agnes: User, noon: datetime
) -> None:
    define_indicator(draft=DRAFT, by=agnes, at=noon)
    define_indicator(draft=replace(DRAFT, rule=None), by=agnes, at=noon)
    stricter = replace(DRAFT, rule=replace(LTIFR, absence_days=7))
    newest = define_indicator(draft=stricter, by=agnes, at=noon)
    ((older, (why,)),) = older_versions(newest)
    assert older.version == 1
    assert "cannot be compared" in str(why)
    assert older_versions(Indicator.objects.get(version=2)) == ()


@pytest.mark.parametrize(
    "change",
    [{"definition": "Otherwise."}, {"unit_en": "heads"}, {"definition_document": None}],
)
def test_the_database_keeps_a_version_that_a_programme_uses(change: dict[str, str]) -> None:
    used = a_defined_indicator("ltifr")
    with pytest.raises(IntegrityError, match="indicator_in_use_stays"), transaction.atomic():
        Indicator.objects.filter(pk=used.pk).update(**change)
    program = a_program()
    program.state = "draft"
    program.save()
    assert Indicator.objects.filter(pk=used.pk).update(**change) == 1


def test_the_database_keeps_it_from_being_deleted(transactional_db: None) -> None:
    used = a_defined_indicator("ltifr")
    with pytest.raises(IntegrityError, match="indicator_in_use_stays"), transaction.atomic():
        Indicator.objects.filter(pk=used.pk)._raw_delete("default")
    free = an_indicator_of(CATALOGUE["trifr"])
    free.delete()


def test_a_version_that_nobody_uses_may_be_mended() -> None:
    free = an_indicator_of(LTIFR)
    assert Indicator.objects.filter(pk=free.pk).update(definition="Better words.") == 1


def test_the_database_wants_row_and_document_to_agree() -> None:
    row = an_indicator(code="other", leading=False)
    later = document_of(replace(LTIFR, version=2))
    with pytest.raises(IntegrityError, match="indicator_document_version"), transaction.atomic():
        Indicator.objects.filter(pk=row.pk).update(definition_document=later)
    leading = document_of(CATALOGUE["training_completion"])
    with pytest.raises(IntegrityError, match="indicator_document_nature"), transaction.atomic():
        Indicator.objects.filter(pk=row.pk).update(definition_document=leading)


def test_at_the_desk_a_rate_is_chosen_and_made_particular(desk: Client) -> None:
    chosen = see(desk, "indicator", "do_here", "define")
    assert "Severity rate (Korea)" in chosen
    assert "<optgroup" in chosen
    particular = {
        "absence_days": "4",
        "baseline_first": "2025-01-01",
        "baseline_last": "2025-12-31",
        "evaluated_on": "2027-01-31",
        "data_source": "Injury insurance",
    }
    went(begin(desk, "indicator", "define", **TYPED, **particular))
    rule = Indicator.objects.get().rule
    assert rule is not None
    assert (rule.absence_days, rule.evaluated_on) == (4, date(2027, 1, 31))
    assert str(rule.baseline) == "2025-01-01 – 2025-12-31"
    assert (rule.name.en, rule.data_source.ko) == ("LTIFR of the programme", "Injury insurance")
    went(begin(desk, "indicator", "define", **TYPED))
    newest = Indicator.objects.get(version=2)
    page = see(desk, "indicator", "change", newest.pk)
    assert "÷ hours worked × 1,000,000" in page
    assert "Their values cannot be compared" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate": ""}, "rate"),
        ({"rate": "luck"}, "rate"),
        ({"absence_days": "0"}, "absence_days"),
        ({"baseline_first": "2025-01-01"}, "baseline_last"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(
    desk: Client, wrong: dict[str, str], field: str
) -> None:
    answer = begin(desk, "indicator", "define", **{**TYPED, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_an_evaluation_inside_the_baseline_is_refused_with_its_reason(desk: Client) -> None:
    days = {
        "baseline_first": "2025-01-01",
        "baseline_last": "2025-12-31",
        "evaluated_on": "2025-06-01",
    }
    answer = desk.post(at("indicator", "do_here", "define"), {**TYPED, **days})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["evaluated_on"]
