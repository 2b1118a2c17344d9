"""The boxes of one part of payment terms, made of what the language says that it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.translation import LABELS, in_words
from programs.domain.library.members import WORDS, called
from programs.domain.terms import Member
from programs.forms.terms_values import rows_in, shown

MORE = 3  # empty rows at the end of each table
LANGUAGES = (("ko", _("in Korean")), ("en", _("in English")))
MANY = frozenset({"label", "operands", "keys"})
EXTRA = frozenset({"stage", "because", "estimator", "period"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a box may name: suggestions beside free text, or the only choices."""

    names: Sequence[tuple[str, str]] = ()
    parties: Sequence[tuple[str, str]] = ()
    levels: Sequence[tuple[str, str]] = ()
    measures: Sequence[tuple[str, str]] = ()

    def for_key(self, name: str) -> Sequence[tuple[str, str]]:
        """The choices of a member that holds a name of some list."""
        if name in {"payer", "payee"}:
            return [*self.parties, *self.levels[1:]]
        if name in {"subject", "up_to"}:
            return self.levels
        return self.measures if name == "goal_of" else ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of boxes under common headings."""

    label: str
    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[BoundField]]


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together on the page: one box, several under one name, or a table."""

    label: str = ""
    field: BoundField | None = None
    fields: Sequence[BoundField] = ()
    table: Table | None = None
    is_extra: bool = False  # seldom wanted, so it stands folded away


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one value of a member stands in the form."""

    name: str
    member: Member
    label: str
    value: Any = None
    is_needed: bool = False


class BoxesForm(Form):
    """Boxes for every member, and a few empty rows at the end of each table."""

    revision = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        owner: str,
        members: Sequence[Member],
        found: Mapping[str, Any],
        known: Known,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.members, self.found, self.known = owner, members, found, known
        for member in members:
            for cell in self._cells(member):
                self.fields[cell.name] = self._box(cell)

    # --- boxes -------------------------------------------------------------------------

    def _cells(self, member: Member) -> Iterator[Cell]:
        label, value = self.called(member), self.found.get(member.name, member.default)
        if member.shape == "label":
            both = value if isinstance(value, dict) else {}
            for code, language in LANGUAGES:
                name = f"{label} {language}"
                yield Cell(f"{member.name}-{code}", member, name, both.get(code), member.is_needed)
        elif member.shape == "rows":
            yield from self._row_cells(member, label, rows_in(value, member))
        elif member.shape in {"operands", "keys"}:
            items = rows_in(value, member)
            for i in range(self._count(member, items)):
                item = items[i] if i < len(items) else None
                yield Cell(f"{member.name}-{i}", member, f"{label} {i + 1}", item)
        else:
            yield Cell(member.name, member, label, value, member.is_needed)

    def _row_cells(self, member: Member, label: str, rows: list[Any]) -> Iterator[Cell]:
        for i in range(self._count(member, rows)):
            row = rows[i] if i < len(rows) and isinstance(rows[i], dict) else {}
            for inner in member.rows:
                name = gettext("%(table)s, row %(row)s: %(name)s") % {
                    "table": label,
                    "row": i + 1,
                    "name": self.called(inner, member),
                }
                yield Cell(
                    f"{member.name}-{i}-{inner.name}",
                    inner,
                    name,
                    row.get(inner.name, inner.default),
                )

    def _count(self, member: Member, there: list[Any]) -> int:
        """As many rows as there are, or as were sent, and a few more."""
        most: int = member.slot.most  # type: ignore[attr-defined]
        if not self.is_bound:
            return min(len(there) + MORE, most)
        sent = re.compile(rf"{re.escape(member.name)}-([0-9]{{1,3}})(-|$)")
        rows = [int(hit[1]) + 1 for name in self.data if (hit := sent.match(name))]
        return min(max(rows, default=MORE), most)

    def _box(self, cell: Cell) -> forms.Field:
        member = cell.member
        initial = shown(cell.value, member.shape)
        choices = self._choices(member, initial)
        if choices:
            box: forms.Field = forms.ChoiceField(
                choices=choices, required=False, label=cell.label, initial=initial
            )
        else:
            box = forms.CharField(
                required=False,
                label=cell.label,
                initial=initial,
                max_length=1000,
                widget=_widget(member),
            )
        box.required = cell.is_needed  # the star; what is missing is said by `clean`
        return box

    def _choices(self, member: Member, now: str) -> list[tuple[str, str]]:
        words = [(word, word_for(word)) for word in member.words]
        words = words or list(self.known.for_key(member.name))
        if not words:
            return []
        if now and now not in dict(words):
            words.append((now, now))
        return words if member.is_needed or member.default else [("", "—"), *words]

    def called(self, member: Member, table: Member | None = None) -> str:
        """Its name on the page."""
        return in_words(called(f"{self.owner}.{table.name}" if table else self.owner, member.name))

    # --- as they stand on the page -----------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        """One block for each member, in order."""
        for member in self.members:
            label = self.called(member)
            extra = member.name in EXTRA and not member.is_needed
            if member.shape == "rows":
                yield Block(label, table=self._table(member, label))
            elif member.shape in MANY:
                boxes = [self[name] for name in self.fields if _is_of(name, member)]
                yield Block(label, fields=boxes, is_extra=extra)
            else:
                yield Block(label, field=self[member.name], is_extra=extra)

    @property
    def has_more(self) -> bool:
        """Whether any box is folded away."""
        return any(one.name in EXTRA and not one.is_needed for one in self.members)

    @property
    def is_more_open(self) -> bool:
        """Whether something stands in the boxes that are folded away, or is wrong there."""
        names = {name.partition("-")[0] for name in self.errors}
        return bool(EXTRA & (names | self.found.keys()))

    def _table(self, member: Member, label: str) -> Table:
        return Table(
            label,
            member.name,
            [self.called(inner, member) for inner in member.rows],
            [[self[name] for name in names] for names in self.row_names(member)],
        )

    def row_names(self, member: Member) -> list[list[str]]:
        """The boxes of each row of a table."""
        count = sum(
            name.endswith(f"-{member.rows[0].name}") for name in self.fields if _is_of(name, member)
        )
        return [[f"{member.name}-{i}-{inner.name}" for inner in member.rows] for i in range(count)]


def _is_of(name: str, member: Member) -> bool:
    return name.startswith(f"{member.name}-")


def _widget(member: Member) -> forms.Widget:
    attrs = {"autocomplete": "off"}
    if member.shape in {"operand", "operands"}:
        attrs["list"] = "names"
    elif member.shape == "unit":
        attrs["list"] = "units"
    elif member.shape == "whole":
        attrs["inputmode"] = "numeric"
    elif member.shape == "day":
        attrs = {"type": "date"}
    return forms.TextInput(attrs=attrs)


def word_for(word: str) -> str:
    """A word that can be chosen, in the reader's language."""
    if word in WORDS:
        return in_words(WORDS[word])
    return str(LABELS.get(word, word))
