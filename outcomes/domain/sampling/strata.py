"""How a sample is spread over strata: in proportion, each stratum at least once, exactly in sum."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def allocated(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """Sizes in proportion by largest remainder; no stratum is left out while there is room.

    `strata` are lengths; the sum is `size`, or one for each stratum where `size` is smaller.
    """
    filled = {name: length for name, length in strata.items() if length}
    whole = sum(filled.values())
    size = min(max(size, len(filled)), whole)
    shares = {name: Fraction(size * length, whole) for name, length in filled.items()}
    found = {name: max(1, int(share)) for name, share in shares.items()}
    left = sorted(found, key=lambda name: (shares[name] - int(shares[name]), name), reverse=True)
    while (missing := size - sum(found.values())) > 0:
        for name in [one for one in left if found[one] < filled[one]][:missing]:
            found[name] += 1
    while sum(found.values()) > size:
        most = max(found, key=lambda name: (found[name], name))
        found[most] -= 1
    return found
