"""A term sheet: clauses, one rounding, one cap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import ROUNDINGS, Money, Rounding, total
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Attainment, Clause, Line, nothing
from programs.domain.terms.simple.cap import Cap


@dataclass(frozen=True, slots=True)
class Priced:
    """What has been earned in total so far, line by line."""

    lines: tuple[Line, ...]
    total: Money

    def of(self, key: str) -> Money:
        """What one clause has earned, before the cap."""
        return total(line.amount for line in self.lines if line.key == key)


@dataclass(frozen=True, slots=True)
class TermSheet:
    """Everything one agreement can ever pay, and for what."""

    rounding: str
    cap: Cap
    clauses: tuple[Clause, ...]

    def largest(self) -> Money:
        """The largest amount it can ever pay; this much is reserved when it is signed."""
        return min(self._together, self.cap.limit)

    @property
    def is_capped(self) -> bool:
        """Whether the clauses could earn more than the cap: then the reserve ends where it does."""
        return self._together > self.cap.limit

    def price(self, attainments: Mapping[str, Attainment]) -> Priced:
        """Earned in total so far; each clause is rounded once, the cap is not."""
        self._check_known(attainments)
        lines = [self._line(clause, attainments.get(clause.key)) for clause in self.clauses]
        if over := self.cap.over(total(line.amount for line in lines)):
            lines.append(over)
        return Priced(tuple(lines), total(line.amount for line in lines))

    def sentences(self) -> tuple[Sentence, ...]:
        """The sheet as sentences that an officer can sign."""
        spoken = [sentence for clause in self.clauses for sentence in clause.sentences()]
        return (*spoken, ROUNDED[self.rounding], self.cap.sentence())

    @property
    def _together(self) -> Money:
        return total(clause.largest(self._rounding) for clause in self.clauses)

    @property
    def _rounding(self) -> Rounding:
        return ROUNDINGS[self.rounding]

    def _line(self, clause: Clause, attainment: Attainment | None) -> Line:
        if attainment is None or attainment.verified is None:
            return nothing(clause.key, attainment)
        return clause.earned(attainment, self._rounding)

    def _check_known(self, attainments: Mapping[str, Attainment]) -> None:
        known = [clause.key for clause in self.clauses]
        for key in attainments:
            if key not in known:
                raise RuleBroken(
                    "The terms have no clause “%(key)s”. They have: %(known)s.",
                    key=key,
                    known=", ".join(known),
                )


ROUNDED: Mapping[str, Sentence] = {
    "won_down": say("Each clause is rounded down to whole won."),
    "won_half_up": say("Each clause is rounded to whole won, a half upwards."),
    "won_half_even": say("Each clause is rounded to whole won, a half to the even won."),
    "ten_won_down": say("Each clause is rounded down to whole ten won."),
    "thousand_won_down": say("Each clause is rounded down to whole thousand won."),
}
