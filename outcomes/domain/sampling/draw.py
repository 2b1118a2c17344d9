"""Which sites a verifier visits: drawn by a seed from a frozen list, for anybody to repeat.

Each name is hashed together with the seed; the names with the smallest hashes are the sample.
Nobody can steer it without changing the seed or the list, and both are on record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

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


def stratified(
    strata: Mapping[str, Sequence[str]], *, seed: str, sizes: Mapping[str, int]
) -> tuple[str, ...]:
    """Every stratum drawn by the same seed; a stratum with size 0 is left alone."""
    return tuple(
        name
        for stratum in sorted(strata)
        if sizes.get(stratum, 0)
        for name in sample_of(strata[stratum], seed=seed, size=sizes[stratum])
    )


def commitment_of(seed: str, salt: str) -> str:
    """What is put on record before the list is closed: it binds to the seed and tells nothing."""
    return hashlib.sha256(f"{salt}\n{seed}".encode()).hexdigest()


def _place(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest()
