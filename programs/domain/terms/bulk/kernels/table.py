"""Which operations have a kernel: said here, so that the exact engine knows nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from programs.domain.terms.bulk.facts import Facts, Kernel
from programs.domain.terms.bulk.kernels import (
    adding,
    choosing,
    comparing,
    dividing,
    gathering,
    pieces,
    pricing,
    rounding,
    splitting,
)
from programs.domain.terms.ops.all_of import All
from programs.domain.terms.ops.at_least import AtLeast
from programs.domain.terms.ops.at_least_of import KOf
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.ops.attainment import Attainment
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.ops.best_of import Best
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.by_group import Card
from programs.domain.terms.ops.chain import Chain
from programs.domain.terms.ops.choose import Choose
from programs.domain.terms.ops.claims import Claims
from programs.domain.terms.ops.compare import Compare
from programs.domain.terms.ops.count_over import CountOver
from programs.domain.terms.ops.cumulate import Cumulate
from programs.domain.terms.ops.deadweight import Deadweight
from programs.domain.terms.ops.difference import Difference
from programs.domain.terms.ops.duration import Duration
from programs.domain.terms.ops.each_of import Each
from programs.domain.terms.ops.early_stop import EarlyStop
from programs.domain.terms.ops.first_loss import FirstLoss
from programs.domain.terms.ops.gate import Gate
from programs.domain.terms.ops.holdback import Holdback
from programs.domain.terms.ops.holds_over import AnyOver
from programs.domain.terms.ops.is_one_of import IsOneOf
from programs.domain.terms.ops.knotted_line import Line
from programs.domain.terms.ops.lump import Lump
from programs.domain.terms.ops.negation import Not
from programs.domain.terms.ops.one_over import OneOver
from programs.domain.terms.ops.part_of_whole import Share
from programs.domain.terms.ops.per_point import PerPoint
from programs.domain.terms.ops.product import Product
from programs.domain.terms.ops.rate_card import RateCard
from programs.domain.terms.ops.ratio import Ratio
from programs.domain.terms.ops.relative_reduction import RelativeReduction
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.ops.significant import Significant
from programs.domain.terms.ops.smallest_of import Least
from programs.domain.terms.ops.splitting import Instalments, Split
from programs.domain.terms.ops.sum_over import SumOver
from programs.domain.terms.ops.total import Sum
from programs.domain.terms.ops.unit_rate import UnitRate
from programs.domain.terms.ops.waterfall import Waterfall
from programs.domain.terms.ops.weighted import Weighted
from programs.domain.terms.step import Op

KERNELS: Mapping[type[Op], Callable[[Any, Facts], Kernel | None]] = {
    Sum: adding.total,
    Difference: adding.difference,
    Product: adding.product,
    Least: adding.least,
    AtMost: adding.least,
    Claims: adding.least,
    Best: adding.best,
    AtLeast: adding.at_least,
    Duration: adding.duration,
    Deadweight: adding.deadweight,
    Weighted: adding.weighted,
    UnitRate: pricing.rated,
    RateCard: pricing.rated,
    Lump: pricing.gated,
    Gate: pricing.gated,
    Compare: comparing.compare,
    Each: comparing.each,
    Significant: comparing.significant,
    IsOneOf: comparing.is_one_of,
    All: comparing.all_of,
    KOf: comparing.enough,
    Not: comparing.negated,
    Chain: comparing.chain,
    Choose: choosing.choose,
    EarlyStop: choosing.early_stop,
    Card: choosing.card,
    Bands: pieces.bands,
    Brackets: pieces.brackets,
    Line: pieces.line,
    PerPoint: rounding.per_point,
    Round: rounding.rounded,
    Ratio: dividing.ratio,
    Share: dividing.share,
    RelativeReduction: dividing.reduction,
    Attainment: dividing.attainment,
    SumOver: gathering.total,
    CountOver: gathering.count,
    AnyOver: gathering.holds,
    OneOver: gathering.one,
    Cumulate: gathering.cumulate,
    Split: splitting.split,
    Instalments: splitting.split,
    Holdback: splitting.holdback,
    FirstLoss: splitting.first_loss,
    Waterfall: splitting.waterfall,
}
