"""Numbers to try terms with: one box for each input, rows for the subjects inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from core.domain.errors import RuleBroken
from programs.domain.library import TEMPLATES
from programs.domain.terms import sheet_from
from programs.forms.terms_case import CaseForm
from programs.views.terms_trial import trial_of


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def form_of(key: str, data: Any = None) -> CaseForm:
    return CaseForm(data, sheet=sheet_from(TEMPLATES[key].document()))


def priced(sheet: dict[str, Any], **data: str) -> CaseForm:
    form = CaseForm(data, sheet=sheet_from(sheet))
    form.priced()
    return form


def test_the_example_takes_every_input_at_its_end() -> None:
    form = form_of("attainment_bands")
    assert form.case() == {
        "plan_approved": True,
        "hazards_removed": "1000",
        "hazards_agreed": "1000",
        "pool_share": "100000000",
    }
    found = form.priced()
    assert found is not None
    assert found.total == 110_000_000
    assert form.along == "hazards_removed"


def test_an_empty_box_is_not_known() -> None:
    form = form_of("attainment_bands", {"w-plan_approved": "false", "w-hazards_removed": " 1,0 "})
    assert form.case() == {"plan_approved": False, "hazards_removed": "1,0"}
    assert form.priced() is None
    assert form.errors["w-hazards_removed"] == [
        "Hazards removed and verified is 1,0; it has to be a number such as 12.5 or 1,000."
    ]


def test_rows_are_the_subjects_inside() -> None:
    form = form_of("rate_card", {"w-worksite-1-guards_fitted": "5", "along": "nothing"})
    assert form.case() == {"worksite": [{"guards_fitted": "5"}]}
    assert form.along == ""
    (table,) = form.tables()
    assert (table.label, len(table.rows)) == ("worksite", 3)
    assert table.rows[1][0].label == "worksite, row 2: Guards fitted"
    wrong = form_of("rate_card", {"w-worksite-2-guards_fitted": "51"})
    assert wrong.priced() is None
    assert "from 0 to 50" in wrong.errors["w-worksite-2-guards_fitted"][0]


def test_choices_and_days_are_asked_as_such() -> None:
    sheet = TEMPLATES["unit_rate_cap"].document()
    sheet["inputs"] += [
        {
            "key": "group",
            "label": {"en": "Group", "ko": "집단"},
            "kind": "choice",
            "words": ["small", "large"],
        },
        {
            "key": "on",
            "label": {"en": "On", "ko": "일"},
            "kind": "date",
            "least": "2026-01-01",
            "most": "2026-12-31",
        },
    ]
    form = CaseForm(None, sheet=sheet_from(sheet))
    assert form.case()["group"] == "small"
    assert form.case()["on"] == "2026-12-31"
    assert form.fields["w-on"].widget.input_type == "date"
    assert dict(form.fields["along"].choices)["on"] == "On"  # type: ignore[attr-defined]
    assert priced(sheet, **{"w-on": "2027-01-01"}).errors.keys() == {"w-on"}
    assert priced(sheet, **{"w-group": "none"}).errors.keys() == {"w-group"}
    drawn = trial_of(sheet_from(sheet), {"w-on": "2026-05-01", "along": "on"})["curve"]
    assert drawn.title == "What is paid along “On”"


def test_a_refusal_of_no_box_stands_above_all_of_them() -> None:
    form = form_of("knots", {"w-risk_reduction": "20"})
    form.is_valid()
    form.refuse(RuleBroken("Nobody means that."))
    assert form.non_field_errors() == ["Nobody means that."]
    silent = form_of("knots")
    silent.refuse(RuleBroken("Nobody means that."))
    assert not silent.errors


def test_without_a_sheet_there_is_nothing_to_try() -> None:
    assert trial_of(None, {}) == {}
