"""What is held back, taken off or put to use again."""

from __future__ import annotations

import pytest

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found, paid

HELD = step("holdback", "h", of="x", share="s", unit="1")
USED = step("surplus", "h", of="x", used="0", reinvested="s", unit="1")
TAKEN = step("deadweight", "h", of="x", share="s")
KEPT = {"h.now": "a", "h.held": "b"}
AGAIN = {"h.reinvested": "a", "h.returned": "b"}
CASES = [(HELD, "share", KEPT), (USED, "reinvested", AGAIN), (TAKEN, "share", {"r": "a"})]
ROUND = step("round", "r", of="h", unit="1", way="down")


def looked(one: Document, outs: dict[str, str], share: str) -> list[tuple[str, str, str]]:
    steps = (one, ROUND) if one is TAKEN else (one,)
    outputs = [paid(name, key) for name, key in outs.items()]
    return found(*steps, x="0..9 KRW", s=f"{share} /1", outputs=outputs)


@pytest.mark.parametrize(("one", "name", "outs"), CASES, ids=["held", "used", "taken"])
def test_a_share_stays_between_nothing_and_all(
    one: Document, name: str, outs: dict[str, str]
) -> None:
    assert looked(one, outs, "0..1") == []
    for share, low, high in (("-0.1..1", "-0.1", "1"), ("0..1.1", "0", "1.1")):
        place = f"steps[0].{name}"
        said = (
            f"{place} can go from {low} to {high}; it is a share, so it has to stay from 0 to 1. "
            "Write it so, or declare its range so."
        )
        assert looked(one, outs, share)[0] == ("error", place, said)
