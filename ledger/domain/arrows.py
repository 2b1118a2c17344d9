"""Arrows: all that may ever move in the books, each a verb with an account at both ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from core.domain.money import NOTHING, Money
from ledger.domain.entries import Posting, transfer

REVERSED = ":reversed"  # what the reference of an entry that undoes another one ends with
_PARTS = re.compile(r"\{(?P<name>\w+)\}|(?P<optional>\[)|(?P<end>\])|(?P<plain>[^{}\[\]]+)")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way that money may go. `{name}` stands for a key; `[…]` may be left out."""

    verb: str
    out_of: str
    into: str
    when: str
    reference: str

    def legs(self, amount: Money, **names: object) -> tuple[Posting, Posting]:
        """The two postings of this arrow between the accounts that the names choose."""
        return transfer(amount, out_of=self.out_of.format(**names), into=self.into.format(**names))


def named_in(pattern: str, text: str) -> Mapping[str, str] | None:
    """What the names of a pattern stand for in a text, or nothing where it says another thing."""
    found = _compiled(pattern).fullmatch(text)
    return None if found is None else {k: v for k, v in found.groupdict().items() if v is not None}


def unexplained(
    chart: Iterable[Arrow], reference: str, legs: Iterable[Posting]
) -> tuple[Posting, ...]:
    """The legs of an entry that no arrow of the chart with this reference accounts for."""
    left = list(legs)
    if reference.endswith(REVERSED):
        reference = reference.removesuffix(REVERSED)
        left = [Posting(leg.account, -leg.amount) for leg in left]
    for arrow in chart:
        about = named_in(arrow.reference, reference)
        if about is not None:
            left = _without(arrow, about, left)
    return tuple(left)


def _without(arrow: Arrow, about: Mapping[str, str], legs: list[Posting]) -> list[Posting]:
    """Take away, pair by pair, what this arrow moved."""
    left = list(legs)
    for out in legs:
        for into in legs:
            if out in left and into in left and _is_moved_by(arrow, about, out, into):
                left.remove(out)
                left.remove(into)
    return left


def _is_moved_by(arrow: Arrow, about: Mapping[str, str], out: Posting, into: Posting) -> bool:
    if not (out.amount < NOTHING and into.amount == -out.amount):
        return False
    ends = named_in(arrow.out_of, out.account), named_in(arrow.into, into.account)
    if None in ends:
        return False
    return _agree(about, *(end for end in ends if end is not None))


def _agree(*named: Mapping[str, str]) -> bool:
    """Whether one name stands for one thing at both ends and in the reference."""
    said: dict[str, str] = {}
    return all(said.setdefault(k, v) == v for names in named for k, v in names.items())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_piece(found) for found in _PARTS.finditer(pattern)))


def _piece(found: re.Match[str]) -> str:
    if found["name"]:
        return f"(?P<{found['name']}>[^:]+)"
    return "(?:" if found["optional"] else ")?" if found["end"] else re.escape(found["plain"])
