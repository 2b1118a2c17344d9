"""Which sites a verifier visits: drawn by a seed from a frozen list, for anybody to repeat.

Each name is hashed together with the seed; the names with the smallest hashes are the sample.
Nobody can steer it without changing the seed or the list, and both are on record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import comb

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken


def frame_digest(frame: Sequence[str]) -> str:
    """The hash of the list, whatever its order."""
    return digest_of(sorted(frame))


def name_in_frame(number: int, digest: str) -> str:
    """How a measurement stands in a frame: its number, and a hash of what it said then."""
    return f"{number}:{digest[:16]}"


def number_in_frame(name: str) -> int:
    """The number of the measurement behind such a name."""
    return int(name.partition(":")[0])


def sample_of(frame: Sequence[str], *, seed: str, size: int) -> tuple[str, ...]:
    """The sample, in the order in which it is drawn; a larger one begins with the smaller one."""
    if not seed:
        raise RuleBroken("The draw needs a seed. Write one down before the list is known.")
    if len(set(frame)) != len(frame):
        raise RuleBroken("A name appears twice in the list to draw from. Leave it in once.")
    if not 1 <= size <= len(frame):
        raise RuleBroken(
            "%(size)s cannot be drawn from a list of %(frame)s. Draw at least 1 and at most all.",
            size=size,
            frame=len(frame),
        )
    return tuple(sorted(frame, key=lambda name: _place(seed, name))[:size])


def sample_size(frame: int, *, tolerable: Decimal, risk: Decimal) -> int:
    """How many to visit so that a share of wrong claims above `tolerable` is rarely missed.

    The smallest sample that misses all wrong ones with a probability of at most `risk`, exactly
    (hypergeometric): with 50 sites, more than 10 % wrong and 5 % risk it is 19.
    """
    if not (0 < tolerable < 1 and 0 < risk < 1):
        raise RuleBroken("The tolerable share and the risk lie between 0 and 1, such as 0.1.")
    wrong = int(Fraction(frame) * Fraction(tolerable)) + 1
    for size in range(1, frame):
        if Fraction(comb(frame - wrong, size), comb(frame, size)) <= Fraction(risk):
            return size
    return frame


def _place(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest()
