"""Everything a step can do, by its name in documents. One line here for each operation."""

from __future__ import annotations

from collections.abc import Mapping

from programs.domain.terms.ops.all_of import All
from programs.domain.terms.ops.at_least import AtLeast
from programs.domain.terms.ops.at_least_of import KOf
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.ops.attainment import Attainment
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.ops.best_of import Best
from programs.domain.terms.ops.blend import Blend
from programs.domain.terms.ops.bonus_above import BonusAbove
from programs.domain.terms.ops.bonus_malus import BonusMalus
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.by_group import Card
from programs.domain.terms.ops.carve_out import CarveOut
from programs.domain.terms.ops.chain import Chain
from programs.domain.terms.ops.choose import Choose
from programs.domain.terms.ops.claims import Claims
from programs.domain.terms.ops.clawback import Clawback
from programs.domain.terms.ops.compare import Compare
from programs.domain.terms.ops.count_over import CountOver
from programs.domain.terms.ops.cumulate import Cumulate
from programs.domain.terms.ops.days import Days
from programs.domain.terms.ops.dead_band import DeadBand
from programs.domain.terms.ops.deadweight import Deadweight
from programs.domain.terms.ops.difference import Difference
from programs.domain.terms.ops.due_date import Due
from programs.domain.terms.ops.duration import Duration
from programs.domain.terms.ops.each_of import Each
from programs.domain.terms.ops.early_stop import EarlyStop
from programs.domain.terms.ops.first_loss import FirstLoss
from programs.domain.terms.ops.gate import Gate
from programs.domain.terms.ops.holdback import Holdback
from programs.domain.terms.ops.holds_over import AnyOver
from programs.domain.terms.ops.indexed import Indexed
from programs.domain.terms.ops.is_one_of import IsOneOf
from programs.domain.terms.ops.knotted_line import Line
from programs.domain.terms.ops.loss_ratio import LossRatio
from programs.domain.terms.ops.lump import Lump
from programs.domain.terms.ops.mix_cap import MixCap
from programs.domain.terms.ops.negation import Not
from programs.domain.terms.ops.one_over import OneOver
from programs.domain.terms.ops.owed import Owed
from programs.domain.terms.ops.part_of_whole import Share
from programs.domain.terms.ops.per_point import PerPoint
from programs.domain.terms.ops.pool import Pool
from programs.domain.terms.ops.present_value import PresentValue
from programs.domain.terms.ops.principal import Principal
from programs.domain.terms.ops.product import Product
from programs.domain.terms.ops.quality import Quality
from programs.domain.terms.ops.rate_card import RateCard
from programs.domain.terms.ops.ratio import Ratio
from programs.domain.terms.ops.recognised_days import RecognisedDays
from programs.domain.terms.ops.relative_reduction import RelativeReduction
from programs.domain.terms.ops.return_limits import ReturnLimits
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.ops.shared_savings import SharedSavings
from programs.domain.terms.ops.significant import Significant
from programs.domain.terms.ops.smallest_of import Least
from programs.domain.terms.ops.so_far import SoFar
from programs.domain.terms.ops.splitting import Instalments, Split
from programs.domain.terms.ops.sum_over import SumOver
from programs.domain.terms.ops.surplus import Surplus
from programs.domain.terms.ops.total import Sum
from programs.domain.terms.ops.two_sided import TwoSided
from programs.domain.terms.ops.unit_rate import UnitRate
from programs.domain.terms.ops.waterfall import Waterfall
from programs.domain.terms.ops.weighted import Weighted
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
