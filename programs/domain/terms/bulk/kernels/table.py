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
from programs.domain.terms.ops.adding import Best, Difference, Least, Product, Sum
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.carding import Card, Chain
from programs.domain.terms.ops.choosing import Choose, EarlyStop, Gate
from programs.domain.terms.ops.comparing import Compare, Each, IsOneOf, Significant
from programs.domain.terms.ops.counting import Claims, Deadweight, Duration
from programs.domain.terms.ops.dividing import Attainment, Ratio, RelativeReduction, Share
from programs.domain.terms.ops.gathering import AnyOver, CountOver, OneOver, SumOver
from programs.domain.terms.ops.joining import All, KOf, Not
from programs.domain.terms.ops.limits import AtLeast, AtMost
from programs.domain.terms.ops.line import Line, PerPoint
from programs.domain.terms.ops.pooling import Cumulate
from programs.domain.terms.ops.rates import Lump, RateCard, UnitRate
from programs.domain.terms.ops.rounding import Round
from programs.domain.terms.ops.splitting import Instalments, Split
from programs.domain.terms.ops.tranching import FirstLoss, Holdback, Waterfall
from programs.domain.terms.ops.weighing import Weighted
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
