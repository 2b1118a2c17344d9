"""The numbers that a design may look at. An empty one is missing, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.panel import NOBODY, Panel

# Each reading, and what is said when it is missing.
READINGS: Mapping[str, Sentence] = {
    "quantity": say("Cannot be evaluated: no quantity was verified. Missing is not zero."),
    "baseline_events": say(
        "Cannot be evaluated: the injuries in the baseline are missing for some or all "
        "of its days. Missing is not zero."
    ),
    "baseline_hours": say(
        "Cannot be evaluated: the hours worked in the baseline are zero, or missing for some "
        "or all of its days, so there is no rate."
    ),
    "follow_up_events": say(
        "Cannot be evaluated: the injuries in the follow-up are missing for some or all "
        "of its days. Missing is not zero."
    ),
    "follow_up_hours": say(
        "Cannot be evaluated: the hours worked in the follow-up are zero, or missing for some "
        "or all of its days, so there is no rate."
    ),
}
SITES: Mapping[str, Sentence] = {
    "sites": say(
        "Cannot be evaluated: at some of the improved sites injuries or hours are missing for a "
        "part of the baseline or of the window, so that they cannot be compared one by one."
    ),
    "reference": say(
        "Cannot be evaluated: too few reference sites have numbers for both the baseline and the "
        "window. The agency supplies them."
    ),
    "chosen": say(
        "Cannot be evaluated by a comparison group: the baseline is unusually bad for such sites, "
        "and a bad year is followed by an ordinary one without anybody's doing. Empirical Bayes "
        "can judge them."
    ),
}
COUNTS = frozenset({"baseline_events", "follow_up_events"})


@dataclass(frozen=True, slots=True)
class Readings:
    """What was verified, by name; and site by site where a design compares sites."""

    values: Mapping[str, Decimal | None]
    panel: Panel = NOBODY

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            if name not in READINGS:
                raise RuleBroken(
                    "There is no reading “%(name)s”. Known are: %(known)s.",
                    name=name,
                    known=", ".join(READINGS),
                )
            if value is not None:
                _check(name, value)

    def of(self, name: str) -> Decimal | None:
        """One reading; `None` when nobody has it."""
        return self.values.get(name)

    def only(self, names: tuple[str, ...]) -> dict[str, str | None]:
        """The named ones as they are hashed and stored."""
        found = {name: self.of(name) for name in names}
        return {name: None if value is None else plain(value) for name, value in found.items()}


def _check(name: str, value: Decimal) -> None:
    if not value.is_finite() or value < 0:
        raise RuleBroken(
            "The value is %(value)s. It has to be zero or more; leave it empty when it is unknown.",
            field=name,
            value=value,
        )
    if name in COUNTS and value % 1:
        raise RuleBroken(
            "The value is %(value)s. Injuries are counted in whole numbers.",
            field=name,
            value=plain(value),
        )
