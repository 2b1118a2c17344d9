"""What every comparison of injuries is asked: how sure, over which days, against what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from core.domain.cells import day_in
from core.domain.documents import Part, part_of
from core.domain.errors import RuleBroken
from core.domain.numbers import plain, rounded
from core.domain.periods import Period

DIGEST = re.compile(r"[0-9a-f]{64}")
SETTLED = 9  # places at which a float is settled before a rule cuts it
PLACES = 4  # what the terms are given
ZERO, ONE = Decimal(0), Decimal(1)


class PaysOn(StrEnum):
    """The value that the terms are given once a reduction is shown; nothing shown gives 0."""

    SHOWN = "shown"  # 1
    BOUND = "bound"  # the reduction that is at least shown, one-sided at the level of the test


class TooLittle(StrEnum):
    """What is said when there was less in the baseline than was agreed to judge by."""

    CANNOT = "cannot_be_evaluated"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class ReferenceName:
    """Which reference sites, and the hash of what was known of them when the target was set."""

    code: str
    digest: str

    def as_json(self) -> dict[str, str]:
        """As stored."""
        return {"code": self.code, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Asked:
    """The level, the least reduction, the baseline window, and the least data for a verdict."""

    alpha: Decimal = Decimal("0.05")
    minimum_reduction: Decimal = ZERO
    baseline: Period | None = None
    least_events: int = 0
    too_little: TooLittle = TooLittle.CANNOT
    pays_on: PaysOn = PaysOn.SHOWN
    reference: ReferenceName | None = None

    @classmethod
    def read_members(cls, part: Part) -> Self:
        """From its place in a document; members that are left out say nothing."""
        part.only("kind", "alpha", *MAY)
        alpha = part.number("alpha", least="0.0001", most="0.2")
        given = {name: read(part) for name, read in MAY.items() if name in part.found}
        return cls(alpha, **given)

    def as_json(self) -> dict[str, Any]:
        """As stored; what says nothing is left out, so that older documents stay what they were."""
        written: dict[str, Any] = {
            "alpha": plain(self.alpha),
            "minimum_reduction": plain(self.minimum_reduction),
        }
        if self.baseline is not None:
            written["baseline"] = [self.baseline.first.isoformat(), self.baseline.last.isoformat()]
        if self.least_events:
            written["least_events"] = str(self.least_events)
        if self.too_little != TooLittle.CANNOT:
            written["too_little"] = self.too_little.value
        if self.pays_on != PaysOn.SHOWN:
            written["pays_on"] = self.pays_on.value
        if self.reference is not None:
            written["reference"] = self.reference.as_json()
        return written

    def value(self, *, shown: bool, high: float | None) -> Decimal:
        """What enters the terms: 1 or 0, or one minus the upper end of the ratio when shown.

        A float is first settled at nine places, halves upwards, then cut down to four, so that
        its last bits never decide about a won.
        """
        if not shown:
            return ZERO
        if self.pays_on == PaysOn.SHOWN:
            return ONE
        return cut(1 - high) if high is not None and high < 1 else ZERO


def cut(number: float) -> Decimal:
    """A float as a decimal of four places: settled at nine, then cut downwards."""
    return rounded(Fraction(rounded(Fraction(number), SETTLED)), PLACES, ROUND_FLOOR)


def _period(part: Part, name: str) -> Period:
    days = part.member(name)
    if isinstance(days, list) and len(days) == 2:
        first, last = day_in(str(days[0])), day_in(str(days[1]))
        if first and last:
            return Period(first, last)
    raise RuleBroken(
        '%(place)s must be a list of two days, such as ["2025-01-01", "2025-12-31"].',
        place=part.at(name),
    )


def _reference(part: Part) -> ReferenceName:
    named = part_of(part.member("reference"), part.at("reference")).only("code", "digest")
    code, digest = named.member("code"), named.member("digest")
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise RuleBroken(
            "%(place)s must be the hash of the reference sites, 64 digits and letters.",
            place=named.at("digest"),
        )
    return ReferenceName(str(code), digest)


MAY: Mapping[str, Callable[[Part], Any]] = {
    "minimum_reduction": lambda part: part.number("minimum_reduction", most="0.9"),
    "baseline": lambda part: _period(part, "baseline"),
    "least_events": lambda part: int(part.number("least_events", most="1000000")),
    "too_little": lambda part: part.one_of("too_little", {one.value: one for one in TooLittle}),
    "pays_on": lambda part: part.one_of("pays_on", {one.value: one for one in PaysOn}),
    "reference": _reference,
}
