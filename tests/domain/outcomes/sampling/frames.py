"""Lists whose truth is known, drawn from by seed: what a verifier could have seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from outcomes.domain.sampling import Looked, Stratum, allocated, stratified

Frame = Mapping[str, Sequence[Looked]]


def looked(claimed: int, verified: int) -> Looked:
    """What was claimed there, what is there."""
    return Looked(Decimal(claimed), Decimal(verified))


def a_frame(*, good: int, bad: int, claimed: int = 10, verified: int = 5) -> list[Looked]:
    """So many right ones and so many wrong ones, mixed by number."""
    rows = [looked(claimed, claimed)] * good + [looked(claimed, verified)] * bad
    return [rows[(n * 7) % len(rows)] for n in range(len(rows))] if len(rows) % 7 else rows


def seen_in(frame: Frame, *, size: int, seed: str) -> list[Stratum]:
    """The strata after the draw of a seed was looked at."""
    named = {name: [f"{name}/{n}" for n in range(len(rows))] for name, rows in frame.items()}
    sizes = allocated({name: len(rows) for name, rows in frame.items()}, size)
    drawn = stratified(named, seed=seed, sizes=sizes)
    return [
        Stratum(
            len(rows),
            tuple(rows[int(one.rpartition("/")[2])] for one in drawn if one in named[name]),
        )
        for name, rows in ((name, frame[name]) for name in sorted(frame))
    ]
