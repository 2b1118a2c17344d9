"""Every part of every sheet goes into its form and comes out as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from programs.domain.drafts import HEAD, HEADER, SECTIONS, readable
from programs.domain.library import TEMPLATES
from programs.domain.previews import preview
from programs.forms.terms_sections import SectionForm
from programs.views.terms_words import sections_of, told

CONTRACTS = sorted((Path(__file__).parents[3] / "docs" / "contracts").glob("*.json"))
SHEETS: dict[str, dict[str, Any]] = {
    **{key: one.document() for key, one in TEMPLATES.items()},
    **{path.stem: json.loads(path.read_text()) for path in CONTRACTS},
}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def places(document: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    yield HEADER, None
    for section in SECTIONS:
        yield from ((section, i) for i in range(len(document.get(section, []))))


def form_of(
    document: Mapping[str, Any], section: str, index: int | None, data: Any = None, do: str = ""
) -> SectionForm:
    return SectionForm(data, document=document, section=section, index=index, do=do)


def sent(form: SectionForm, **changes: str) -> QueryDict:
    """What a browser sends for the form as it is shown."""
    data = QueryDict(mutable=True)
    data.update({name: str(form[name].value() or "") for name in form.fields})
    data.update({"revision": "1"})
    for name, value in changes.items():
        data[name] = value
    return data


@pytest.mark.parametrize("name", SHEETS)
def test_a_part_that_nobody_touches_comes_back_unchanged(name: str) -> None:
    document = SHEETS[name]
    for section, index in places(document):
        form = form_of(document, section, index)
        back = form_of(document, section, index, sent(form))
        assert back.is_valid(), (section, index, back.errors)
        changed = back.change().applied(document)
        assert changed == document, (section, index)
    assert set(HEAD) > set(form_of(document, HEADER, None).found) & {"id", "title"}


BANDS = TEMPLATES["attainment_bands"].document()
CARD = TEMPLATES["rate_card"].document()


def bands(**changes: str) -> SectionForm:
    form = form_of(BANDS, "steps", 2)
    return form_of(BANDS, "steps", 2, sent(form, **changes))


def test_a_table_has_three_empty_rows_at_its_end() -> None:
    form = form_of(BANDS, "steps", 2)
    (table,) = [block.table for block in form.blocks() if block.table]
    assert [len(row) for row in table.rows] == [5] * 7
    assert table.columns[4] == "Is worth"
    assert form["bands-1-gives"].label == "Bands, row 2: Is worth"
    assert form["bands-1-gives"].value() == "20,000,000"


def test_a_row_is_added_and_another_removed() -> None:
    more = {"bands-3-below": "1.2", "bands-4-from": " 1.2 ", "bands-4-gives": "6,000만"}
    form = bands(**more)
    assert form.errors.keys() == {"bands-4-gives"}
    assert "Bands, row 5: Is worth must be the name" in form.errors["bands-4-gives"][0]
    form = bands(**{**more, "bands-4-gives": "￦60,000,000원", "bands-0-remove": "on"})
    assert form.is_valid()
    rows = form.part()["bands"]
    assert rows[0] == {"from": "0.5", "below": "0.8", "gives": "20000000"}
    assert rows[-1] == {"from": "1.2", "gives": "60000000"}
    assert len(rows) == 4


def test_a_row_that_is_begun_wants_what_it_needs() -> None:
    form = bands(**{"bands-5-from": "2"})
    assert form.errors["bands-5-gives"] == [
        "“Bands, row 6: Is worth” is empty. Fill it in.",
    ]


def test_a_table_that_loses_every_row_is_missed_at_its_first_box() -> None:
    form = bands(**{f"bands-{i}-remove": "on" for i in range(4)})
    assert form.errors == {"bands-0-from": ["“Bands” needs at least 1 rows. Fill in more."]}


def test_a_split_needs_two_parts() -> None:
    sheet = {"steps": [{"key": "a", "do": "split", "of": "b", "unit": "1", "parts": []}]}
    data = sent(form_of(sheet, "steps", 0), **{"parts-0-to": "city"})
    form = form_of(sheet, "steps", 0, data)
    assert form.errors["parts-0-to"] == ["“Parts” needs at least 2 rows. Fill in more."]


def test_an_item_of_a_list_goes_by_being_emptied() -> None:
    sheet = {"steps": [{"key": "a", "do": "sum", "of": ["b", "c"]}]}
    form = form_of(sheet, "steps", 0)
    assert [field.name for field in [*form.blocks()][2].fields] == [f"of-{i}" for i in range(5)]
    form = form_of(sheet, "steps", 0, sent(form, **{"of-0": "", "of-4": "d"}))
    assert form.is_valid()
    assert form.part()["of"] == ["c", "d"]
    empty = form_of(sheet, "steps", 0, sent(form, **{"of-0": "", "of-1": "", "of-4": ""}))
    assert empty.errors["of-0"] == ["“Of what” needs at least 1 rows. Fill in more."]


def test_a_name_of_a_list_is_chosen_and_a_strange_one_kept() -> None:
    form = form_of(CARD, "outputs", 1)
    choices = [word for word, _label in form.fields["payer"].choices]  # type: ignore[attr-defined]
    assert choices == ["funder", "supplier", "worksite"]
    strange = {**CARD, "outputs": [{**CARD["outputs"][0], "payer": "city"}]}
    form = form_of(strange, "outputs", 0)
    assert ("city", "city") in form.fields["payer"].choices  # type: ignore[attr-defined]
    back = form_of(strange, "outputs", 0, sent(form))
    assert back.is_valid()
    subjects = form_of(CARD, "inputs", 1).fields["subject"].choices  # type: ignore[attr-defined]
    assert [word for word, _label in subjects] == ["contract", "worksite"]


def test_a_new_part_has_a_free_name_and_the_usual_choices() -> None:
    taken = {"outputs": [{"key": "amount"}, {"key": "amount_2"}]}
    form = form_of(taken, "outputs", None)
    assert form["key"].value() == "amount_3"
    assert form["tranche"].value() == "results"
    form = form_of({}, "steps", None, do="line")
    assert form["key"].value() == "line"
    assert form["knots-2-belongs"].value() == "gives"


def test_what_is_seldom_wanted_is_folded_away_until_something_stands_there() -> None:
    form = form_of(BANDS, "steps", 2)
    folded = [block.label for block in form.blocks() if block.is_extra]
    assert folded == ["Place in the order", "Why it stands here"]
    assert (form.has_more, form.is_more_open) == (True, False)
    staged = {"steps": [{"key": "a", "do": "sum", "of": ["b"], "stage": "cap"}]}
    assert form_of(staged, "steps", 0).is_more_open
    assert bands(stage="nowhere").is_more_open
    assert not form_of(BANDS, "parties", 0).has_more


@pytest.mark.parametrize(
    ("do", "box", "typed", "kept"),
    [
        ("due", "months", "3", 3),
        ("due", "months", "three", None),
        ("round", "unit", "1,000", "1000"),
        ("round", "unit", "-1", None),
        ("is_one_of", "words-0", "men", ["men"]),
        ("is_one_of", "words-0", "Men!", None),
        ("bands", "unit", "worksite/day", "worksite/day"),
        ("bands", "unit", "1 day", None),
        ("lump", "amount", "2026-04-01", "2026-04-01"),
        ("lump", "amount", "₩1", "1"),
        ("lump", "amount", "1,00", None),
    ],
)
def test_every_shape_is_read_or_refused(do: str, box: str, typed: str, kept: object) -> None:
    form = form_of({}, "steps", None, {"revision": "1", box: typed}, do=do)
    form.is_valid()
    member = box.partition("-")[0]
    if kept is None:
        assert box in form.errors
    else:
        assert box not in form.errors
        assert form.read[member] == kept


GARBAGE: st.SearchStrategy[Any] = st.sampled_from(
    [None, 1, True, "x", "", [], {}, [1], {"en": 1}, [[]], "steps", ["sum"]]
)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), key=st.sampled_from(sorted(TEMPLATES)))
def test_no_document_is_so_broken_that_it_cannot_be_mended(data: Any, key: str) -> None:
    document = TEMPLATES[key].document()
    for _ in range(data.draw(st.integers(1, 4))):
        section = data.draw(st.sampled_from(SECTIONS))
        rows = document.get(section) or document["steps"]
        row = data.draw(st.sampled_from(rows))
        name = data.draw(st.sampled_from(sorted(row)))
        row[name] = data.draw(GARBAGE)
    readable(document)
    found = preview(document)
    assert sections_of(found)
    assert all(told(one, found).words for one in found.problems)
    for section, index in places(document):
        try:
            form = form_of(document, section, index)
        except RuleBroken as refusal:
            assert "There is no operation" in str(refusal)  # noqa: PT017
            continue
        assert len(list(form.blocks())) == len(form.members)
        form_of(document, section, index, sent(form)).is_valid()
