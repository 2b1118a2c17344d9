"""What every form shares: how it is drawn, how it speaks, and the fields for money and days."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.translation import in_words

LARGEST = 10**15  # a thousand times the first programme; more is a slip of the finger
MOST_DIGITS = 40
SELECTS = (forms.Select,)
DRAWN_BY_LABEL = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Control(BoundField):
    """A field that knows its KRDS class, so that `{{ field }}` looks right wherever it stands."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class of the design system to what Django adds for assistive technology."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if isinstance(widget, forms.RadioSelect):
            built.pop("aria-invalid", None)  # said by the group; a single dot is never wrong
        if look := _look(widget):
            given = built.get("class") or widget.attrs.get("class", "")
            built["class"] = f"{given} {look}".strip()
        return built


def _look(widget: forms.Widget) -> str:
    if widget.is_hidden or isinstance(
        widget, (*DRAWN_BY_LABEL, forms.FileInput, forms.MultiWidget)
    ):
        return ""
    return "krds-form-select" if isinstance(widget, SELECTS) else "krds-input"


class Renderer(TemplatesSetting):
    """Forms are drawn by our own parts: Django's default draws radios that KRDS makes invisible."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
    bound_field_class = Control


class Form(forms.Form):
    """A form whose messages name the field and the repair."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name.replace("_", " ").capitalize()
            if field.error_messages.get("required") == field.default_error_messages.get(
                "required", forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = _missing(field) % {"label": label}


def _missing(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return gettext("“%(label)s” has no file yet. Choose one.")
    if isinstance(field, forms.BooleanField):
        return gettext("“%(label)s” is not ticked yet. Tick it to go on.")
    if isinstance(field, forms.ChoiceField):
        return gettext("“%(label)s” has no answer yet. Choose one.")
    return gettext("“%(label)s” is empty. Fill it in.")


def add_rule(form: forms.BaseForm, broken: RuleBroken) -> None:
    """Put what the rules refused onto its field, or onto the form when it has no such field."""
    field = broken.field if broken.field in form.fields else None
    form.add_error(field, in_words(broken.sentence))


def typed_in(form: forms.BaseForm) -> list[dict[str, str]]:
    """Words that somebody wrote and can't send any more, so that they can be copied elsewhere."""
    return [
        {"label": str(box.label), "value": str(box.value())}
        for box in form.visible_fields()
        if isinstance(box.field.widget, forms.TextInput | forms.Textarea) and box.value()
    ]


class WonField(forms.Field):
    """An amount as people write it, 1000000 or ₩1,000,000 or 1,000,000원; it becomes Money."""

    default_error_messages = {
        "required": forms.Field.default_error_messages["required"],
        "fraction": _("“%(given)s” has a fraction. Enter whole won, for example 1,000,000."),
        "number": _("“%(given)s” is not an amount. Enter digits only, for example 1,000,000."),
        "low": _("“%(given)s” is too small. Enter at least %(least)s."),
        "high": _("“%(given)s” is too large. Enter at most %(most)s."),
    }

    def __init__(self, *, least: int = 0, most: int = LARGEST, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Money | None:
        """Read the words of an amount; an empty box is no amount, not zero won."""
        if isinstance(value, Money):
            return value
        given = str(value or "").strip() if not isinstance(value, int) else str(value)
        if not given:
            return None
        return Money(self._digits(given))

    def _digits(self, given: str) -> int:
        bare = re.sub(r"^(?:₩|￦|KRW)\s*|\s*(?:원|won)$", "", given, flags=re.IGNORECASE).strip()
        if re.fullmatch(r"-?[\d,]*\d[.]\d*", bare):
            raise self._refusal("fraction", given)
        if not re.fullmatch(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)", bare):
            raise self._refusal("number", given)
        if len(bare) > MOST_DIGITS:  # longer than Python itself would read
            raise self._refusal("number", f"{given[:20]}…")
        won = int(bare.replace(",", ""))
        if won < self.least:
            raise self._refusal("low", given, least=str(Money(self.least)))
        if won > self.most:
            raise self._refusal("high", given, most=str(Money(self.most)))
        return won

    def _refusal(self, code: str, given: str, **values: str) -> ValidationError:
        return ValidationError(
            self.error_messages[code], code=code, params={"given": given, **values}
        )

    def prepare_value(self, value: Any) -> Any:
        """Show an amount with its thousands; what was typed is shown as it was typed."""
        if isinstance(value, Money):
            return f"{value.won:,}"
        return f"{value:,}" if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """1,000,000 and 1000000 are the same amount."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DayField(forms.DateField):
    """A day, with the browser's own calendar; no script is needed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("This is not a day. Enter it like 2026-06-01.")


class KeyField(forms.UUIDField):
    """A hidden key made when the page is drawn, so that a double click is one act, not two."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput())
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(**kwargs)
        lost = _("The page had lost its key and has a new one now. Send it once more.")
        self.error_messages.update(required=lost, invalid=lost)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page whose key got lost is drawn again with a fresh one, so that it can be sent."""
        try:
            return self.to_python(data) or initial
        except ValidationError:
            return initial
