"""Everything a step can do, by its name in documents. One line here for each operation."""

from __future__ import annotations

from collections.abc import Mapping

from programs.domain.terms.ops.adding import Best, Difference, Least, Product, Sum
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.choosing import Choose, Gate
from programs.domain.terms.ops.comparing import Compare, Each, IsOneOf, Significant
from programs.domain.terms.ops.gathering import AnyOver, CountOver, OneOver, SumOver
from programs.domain.terms.ops.joining import All, KOf, Not
from programs.domain.terms.ops.limits import AtLeast, AtMost
from programs.domain.terms.ops.line import Line, PerPoint
from programs.domain.terms.ops.rates import Lump, RateCard, UnitRate
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.step import Op

ALL: tuple[type[Op], ...] = (
    Sum,
    Difference,
    Product,
    Least,
    Best,
    SumOver,
    CountOver,
    OneOver,
    AnyOver,
    Compare,
    Each,
    IsOneOf,
    Significant,
    All,
    KOf,
    Not,
    Choose,
    Gate,
    UnitRate,
    RateCard,
    Lump,
    Bands,
    Brackets,
    Line,
    PerPoint,
    AtMost,
    AtLeast,
    Round,
)
OPS: Mapping[str, type[Op]] = {op.do: op for op in ALL}
