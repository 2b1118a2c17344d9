"""Whether two definitions may be compared: the same name is not the same measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.domain.words import Sentence, say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.quantities import called


def why_not_comparable(one: Definition, other: Definition) -> tuple[Sentence, ...]:
    """Every difference that makes their values speak of different things."""
    return tuple(_differences(one, other))


def _differences(one: Definition, other: Definition) -> Iterator[Sentence]:
    names: dict[str, Any] = {"one": one.name, "other": other.name}
    if one.absence_days != other.absence_days:
        yield say(
            "“%(one)s” counts from %(first)s, “%(other)s” from %(second)s. "
            "Their values cannot be compared.",
            **names,
            first=_threshold(one),
            second=_threshold(other),
        )
    for mine, theirs in (
        (one.numerator, other.numerator),
        (one.denominator, other.denominator),
    ):
        if mine != theirs:
            counted: dict[str, Any] = {"mine": _called(mine), "theirs": _called(theirs)}
            yield say(
                "“%(one)s” counts %(mine)s, “%(other)s” counts %(theirs)s. "
                "Their values cannot be compared.",
                **names,
                **counted,
            )
    if one.least_uptime != other.least_uptime:
        yield say(
            "“%(one)s” and “%(other)s” ask for different sensor uptimes. "
            "Their values cannot be compared.",
            **names,
        )


def _threshold(one: Definition) -> Sentence:
    if one.absence_days is None:
        return say("any injury that is recorded")
    return say("an absence of %(days)s or more days", days=one.absence_days)


def _called(key: str) -> Any:
    return called(key) if key else say("nothing below the line")
