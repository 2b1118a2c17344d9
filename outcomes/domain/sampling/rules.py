"""What of a claimed quantity counts after a sample: by the rule that was agreed beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

from core.domain.numbers import grouped, percent, rounded
from core.domain.words import Sentence, say
from outcomes.domain.sampling.estimate import ErrorRate, error_rate

CONFIDENCE = Decimal("0.9")  # one-sided 95 % at either end
LIMIT = Decimal("0.05")  # a share of wrong claims above it asks for a larger sample
PLACES = 4


class Counting(StrEnum):
    """How what was found in a sample is carried over to what nobody looked at."""

    VERIFIED_SHARE = "verified_share"
    EXTRAPOLATED = "extrapolated"
    WIDENED = "widened"


@dataclass(frozen=True, slots=True)
class Looked:
    """One item of the sample: what was claimed, and what was found."""

    claimed: Decimal
    verified: Decimal

    @property
    def is_wrong(self) -> bool:
        """Less than was claimed."""
        return self.verified < self.claimed


@dataclass(frozen=True, slots=True)
class Counted:
    """The quantity that counts, what it rests on, and whether more has to be looked at first."""

    quantity: Decimal
    rate: ErrorRate
    widen: bool
    sentences: tuple[Sentence, ...]


def counted_by(
    rule: Counting, *, claimed: Decimal, frame: int, looked: Sequence[Looked]
) -> Counted:
    """Apply a rule to the whole claim; never more than was claimed.

    verified_share: claimed × (found / claimed within the sample). extrapolated: the same share,
    less what the upper end of the error rate leaves open, so that doubt is not paid. widened: like
    verified_share, once the sample shows no more wrong ones than the limit or is all there is.
    """
    wrong = sum(1 for one in looked if one.is_wrong)
    rate = error_rate(wrong=wrong, seen=len(looked), frame=frame, confidence=CONFIDENCE)
    share = _share(looked)
    if rule == Counting.EXTRAPOLATED:
        share = min(share, 1 - Fraction(rate.high))
    widen = rule == Counting.WIDENED and rate.point > LIMIT and len(looked) < frame
    quantity = rounded(Fraction(claimed) * share, PLACES, ROUND_FLOOR)
    return Counted(quantity, rate, widen, (_said(rate), _counts(quantity, claimed, widen=widen)))


def _share(looked: Sequence[Looked]) -> Fraction:
    claimed = sum((one.claimed for one in looked), Decimal(0))
    found = sum((min(one.verified, one.claimed) for one in looked), Decimal(0))
    return Fraction(found) / Fraction(claimed) if claimed else Fraction(1)


def _said(rate: ErrorRate) -> Sentence:
    return say(
        "%(wrong)s of %(seen)s looked at were wrong; of all %(frame)s between %(low)s and %(high)s "
        "are (exact, %(confidence)s).",
        wrong=rate.wrong,
        seen=rate.seen,
        frame=rate.frame,
        low=percent(rate.low),
        high=percent(rate.high),
        confidence=percent(rate.confidence),
    )


def _counts(quantity: Decimal, claimed: Decimal, *, widen: bool) -> Sentence:
    if widen:
        return say(
            "That is more than %(limit)s. By the rule that was agreed the sample is made larger "
            "before anything counts.",
            limit=percent(LIMIT),
        )
    return say(
        "By the rule that was agreed %(quantity)s of %(claimed)s count.",
        quantity=grouped(quantity),
        claimed=grouped(claimed),
    )
