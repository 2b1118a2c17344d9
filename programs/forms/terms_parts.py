"""One part of payment terms as it is typed, read member by member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from core.translation import in_words
from programs.domain.terms import Member
from programs.forms.terms_boxes import LANGUAGES, BoxesForm
from programs.forms.terms_values import rows_in, typed

_OPERAND = say(
    "%(place)s must be the name of an input or a step, or a number such as 0.8 or 1,000,000, "
    "or a day such as 2026-04-01."
)
BARE: Mapping[str, Sentence] = {
    "operand": _OPERAND,
    "operands": _OPERAND,
    "bound": say(
        "%(place)s must be a number such as 0.8 or 1,000,000, or a day such as 2026-04-01."
    ),
    "number": say("%(place)s must be a number from %(least)s to %(most)s, such as 0.8."),
    "whole": say("%(place)s must be a whole number from %(least)s to %(most)s."),
}


class PartForm(BoxesForm):
    """What is left empty is left out; what is wrong stays in its box with the reason beside it."""

    def _clean_fields(self) -> None:
        """An empty box that is needed is told once, by the part."""
        needed = [box for box in self.fields.values() if box.required]
        for box in needed:
            box.required = False
        super()._clean_fields()  # type: ignore[misc]
        for box in needed:
            box.required = True

    def clean(self) -> dict[str, Any]:
        """Read every member; each refusal stands beside its box."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.read: dict[str, Any] = {}
        for member in self.members:
            value = self._value(member, said)
            if value is not None and (member.name in self.found or value != member.default):
                self.read[member.name] = value
        return said

    def part(self) -> dict[str, Any]:
        """The part as JSON."""
        return dict(self.read)

    def _value(self, member: Member, said: Mapping[str, Any]) -> Any:
        if member.shape == "label":
            return self._label(member, said)
        if member.shape == "rows":
            return self._rows(member, said)
        if member.shape in {"operands", "keys"}:
            return self._items(member, said)
        return self._one(member, member.name, said)

    def _one(self, member: Member, name: str, said: Mapping[str, Any]) -> Any:
        text = str(said.get(name, ""))
        if not text.strip():
            if member.is_needed and name not in self.errors:
                self._empty(name)
            return None
        value = typed(text, member.shape)
        try:
            member.read_one(value, str(self.fields[name].label))
        except RuleBroken as broken:
            self.add_error(name, in_words(_without_marks(broken.sentence, member)))
        return value

    def _label(self, member: Member, said: Mapping[str, Any]) -> dict[str, str] | None:
        both = {
            code: str(said.get(f"{member.name}-{code}", "")).strip() for code, _name in LANGUAGES
        }
        if not any(both.values()) and not member.is_needed:
            return None
        for code, text in both.items():
            if not text:
                self._empty(f"{member.name}-{code}")
        return both

    def _items(self, member: Member, said: Mapping[str, Any]) -> list[Any] | None:
        names = [name for name in self.fields if name.startswith(f"{member.name}-")]
        filled = [name for name in names if str(said.get(name, "")).strip()]
        items = [self._one(member, name, said) for name in filled]
        self._check_enough(member, len(items), names[0])
        return items or None

    def _rows(self, member: Member, said: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        all_names = self.row_names(member)
        there = rows_in(self.found.get(member.name), member)
        rows = [
            self._row(member, names, said, there[i] if i < len(there) else {})
            for i, names in enumerate(all_names)
            if f"{member.name}-{i}-remove" not in self.data and self._is_filled(names, said)
        ]
        self._check_enough(member, len(rows), all_names[0][0])
        return rows or None

    def _row(
        self, member: Member, names: Sequence[str], said: Mapping[str, Any], old: object
    ) -> dict[str, Any]:
        written = old if isinstance(old, dict) else {}
        row = {}
        for inner, name in zip(member.rows, names, strict=True):
            value = self._one(inner, name, said)
            if value is not None and (inner.name in written or value != inner.default):
                row[inner.name] = value
        return row

    def _is_filled(self, names: Sequence[str], said: Mapping[str, Any]) -> bool:
        """Whether anything was typed into a row; a choice alone is nothing."""
        return any(
            str(said.get(name, "")).strip()
            for name in names
            if not isinstance(self.fields[name], forms.ChoiceField)
        )

    def _check_enough(self, member: Member, there: int, first: str) -> None:
        """A list that has to be there is missed at its first box."""
        least: int = member.slot.least  # type: ignore[attr-defined]
        if there >= least or not (member.is_needed or there):
            return
        words = gettext("“%(label)s” needs at least %(least)s rows. Fill in more.")
        self.add_error(first, words % {"label": self.called(member), "least": least})

    def _empty(self, name: str) -> None:
        words = gettext("“%(label)s” is empty. Fill it in.")
        self.add_error(name, words % {"label": self.fields[name].label})


def _without_marks(refusal: Sentence, member: Member) -> Sentence:
    """In a document values stand in quotation marks; in a box they do not."""
    bare = BARE.get(member.shape)
    return Sentence(bare.text, refusal.values) if bare else refusal
