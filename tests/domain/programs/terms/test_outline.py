"""What can be told of a document that may still be wrong, part by part."""

from __future__ import annotations

from typing import Any

from programs.domain.terms.outline import names_in, outline

SHEET: dict[str, Any] = {
    "schema": "boram.terms/1",
    "id": "outline",
    "title": {"en": "Outline", "ko": "개요"},
    "version": 1,
    "currency": {"code": "USD", "minor": 2},
    "parties": [{"key": "city", "label": {"en": "City", "ko": "시"}}, {"key": "fund"}],
    "inputs": [
        {
            "key": "days",
            "label": {"en": "Days", "ko": "일수"},
            "kind": "number",
            "unit": "day",
            "least": "0",
            "most": "10",
        }
    ],
    "steps": [
        {"key": "earned", "do": "unit_rate", "of": "days", "rate": "5"},
        {
            "key": "halves",
            "do": "split",
            "of": "earned",
            "unit": "0.01",
            "parts": [{"to": "city"}, {"to": "fund", "share": "0.5"}],
            "label": {"en": "Halves", "ko": "절반"},
        },
        {"key": "capped", "do": "at_most", "of": "halves.fund", "limit": "20", "stage": "settle"},
    ],
    "outputs": [
        {
            "key": "paid",
            "label": {"en": "Paid", "ko": "지급"},
            "amount": "capped",
            "payer": "city",
            "payee": "fund",
        }
    ],
}


def told(document: dict[str, Any], section: str) -> list[str]:
    return [str(one.sentence) for one in outline(document)[section]]


def with_step(index: int, **changes: Any) -> dict[str, Any]:
    steps = [dict(one) for one in SHEET["steps"]]
    steps[index].update(changes)
    return {**SHEET, "steps": steps}


def test_every_part_is_told_with_its_place_name_stage_and_sentence() -> None:
    found = outline(SHEET)
    assert [one.place for one in found["steps"]] == ["steps[0]", "steps[1]", "steps[2]"]
    assert [(one.name, one.do, one.stage) for one in found["steps"]] == [
        ("earned", "unit_rate", "price"),
        ("halves", "split", "allocate"),
        ("capped", "at_most", "settle"),
    ]
    assert told(SHEET, "inputs") == ["“Days”: from 0 days to 10 days; a whole number; as declared."]
    assert told(SHEET, "steps")[0] == "“earned” is USD 5.00 for each day of Days."
    assert told(SHEET, "outputs") == [
        "City pays fund for “Paid”, on results: the amount of “capped”."
    ]
    assert (found["levels"], found["reports"]) == ((), ())


def test_parties_have_a_label_and_no_sentence() -> None:
    city, fund = outline(SHEET)["parties"]
    assert (city.label and city.label.ko, city.sentence, city.broken) == ("시", None, None)
    assert (city.stage, city.do) == ("", "")
    assert (fund.label, fund.name) == (None, "fund")
    assert str(fund.broken) == "parties[1].label is missing. Add it."


def test_what_is_told_and_not_paid_has_its_sentence_too() -> None:
    report = {"key": "total", "label": {"en": "Total", "ko": "합계"}, "value": "earned"}
    assert told({**SHEET, "reports": [report]}, "reports") == ["“Total”: earned."]


def test_one_mistake_silences_one_sentence() -> None:
    found = outline(with_step(0, rate="lots of"))["steps"]
    assert found[0].sentence is None
    assert str(found[0].broken).startswith("steps[0].rate must be the name of an input or a step")
    assert found[1].sentence is not None
    assert found[2].sentence is not None


def test_a_name_that_stands_for_nothing_is_told_as_it_is_written() -> None:
    assert told(with_step(0, of="nothing"), "steps")[0] == (
        "“earned” is USD 5.00 for each USD of nothing."
    )


def test_half_a_label_is_one() -> None:
    found = outline(with_step(0, label={"ko": "번 돈"}))["steps"][0]
    assert (found.label and found.label.en, found.sentence) == ("번 돈", None)
    assert outline(with_step(0, label={"en": "Earned"}))["steps"][0].label is not None
    assert outline(with_step(0, label={}))["steps"][0].label is None
    assert outline(with_step(0, label="Earned"))["steps"][0].label is None


def test_what_is_no_part_and_no_list_breaks_nothing() -> None:
    found = outline({"steps": [1, {"do": ["sum"]}, {}], "inputs": {}, "currency": "KRW"})
    assert found["inputs"] == ()
    assert [one.name for one in found["steps"]] == ["steps[0]", "steps[1]", "steps[2]"]
    assert [one.stage for one in found["steps"]] == ["", "", ""]
    assert str(found["steps"][0].broken) == ("steps[0] must be an object in braces { }.")


def test_without_a_currency_money_is_won() -> None:
    assert told({**SHEET, "currency": {}}, "steps")[0] == "“earned” is ₩5 for each day of Days."


def test_everything_that_a_step_can_take_is_named() -> None:
    found = [(name, label.en, label.ko) for name, label in names_in(SHEET)]
    assert found == [
        ("days", "Days", "일수"),
        ("earned", "earned", "earned"),
        ("halves.city", "Halves: city", "절반: city"),
        ("halves.fund", "Halves: fund", "절반: fund"),
        ("capped", "capped", "capped"),
    ]


def test_a_step_that_cannot_be_read_is_named_all_the_same() -> None:
    assert names_in({"steps": [{"key": "half", "do": "split"}]})[0][0] == "half"


def test_a_number_in_the_place_of_a_day_has_no_sentence() -> None:
    day = {"key": "on", "label": {"en": "On", "ko": "일"}, "kind": "date"}
    day |= {"least": "2026-01-01", "most": "2026-12-31"}
    step = {"key": "late", "do": "compare", "of": "on", "is": "more_than"}
    for than, said in (("0", None), ("99999999", None), ("2026-06-01", "2026-06-01")):
        sheet = {**SHEET, "inputs": [day], "steps": [{**step, "than": than}]}
        sentence = outline(sheet)["steps"][0].sentence
        assert (sentence and "2026-06-01" in str(sentence)) == (said and True)
