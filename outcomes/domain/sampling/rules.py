"""What of a claimed quantity counts after a sample: by the rule that was agreed beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

from core.domain.numbers import grouped, percent, rounded
from core.domain.words import Sentence, say
from outcomes.domain.sampling.estimate import ErrorRate, error_rate
from outcomes.domain.sampling.looked import Stratum
from outcomes.domain.sampling.ratio import FoundShare, found_share
from outcomes.domain.sampling.stringer import least_share

CONFIDENCE = Decimal("0.9")  # two-sided: 95 % at either end
ONE_SIDED = Decimal("0.95")
LIMIT = Decimal("0.05")  # a share of wrong claims above it asks for a larger sample
PLACES = 4
SILENT = say(
    "Nothing was claimed for what was looked at, so the sample says nothing about what was "
    "claimed for the rest. The sample is made larger before anything counts."
)


class Counting(StrEnum):
    """How what was found in a sample is carried over to what nobody looked at."""

    VERIFIED_SHARE = "verified_share"
    EXTRAPOLATED = "extrapolated"
    WIDENED = "widened"


@dataclass(frozen=True, slots=True)
class Counted:
    """The quantity that counts, what it rests on, and whether more has to be looked at first."""

    quantity: Decimal
    rate: ErrorRate
    widen: bool
    sentences: tuple[Sentence, ...]


def counted_by(rule: Counting, *, claimed: Decimal, strata: Sequence[Stratum]) -> Counted:
    """Apply a rule to the whole claim; never more than was claimed.

    verified_share: claimed × the share found, at its point. extrapolated: at its lower end, so
    that doubt is not paid; the lower one of Student's interval (many wrong ones, items of unlike
    size) and Stringer's bound (few or none). widened: like verified_share, once the sample shows
    no more wrong ones than the limit or is all there is. A sample in which nothing was claimed
    says nothing of the rest: whatever the rule, it is made larger before anything counts.
    """
    rate = error_rate(strata, confidence=CONFIDENCE)
    found = found_share(strata, confidence=CONFIDENCE)
    least = min(Fraction(found.low), least_share(strata, risk=float(1 - ONE_SIDED)))
    share = least if rule == Counting.EXTRAPOLATED else found.point
    if claimed and not any(row.claimed for one in strata for row in one.looked):
        return _silent(rate, claimed)
    widen = rule == Counting.WIDENED and rate.point > LIMIT and rate.seen < rate.frame
    quantity = rounded(Fraction(claimed) * share, PLACES, ROUND_FLOOR)
    sentences = (_said(rate), *_doubt(rule, found, least), _counts(quantity, claimed, widen=widen))
    return Counted(quantity, rate, widen, sentences)


def _silent(rate: ErrorRate, claimed: Decimal) -> Counted:
    widen = rate.seen < rate.frame
    last = SILENT if widen else _counts(Decimal(0), claimed, widen=False)
    return Counted(Decimal(0), rate, widen, (_said(rate), last))


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


def _doubt(rule: Counting, found: FoundShare, least: Fraction) -> Iterator[Sentence]:
    if rule == Counting.EXTRAPOLATED:
        yield say(
            "%(found)s of the quantity looked at was there; of all that was claimed at least "
            "%(least)s is, with %(confidence)s.",
            found=percent(rounded(found.point, PLACES)),
            least=percent(rounded(least, PLACES, ROUND_FLOOR)),
            confidence=percent(ONE_SIDED),
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
