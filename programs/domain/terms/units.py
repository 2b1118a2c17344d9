"""Units of measure: what may be added to what, and what a product is counted in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

UNIT = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")
WRITTEN = re.compile(r"(1|[A-Za-z][A-Za-z0-9_]{0,29})([*/][A-Za-z][A-Za-z0-9_]{0,29}){0,5}")


@dataclass(frozen=True, slots=True)
class Unit:
    """Atoms with their powers, such as KRW¹·day⁻¹; no atoms at all is a pure number."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def read(cls, text: str) -> Unit:
        """From `KRW/day`, `person*day` or `1`; the caller has matched `WRITTEN`."""
        powers: Counter[str] = Counter()
        for sign, atom in re.findall(r"([*/]?)([A-Za-z]\w*)", text):
            powers[atom] += -1 if sign == "/" else 1
        return _unit(powers.items())

    def __mul__(self, other: Unit) -> Unit:
        return _unit([*self.powers, *other.powers])

    def __truediv__(self, other: Unit) -> Unit:
        return self * Unit(tuple((atom, -power) for atom, power in other.powers))

    def __str__(self) -> str:
        over = [atom for atom, power in self.powers for _ in range(power)]
        under = [atom for atom, power in self.powers for _ in range(-power)]
        return "*".join(over or ["1"]) + "".join(f"/{atom}" for atom in under)

    def beyond(self, most: int) -> str | None:
        """What is multiplied with itself, or divided by, more often than this, if anything is."""
        return next((atom for atom, power in self.powers if abs(power) > most), None)

    @property
    def is_pure(self) -> bool:
        """Whether it counts nothing in particular."""
        return not self.powers


PURE = Unit()


def _unit(powers: Iterable[tuple[str, int]]) -> Unit:
    total: Counter[str] = Counter()
    for atom, power in powers:
        total[atom] += power
    return Unit(tuple(sorted((atom, power) for atom, power in total.items() if power)))
