"""Forms say which field is wrong and how to mend it, and lose nothing that was typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils.translation import override

from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.forms import DayField, Form, KeyField, WonField, add_rule


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


class Claim(Form):
    company = forms.CharField(label="Company")
    amount = WonField(label="Amount", least=1, most=7_000_000_000)
    day = DayField(label="Day of the visit")
    hazard = forms.ChoiceField(label="Hazard", choices=[("fire", "Fire")], widget=forms.RadioSelect)
    photo = forms.FileField(label="Photograph")
    read = forms.BooleanField(label="I have read the conditions")
    key = KeyField()


@pytest.mark.parametrize(
    "given",
    [
        "1000000",
        "1,000,000",
        "₩1,000,000",
        "￦ 1,000,000",
        "1,000,000원",
        "1,000,000 won",
        " 1000000 ",
        1_000_000,
    ],
)
def test_an_amount_is_read_as_people_write_it(given: Any) -> None:
    assert WonField().clean(given) == Money(1_000_000)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("12.5", "“12.5” has a fraction. Enter whole won, for example 1,000,000."),
        ("1,000.00", "has a fraction"),
        ("a lot", "“a lot” is not an amount. Enter digits only"),
        ("1,00", "is not an amount"),
        ("1e6", "is not an amount"),
        ("백만", "is not an amount"),
        ("-5", "“-5” is too small. Enter at least ₩0."),
        ("9" * 5_000, "is not an amount. Enter digits only"),
        ("9999999999999999", "is too large. Enter at most ₩1,000,000,000,000,000."),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused_with_the_repair(given: Any, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        WonField().clean(given)
    assert words in refusal.value.messages[0]


def test_an_empty_amount_is_no_amount_and_never_zero() -> None:
    assert WonField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        WonField().clean("")


def test_an_amount_is_shown_with_its_thousands_and_a_slip_as_it_was_typed() -> None:
    field = WonField()
    assert field.prepare_value(Money(1_000_000)) == "1,000,000"
    assert field.prepare_value(1_000_000) == "1,000,000"
    assert field.prepare_value("1.000.000") == "1.000.000"


def test_the_same_amount_written_otherwise_is_no_change() -> None:
    field = WonField()
    assert not field.has_changed(Money(1_000_000), "1,000,000")
    assert field.has_changed(Money(1_000_000), "1,000,001")
    assert field.has_changed(Money(1_000_000), "a lot")


@pytest.mark.parametrize("given", ["2026-06-01", "2026.06.01", "2026/06/01", "20260601"])
def test_a_day_is_read_in_the_ways_koreans_write_it(given: Any) -> None:
    assert DayField().clean(given) == date(2026, 6, 1)


def test_a_day_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(ValidationError, match="Enter it like 2026-06-01"):
        DayField().clean("soon")


def test_every_missing_answer_is_named_with_its_field() -> None:
    errors = Claim(data={}).errors
    assert errors["company"] == ["“Company” is empty. Fill it in."]
    assert errors["amount"] == ["“Amount” is empty. Fill it in."]
    assert errors["day"] == ["“Day of the visit” is empty. Fill it in."]
    assert errors["hazard"] == ["“Hazard” has no answer yet. Choose one."]
    assert errors["photo"] == ["“Photograph” has no file yet. Choose one."]
    assert errors["read"] == ["“I have read the conditions” is not ticked yet. Tick it to go on."]
    assert "Send it once more." in errors["key"][0]


def test_a_form_may_say_it_in_its_own_words() -> None:
    class Own(Form):
        reason = forms.CharField(error_messages={"required": "Say why."})

    assert Own(data={}).errors["reason"] == ["Say why."]


def test_a_page_that_lost_its_key_is_drawn_with_a_fresh_one_and_keeps_a_good_one() -> None:
    kept = uuid.uuid4()
    assert uuid.UUID(str(Claim(data={})["key"].value())).version == 4
    assert uuid.UUID(str(Claim(data={"key": "broken"})["key"].value())).version == 4
    assert str(Claim(data={"key": str(kept)})["key"].value()) == str(kept)
    assert Claim()["key"].value() != Claim()["key"].value()


def test_what_the_rules_refuse_stands_at_its_field_or_at_the_form() -> None:
    form = Claim(data={"company": "Hanbit"})
    add_rule(form, RuleBroken("Only %(left)s is left. Ask for less.", left="₩5", field="amount"))
    add_rule(form, RuleBroken("The call is closed.", field="no_such_field"))
    assert "Only ₩5 is left. Ask for less." in form.errors["amount"]
    assert form.non_field_errors() == ["The call is closed."]


def test_a_control_carries_the_class_of_the_design_system_and_its_hint() -> None:
    class Plain(Form):
        name = forms.CharField(
            help_text="As registered.", widget=forms.TextInput(attrs={"class": "wide"})
        )
        kind = forms.ChoiceField(choices=[("a", "A")])
        secret = forms.CharField(widget=forms.HiddenInput)
        many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
        file = forms.FileField()

    form = Plain(data={})
    assert 'class="wide krds-input"' in str(form["name"].as_widget())
    assert 'aria-describedby="id_name_helptext id_name_error"' in str(form["name"].as_widget())
    assert 'class="krds-form-select"' in str(form["kind"].as_widget())
    for name in ("secret", "many", "file"):
        assert "krds-" not in str(form[name].as_widget())


def test_a_drawn_form_keeps_what_was_typed_and_shows_every_choice_without_script() -> None:
    form = Claim(
        data={"company": "<Hanbit>", "amount": "12.5"},
        files={"photo": SimpleUploadedFile("a", b"x")},
    )
    drawn = str(form)
    assert 'value="&lt;Hanbit&gt;"' in drawn
    assert 'value="12.5"' in drawn
    assert '<label for="id_hazard_0">Fire</label>' in drawn
    assert 'type="radio"' in drawn
    assert "aria-invalid" not in drawn.split('type="radio"')[1].split(">", maxsplit=1)[0]


def test_a_refused_form_names_the_fault_once_and_links_to_the_group() -> None:
    class Two(Form):
        name = forms.CharField(label="Name", max_length=2)
        pair = forms.MultipleChoiceField(
            label="Pair", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
        )

    form = Two(data={"name": "abc"})
    form.add_error(None, "The call is closed.")
    page = render_to_string("components/error_summary.html", {"form": form})
    assert page.count("The call is closed.") == 1
    assert '<a href="#id_name">Name: ' in page
    assert '<a href="#id_pair">“Pair” has no answer yet.' in page
