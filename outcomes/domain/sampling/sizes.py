"""How many to look at: by what must not be missed, by how exact a share shall be, or by money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import comb
from typing import Any, Protocol

from scipy import special

from core.domain.documents import Part, document_from
from core.domain.errors import RuleBroken
from core.domain.numbers import plain, rounded


class Size(Protocol):
    """A rule that turns the length of a list into a number to be drawn."""

    def of(self, frame: int) -> int:
        """At least one, at most all."""
        ...

    def document(self) -> dict[str, Any]:
        """As stored beside the plan."""
        ...


@dataclass(frozen=True, slots=True)
class Discovery:
    """More than `tolerable` wrong is missed with a probability of at most `risk`, exactly."""

    tolerable: Decimal = Decimal("0.1")
    risk: Decimal = Decimal("0.05")

    def of(self, frame: int) -> int:
        """The smallest such sample (hypergeometric): of 50 it is 19."""
        return sample_size(frame, tolerable=self.tolerable, risk=self.risk)

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {
            "kind": "discovery",
            "tolerable": plain(self.tolerable),
            "risk": plain(self.risk),
        }


@dataclass(frozen=True, slots=True)
class Share:
    """The share of wrong ones within ± margin (Cochran 1977), corrected for the finite list.

    n0 = z²·p(1 − p)/e²; n = n0 / (1 + (n0 − 1)/N), rounded up.
    """

    confidence: Decimal = Decimal("0.95")
    margin: Decimal = Decimal("0.05")
    expected: Decimal = Decimal("0.5")

    def of(self, frame: int) -> int:
        """Of 500 at 95 %, ± 5 % and an unknown share it is 218."""
        z = Fraction(float(special.ndtri(float(1 + self.confidence) / 2)))
        p, e = Fraction(self.expected), Fraction(self.margin)
        endless = z**2 * p * (1 - p) / e**2
        needed = endless / (1 + (endless - 1) / frame)
        return min(frame, max(1, int(rounded(needed, 0, ROUND_CEILING))))

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {
            "kind": "share",
            "confidence": plain(self.confidence),
            "margin": plain(self.margin),
            "expected": plain(self.expected),
        }


@dataclass(frozen=True, slots=True)
class Bands:
    """A least share by risk and money: the first band whose amount is not below the money."""

    risk: str
    money: int
    bands: tuple[tuple[int | None, Decimal], ...]

    def of(self, frame: int) -> int:
        """Rounded up."""
        for most, share in self.bands:
            if most is None or self.money <= most:
                return max(1, int(rounded(Fraction(share) * frame, 0, ROUND_CEILING)))
        return frame

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {
            "kind": "bands",
            "risk": self.risk,
            "money": self.money,
            "bands": [{"most": most, "share": plain(share)} for most, share in self.bands],
        }


# Least shares by risk of the supplier and money at stake (won); a setting and not a law.
BANDS: Mapping[str, tuple[tuple[int | None, Decimal], ...]] = {
    "low": ((10_000_000, Decimal("0.1")), (50_000_000, Decimal("0.2")), (None, Decimal("0.3"))),
    "medium": ((10_000_000, Decimal("0.2")), (50_000_000, Decimal("0.35")), (None, Decimal("0.5"))),
    "high": ((10_000_000, Decimal("0.5")), (None, Decimal(1))),
}


def size_from(document: object) -> Size:
    """Read a stored rule back."""
    return document_from(document, lambda part: part.one_of("kind", KINDS)(part))


def sample_size(frame: int, *, tolerable: Decimal, risk: Decimal) -> int:
    """How many to visit so that a share of wrong claims above `tolerable` is rarely missed.

    The smallest sample that misses all wrong ones with a probability of at most `risk`, exactly
    (hypergeometric): with 50 sites, more than 10 % wrong and 5 % risk it is 19.
    """
    if not (0 < tolerable < 1 and 0 < risk < 1):
        raise RuleBroken("The tolerable share and the risk lie between 0 and 1, such as 0.1.")
    wrong = int(Fraction(frame) * Fraction(tolerable)) + 1
    low, high = 1, frame
    while low < high:  # the chance to miss falls with the size
        size = (low + high) // 2
        if frame - wrong >= size and Fraction(
            comb(frame - wrong, size), comb(frame, size)
        ) > Fraction(risk):
            low = size + 1
        else:
            high = size
    return low


def _discovery(part: Part) -> Size:
    part.only("kind", "tolerable", "risk")
    return Discovery(part.number("tolerable", most="0.9999"), part.number("risk", most="0.9999"))


def _share(part: Part) -> Size:
    part.only("kind", "confidence", "margin", "expected")
    return Share(
        part.number("confidence", least="0.5", most="0.9999"),
        part.number("margin", least="0.001", most="0.5"),
        part.number("expected", most="1"),
    )


def _bands(part: Part) -> Size:
    part.only("kind", "risk", "money", "bands")
    money = part.member("money")
    bands = tuple(
        (_most(band), band.number("share", least="0.01", most="1"))
        for band in part.parts("bands", most=20)
    )
    if type(money) is not int or money < 0:
        raise RuleBroken("%(place)s must be whole won.", place=part.at("money"))
    return Bands(part.key("risk"), money, bands)


def _most(band: Part) -> int | None:
    most = band.member("most")
    if most is not None and type(most) is not int:
        raise RuleBroken("%(place)s must be whole won, or null.", place=band.at("most"))
    return most


KINDS = {"discovery": _discovery, "share": _share, "bands": _bands}
