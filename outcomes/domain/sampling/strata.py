"""How a sample is spread over strata: in proportion, each stratum at least once, exactly in sum."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from outcomes.domain.sampling.sizes import Size

CERTAIN = "certain"  # items too large to be left to a draw: all of them are looked at


def sizes_at(lengths: Mapping[str, int], size: Size, *, stage: int = 0) -> dict[str, int]:
    """How many of each stratum at a stage: each stage doubles the one before, up to all.

    A stratum never shrinks, so that a larger sample begins with the smaller one.
    """
    drawn = {name: length for name, length in lengths.items() if name != CERTAIN and length}
    whole = sum(drawn.values())
    sizes = allocated(drawn, size.of(whole)) if whole else {}
    for _ in range(stage):
        grown = allocated(drawn, min(whole, 2 * sum(sizes.values())))
        sizes = {name: max(sizes[name], grown[name]) for name in sizes}
    return {**sizes, **({CERTAIN: lengths[CERTAIN]} if lengths.get(CERTAIN) else {})}


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
