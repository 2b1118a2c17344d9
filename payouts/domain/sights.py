"""What somebody saw before they signed, line by line, and which line is another one now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.domain.words import Phrase, phrase_from, phrase_json
from people.domain.factors import Factor


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a page showed: what it is called and what it said."""

    key: str
    label: Phrase
    value: Phrase

    def as_json(self) -> list[Any]:
        """How it is kept."""
        return [self.key, phrase_json(self.label), phrase_json(self.value)]


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything one person was shown of one payout, and the hash that an approval binds to."""

    payout: int
    by: int
    digest: str
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        """How it travels with the page."""
        return {
            "payout": self.payout,
            "by": self.by,
            "digest": self.digest,
            "lines": lines_json(self.lines),
        }


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature as it arrives: what was seen, how the person proved who they are, what they say.

    `typed` is the amount in the signer's own digits, where it has to be typed.
    """

    seen: Sight
    factor: Factor
    comment: str = ""
    typed: Money | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that says something else, that is new, or that is gone."""

    key: str
    label: Phrase
    before: Phrase | None
    after: Phrase | None


def check_typed(typed: Money | None, amount: Money) -> None:
    """Where the amount is typed by hand, it is typed right; whoever mistypes looks once more."""
    if typed is None:
        raise RuleBroken(
            "The amount of this payout is so large that it is typed by hand. "
            "Open it and sign it on its own page.",
            field="typed",
        )
    if typed != amount:
        raise RuleBroken(
            "You typed %(typed)s, and that is not the amount of this payout. Nothing was "
            "approved. Read the amount above once more, then type it.",
            typed=typed,
            field="typed",
        )


def lines_json(lines: Sequence[Line]) -> list[list[Any]]:
    """How lines are kept."""
    return [line.as_json() for line in lines]


def lines_from(stored: Sequence[Sequence[Any]]) -> tuple[Line, ...]:
    """Read kept lines back."""
    return tuple(
        Line(str(key), phrase_from(label), phrase_from(value)) for key, label, value in stored
    )


def sight_from(stored: Mapping[str, Any]) -> Sight:
    """Read what a page carried back."""
    return Sight(stored["payout"], stored["by"], stored["digest"], lines_from(stored["lines"]))


def digest_of_lines(lines: Sequence[Line]) -> str:
    """The hash of everything that was shown, in the order it was shown in."""
    return digest_of(lines_json(lines))


def differences(seen: Sequence[Line], now: Sequence[Line]) -> tuple[Difference, ...]:
    """Every line that is not what it was, in the order of the page as it is now."""
    return tuple(_differences({line.key: line for line in seen}, now))


def _differences(before: dict[str, Line], now: Sequence[Line]) -> Iterator[Difference]:
    for line in now:
        old = before.pop(line.key, None)
        if old is None or old.value != line.value:
            yield Difference(line.key, line.label, old.value if old else None, line.value)
    for gone in before.values():
        yield Difference(gone.key, gone.label, gone.value, None)
