"""What every part of a document may hold, as data: forms are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any

from core.domain.documents import Part
from programs.domain.terms.catalogue import OPS
from programs.domain.terms.document import LISTS
from programs.domain.terms.fields import RowsSlot, members_of
from programs.domain.terms.labels import (
    ChoiceSlot,
    KeySlot,
    KeysSlot,
    LabelSlot,
    TextSlot,
)
from programs.domain.terms.operands import operand_from
from programs.domain.terms.sheet import Currency, Effective
from programs.domain.terms.slots import (
    BoundSlot,
    DateSlot,
    NumberSlot,
    OperandSlot,
    OperandsSlot,
    Slot,
    UnitSlot,
    WholeSlot,
)
from programs.domain.terms.step import STAGES

SHAPES: Mapping[type[Any], str] = {
    BoundSlot: "bound",
    ChoiceSlot: "word",
    DateSlot: "day",
    KeySlot: "key",
    KeysSlot: "keys",
    LabelSlot: "label",
    NumberSlot: "number",
    OperandSlot: "operand",
    OperandsSlot: "operands",
    RowsSlot: "rows",
    TextSlot: "text",
    UnitSlot: "unit",
    WholeSlot: "whole",
}
TAKES = frozenset({"operand", "operands"})


@dataclass(frozen=True, slots=True)
class Member:
    """One member by its name in documents. `default` is what stands for leaving it out."""

    name: str
    slot: Slot
    is_needed: bool = True
    default: Any = None
    rows: tuple[Member, ...] = ()
    words: tuple[str, ...] = field(default=())

    @property
    def shape(self) -> str:
        """What kind of thing it holds."""
        return SHAPES[type(self.slot)]

    def read_one(self, value: object, called: str) -> None:
        """Refuse a value, or one item of a list; `called` is how the refusal names it."""
        if self.shape == "operands":
            operand_from(value, called)
        elif self.shape == "keys":
            Part("", {called: value}).key(called)
        else:
            self.slot.read(Part("", {called: value}), called)


def members_in(owner: Any) -> tuple[Member, ...]:
    """The members of a row, a step or another part, in order."""
    return tuple(
        Member(
            one.name.rstrip("_"),
            slot,
            is_needed=one.default is MISSING,
            default=_written(slot, one.default),
            rows=members_in(slot.row) if isinstance(slot, RowsSlot) else (),
            words=slot.words if isinstance(slot, ChoiceSlot) else (),
        )
        for one, slot in members_of(owner)
    )


def _written(slot: Slot, default: Any) -> Any:
    return None if default is MISSING or default is None else slot.write(default)


KEY = Member("key", KeySlot())
LABEL = Member("label", LabelSlot(), is_needed=False)
BECAUSE = Member("because", LabelSlot(), is_needed=False)
STAGE_WORDS = tuple(stage.value for stage in STAGES)
HEAD: tuple[Member, ...] = (
    Member("id", KeySlot()),
    Member("title", LabelSlot()),
    Member("version", WholeSlot(1, 10_000)),
    Member("source", TextSlot(), is_needed=False),
)
CURRENCY = members_in(Currency)
EFFECTIVE = members_in(Effective)
LISTED: Mapping[str, tuple[Member, ...]] = {
    name: members_in(row) for name, (row, _least, _most) in LISTS.items()
}
HOMES: Mapping[str, str] = {do: op.home.value for do, op in OPS.items()}


def step_members(do: str) -> tuple[Member, ...]:
    """Everything that a step of this operation may hold, but for what it does."""
    stage = Member(
        "stage", ChoiceSlot(STAGE_WORDS), is_needed=False, default=HOMES[do], words=STAGE_WORDS
    )
    return (KEY, LABEL, *members_in(OPS[do]), stage, BECAUSE)


def operand_members(do: object) -> tuple[str, ...]:
    """The members of an operation in which names of inputs and steps stand; tables with them."""
    if not isinstance(do, str) or do not in OPS:
        return ()
    return tuple(
        one.name
        for one in members_in(OPS[do])
        if one.shape in TAKES or any(row.shape in TAKES for row in one.rows)
    )
