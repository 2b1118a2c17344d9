"""Which share of a claimed quantity is there at least: the bound auditors use for few errors.

Stringer (1963): the exact upper end for no wrong one, and for each wrong one what it adds to that
end, weighted by how much of the item was missing. It is known to be on the safe side.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from outcomes.domain.sampling.exact import most
from outcomes.domain.sampling.looked import Stratum


def least_share(strata: Sequence[Stratum], *, risk: float) -> Fraction:
    """Found ÷ claimed at least, but for `risk`; what was looked at whole is known."""
    known = [row for one in strata if one.is_whole for row in one.looked]
    rest = [one for one in strata if not one.is_whole]
    open_claimed = sum((_claimed(one) for one in rest), Fraction(0))
    claimed = sum((Fraction(row.claimed) for row in known), Fraction(0)) + open_claimed
    if not claimed:
        return Fraction(1)
    found = sum((Fraction(row.found) for row in known), Fraction(0))
    return (found + open_claimed * (1 - _missing_at_most(rest, risk))) / claimed


def _claimed(one: Stratum) -> Fraction:
    return one.frame * sum((Fraction(row.claimed) for row in one.looked), Fraction(0)) / one.seen


def _missing_at_most(rest: Sequence[Stratum], risk: float) -> Fraction:
    if not rest:
        return Fraction(0)
    seen, frame = sum(one.seen for one in rest), sum(one.frame for one in rest)
    parts = sorted((part for one in rest for part in _missing(one) if part), reverse=True)
    ends = [Fraction(most(k, seen, frame, risk), frame) for k in range(len(parts) + 1)]
    steps = zip(ends[1:], ends, parts, strict=False)
    return min(Fraction(1), ends[0] + sum((part * (b - a) for b, a, part in steps), Fraction(0)))


def _missing(one: Stratum) -> list[Fraction]:
    """Of each item, the part that was not there."""
    return [1 - Fraction(row.found) / Fraction(row.claimed) for row in one.looked if row.claimed]
