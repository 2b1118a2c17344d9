"""Numbers to try terms with: a box for every input, and rows for the subjects inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from core.forms import Form
from core.translation import in_words, phrase_in_words
from programs.domain.terms import ROOT, Input, Priced, Sheet, price
from programs.forms.terms_boxes import Table, word_for
from programs.forms.terms_values import shown, typed

ROWS = 3
TRUTHS = {"true": True, "false": False}
A_NUMBER = say("a number such as 12.5 or 1,000")
PLACE = re.compile(r"(?:([a-z0-9_-]+)\[([0-9]+)\]\.)?([a-z0-9_-]+)")


class CaseForm(Form):
    """Sent by GET, so that what was tried can be kept and shown to others."""

    def __init__(self, data: Any = None, *, sheet: Sheet, **kwargs: Any) -> None:
        self.sheet = sheet
        is_sent = bool(data) and any(name.startswith("w-") for name in data)
        super().__init__(data if is_sent else None, **kwargs)
        for one in _inputs(sheet, ROOT):
            self.fields[f"w-{one.key}"] = _box(one, phrase_in_words(one.label), example=True)
        for level in sheet.levels[:1]:
            for row in range(ROWS):
                self._add_row(level.key, row, phrase_in_words(level.label))
        along = [(one.key, phrase_in_words(one.label)) for one in lines_of(sheet)]
        if along:
            self.fields["along"] = forms.ChoiceField(
                choices=along, required=False, label=gettext("Draw the curve along")
            )

    def _add_row(self, level: str, row: int, label: str) -> None:
        for one in _inputs(self.sheet, level):
            name = gettext("%(table)s, row %(row)s: %(name)s") % {
                "table": label,
                "row": row + 1,
                "name": phrase_in_words(one.label),
            }
            self.fields[f"w-{level}-{row}-{one.key}"] = _box(one, name, example=not row)

    def own(self) -> Iterator[BoundField]:
        """The boxes of the contract itself."""
        return (self[f"w-{one.key}"] for one in _inputs(self.sheet, ROOT))

    def tables(self) -> Iterator[Table]:
        """The rows of the subjects inside."""
        for level in self.sheet.levels[:1]:
            inputs = _inputs(self.sheet, level.key)
            yield Table(
                phrase_in_words(level.label),
                level.key,
                [phrase_in_words(one.label) for one in inputs],
                [[self[f"w-{level.key}-{row}-{one.key}"] for one in inputs] for row in range(ROWS)],
            )

    def case(self) -> dict[str, Any]:
        """What was typed, or the example; an empty box is not known."""
        found = self._row(_inputs(self.sheet, ROOT), "w-")
        for level in self.sheet.levels[:1]:
            inputs = _inputs(self.sheet, level.key)
            rows = {row: self._row(inputs, f"w-{level.key}-{row}-") for row in range(ROWS)}
            self.filled = [row for row, values in rows.items() if values]
            found[level.key] = [rows[row] for row in self.filled]
        return found

    def _row(self, inputs: Sequence[Input], prefix: str) -> dict[str, Any]:
        texts = {one: str(self[f"{prefix}{one.key}"].value() or "").strip() for one in inputs}
        return {one.key: _value(one, text) for one, text in texts.items() if text}

    def priced(self) -> Priced | None:
        """What the case earns; a number that the terms refuse is told at its box."""
        if self.is_bound and not self.is_valid():
            return None
        try:
            return price(self.sheet, self.case())
        except RuleBroken as broken:
            self.refuse(broken)
            return None

    def refuse(self, broken: RuleBroken) -> None:
        """At the box that the refusal speaks of, or above all of them."""
        if not self.is_bound:
            return
        found = PLACE.fullmatch(str(broken.sentence.values.get("place", "")))
        level, row, key = found.groups() if found else ("", "0", "")
        name = f"w-{level}-{self.filled[int(row)]}-{key}" if level else f"w-{key}"
        if name not in self.fields:
            self.add_error(None, in_words(broken.sentence))
            return
        values = {**broken.sentence.values, "place": str(self.fields[name].label)}
        if "wanted" in values and self.fields[name].widget.attrs.get("inputmode") == "decimal":
            values["wanted"] = A_NUMBER
        self.add_error(name, in_words(Sentence(broken.sentence.text, values)))

    @property
    def along_box(self) -> BoundField:
        """Where the input of the curve is chosen."""
        return self["along"]

    @property
    def along(self) -> str:
        """The input of the curve: the one that was chosen, else the first."""
        if "along" not in self.fields:
            return ""
        keys = [one.key for one in lines_of(self.sheet)]
        chosen = str(self["along"].value() or "")
        return chosen if chosen in keys else keys[0]


def lines_of(sheet: Sheet) -> tuple[Input, ...]:
    """The inputs along which a curve can be drawn, those that are verified first."""
    found = [one for one in _inputs(sheet, ROOT) if one.kind in {"number", "date"}]
    return tuple(sorted(found, key=lambda one: one.source != "verified"))


def _inputs(sheet: Sheet, subject: str) -> list[Input]:
    return [one for one in sheet.inputs if one.subject == subject]


def _box(one: Input, label: str, *, example: bool) -> forms.Field:
    if one.kind == "yes_no":
        words = [("", "—"), *((word, word_for(word)) for word in TRUTHS)]
        start = "true" if example else ""
        return forms.ChoiceField(choices=words, required=False, label=label, initial=start)
    if one.kind == "choice":
        words = [("", "—"), *((word, word) for word in one.words)]
        start = one.words[0] if example and one.words else ""
        return forms.ChoiceField(choices=words, required=False, label=label, initial=start)
    kind = {"type": "date"} if one.kind == "date" else {"inputmode": "decimal"}
    end = shown(one.most.text, "number") if one.most and example else ""
    return forms.CharField(
        required=False,
        label=label,
        max_length=60,
        initial=end,
        widget=forms.TextInput(attrs={**kind, "autocomplete": "off"}),
    )


def _value(one: Input, text: str) -> Any:
    if one.kind == "yes_no":
        return TRUTHS.get(text)
    return typed(text, "number") if one.kind == "number" else text
