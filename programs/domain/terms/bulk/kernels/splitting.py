"""One amount among several parts, to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import ONE, Facts, Kernel, shared
from programs.domain.terms.bulk.kernels.rounding import down
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.ops.first_loss import FirstLoss
from programs.domain.terms.ops.holdback import Holdback
from programs.domain.terms.ops.splitting import Split
from programs.domain.terms.ops.waterfall import Waterfall


def split(op: Split, facts: Facts) -> Kernel | None:
    """By written shares that are in order; measured ones are looked at row by row."""
    shares = [None if part.share is None else part.share.value for part in op.parts_]
    written = [one for one in shares if one is not None]
    is_measured = any(part.share and part.share.is_name for part in op.parts_)
    if is_measured or not (_are_in_order(shares) and facts.lies_on(op.of, op.unit)):
        return None
    base = shared([ONE, *written])
    weights = [None if one is None else int(one / base) for one in shares]
    whole = int(ONE / base)
    facts.meet(facts.reach(op.of, op.unit) * whole, whole)
    of = facts.number(op.of, op.unit)
    if None in weights:
        return facts.kernel(lambda rows: _with_rest(of(rows), weights, whole), op.unit)
    exact = [one or 0 for one in weights]
    return facts.kernel(lambda rows: _by_remainder(of(rows), exact, whole), op.unit)


def _are_in_order(shares: Sequence[Fraction | None]) -> bool:
    """What is not is refused with every case."""
    written = [one for one in shares if one is not None]
    together = sum(written)
    return min(written) >= 0 and (together <= 1 if None in shares else together == 1)


def _with_rest(units: Any, weights: Sequence[int | None], whole: int) -> list[Any]:
    """Each share towards zero; what is left is the rest."""
    given = [0 if one is None else down(units * one, whole) for one in weights]
    left = units - reduce(add, given)
    return [left if one is None else part for one, part in zip(weights, given, strict=True)]


def _by_remainder(units: Any, weights: Sequence[int], whole: int) -> list[Any]:
    """Rounded down, and a unit more for the largest remainders until none is left."""
    size = abs(np.asarray(units))
    quotas = np.stack([size * one for one in weights])
    given, remainders = quotas // whole, quotas % whole
    order = np.argsort(-remainders, axis=0, kind="stable")
    place = np.argsort(order, axis=0, kind="stable")
    given = given + (place < size - given.sum(axis=0))
    return list(np.where(units < 0, -given, given))


def holdback(op: Holdback, facts: Facts) -> Kernel:
    """What is paid now, and what is held."""
    share = facts.of(op.share).scale
    parts = shared([ONE, share])
    whole = int(ONE / parts)
    facts.meet(facts.reach(op.of, op.unit) * (facts.reach(op.share, parts) + whole), whole)
    of, held = facts.number(op.of, op.unit), facts.number(op.share, parts)

    def run(rows: Rows) -> list[Any]:
        earned = of(rows)
        kept = down(earned * held(rows), whole)
        return [earned - kept, kept]

    return Kernel(run, op.unit)


def first_loss(op: FirstLoss, facts: Facts) -> Kernel:
    """What the guarantor bears, and the rest."""
    scale = facts.common([op.of, op.guarantee])
    facts.meet(facts.reach(op.of, scale) + facts.reach(op.guarantee, scale))
    of, guarantee = facts.number(op.of, scale), facts.number(op.guarantee, scale)

    def run(rows: Rows) -> list[Any]:
        loss = of(rows)
        borne = np.minimum(np.maximum(loss, 0), guarantee(rows))
        return [borne, loss - borne]

    return facts.kernel(run, scale)


def waterfall(op: Waterfall, facts: Facts) -> Kernel:
    """One after the other is filled."""
    limits = [one.most for one in op.tranches]
    scale = facts.common([op.of, *(one for one in limits if one)])
    of = facts.number(op.of, scale)
    mosts = [facts.number(one, scale) if one else None for one in limits]

    def run(rows: Rows) -> list[Any]:
        left, given = of(rows), []
        for most in mosts:
            share = np.maximum(left, 0)
            if most is not None:
                share = np.minimum(share, np.maximum(most(rows), 0))
            given.append(share)
            left = left - share
        return [*given, left]

    return facts.kernel(run, scale)
