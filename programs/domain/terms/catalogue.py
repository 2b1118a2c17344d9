"""Everything a step can do, by its name in documents. One line here for each operation."""

from __future__ import annotations

from collections.abc import Mapping

from programs.domain.terms.ops.adding import Best, Difference, Least, Product, Sum
from programs.domain.terms.ops.adjusting import BonusMalus, CarveOut, DeadBand, Quality, TwoSided
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.carding import Card, Chain
from programs.domain.terms.ops.choosing import Choose, EarlyStop, Gate
from programs.domain.terms.ops.comparing import Compare, Each, IsOneOf, Significant
from programs.domain.terms.ops.counting import Claims, Deadweight, Duration
from programs.domain.terms.ops.dating import Days, Due, RecognisedDays
from programs.domain.terms.ops.dividing import Attainment, Ratio, RelativeReduction, Share
from programs.domain.terms.ops.earning import BonusAbove, Indexed, SharedSavings
from programs.domain.terms.ops.gathering import AnyOver, CountOver, OneOver, SumOver
from programs.domain.terms.ops.joining import All, KOf, Not
from programs.domain.terms.ops.limits import AtLeast, AtMost, MixCap
from programs.domain.terms.ops.line import Line, PerPoint
from programs.domain.terms.ops.losing import LossRatio, PresentValue
from programs.domain.terms.ops.pooling import Cumulate, Pool
from programs.domain.terms.ops.rates import Lump, RateCard, UnitRate
from programs.domain.terms.ops.returning import Principal, ReturnLimits
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.ops.settling import Clawback, Owed, SoFar
from programs.domain.terms.ops.splitting import Instalments, Split
from programs.domain.terms.ops.tranching import FirstLoss, Holdback, Surplus, Waterfall
from programs.domain.terms.ops.weighing import Blend, Weighted
from programs.domain.terms.step import Op

MEASURE: tuple[type[Op], ...] = (
    Claims, Ratio, Share, Cumulate, CountOver, OneOver, RelativeReduction, Difference, Attainment,
    Duration, Days, Weighted, Blend, Deadweight, LossRatio, PresentValue, RecognisedDays,
)  # fmt: skip
CONDITION: tuple[type[Op], ...] = (
    Compare, Each, IsOneOf, Significant, All, KOf, Not, AnyOver, Choose, Gate, Chain, EarlyStop,
)  # fmt: skip
PRICE: tuple[type[Op], ...] = (
    UnitRate, RateCard, Card, Lump, Bands, Brackets, Line, PerPoint, BonusAbove, SharedSavings,
    Principal, Indexed, Sum, SumOver, Product, Round,
)  # fmt: skip
ADJUST: tuple[type[Op], ...] = (Quality, BonusMalus, TwoSided, CarveOut, Best, DeadBand)
CAP: tuple[type[Op], ...] = (AtMost, AtLeast, Least, MixCap, ReturnLimits)
ALLOCATE: tuple[type[Op], ...] = (Split, Pool, FirstLoss, Waterfall)
SCHEDULE: tuple[type[Op], ...] = (Instalments, Holdback, Due)
SETTLE: tuple[type[Op], ...] = (SoFar, Owed, Clawback, Surplus)
ALL = (*MEASURE, *CONDITION, *PRICE, *ADJUST, *CAP, *ALLOCATE, *SCHEDULE, *SETTLE)
OPS: Mapping[str, type[Op]] = {op.do: op for op in ALL}
